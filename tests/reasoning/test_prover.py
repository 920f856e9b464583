"""The prover beside the decision, on every interview of small guides made at random."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import prod
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from buyguide.guide.condition import All, AnyOf
from buyguide.guide.promise import Promise
from buyguide.reasoning import prover
from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import World, prepare
from buyguide.reasoning.tangled import TooTangledError
from tests.reasoning.counting import count
from tests.reasoning.small_guides import (
    HERE,
    Asks,
    assignments,
    guide_of,
    interviews,
    option,
    outcome,
    question,
    rule,
    small_guides,
    speaks,
)

if TYPE_CHECKING:
    from buyguide.guide.model import Guide

slow = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def told(world: World, states: tuple[int, ...]) -> tuple[str, frozenset[str]]:
    """What the prover says of one assignment."""
    holds = world.diagram.holds
    [verdict] = [id for id, node in world.verdicts.items() if holds(node, states)]
    return verdict, frozenset(id for id, node in speaks(world).items() if holds(node, states))


def world_of(guide: Guide) -> World:
    [world] = prepare([guide])
    return world


@slow
@given(small_guides())
def test_every_interview_is_real_and_gets_the_verdict_and_the_lines_that_decide_gives(
    guide: Guide,
) -> None:
    world = world_of(guide)
    for values in interviews(guide):
        states = place(values, world.space)
        assert world.diagram.holds(world.real, states), values
        assert told(world, states) == outcome(guide, values), values


@slow
@given(small_guides())
def test_the_real_assignments_are_those_of_the_interviews_and_no_others(guide: Guide) -> None:
    world = world_of(guide)
    happened = {place(values, world.space) for values in interviews(guide)}
    assert count(world.diagram, world.real) == len(happened)
    assert all(world.diagram.holds(world.real, states) for states in happened)


@slow
@given(small_guides())
def test_counts_and_smallest_interviews_are_those_of_a_full_search(guide: Guide) -> None:
    world = world_of(guide)
    diagram = world.diagram
    assume(prod(diagram.sizes) <= 20_000)
    everything = list(assignments(diagram.sizes))
    for node in (*world.verdicts.values(), *speaks(world).values()):
        members = [states for states in everything if diagram.holds(node, states)]
        assert count(diagram, node) == len(members)
        found = diagram.smallest(node)
        costs = [sum(c[s] for c, s in zip(diagram.costs, m, strict=True)) for m in members]
        assert (found is None) == (not members)
        if found is not None:
            assert found in members
            assert sum(c[s] for c, s in zip(diagram.costs, found, strict=True)) == min(costs)


@slow
@given(small_guides())
def test_a_smallest_interview_read_back_is_decided_as_the_prover_said(guide: Guide) -> None:
    world = world_of(guide)
    for verdict, node in world.verdicts.items():
        values = world.smallest(node)
        if values is not None:
            assert outcome(guide, values)[0] == verdict
    for id, node in speaks(world).items():
        for interviews_, spoken in ((node, True), (world.diagram.both(world.real, -node), False)):
            values = world.smallest(interviews_)
            if values is not None:
                assert (id in outcome(guide, values)[1]) == spoken


OPTIONS = (option("a"), option("b"))
CHOICE = question("which", "choice", options=OPTIONS, required=True)


def test_the_interviews_in_which_a_condition_holds_are_counted() -> None:
    world = world_of(guide_of([CHOICE], [rule("r", None)]))
    assert world.within(None) == world.real
    assert count(world.diagram, world.real) == 2
    assert count(world.diagram, world.within(Asks("which", "any_of", ("a",)))) == 1
    assert world.smallest(world.within(Asks("which", "any_of", ("b",)))) == {"which": "b"}


def test_without_a_rule_its_interviews_go_to_the_next_verdict() -> None:
    ask = rule("ask", Asks("which", "any_of", ("a",)), "ask")
    wait = rule("wait", Asks("which", "any_of", ("a", "b")), "wait")
    world = world_of(guide_of([CHOICE], [ask, wait]))

    def sizes(*silent: str) -> dict[str, int]:
        found = world.verdicts_without(iter(silent))
        return {id: count(world.diagram, node) for id, node in found.items()}

    assert sizes() == {"never": 0, "ask": 1, "wait": 1, "buy": 0}
    assert sizes("ask") == {"never": 0, "ask": 0, "wait": 2, "buy": 0}
    assert sizes("wait") == {"never": 0, "ask": 1, "wait": 0, "buy": 1}
    assert sizes("ask", "wait") == {"never": 0, "ask": 0, "wait": 0, "buy": 2}


def test_answers_are_read_in_the_order_of_the_questions() -> None:
    amounts = [question(id, "amount", required=True, maximum=3) for id in ("first", "last")]
    compared = rule("compared", Asks("last", "above", other="first"), "ask")
    world = world_of(guide_of([amounts[0], CHOICE, amounts[1]], [compared]))
    found = world.smallest(world.verdicts["ask"])
    assert found is not None
    assert list(found) == ["first", "which", "last"]


def test_a_guide_that_is_too_tangled_names_four_questions_once_each() -> None:
    error = TooTangledError(["a", "b", "a", "c", "d", "e"])
    assert error.questions == ("a", "b", "c", "d")
    assert str(error) == (
        "This was not decided: the guide is too tangled for the time and memory allowed. Most "
        'tangled are the questions "a", "b", "c", "d". Compare them less, or allow more --budget.'
    )


def test_a_world_is_cut_where_promises_ask_too() -> None:
    amount = question("price", "amount", required=True, maximum=9)
    guide = guide_of([amount], [rule("r", None)])
    dear = Asks("price", "above", amount=4)
    promise = Promise("p", "p", HERE, whenever=dear)
    world = prover.world_of(replace(guide, promises=(promise,)))
    assert count(world.diagram, world.real) == 3  # nothing, up to four, above four
    assert world.smallest(world.within(dear)) == {"price": 5}
    with pytest.raises(TooTangledError):
        assert prover.world_of(_tangled(), seconds=0).holds


def test_a_world_of_too_many_nodes_is_given_up() -> None:
    [world] = prepare([_tangled()], most_nodes=5_000)
    with pytest.raises(TooTangledError):
        assert world.holds


def test_a_smallest_interview_leaves_open_what_may_be_left_open() -> None:
    kinds = ("choice", "choices")
    asked = [question(kind, kind, options=OPTIONS) for kind in kinds]
    world = world_of(guide_of(asked, [rule("r", None)]))
    assert world.smallest(world.real) == {}


def test_a_follow_up_that_is_too_tangled_is_said_to_be_while_the_world_is_made() -> None:
    tangled = _tangled()
    more = question("more", "text", ask_when=tangled.rules[0].when)
    with pytest.raises(TooTangledError, match="Most tangled are the questions"):
        prepare([replace(tangled, questions=(*tangled.questions, more))], seconds=0)


def test_threads_that_want_the_world_of_a_guide_at_once_get_the_same_one() -> None:
    choices = [question(f"q{n}", "choice", options=OPTIONS) for n in range(60)]
    guide = guide_of(choices, [rule(f"r{n}", None) for n in range(60)])
    together = Barrier(8)
    found: list[prover.World] = []

    def want() -> None:
        together.wait()
        found.append(prover.shared_world(guide))

    threads = [Thread(target=want) for _ in range(8)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that none is done before the next one begins
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_a_shared_world_is_ready_for_every_result() -> None:
    world = prover.shared_world(_tangled(12))
    before = world.diagram.nodes
    assert before > 4_096  # so many that the clock was looked at
    assert world.verdicts
    assert world.verdicts_once_agreed
    assert world.diagram.nodes == before


def test_every_use_of_a_shared_world_has_the_whole_time() -> None:
    for _ in range(2):
        prover.shared_world(guide_of([CHOICE], [rule("r", None)])).diagram.look_at_clock()


def test_a_guide_whose_verdicts_take_too_long_ahead_has_a_world_all_the_same() -> None:
    assert prover.shared_world(_tangled(24)).real


def test_once_a_clinician_agrees_the_rules_that_wait_for_one_are_silent() -> None:
    ask = rule("ask", Asks("which", "any_of", ("a",)), "ask")
    wait = rule("wait", Asks("which", "any_of", ("a", "b")), "wait")
    guide = guide_of([CHOICE], [ask, wait])
    lifted = tuple(replace(one, clinician=one.id == "ask") for one in guide.verdicts)
    world = world_of(replace(guide, verdicts=lifted))
    found = {id: count(world.diagram, node) for id, node in world.verdicts_once_agreed.items()}
    assert found == {"never": 0, "ask": 0, "wait": 2, "buy": 0}


def test_a_guide_too_tangled_for_a_world_says_so_every_time() -> None:
    amounts = [question(f"a{n}", "amount", required=True) for n in range(8)]
    order = [Asks(f"a{n}", "above", other=f"a{n + 1}") for n in range(7)]
    guide = guide_of(amounts, [rule("r", All(tuple(order)), "ask")])
    said = set()
    for _ in range(2):
        with pytest.raises(TooTangledError, match="Most tangled") as found:
            prover.shared_world(guide)
        said.add(str(found.value))
    assert len(said) == 1


def _tangled(width: int = 16) -> Guide:
    """Return a guide that needs as many nodes as there are subsets of so many questions."""
    ids = [f"q{number}" for number in range(2 * width)]
    choices = [question(id, "choice", options=OPTIONS, required=True) for id in ids]
    same = [
        AnyOf((Asks(one, "any_of", ("a",)), Asks(other, "any_of", ("b",))))
        for one, other in zip(ids, ids[width:], strict=False)
    ]
    return guide_of(choices, [rule("r", All(tuple(same)), "ask")])
