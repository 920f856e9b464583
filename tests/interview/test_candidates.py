"""Further candidates in the interview: asked one after another, with what is shared asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.answers import MOST_CANDIDATES
from buyguide.errors import Interrupted
from buyguide.interview.asker import Move
from buyguide.interview.candidates import ask_candidates
from tests.interview.ladder_guide import LADDERS
from tests.interview.scripted import Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer

FIRST: Mapping[str, Answer] = {
    "height": "low",
    "health": ("none",),
    "has_tools": "no",
    "budget": None,
    "has_ladder": "yes",
    "ladder_name": "Stepup",
    "ladder_number": "L123",
    "extras": None,
}
SECOND: Mapping[str, Answer] = {
    "ladder_name": "Highrise",
    "ladder_number": "L999",
    "extras": ("feet",),
}
ANSWERED = ("Highrise", "L999", ("feet",), None)  # the last: these are right


def asked(
    *replies: Reply, given: Sequence[Mapping[str, Answer]] = (), offer: bool = True
) -> tuple[Scripted, tuple[Mapping[str, Answer], ...] | None]:
    asker = Scripted(replies)
    return asker, ask_candidates(LADDERS, asker, FIRST, given, offer=offer)


def test_another_candidate_gets_its_own_questions_only() -> None:
    asker, found = asked("more", *ANSWERED, "last")
    assert found == (SECOND,)
    assert asker.labels == [
        "Another ladder",
        "Ladder name",
        "Ladder number",
        "Extras",
        "Your answers",
        "Another ladder",
    ]


def test_the_question_for_another_says_which_there_are() -> None:
    asker, _ = asked("more", *ANSWERED, "last")
    assert asker.prompts[0].before == ("So far: Ladder A: Stepup.",)
    assert asker.prompts[-1].before == ("So far: Ladder A: Stepup; Ladder B: Highrise.",)
    assert "Now to Ladder B." in asker.told


def test_its_page_of_answers_holds_its_own_answers_only() -> None:
    asker, _ = asked("more", *ANSWERED, "last")
    page = next(prompt for prompt in asker.prompts if prompt.label == "Your answers")
    assert [row.label for row in page.rows] == [
        "Ladder name: Highrise",
        "Ladder number: L999",
        "Extras: Rubber feet",
    ]


def test_back_from_its_first_question_leaves_it_out() -> None:
    _, found = asked("more", Move.BACK, "last")
    assert found == ()


def test_back_from_a_later_question_of_another_stays_with_it() -> None:
    asker, found = asked("more", "Highrise", Move.BACK, *ANSWERED, "last")
    assert asker.labels[1:4] == ["Ladder name", "Ladder number", "Ladder name"]
    assert found == (SECOND,)


def test_back_from_the_question_for_another_goes_to_the_answers_before() -> None:
    assert asked(Move.BACK)[1] is None


def test_back_after_a_candidate_shows_its_answers_again() -> None:
    asker, found = asked("more", *ANSWERED, Move.BACK, "ladder_name", "Taller", None, "last")
    assert asker.labels[6] == "Your answers"
    assert found == ({**SECOND, "ladder_name": "Taller"},)


def test_a_candidate_from_a_file_is_asked_only_what_it_lacks() -> None:
    half = {"ladder_name": "Highrise", "extras": None}
    asker, found = asked("L999", None, "last", given=[half, SECOND])
    assert asker.labels[0] == "Ladder number"
    assert found == ({**half, "ladder_number": "L999"}, SECOND)


def test_nobody_is_asked_for_another_unless_it_is_offered() -> None:
    asker, found = asked(given=[SECOND], offer=False)
    assert asker.labels == []
    assert found == (SECOND,)


def test_there_are_never_more_than_can_stand_side_by_side() -> None:
    asker, found = asked(given=[SECOND] * (MOST_CANDIDATES - 1))
    assert asker.labels == []
    assert found is not None
    assert len(found) == MOST_CANDIDATES - 1


def test_without_a_first_candidate_nobody_is_asked_for_another() -> None:
    asker = Scripted([])
    assert ask_candidates(LADDERS, asker, {**FIRST, "has_ladder": "no"}, (), offer=True) == ()
    assert asker.labels == []


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_leaving_keeps_what_was_said_of_each_candidate(answered: int) -> None:
    with pytest.raises(Interrupted) as left:
        asked("more", *ANSWERED, "more", *ANSWERED[:answered])
    assert left.value.values == FIRST
    kept = dict(list(SECOND.items())[:answered])
    assert left.value.candidates == (SECOND, kept)
