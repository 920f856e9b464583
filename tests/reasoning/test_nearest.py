"""The smallest changes of answers: compared with trying all, on random guides."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.answers import settle
from buyguide.guide.condition import Test as Asks
from buyguide.reasoning.nearest import nearest, start_at
from buyguide.reasoning.prover import world_of
from tests.reasoning.small_guides import (
    guide_of,
    interviews,
    option,
    outcome,
    question,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

TOO_DEAR = rule("dear", Asks("price", "above", other="budget"), "wait")
SHOP = guide_of(
    (
        question("price", "amount", required=True, maximum=1_000_00),
        question("budget", "amount", required=True, maximum=1_000_00),
        question(
            "box", "choice", options=(option("sealed"), option("open"), option("unsure", "unsure"))
        ),
    ),
    (TOO_DEAR, rule("not_sealed", Asks("box", "any_of", ("open", "unsure")), "wait")),
)


def changes(
    guide: Guide, values: Mapping[str, Answer], verdict: str, free: set[str]
) -> tuple[dict[str, Answer], ...]:
    world = world_of(guide)
    return nearest(start_at(world, values, free), world.verdicts[verdict])


def by_trying_all(
    guide: Guide, values: Mapping[str, Answer], free: set[str]
) -> Mapping[str, set[frozenset[str]]]:
    """Return, for each verdict, the smallest sets of questions that another interview changes."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for other in interviews(guide):
        changed = _changed(guide, values, other, free)
        if changed is not None:
            found[outcome(guide, other)[0]].add(changed)
    return {
        verdict: {c for c in sets if len(c) == min(map(len, sets))}
        for verdict, sets in found.items()
    }


def _changed(
    guide: Guide, before: Mapping[str, Answer], after: Mapping[str, Answer], free: set[str]
) -> frozenset[str] | None:
    """Return the questions that a person has to answer anew, or None where that is not allowed."""
    changed = set()
    for asked in guide.questions:
        old, new = before.get(asked.id), after.get(asked.id)
        if old == new or asked.id not in after:
            continue
        if asked.id not in free or new is None or asked.kind == "lookup":
            return None
        changed.add(asked.id)
    return frozenset(changed)


@settings(max_examples=150, deadline=None)
@given(guide=small_guides(), data=st.data())
def test_the_smallest_changes_are_those_found_by_trying_all_interviews(
    guide: Guide, data: st.DataObject
) -> None:
    everybody = list(interviews(guide))
    values = data.draw(st.sampled_from(everybody))
    free = data.draw(st.sets(st.sampled_from([asked.id for asked in guide.questions])))
    expected = by_trying_all(guide, values, free)
    for verdict in guide.verdicts:
        found = changes(guide, values, verdict.id, free)
        assert {frozenset(change) for change in found} == expected.get(verdict.id, set())
        for change in found:
            applied = settle(guide, {**values, **change}).values
            assert outcome(guide, applied)[0] == verdict.id


def test_an_amount_goes_no_further_than_it_must() -> None:
    values: dict[str, Answer] = {"price": 250_00, "budget": 99_50, "box": "sealed"}
    assert changes(SHOP, values, "buy", {"price", "budget"}) == (
        {"price": 99_50},
        {"budget": 250_00},
    )
    assert changes(SHOP, values, "buy", {"budget"}) == ({"budget": 250_00},)


def test_an_answer_that_stays_is_not_left_out_because_one_it_is_compared_with_may_change() -> None:
    unpriced = rule("unpriced", Asks("price", "answered", flag=False), "wait")
    shop = guide_of(
        (
            question("price", "amount", maximum=1_000_00),
            question("budget", "amount", maximum=1_000_00),
        ),
        (unpriced, rule("dear", Asks("price", "below", other="budget"))),
    )
    assert changes(shop, {"price": 10_00, "budget": None}, "wait", {"budget"}) == ()


def test_nobody_is_told_to_be_unsure_or_to_leave_a_question_open() -> None:
    values: dict[str, Answer] = {"price": 10_00, "budget": 99_00, "box": "sealed"}
    assert changes(SHOP, values, "wait", {"box"}) == ({"box": "open"},)
    values |= {"budget": 5_00, "box": "open"}
    assert changes(SHOP, values, "buy", {"box"}) == ()


def test_answers_that_lead_there_already_need_no_change() -> None:
    values: dict[str, Answer] = {"price": 10_00, "budget": 99_00, "box": "sealed"}
    assert changes(SHOP, values, "buy", {"price"}) == ({},)
