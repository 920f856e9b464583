"""Which answers count, which are lacking, and what candidates are called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buyguide.answers import (
    LONGEST_TYPED,
    candidate_name,
    is_candidate,
    lacking,
    next_question,
    parts_in_words,
    settle,
    with_candidate,
)
from tests.interview.ladder_guide import GUIDE, LADDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer

WITH_NAME: Mapping[str, Answer] = {"has_ladder": "yes", "ladder_name": "Stepup"}


def words(id: str, answer: Answer) -> tuple[str, ...]:
    return parts_in_words(GUIDE.question_by_id[id], answer)


@pytest.mark.parametrize(
    ("id", "answer", "said"),
    [
        ("height", "high", ("2 metres or more",)),
        ("health", ("grip", "knee"), ("A weak grip", "A bad knee")),
        ("budget", 250_00, ("$250",)),
        ("budget", 0, ("$0",)),
        ("budget", None, ()),
        ("tools", ("hammer", "a thing"), ("hammer", "a thing")),
        ("tools", (), ()),
    ],
)
def test_an_answer_is_said_by_its_label_its_unit_or_as_it_was_typed(
    id: str, answer: Answer, said: tuple[str, ...]
) -> None:
    assert words(id, answer) == said


def test_what_was_typed_is_said_back_without_control_codes_and_short() -> None:
    assert words("ladder_name", "Step\x1b[31mup") != ("Step\x1b[31mup",)
    assert "\x1b" not in words("ladder_name", "Step\x1b[31mup")[0]
    (said,) = words("ladder_name", "x" * 2 * LONGEST_TYPED)
    assert len(said) <= LONGEST_TYPED + 1


def test_an_answer_counts_only_where_its_question_applies_and_the_others_are_named() -> None:
    settled = settle(
        GUIDE, {"ladder_name": "Stepup", "extras": ("hook",), "has_ladder": "no", "budget": None}
    )
    assert dict(settled.values) == {"budget": None, "has_ladder": "no"}
    assert list(settled.values) == ["budget", "has_ladder"]
    assert settled.dropped == ("ladder_name", "extras")


def test_an_answer_that_hangs_on_one_that_does_not_count_does_not_count_either() -> None:
    settled = settle(GUIDE, {"ladder_name": "Stepup", "extras": ("hook",)})
    assert not settled.values
    assert settled.dropped == ("ladder_name", "extras")


def test_answers_are_about_a_candidate_when_all_that_holds_of_one_was_answered() -> None:
    assert is_candidate(LADDERS, WITH_NAME)
    assert not is_candidate(LADDERS, {"has_ladder": "no"})
    assert not is_candidate(LADDERS, {})
    assert not is_candidate(GUIDE, WITH_NAME)


def test_another_candidate_takes_nothing_from_the_first() -> None:
    values: Mapping[str, Answer] = {"height": "low", **WITH_NAME, "ladder_number": "L123"}
    found = with_candidate(LADDERS, values, {"ladder_name": "Highrise"})
    assert dict(found) == {"height": "low", "has_ladder": "yes", "ladder_name": "Highrise"}


def test_whoever_had_none_in_mind_has_one_once_another_candidate_is_given() -> None:
    found = with_candidate(LADDERS, {"has_ladder": "no"}, {"ladder_name": "Highrise"})
    assert dict(found) == {"has_ladder": "yes", "ladder_name": "Highrise"}


def test_in_a_guide_without_candidates_another_one_changes_only_what_it_says() -> None:
    assert dict(with_candidate(GUIDE, WITH_NAME, {"budget": 100})) == {"budget": 100, **WITH_NAME}


@pytest.mark.parametrize(
    ("values", "number", "name"),
    [
        (WITH_NAME, None, "Ladder: Stepup"),
        (WITH_NAME, 0, "Ladder A: Stepup"),
        (WITH_NAME, 2, "Ladder C: Stepup"),
        ({"has_ladder": "yes", "ladder_name": None}, None, "Ladder"),
        ({}, 1, "Ladder B"),
    ],
)
def test_a_candidate_is_called_by_its_letter_and_its_name(
    values: Mapping[str, Answer], number: int | None, name: str
) -> None:
    assert candidate_name(LADDERS, values, number) == name


def test_the_name_of_a_candidate_cannot_bury_its_letter() -> None:
    name = candidate_name(LADDERS, {"ladder_name": "x" * 200}, 0)
    assert len(name) <= len("Ladder A: ") + LONGEST_TYPED + 1


def test_in_a_guide_without_candidates_there_is_nothing_to_call() -> None:
    assert candidate_name(GUIDE, WITH_NAME, 0) == ""


def test_the_next_question_is_the_first_that_applies_and_is_open() -> None:
    asked = next_question(GUIDE, {"height": "low", "health": ("none",)})
    assert asked is GUIDE.question_by_id["has_tools"]
    after = next_question(
        GUIDE, {"height": "low", "health": ("none",), "has_tools": "no", "has_ladder": "no"}
    )
    assert after is GUIDE.question_by_id["budget"]


def test_with_every_question_answered_or_skipped_there_is_no_next_one() -> None:
    done: dict[str, Answer] = {"height": "low", "health": ("none",), "has_tools": "no"}
    assert next_question(GUIDE, {**done, "budget": None, "has_ladder": "no"}) is None


def test_what_is_lacking_is_what_must_be_answered_applies_and_was_not_or_was_skipped() -> None:
    follow_up = replace(GUIDE.question_by_id["ladder_name"], required=True)
    guide = replace(
        GUIDE,
        questions=tuple(follow_up if q.id == "ladder_name" else q for q in GUIDE.questions),
    )

    def found(values: Mapping[str, Answer]) -> list[str]:
        return [question.id for question in lacking(guide, values)]

    assert found({}) == ["height", "health", "has_tools", "has_ladder"]
    assert found({"height": "low", "health": None, "has_tools": "no", "has_ladder": "no"}) == [
        "health"
    ]
    assert found(
        {"height": "low", "health": ("none",), "has_tools": "no", "has_ladder": "yes"}
    ) == ["ladder_name"]
