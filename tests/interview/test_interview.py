"""The interview asks what is open, in order, and every answer can be taken back or changed."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buyguide.answers import applies, settle
from buyguide.errors import Interrupted
from buyguide.guide.candidates import Candidates
from buyguide.interview.asker import Move
from buyguide.interview.interview import hold_interview
from tests.interview.ladder_guide import GUIDE, WHY_HEIGHT
from tests.interview.scripted import Reply, Scripted

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.interview.asker import Prompt

SHORT: list[Reply] = ["low", ("none",), "no", "250", "no"]  # the shortest way through
LONG: list[Reply] = [*SHORT[:-1], "yes", "Stepup", "L123", ("feet",)]
SHORT_ANSWERS: dict[str, Answer] = {
    "height": "low",
    "health": ("none",),
    "has_tools": "no",
    "budget": 25000,
    "has_ladder": "no",
}
SHORT_LABELS = ["Height", "Health", "Has tools", "Budget", "Has ladder"]
RIGHT = None  # the last line of the page with all answers
CHECK = "Your answers"


def _hold(
    *replies: object, given: dict[str, Answer] | None = None, guide: Guide = GUIDE
) -> Scripted:
    asker = Scripted(list(replies))  # type: ignore[arg-type]
    with pytest.raises(Interrupted):
        hold_interview(guide, asker, given or {})
    return asker


def _with_questions(count: int) -> Guide:
    """Return the guide with so many questions, in one section, that all must be answered."""
    tools = replace(GUIDE.question_by_id["has_tools"], gate=True)
    return replace(
        GUIDE, questions=tuple(replace(tools, id=f"tools_{n}") for n in range(count)), rules=()
    )


def test_questions_are_asked_in_order_and_only_those_that_apply() -> None:
    asker = Scripted([*SHORT, RIGHT])
    assert hold_interview(GUIDE, asker, {}) == SHORT_ANSWERS
    assert asker.labels == [*SHORT_LABELS, CHECK]


def test_answers_come_back_in_the_guides_order_whatever_was_asked_last() -> None:
    asker = Scripted([*SHORT, "height", "high", RIGHT])
    answers = hold_interview(GUIDE, asker, {})
    assert list(answers) == list(SHORT_ANSWERS)
    assert answers["height"] == "high"


def test_a_follow_up_is_asked_when_its_question_calls_for_it() -> None:
    asker = _hold(*LONG)
    assert asker.labels[5:] == ["Ladder name", "Ladder number", "Extras", CHECK]


def test_every_question_says_where_it_stands() -> None:
    asker = _hold(*SHORT)
    progress = [line for prompt in asker.prompts for line in prompt.before if "about" in line]
    assert progress[0] == "Question 1 of about 7"
    assert [line.split()[1] for line in progress] == ["1", "2", "3", "4", "5"]
    assert progress[-1] == "Question 5 of about 7"
    assert _hold(*SHORT[:-1], "no").labels[-1] == CHECK


@pytest.mark.parametrize("seed", range(20))
def test_the_number_of_a_question_is_never_above_the_number_of_all(seed: int) -> None:
    asker = Scripted([_any_reply(random.Random(seed))] * 40)  # noqa: S311  no secret
    with suppress(Interrupted):
        hold_interview(GUIDE, asker, {})
    for line in (line for prompt in asker.prompts for line in prompt.before):
        if line.startswith("Question"):
            _, number, _, _, count = line.split()
            assert int(number) <= int(count)


def test_the_start_says_what_this_is_how_long_it_takes_and_how_to_answer() -> None:
    told = _hold().told
    assert told[: len(GUIDE.about)] == list(GUIDE.about)
    assert "About 7 questions, 1 minute or so." in told[2]
    assert told[-1] == Scripted([]).directions[0]


def test_the_start_tells_the_guides_words_then_the_length_then_a_gap_and_how_to_answer() -> None:
    assert _hold().told == [
        *GUIDE.about,
        "About 7 questions, 1 minute or so. Your answers stay on this machine.",
        "",
        "Say what you like.",
    ]


@pytest.mark.parametrize(
    ("count", "length"),
    [
        (1, "About 1 question, 1 minute or so."),
        (2, "About 2 questions, 1 minute or so."),
        (10, "About 10 questions, 2 minutes or so."),
        (38, "About 38 questions, 8 minutes or so."),
    ],
)
def test_the_length_said_at_the_start_allows_12_seconds_for_each_question(
    count: int, length: str
) -> None:
    assert _hold(guide=_with_questions(count)).told[2].startswith(length)


def test_heading_and_privacy_are_said_where_a_section_begins_and_nowhere_else() -> None:
    stay = "Your answers stay on this machine."
    assert [prompt.before for prompt in _hold(*SHORT[:-1]).prompts] == [
        ("The work", stay, "Question 1 of about 7"),
        ("Your health", stay, "Question 2 of about 7"),
        ("The work", "Question 3 of about 7"),
        ("The ladder", "Question 4 of about 7"),
        ("Question 5 of about 7",),
    ]
    assert [prompt.before for prompt in _hold("no", guide=_with_questions(2)).prompts] == [
        ("The work", stay, "Question 1 of about 2"),
        ("Question 2 of about 2",),
    ]


def test_after_the_page_of_answers_a_question_stands_under_its_heading_again() -> None:
    asker = _hold("no", Move.CHANGE, "tools_0", guide=_with_questions(2))
    assert asker.prompts[-1].before[0] == "The work"


def test_a_question_asked_again_for_a_change_says_so_in_place_of_its_number() -> None:
    assert _hold(*SHORT, "has_ladder").prompts[-1].before == ("Change your answer",)


def test_names_are_looked_up_in_the_list_of_their_question() -> None:
    asker = _hold("low", ("none",), "yes", "clawmaster", "done")
    assert "- clawmaster: hammer" in asker.told
    assert asker.labels[-1] == "Budget"


def test_a_question_can_say_what_its_answer_changes_given_those_before_it() -> None:
    prompts = _hold(*SHORT).prompts
    assert prompts[3].effect is not None
    assert prompts[3].effect() == (
        "Your answer cannot change our advice as a whole any more. "
        "It can change 1 line of the result: cheap."
    )


def test_with_everything_given_the_page_is_shown_to_whoever_wants_to_check() -> None:
    asker = Scripted([RIGHT])
    assert hold_interview(GUIDE, asker, SHORT_ANSWERS, check=True) == SHORT_ANSWERS
    assert asker.labels == [CHECK]


def test_a_section_is_headed_once_and_again_when_it_comes_back() -> None:
    asker = _hold(*SHORT)
    headed = [prompt.before[0] for prompt in asker.prompts if prompt.before]
    assert headed[0] == "The work"
    assert headed[1] == "Your health"
    assert headed[2] == "The work"
    assert headed[3] == "The ladder"


def test_a_sensitive_question_says_why_and_that_answers_stay_here() -> None:
    first = _hold().prompts[0]
    assert "Your answers stay on this machine." in first.before
    assert first.after == (f"Why we ask: {WHY_HEIGHT}",)


def test_an_ordinary_question_gives_its_reason_only_when_asked() -> None:
    budget = _hold(*SHORT).prompts[3]
    assert budget.after == ()
    assert budget.why == "We compare it with the price."


def test_answers_that_stand_alone_come_last_after_an_or() -> None:
    rows = _hold("low").prompts[1].rows
    assert [row.id for row in rows] == ["dizzy", "grip", "knee", "none", "unsure"]
    assert [row.alone for row in rows] == [False, False, False, True, True]
    assert [row.above for row in rows] == [None, None, None, "or", None]


def test_only_a_question_that_is_not_required_can_be_skipped() -> None:
    asker = _hold("low", ("none",), "no", None, "yes", None, "L123")
    skips = {prompt.label: prompt.skip for prompt in asker.prompts if prompt.label != CHECK}
    assert [label for label, skip in skips.items() if skip] == [
        "Budget",
        "Ladder name",
        "Ladder number",
    ]


def test_back_asks_the_question_before_with_its_answer_kept() -> None:
    asker = _hold("high", Move.BACK, "low")
    assert asker.labels == ["Height", "Health", "Height", "Health"]
    assert asker.prompts[2].earlier == ("high",)
    assert "Back to: Height" in asker.told


def test_back_several_times_keeps_every_answer_on_the_way_forward() -> None:
    back = [Move.BACK] * 4
    asker = _hold("high", ("grip", "knee"), "no", "$1,250", *back, "high", ("knee",), "no", "99")
    assert asker.labels[4:9] == ["Has ladder", "Budget", "Has tools", "Health", "Height"]
    again = {prompt.label: prompt.earlier for prompt in asker.prompts[8:]}
    assert again["Height"] == ("high",)
    assert again["Health"] == ("grip", "knee")
    assert again["Has tools"] == ("no",)
    assert again["Budget"] == ("$1,250",)


def test_back_at_the_first_question_says_so_and_asks_it_again() -> None:
    asker = _hold(Move.BACK, "low")
    assert asker.labels == ["Height", "Height", "Health"]
    assert "This is the first question." in asker.told


def test_back_from_the_page_with_all_answers_asks_the_last_question() -> None:
    asker = _hold(*SHORT, Move.BACK)
    assert asker.labels[-2:] == [CHECK, "Has ladder"]
    assert asker.prompts[-1].earlier == ("no",)


def test_what_is_given_is_never_asked() -> None:
    given: dict[str, Answer] = {"height": "high", "budget": None}
    asker = Scripted([("none",), "no", "no", RIGHT])
    answers = hold_interview(GUIDE, asker, given)
    assert asker.labels == ["Health", "Has tools", "Has ladder", CHECK]
    assert answers["height"] == "high"
    assert answers["budget"] is None


def test_back_never_reaches_what_was_given() -> None:
    asker = _hold(Move.BACK, given={"height": "high"})
    assert asker.labels == ["Health", "Health"]


def test_with_everything_given_nothing_is_asked_or_said() -> None:
    asker = Scripted([])
    assert hold_interview(GUIDE, asker, SHORT_ANSWERS) == SHORT_ANSWERS
    assert asker.told == []


def test_a_given_answer_waits_for_the_question_it_hangs_on() -> None:
    given: dict[str, Answer] = {**SHORT_ANSWERS, "ladder_name": "Stepup"}
    del given["has_ladder"]
    asker = Scripted(["yes", "L123", None, RIGHT])
    assert hold_interview(GUIDE, asker, given)["ladder_name"] == "Stepup"
    assert asker.labels == ["Has ladder", "Ladder number", "Extras", CHECK]


def test_a_given_answer_that_does_not_apply_is_named_and_not_used() -> None:
    given: dict[str, Answer] = {**SHORT_ANSWERS, "ladder_name": "Stepup"}
    del given["has_ladder"]
    asker = Scripted(["no", RIGHT])
    assert "ladder_name" not in hold_interview(GUIDE, asker, given)
    assert "No longer needed, so not used: Ladder name." in asker.told


def test_the_page_shows_every_answer_in_words_under_its_section() -> None:
    page = _hold(*SHORT).prompts[-1]
    assert [row.label for row in page.rows] == [
        "Height: Under 2 metres",
        "Health: None of these",
        "Has tools: No",
        "Budget: $250",
        "Has ladder: No",
    ]
    assert [row.above for row in page.rows] == [
        "The work",
        "Your health",
        "The work",
        "The ladder",
        None,
    ]
    assert page.ask == "Check your answers. Choose one to change it, or choose the last line."
    assert page.skip == "These are right: show the result"


def test_on_the_page_a_section_of_several_answers_is_headed_once() -> None:
    page = _hold("no", "no", guide=_with_questions(2)).prompts[-1]
    assert [row.above for row in page.rows] == ["The work", None]


def test_where_further_ones_may_follow_the_page_does_not_promise_the_result() -> None:
    ladders = replace(
        GUIDE, candidates=Candidates("ladder", "ladders", "ladder_name", {"has_ladder": "yes"}, "?")
    )
    assert _hold(*SHORT, guide=ladders).prompts[-1].skip == "These are right: go on"


def test_a_change_returns_straight_to_the_page() -> None:
    asker = _hold(*SHORT, "health", ("grip",))
    assert asker.labels[-3:] == [CHECK, "Health", CHECK]
    assert asker.prompts[-2].earlier == ("none",)
    assert asker.prompts[-1].rows[1].label == "Health: A weak grip"


def test_a_change_asks_only_what_is_newly_needed() -> None:
    asker = _hold(*SHORT, "has_ladder", "yes", "Stepup", "L123", ("feet",))
    assert asker.labels[5:] == [
        CHECK,
        "Has ladder",
        "Ladder name",
        "Ladder number",
        "Extras",
        CHECK,
    ]


def test_a_change_drops_what_no_longer_applies_and_says_so_once() -> None:
    asker = Scripted([*LONG, "has_ladder", "no", "height", "high", RIGHT])
    answers = hold_interview(GUIDE, asker, {})
    assert answers == {**SHORT_ANSWERS, "height": "high"}
    said = [line for line in asker.told if line.startswith("No longer needed")]
    assert said == ["No longer needed, so not used: Ladder name; Ladder number; Extras."]


def test_a_dropped_answer_is_offered_again_when_its_question_is() -> None:
    asker = _hold(*LONG, "has_ladder", "no", "has_ladder", "yes")
    assert asker.labels[-1] == "Ladder name"
    assert asker.prompts[-1].earlier == ("Stepup",)


def test_going_back_from_a_change_leaves_the_answer_as_it_was() -> None:
    asker = Scripted([*SHORT, "health", Move.BACK, RIGHT])
    assert hold_interview(GUIDE, asker, {}) == SHORT_ANSWERS


def test_names_typed_before_going_back_are_there_again_and_are_no_answer_yet() -> None:
    asker = _hold("low", ("none",), "yes", "drill", "brush", Move.BACK, Move.BACK, "yes", Move.BACK)
    assert asker.labels[-4:] == ["Your list", "Has tools", "Tools", "Has tools"]
    assert asker.told.count("Not finished, kept for later. Tools: drill; brush") == 1
    assert asker.told[-5:-1] == ["Has tools: Yes", "Added so far:", "- drill", "- brush"]
    with pytest.raises(Interrupted) as left:
        hold_interview(GUIDE, Scripted(["low", ("none",), "yes", "drill", *[Move.BACK] * 2]), {})
    assert set(left.value.values) == {"height", "health"}


def test_names_typed_in_the_first_question_outlive_going_back_and_can_be_ended() -> None:
    given: dict[str, Answer] = {**SHORT_ANSWERS, "has_tools": "yes"}
    asker = Scripted(["drill", Move.BACK, Move.BACK, "done", RIGHT])
    answers = hold_interview(GUIDE, asker, given)
    assert "This is the first question." in asker.told
    assert answers["tools"] == ("drill",)


def test_unfinished_names_that_are_no_longer_asked_for_are_said_not_to_be_used() -> None:
    script = ["low", ("none",), "yes", "drill", *[Move.BACK] * 2, "no", "250", "no", RIGHT]
    asker = Scripted(script)
    assert hold_interview(GUIDE, asker, {}) == SHORT_ANSWERS
    assert "No longer needed, so not used: Tools." in asker.told


def test_going_back_from_a_change_of_names_says_that_they_stand_as_before() -> None:
    given: dict[str, Answer] = {**SHORT_ANSWERS, "has_tools": "yes", "tools": ("drill",)}
    asker = Scripted(["tools", "brush", Move.BACK, Move.BACK, RIGHT])
    assert hold_interview(GUIDE, asker, given, check=True)["tools"] == ("drill",)
    assert asker.told[-1] == "Not changed. Tools: drill"


def test_an_earlier_answer_can_be_changed_from_any_question() -> None:
    asker = _hold("low", ("none",), Move.CHANGE, "height", "high", Move.CHANGE, RIGHT)
    assert asker.labels == [
        *("Height", "Health", "Has tools", CHECK, "Height"),
        *("Has tools", CHECK, "Has tools"),
    ]
    assert asker.prompts[3].skip == "Go on with the questions"


@pytest.mark.parametrize("move", [Move.BACK, Move.CHANGE, RIGHT])
def test_whoever_wants_to_change_no_answer_after_all_is_asked_the_same_question_again(
    move: Move | None,
) -> None:
    asker = _hold("low", Move.CHANGE, move, ("none",))
    assert asker.labels == ["Height", "Health", CHECK, "Health", "Has tools"]


def test_with_no_answer_yet_there_is_nothing_to_change() -> None:
    asker = _hold(Move.CHANGE)
    assert asker.labels == ["Height", "Height"]
    assert "There is no answer to change yet." in asker.told


def test_changing_over_and_over_never_ends_in_a_crash() -> None:
    asker = _hold("low", *[Move.CHANGE, "height"] * 2000)
    assert asker.labels[-1] == "Height"


@pytest.mark.parametrize("answered", range(6))
def test_whoever_leaves_keeps_the_answers_so_far(answered: int) -> None:
    with pytest.raises(Interrupted) as left:
        hold_interview(GUIDE, Scripted(SHORT[:answered]), {})
    assert left.value.values == dict(list(SHORT_ANSWERS.items())[:answered])


def test_an_amount_is_said_back_as_it_was_understood() -> None:
    asker = _hold(*SHORT[:3], "250 dollars")
    assert '"250 dollars" is understood as $250.' in asker.told
    assert "Budget: $250" in asker.told


def test_an_amount_that_cannot_be_read_is_asked_again_with_what_was_typed() -> None:
    asker = _hold(*SHORT[:3], "1.299,50", "1e3", "1299.50")
    assert asker.labels[3:] == ["Budget"] * 3 + ["Has ladder"]
    assert asker.prompts[4].earlier == ("1.299,50",)
    assert asker.told[-4].startswith('"1.299,50" cannot be read.')
    assert asker.told[-1] == "Budget: $1,299.50"


def test_text_of_the_wrong_form_is_asked_again_with_the_reason() -> None:
    asker = _hold(*SHORT[:4], "yes", "Stepup", "K1", "L123")
    assert '"K1" does not have the right form. It begins with L.' in asker.told
    assert asker.labels[-3:] == ["Ladder number", "Ladder number", "Extras"]


def test_text_longer_than_any_name_is_asked_again() -> None:
    asker = _hold(*SHORT[:4], "yes", "x" * 501)
    assert asker.labels[-2:] == ["Ladder name", "Ladder name"]
    assert len(asker.prompts[-1].earlier[0]) == 500


def test_answers_from_a_file_are_enough_when_only_optional_ones_are_missing() -> None:
    given: dict[str, Answer] = {**SHORT_ANSWERS}
    del given["budget"]
    asker = Scripted([None, None])
    assert hold_interview(GUIDE, asker, given) == {**SHORT_ANSWERS, "budget": None}
    assert asker.labels[:-1] == ["Budget"], "and what there is to change"


def test_a_required_answer_missing_from_a_file_is_asked_for_and_cannot_be_skipped() -> None:
    asker = Scripted(["no", None])
    given = {"height": "low"} | _without_ladder()
    assert hold_interview(GUIDE, asker, given)["has_ladder"] == "no"
    assert (asker.labels[0], asker.prompts[0].skip) == ("Has ladder", None)


@pytest.mark.parametrize("seed", range(200))
def test_any_course_ends_with_answers_that_apply_and_none_that_is_required_missing(
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    asker = Scripted([_any_reply(chance)] * 200)
    try:
        answers = hold_interview(GUIDE, asker, {})
    except Interrupted:
        return  # it may go round for ever
    assert answers == settle(GUIDE, answers).values
    for question in GUIDE.questions:
        if applies(question, answers, GUIDE):
            assert question.id in answers
            assert answers[question.id] is not None or not question.required


def _without_ladder() -> dict[str, Answer]:
    return {id: answer for id, answer in SHORT_ANSWERS.items() if id != "has_ladder"}


def _any_reply(chance: random.Random):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def reply(prompt: Prompt) -> Reply:
        if chance.random() < 0.15:
            return chance.choice([Move.BACK, Move.CHANGE])
        if prompt.skip and chance.random() < 0.3:
            return None
        ids = [row.id for row in prompt.rows]
        if not ids:
            return chance.choice(["hammer", "12", "L123", ""]) if prompt.open_end else "12"
        if prompt.label in {"Health", "Extras"}:
            return tuple(chance.sample(ids, 1))
        return chance.choice(ids)

    return reply


def test_going_back_to_a_skipped_question_shows_that_it_was_skipped() -> None:
    for reply, skipped in ((None, True), ("250", False)):
        asker = _hold("low", ("none",), "no", reply, Move.BACK)
        assert asker.labels[-1] == "Budget"
        asked = [prompt.skipped for prompt in asker.prompts if prompt.label == "Budget"]
        assert asked == [False, skipped]
