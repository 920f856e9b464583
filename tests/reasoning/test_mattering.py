"""What an answer can still change: compared with all interviews, on guides made at random."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.advice.compiled import compile_rules
from buyguide.guide.condition import All
from buyguide.guide.condition import Test as Asks
from buyguide.reasoning.mattering import effect_of, matters, opened_by
from buyguide.reasoning.prover import world_of
from tests.reasoning.small_guides import guide_of, interviews, option, question, rule, small_guides

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

TWO = (option("a"), option("b"))
GUIDE = guide_of(
    (
        question("first", "choice", required=True, options=TWO),
        question("second", "choice", options=TWO),
        question("third", "amount", maximum=10_00),
    ),
    (
        rule(
            "both", All((Asks("first", "any_of", ("a",)), Asks("second", "any_of", ("a",)))), "ask"
        ),
        rule("shown", Asks("first", "any_of", ("b",)), say="You said {third}."),
    ),
)


def by_trying_all(guide: Guide, known: Mapping[str, Answer], asked: str) -> bool:
    """Say whether two interviews that differ in that answer alone are advised differently.

    Follow-up questions that it opens may differ too. The clauses that hold are the reasons.
    """
    loose = {asked, *opened_by(asked, guide)} - known.keys()
    compiled = compile_rules(guide)
    heard = defaultdict(set)
    for values in interviews(guide):
        if all(values.get(id, "?") == answer for id, answer in known.items()):
            rest = frozenset(
                (id, a) for id, a in values.items() if id not in loose and a is not None
            )
            held = frozenset(
                (h.rule.id, h.clauses) for h in compiled.holding(compiled.left(values))
            )
            heard[rest].add(held)
    return any(len(held) > 1 for held in heard.values())


@settings(max_examples=200, deadline=None)
@given(guide=small_guides(), data=st.data())
def test_a_question_matters_just_when_two_interviews_that_differ_in_it_are_advised_differently(
    guide: Guide, data: st.DataObject
) -> None:
    values = data.draw(st.sampled_from(list(interviews(guide))))
    asked = data.draw(st.sampled_from(list(values) or [guide.questions[0].id]))
    before = dict(list(values.items())[: list(values).index(asked)]) if asked in values else {}
    assert matters(world_of(guide), before, asked) == by_trying_all(guide, before, asked)


def test_an_earlier_answer_can_settle_what_a_later_one_would_decide() -> None:
    world = world_of(GUIDE)
    assert matters(world, {"first": "a"}, "second")
    assert not matters(world, {"first": "b"}, "second")


def test_a_question_whose_answer_is_printed_matters_while_its_line_can_be_said() -> None:
    world = world_of(GUIDE)
    assert matters(world, {"first": "b", "second": None}, "third")
    assert not matters(world, {"first": "a", "second": None}, "third")


def test_what_can_change_is_named_by_verdict_and_rule() -> None:
    effect = effect_of(world_of(GUIDE), {"first": "a"}, "second")
    assert effect.verdicts == ("ask", "buy")
    assert effect.rules == ("both",)
