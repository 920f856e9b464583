"""The space of interviews: which levels are whose, and how answers are named in them."""

from __future__ import annotations

from buyguide.guide.condition import AnyOf
from buyguide.reasoning.prover import prepare
from buyguide.reasoning.slots import levels_of, questions_of
from tests.reasoning.small_guides import Asks, guide_of, option, question, rule

OPTIONS = (option("a"), option("b"))
ASKED = (
    *(question(kind, kind, options=OPTIONS) for kind in ("choice", "choices", "text", "amount")),
    question("more", "amount"),
    question("name", "text", catalogue="list"),
    question("names", "lookup", catalogue="list"),
)
RED = [Asks(id, "tagged", ("red",)) for id in ("name", "names")]
BLUE = [Asks(id, "tagged", ("blue",)) for id in ("name", "names")]


def test_every_level_is_put_down_to_the_questions_that_are_answered_there() -> None:
    compared = rule("r", Asks("more", "above", other="amount"))
    tagged = [rule(test.question, test) for test in RED]
    [world] = prepare([guide_of(ASKED, [compared, *tagged])])
    space = world.space
    found = {level: questions_of(slot) for slot in space.slots for level in levels_of(slot)}
    assert space.at_level == tuple(found[level] for level in range(space.diagram.depth))


def test_to_leave_a_question_open_costs_nothing() -> None:
    [world] = prepare([guide_of(ASKED, [rule(test.question, test) for test in RED])])
    assert {costs[0] for costs in world.diagram.costs} == {0}


def test_the_smallest_interview_rather_names_what_no_verdict_hangs_on() -> None:
    rules = [
        *(rule(f"red {test.question}", test, "ask") for test in RED),
        *(rule(f"blue {test.question}", test) for test in BLUE),
    ]
    [world] = prepare([guide_of(ASKED, rules)])
    for red, blue in zip(RED, BLUE, strict=True):
        found = world.smallest(world.within(AnyOf((red, blue))))
        assert found in ({"name": "cedar"}, {"names": ("cedar",)})
