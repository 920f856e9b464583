"""Every test that a condition can make, for all answers, in both readings of conditions."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from buyguide.guide.conditions import holds
from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import prepare
from tests.reasoning.counting import count
from tests.reasoning.small_guides import (
    CHOICE,
    CHOICES,
    Asks,
    guide_of,
    interviews,
    option,
    question,
    rule,
)

if TYPE_CHECKING:
    from buyguide.guide.model import Question

ONE = question("one", "choice", options=tuple(option(id) for id in CHOICE))
MANY = question("many", "choices", options=tuple(option(id, alone=id == "none") for id in CHOICES))
MORE = question("more", "choices", options=tuple(option(id) for id in ("b", "d", "e")))
LOW = question("low", "amount", minimum=1, maximum=4)
HIGH = question("high", "amount", minimum=2, maximum=5)
NAMES = question("names", "lookup", catalogue="list")
NAME = question("name", "text", catalogue="list")
TEXT = question("text", "text")

OPTIONS = ("any_of", "all_of", "none_of", "only")
AMOUNTS = ("below", "at_most", "above", "at_least")
TAGS = (
    ("red",),
    ("blue",),
    ("red", "blue"),
    ("listed",),
    ("unknown",),
    ("other",),
    ("red", "other"),
)

TESTS = [
    *(
        Asks(q, "answered", flag=f)
        for q in ("one", "many", "low", "names", "text")
        for f in (True, False)
    ),
    *(
        Asks("many", op, ids)
        for op in OPTIONS
        for ids in (("a",), ("a", "b"), ("none",), ("d", "none"))
    ),
    *(Asks("one", op, ids) for op in ("any_of", "none_of", "only") for ids in (("a",), ("a", "c"))),
    *(Asks("many", op, other=q) for op in OPTIONS for q in ("more", "one")),
    *(Asks("one", op, other="many") for op in ("any_of", "none_of", "only")),
    *(Asks("low", op, amount=at) for op in AMOUNTS for at in range(7)),
    *(Asks("low", op, other="high") for op in AMOUNTS),
    *(Asks("high", op, other="low") for op in AMOUNTS),
    *(Asks("name", "tagged", tags) for tags in TAGS),
    *(Asks("names", op, tags) for op in ("tagged", "only_tagged") for tags in TAGS),
    *(Asks("names", "any_of", ids) for ids in (("alder",), ("birch", "maple"))),
    *(Asks("names", "empty", flag=flag) for flag in (True, False)),
]
BY_ID = {q.id: q for q in (ONE, MANY, MORE, LOW, HIGH, NAME, NAMES, TEXT)}


@pytest.mark.parametrize("test", TESTS, ids=str)
def test_the_prover_and_the_plain_reading_take_a_test_alike(test: Asks) -> None:
    asked: list[Question] = [BY_ID[id] for id in (test.question, test.other) if id is not None]
    guide = guide_of(asked, [rule("r", test)])
    [world] = prepare([guide])
    for values in interviews(guide):
        states = place(values, world.space)
        assert world.diagram.holds(world.holds["r"], states) == holds(test, values, guide), values


def test_amounts_that_are_compared_find_room_in_every_order() -> None:
    tests = [Asks("low", op, other="high") for op in AMOUNTS]
    guide = guide_of([LOW, HIGH], [rule(f"r{n}", test) for n, test in enumerate(tests)])
    [world] = prepare([guide])
    seen = {place(values, world.space) for values in interviews(guide)}
    assert count(world.diagram, world.real) == len(seen)
    orders = {(a > b) - (a < b) for a, b in product(range(1, 5), range(2, 6))}
    assert len(seen) == len(orders) + 3, "an order each, one amount alone twice, and none"
