"""The prover beside the decision, on every interview of small guides made at random."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings

from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import World, prepare
from tests.reasoning.small_guides import assignments, interviews, outcome, small_guides

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
    return verdict, frozenset(id for id, node in world.speaks.items() if holds(node, states))


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
    assert world.diagram.count(world.real) == len(happened)
    assert all(world.diagram.holds(world.real, states) for states in happened)


@slow
@given(small_guides())
def test_counts_and_smallest_interviews_are_those_of_a_full_search(guide: Guide) -> None:
    world = world_of(guide)
    diagram = world.diagram
    assume(prod(diagram.sizes) <= 20_000)
    everything = list(assignments(diagram.sizes))
    for node in (*world.verdicts.values(), *world.speaks.values()):
        members = [states for states in everything if diagram.holds(node, states)]
        assert diagram.count(node) == len(members)
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
    for rule, node in world.speaks.items():
        for interviews_, speaks in ((node, True), (world.diagram.both(world.real, -node), False)):
            values = world.smallest(interviews_)
            if values is not None:
                assert (rule in outcome(guide, values)[1]) == speaks
