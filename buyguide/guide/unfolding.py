"""How much a condition holds once every situation that it names is written out.

Named again and again, a few situations can stand for more than anybody could work out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.guide.condition import InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.guide.condition import Condition

MOST_TESTS = 300  # in one condition, those of its situations included
MOST_STEPS = 20  # from a situation to one that it names, and so on


@dataclass(frozen=True, slots=True)
class Extent:
    """How many tests a condition holds, and over how many steps its situations lead on."""

    tests: int = 1
    steps: int = 0

    @property
    def too_much(self) -> tuple[str, str] | None:
        """What is wrong with it, and what to do; None where nothing is."""
        if self.tests > MOST_TESTS:
            what = f"with the situations it names, this holds more than {MOST_TESTS} tests."
            return what, "Test for several options at once, as in question: [a, b], or split it."
        if self.steps > MOST_STEPS:
            what = f"more than {MOST_STEPS} situations each name the next."
            return what, "Write out what they mean."
        return None


NOTHING = Extent(0)


def extent(condition: Condition, situations: Mapping[str, Extent]) -> Extent:
    """Return how much a condition holds; a situation that is not among those counts as one test."""
    if isinstance(condition, Test):
        return Extent()
    if isinstance(condition, InSituation):
        named = situations.get(condition.id, Extent())
        return Extent(named.tests, named.steps + 1)
    parts = [extent(part, situations) for part in condition.parts]
    return Extent(sum(part.tests for part in parts), max((p.steps for p in parts), default=0))


def inner_first(conditions: Mapping[str, Condition]) -> Iterator[tuple[Sequence[str], bool]]:
    """Yield the situations, each after those that it names, and those of one circle together.

    With each goes whether it is a circle. Tarjan's algorithm (1972), with a list for the stack.
    """
    named = {
        id: [inner for inner in dict.fromkeys(_named(when)) if inner in conditions]
        for id, when in conditions.items()
    }
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}  # the first situation, by number, that leads here and from here
    waiting: dict[str, None] = {}
    for start, inners in named.items():
        way = [] if start in number else [(start, iter(inners))]
        while way:
            id, rest = way[-1]
            if id not in number:
                number[id] = lowest[id] = len(number)
                waiting[id] = None
            for inner in rest:
                if inner not in number:
                    way.append((inner, iter(named[inner])))
                    break
                if inner in waiting:
                    lowest[id] = min(lowest[id], lowest[inner])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[id])
                if lowest[id] == number[id]:
                    group = _last_until(id, waiting)
                    yield group, len(group) > 1 or id in named[id]


def _last_until(id: str, waiting: dict[str, None]) -> list[str]:
    """Take the last ones out, as far back as the one with that id."""
    group = [waiting.popitem()[0]]
    while group[-1] != id:
        group.append(waiting.popitem()[0])
    return group


def _named(condition: Condition) -> Iterator[str]:
    """Yield the situations that a condition names itself."""
    if isinstance(condition, InSituation):
        yield condition.id
    elif not isinstance(condition, Test):
        for part in condition.parts:
            yield from _named(part)
