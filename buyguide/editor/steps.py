"""Steps at a gate: one answer of an interview exchanged for another that is no less a worry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.prover import EVERYTHING
from buyguide.reasoning.slots import ChoiceSlot, ChoicesSlot, LookupSlot
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Question
    from buyguide.reasoning.diagram import Change
    from buyguide.reasoning.prover import World

Pair = tuple["Mapping[str, Answer]", "Mapping[str, Answer]"]


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The levels of questions that hang on a gate, and the interviews in which none is asked.

    ``free`` frees these levels in a set, ``unasked`` fixes them as unanswered.
    """

    levels: frozenset[int]
    silent: int
    free: Change
    unasked: Change


@dataclass(frozen=True)
class Step:
    """One answer exchanged for another: ``said`` is what changes, in the editor's words.

    ``before`` and ``after`` are the states of the levels that change; ``scope`` narrows the
    interviews it is taken from. A follow-up of the gate may be asked on one side only.
    """

    world: World
    question: str
    said: str
    before: Mapping[int, int]
    after: Mapping[int, int]
    follow_ups: FollowUps
    scope: int = EVERYTHING

    @property
    def levels(self) -> frozenset[int]:
        """The levels that may differ between the two interviews."""
        return frozenset(self.before) | self.follow_ups.levels

    @cached_property
    def was(self) -> Change:
        """What fixes the levels that change as they are before."""
        return self.world.diagram.fixing(self.before)

    @cached_property
    def becomes(self) -> Change:
        """What fixes the levels that change as they are after."""
        return self.world.diagram.fixing(self.after)

    @cached_property
    def real(self) -> tuple[int, int]:
        """Where the interview before is a real one in scope, and where the one after is real."""
        real = self.world.real
        return self.was(self.world.diagram.both(real, self.scope)), self.becomes(real)

    @cached_property
    def both_real(self) -> int:
        """What both interviews share where they are real ones."""
        return self.world.diagram.both(*self.real)

    def may_lose(self, holds: int) -> bool:
        """Say whether a condition can stop to hold, as far as it alone can tell: soon said."""
        free = self.follow_ups.free
        return self.world.diagram.meet(free(self.was(holds)), free(self.becomes(-holds)))

    def gains(self, holds: int) -> int:
        """Return where a condition comes to hold, all answers to follow-ups being the same."""
        return self.world.diagram.both(-self.was(holds), self.becomes(holds))

    def between(self, first: int, second: int) -> int:
        """Return what both interviews of a pair share, where the first and second are in two sets.

        Both interviews are real ones.
        """
        diagram, hanging = self.world.diagram, self.follow_ups
        a, b = self.was(first), self.becomes(second)
        if not hanging.levels:
            return diagram.both(diagram.both(a, b), self.both_real)
        a, b = (diagram.both(*sides) for sides in zip((a, b), self.real, strict=True))
        a_silent = hanging.unasked(diagram.both(a, self.was(hanging.silent)))
        b_silent = hanging.unasked(diagram.both(b, self.becomes(hanging.silent)))
        pairs = [diagram.both(a, b), diagram.both(a_silent, hanging.free(b))]
        return diagram.any_of([*pairs, diagram.both(hanging.free(a), b_silent)])

    def example(self, shared: int) -> Pair | None:
        """Return the two interviews of a smallest pair; None when there is no such pair."""
        states = self.world.diagram.smallest(shared)
        if states is None:
            return None
        before, after = self._side(states, self.before), self._side(states, self.after)
        return None if before is None or after is None else (before, after)

    def _side(self, states: tuple[int, ...], own: Mapping[int, int]) -> Mapping[str, Answer] | None:
        diagram = self.world.diagram
        free = self.follow_ups.levels - own.keys()
        fixed = {**dict(enumerate(states)), **own}
        places = [diagram.where(level, {s}) for level, s in fixed.items() if level not in free]
        return self.world.smallest(diagram.all_of([self.world.real, *places]))


def steps(world: World) -> Iterator[Step]:
    """Yield every step at every gate of the guide."""
    for question in world.guide.questions:
        if question.gate:
            slot = world.version.slots[question.id]
            hanging = follow_ups(question, world)
            if isinstance(slot, ChoiceSlot):
                yield from _exchanges(question, slot, world, hanging)
            elif isinstance(slot, ChoicesSlot):
                yield from _ticks(question, slot, world, hanging)
            elif isinstance(slot, LookupSlot):
                yield from _names(question, slot, world, hanging)


def _exchanges(
    question: Question, slot: ChoiceSlot, world: World, hanging: FollowUps
) -> Iterator[Step]:
    """The all-clear exchanged for any other option, or for a skip."""
    state = {option: number for number, option in enumerate(slot.options, 1)}
    worse = {o.id: state[o.id] for o in question.options if o.means != "clear"}
    if not question.required:
        worse["skipped"] = 0
    for clear in (o for o in question.options if o.means == "clear"):
        for name, after in worse.items():
            said = f'"{name}" in the place of "{clear.id}"'
            before = {slot.level: state[clear.id]}
            yield Step(world, question.id, said, before, {slot.level: after}, hanging)


def _ticks(
    question: Question, slot: ChoicesSlot, world: World, hanging: FollowUps
) -> Iterator[Step]:
    """The all-clear exchanged for any other tick or a skip; and one tick more beside others."""
    nothing = dict.fromkeys(slot.levels.values(), 0)
    worse = {o.id: {**nothing, slot.levels[o.id]: 1} for o in question.options if not o.means}
    worse |= {
        o.id: {**nothing, slot.levels[o.id]: 1} for o in question.options if o.means == "unsure"
    }
    if not question.required:
        worse["skipped"] = nothing
    for clear in (o for o in question.options if o.means == "clear"):
        before = {**nothing, slot.levels[clear.id]: 1}
        for name, after in worse.items():
            said = f'"{name}" in the place of "{clear.id}"'
            yield Step(world, question.id, said, before, after, hanging)
    free = {o.id: slot.levels[o.id] for o in question.options if not o.exclusive}
    for name, level in free.items():
        others = [world.version.chosen(question.id, other) for other in free if other != name]
        scope = world.diagram.any_of(others)
        yield Step(
            world,
            question.id,
            f'"{name}" ticked as well',
            {level: 0},
            {level: 1},
            hanging,
            scope,
        )


def _names(
    question: Question, slot: LookupSlot, world: World, hanging: FollowUps
) -> Iterator[Step]:
    """One name more beside others; an empty list is no all-clear, so it is not stepped from."""
    diagram = world.diagram
    named = [slot.named(diagram, number) for number in range(len(slot.kinds))]
    for number, kind in enumerate(slot.kinds):
        scope = diagram.any_of(n for other, n in enumerate(named) if other != number)
        level = slot.level + 1 + number
        said = f'"{kind.example}" named as well'
        yield Step(world, question.id, said, {level: 0}, {level: 1}, hanging, scope)


def follow_ups(question: Question, world: World) -> FollowUps:
    """Return the questions that are asked because of this one, or because of those."""
    hanging, silent = {question.id}, EVERYTHING
    for later in world.guide.questions:
        named = {id for t in tests_of(later.ask_when, world.guide) for id in (t.question, t.other)}
        if not hanging.isdisjoint(named):
            hanging.add(later.id)
            silent = world.diagram.both(silent, -meaning(later.ask_when, world.version))
    levels = frozenset(
        level
        for level, questions in enumerate(world.space.at_level)
        if not hanging.isdisjoint(questions) and question.id not in questions
    )
    free = world.diagram.freeing(levels)
    return FollowUps(levels, silent, free, world.diagram.fixing(dict.fromkeys(levels, 0)))
