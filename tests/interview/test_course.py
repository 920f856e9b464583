"""Which question comes next: none that cannot matter, on guides made at random."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.guide.condition import All, InSituation
from buyguide.guide.condition import Test as Asks
from buyguide.interview.course import Course
from buyguide.interview.mattering import what_it_can_change
from tests.reasoning.small_guides import (
    guide_of,
    interviews,
    option,
    outcome,
    question,
    raw_answers,
    rule,
    small_guides,
)
from tests.reasoning.test_mattering import by_trying_all

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

TWO = (option("a"), option("b"))
ALWAYS_A = All((Asks("first", "any_of", ("a",)), Asks("second", "any_of", ("a",))))
GUIDE = guide_of(
    (
        question("first", "choice", required=True, options=TWO),
        question("second", "choice", options=TWO),
        question("third", "choice", required=True, options=TWO),
    ),
    (rule("both", ALWAYS_A, "ask"),),
)


def course_of(guide: Guide, **answers: Answer) -> Course:
    return Course(guide, dict(answers), frozenset(guide.question_by_id))


@settings(max_examples=100, deadline=None)
@given(guide=small_guides(), data=st.data())
def test_no_question_is_asked_that_cannot_change_the_result_and_passing_over_changes_nothing(
    guide: Guide, data: st.DataObject
) -> None:
    course = course_of(guide)
    while (asked := course.next()) is not None:
        if not asked.required:
            assert by_trying_all(guide, course.counted, asked.id)
        course.take(asked.id, data.draw(st.sampled_from(raw_answers(asked))))
    reached = dict(course.counted)
    same = {
        outcome(guide, values)
        for values in interviews(guide)
        if all(values.get(id, "?") == answer for id, answer in reached.items())
    }
    assert same == {outcome(guide, reached)}


def test_an_optional_question_is_passed_over_once_nothing_hangs_on_it() -> None:
    course = course_of(GUIDE, first="b")
    following = course.next()
    assert following is not None
    assert following.id == "third"
    assert course.passed_over == {"second"}


def test_a_question_that_was_passed_over_is_asked_when_an_earlier_answer_is_changed() -> None:
    course = course_of(GUIDE, first="b", third="a")
    assert course.next() is None
    course.take("first", "a")
    following = course.next()
    assert following is not None
    assert following.id == "second"
    assert course.about() == 2  # it counts again


def test_the_count_follows_what_is_passed_over() -> None:
    course = course_of(GUIDE)
    course.take("first", "b")
    assert course.about() == 3
    course.next()
    assert course.about() == 2


def test_a_question_that_hangs_on_one_still_to_come_counts_as_half_and_else_not_at_all() -> None:
    hangs = question("fourth", "choice", required=True, options=TWO)
    for when in (Asks("third", "any_of", ("a",)), InSituation("third_is_a")):
        guide = guide_of(
            (*GUIDE.questions, replace(hangs, ask_when=when)),
            GUIDE.rules,
            {"third_is_a": Asks("third", "any_of", ("a",))},
        )
        assert course_of(guide, first="a").about() == 3  # second, third and half of fourth
        assert course_of(guide, first="a", third="b").about() == 1  # second alone
        assert course_of(guide, first="a", third="a").about() == 2  # second and fourth


def test_a_required_question_is_asked_even_if_nothing_hangs_on_it() -> None:
    following = course_of(GUIDE, first="a", second="a").next()
    assert following is not None
    assert following.id == "third"
    assert what_it_can_change(GUIDE, {"first": "a", "second": "a"}, "third") == (
        "Given your other answers, nothing hangs on this one any more."
    )


def test_what_a_file_leaves_empty_is_asked_if_it_is_required_and_else_counts_as_skipped() -> None:
    course = course_of(GUIDE, first="a", second=None, third=None)
    following = course.next()
    assert following is not None
    assert following.id == "third"
    assert course.shown == {"first": "a", "second": None}


def test_why_we_ask_says_what_the_answer_can_still_decide() -> None:
    assert what_it_can_change(GUIDE, {"first": "a"}, "second") == (
        "Your answer can still decide our advice as a whole. "
        "It can change 1 line of the result: both."
    )
