"""The shipped guide: full interviews at random, at the ends of every band of every amount."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.answers import applies, lacking
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import NOTHING, World, world_of
from buyguide.reasoning.slots import AmountSlot
from tests.reasoning.small_guides import speaks

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question

SHIPPED = read_guide(find_guide(None))


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(SHIPPED)


def interview(guide: Guide, world: World, chance: random.Random) -> dict[str, Answer]:
    values: dict[str, Answer] = {}
    well = chance.choice((0.5, 0.99))  # how often the all-clear is given
    for question in guide.questions:
        if applies(question, values, guide):
            skipped = not question.required and chance.random() < 0.3
            values[question.id] = None if skipped else answer(question, world, chance, well)
    return values


def answer(question: Question, world: World, chance: random.Random, well: float) -> Answer:
    if question.kind == "choice":
        plain = [o.id for o in question.options if o.means == "clear"]
        every = [o.id for o in question.options]
        return chance.choice(plain if plain and chance.random() < well else every)
    if question.kind == "choices":
        return ticks(question, chance, well)
    if question.kind == "amount":
        return chance.choice(ends(question, world))
    if question.kind == "lookup":
        names = world.guide.catalogues[question.catalogue or ""].all_names
        typed = [*chance.sample(names, 2), chance.choice(names)[:-1], "paracetamol", "zzqx"]
        typed.append(f"{chance.choice(names)} and {chance.choice(['paracetamol', 'zzqx'])}")
        return tuple(dict.fromkeys(chance.sample(typed, chance.randint(0, 3))))
    return "Example"


def ticks(question: Question, chance: random.Random, well: float) -> Answer:
    clear = [o.id for o in question.options if o.means == "clear"]
    if clear and chance.random() < well:
        return (chance.choice(clear),)
    alone = [o.id for o in question.options if o.exclusive]
    if alone and chance.random() < 0.3:
        return (chance.choice(alone),)
    free = [o.id for o in question.options if not o.exclusive]
    chosen = set(chance.sample(free, chance.randint(1, min(3, len(free)))))
    return tuple(o for o in free if o in chosen)


def ends(question: Question, world: World) -> list[int]:
    """Return the first and last amount of every band."""
    slot = world.version.slots[question.id]
    assert isinstance(slot, AmountSlot)
    cuts = [at for own in slot.cells.cuts for at in own]
    edges = {question.minimum, question.maximum, *cuts, *(at - 1 for at in cuts)}
    return sorted(at for at in edges if question.minimum <= at <= question.maximum)


@pytest.mark.parametrize("seed", range(4))
def test_random_full_interviews_are_decided_as_the_prover_says(seed: int, world: World) -> None:
    chance = random.Random(seed)  # noqa: S311 the same people each time, no secret
    verdicts: Counter[str] = Counter()
    for _ in range(300):
        values = interview(SHIPPED, world, chance)
        assert not lacking(SHIPPED, values)
        states = place(values, world.space)
        holds = world.diagram.holds
        assert holds(world.real, states), values
        decision = decide(SHIPPED, values)
        said = {finding.id for finding in decision.findings}
        assert {id for id, node in world.holds.items() if holds(node, states)} == said, values
        won = [id for id, node in world.verdicts.items() if holds(node, states)]
        assert won == [decision.verdict.id], values
        verdicts[decision.verdict.id] += 1
    assert len(verdicts) >= 4, "the interviews are not all alike"


def test_every_verdict_and_every_rule_can_be_met(world: World) -> None:
    assert NOTHING not in world.verdicts.values()
    assert NOTHING not in speaks(world).values()


def test_a_smallest_interview_of_each_verdict_is_decided_so(world: World) -> None:
    for verdict, interviews in world.verdicts.items():
        values = world.smallest(interviews)
        assert values is not None
        assert decide(SHIPPED, values).verdict.id == verdict
