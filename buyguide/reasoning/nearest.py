"""The smallest changes of given answers that lead into a set of interviews, exactly.

A change is counted in questions: one that gets another answer, or that is asked now and was not
before. An answer that is no longer asked for drops out by itself and counts nothing. Nobody is
told to leave a question open, to be unsure or to name other names. Amounts go no further than
they must.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.diagram import EVERYTHING, NOTHING
from buyguide.reasoning.mattering import opened_by
from buyguide.reasoning.moving import Given, moves
from buyguide.reasoning.placing import place
from buyguide.reasoning.slots import levels_of, questions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.reasoning.moving import Change
    from buyguide.reasoning.prover import World
    from buyguide.reasoning.slots import Slot
    from buyguide.reasoning.space import Space

_Ways = dict[frozenset[str], tuple[int, "Change"]]  # by what changes: how far, and to what


@dataclass(frozen=True, slots=True)
class Start:
    """Settled answers to start from, some of which may change; one search serves many sets.

    ``stay`` fixes the levels that cannot move; ``answered`` are the interviews in which nothing
    is taken back.
    """

    world: World
    stay: Callable[[int], int]
    answered: int
    search: _Search


def start_at(world: World, values: Mapping[str, Answer], free: Collection[str]) -> Start:
    """Return where to start from, for settled answers of which those to ``free`` may change.

    Raises ``TooTangledError``.
    """
    with world.bounded():
        states = place(values, world.space)
        loose_questions = frozenset(free).union(*(opened_by(id, world.guide) for id in free))
        slots = _slots_of(world.space, loose_questions)
        loose = {level for slot in slots for level in levels_of(slot)}
        fixed = {level: state for level, state in enumerate(states) if level not in loose}
        stay = world.diagram.fixing(fixed)
        # Amounts that are compared share a slot: one that may not change can move in it too.
        moved = {question for slot in slots for question in questions_of(slot)}
        answered = stay(_answered_where_asked(world, values, moved))
    search = _Search(Given(world, values, states, frozenset(free)), slots)
    return Start(world, stay, answered, search)


def nearest(start: Start, wanted: int) -> tuple[Change, ...]:
    """Return the smallest changes that lead into the wanted interviews, real ones of its world.

    Each change holds the new answers by question id. All are as small as any can be, one for
    each set of questions, those asked first before others; none when there is no way. Raises
    ``TooTangledError``.
    """
    world = start.world
    with world.bounded():
        # What stays is fixed before the sets meet: little is left of either then.
        left = world.diagram.both(start.stay(wanted), start.answered)
        found = start.search.ways(left, 0)
    order = {question.id: number for number, question in enumerate(world.guide.questions)}
    by_place = sorted(found, key=lambda changed: sorted(order[id] for id in changed))
    return tuple(
        dict(sorted(found[changed][1].items(), key=lambda item: order[item[0]]))
        for changed in by_place
    )


def _slots_of(space: Space, loose: frozenset[str]) -> list[Slot]:
    """Return the slots of answers that may change or drop out, in the order of their levels."""
    by_level = {
        levels_of(slot)[0]: slot for slot in space.slots if not loose.isdisjoint(questions_of(slot))
    }
    return [by_level[level] for level in sorted(by_level)]


def _answered_where_asked(
    world: World, values: Mapping[str, Answer], moved: Collection[str]
) -> int:
    """Return the interviews in which no answer is taken back while it is asked for."""
    diagram = world.diagram
    return diagram.all_of(
        diagram.either(
            -meaning(question.ask_when, world.version),
            world.version.slots[question.id].answered(diagram),
        )
        for question in world.guide.questions
        if question.id in moved and values.get(question.id) is not None
    )


@dataclass(slots=True)
class _Search:
    """A search through the slots that may change, one after the other."""

    given: Given
    slots: Sequence[Slot]
    done: dict[tuple[int, int], _Ways] = field(default_factory=dict)

    def ways(self, node: int, at: int) -> _Ways:
        """Return the smallest changes of the slots from a place on that lead into a set."""
        if node in {NOTHING, EVERYTHING} or at == len(self.slots):
            return {frozenset(): (0, {})} if node == EVERYTHING else {}
        key = (node, at)
        if key not in self.done:
            self.done[key] = self._smallest(node, at)
        return self.done[key]

    def _smallest(self, node: int, at: int) -> _Ways:
        best: _Ways = {}
        for move in moves(self.slots[at], node, self.given):
            for changed, (far, change) in self.ways(move.left, at + 1).items():
                together = changed.union(move.change)
                least = len(next(iter(best), together))
                if len(together) < least:
                    best = {}
                if len(together) <= least:
                    way = (far + move.far, move.change | change)
                    best[together] = min(way, best.get(together, way), key=lambda way: way[0])
        return best
