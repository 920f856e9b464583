"""Nodes of a decision diagram: equal ones are the same number, and there are never too many.

``-n`` is everything that the node ``n`` is not. ``EVERYTHING`` is 1 and ``NOTHING`` is -1.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERYTHING, NOTHING = 1, -1
_LOOK_AT_CLOCK = 4_096  # nodes between two looks


class TangledError(Exception):
    """A set needs more nodes or time than allowed; ``levels`` are those most to blame."""

    def __init__(self, levels: tuple[int, ...]) -> None:
        self.levels = levels


class Nodes:
    """All nodes over the same levels, with the numbers of their states in ``sizes``.

    Raises ``TangledError`` beyond the given bounds.
    """

    def __init__(self, sizes: Sequence[int], *, seconds: float, most_nodes: int) -> None:
        self.sizes = tuple(sizes)
        self.depth = len(self.sizes)
        self._levels = [self.depth, self.depth]  # of each node; 0 names none, 1 is the end
        self._children: list[tuple[int, ...]] = [(), ()]
        self._turned: dict[int, tuple[int, ...]] = {}  # of what a node is not, as far as asked for
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._apart: set[tuple[int, ...]] = set()  # sets that share nothing
        self.deadline = time.monotonic() + seconds
        self._most_nodes = most_nodes

    @property
    def nodes(self) -> int:
        """How many nodes were made so far."""
        return len(self._levels) - 1

    def _node(self, level: int, children: tuple[int, ...]) -> int:
        first = children[0]
        if children.count(first) == len(children):
            return first
        if first < 0:  # one of a set and its complement is kept: the one that starts plainly
            return -self._node(level, tuple([-child for child in children]))
        key = (level, children)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._levels)
            self._levels.append(level)
            self._children.append(children)
            if found % _LOOK_AT_CLOCK == 0:
                self._look_at_bounds(found)
        return found

    def _parts(self, a: int) -> tuple[int, ...]:
        """Return what is left of a set for each state of its level."""
        if a > 0:
            return self._children[a]
        parts = self._turned.get(a)
        if parts is None:
            parts = self._turned[a] = tuple([-child for child in self._children[-a]])
        return parts

    def _are_apart(self, *sets: int) -> None:
        """Keep in mind that the sets share nothing."""
        self._apart.add(sets)
        if len(self._apart) % _LOOK_AT_CLOCK == 0:
            self._look_at_bounds(self.nodes + len(self._apart))

    def look_at_clock(self) -> None:
        """Raise ``TangledError`` once the time is over; for long searches that make few nodes."""
        self._look_at_bounds(0)

    def _look_at_bounds(self, nodes: int) -> None:
        if nodes > self._most_nodes or time.monotonic() > self.deadline:
            crowded = Counter(self._levels[2:]).most_common(12)
            raise TangledError(tuple(level for level, _ in crowded))
