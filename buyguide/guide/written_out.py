"""How large a condition is once all its situations are written out, and how large it may be.

Situations name situations, so that a few lines can stand for more tests than anybody can follow,
and for more than any machine can. What is too large is refused where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buyguide.guide.condition import AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.condition import Condition

MOST_TESTS = 2_000  # of one condition
MOST_TOGETHER = 400_000  # of all conditions of a guide, and again of all their combinations
DEEPEST_SITUATION = 20  # situations, each named by the one before
_BEYOND = 1_000_000  # more than any bound: nothing is counted further


@dataclass(frozen=True, slots=True)
class Size:
    """How many tests there are, and how many situations deep the deepest of them stands.

    ``clauses`` is a bound on the combinations that the condition stands for (``clauses``), and
    ``combined`` on the tests in all of them; counted, never made.
    """

    tests: int
    depth: int
    clauses: int = 1
    combined: int = 1


@dataclass(slots=True)
class Room:
    """How many more tests the conditions of a guide may have together."""

    left: int = MOST_TOGETHER

    def use(self, tests: int) -> bool:
        """Take room for some tests; say whether it was just now that it came to an end."""
        was_left = not self.is_full
        self.left -= tests
        return was_left and self.is_full

    @property
    def is_full(self) -> bool:
        """Say whether more was taken than there was."""
        return self.left < 0


def size_of(condition: Condition, situations: Mapping[str, Size]) -> Size:
    """Return how large a condition is, given how large the situations are that it may name."""
    if isinstance(condition, Test):
        return Size(1, 0)
    if isinstance(condition, InSituation):
        inner = situations.get(condition.id, Size(0, 0))
        return replace(inner, depth=inner.depth + 1)
    sizes = [size_of(part, situations) for part in condition.parts]
    tests = sum(size.tests for size in sizes)
    depth = max((size.depth for size in sizes), default=0)
    return Size(tests, depth, *(_added(sizes) if isinstance(condition, AnyOf) else _times(sizes)))


def _added(sizes: list[Size]) -> tuple[int, int]:
    """Return how many clauses there are when any part will do, and the tests in them."""
    return sum(size.clauses for size in sizes), sum(size.combined for size in sizes)


def _times(sizes: list[Size]) -> tuple[int, int]:
    """Return how many clauses there are when each part must hold, and the tests in them."""
    clauses, combined = 1, 0
    for size in sizes:
        combined = min(combined * size.clauses + size.combined * clauses, _BEYOND)
        clauses = min(clauses * size.clauses, _BEYOND)
    return clauses, combined
