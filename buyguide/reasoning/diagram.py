"""Multi-valued decision diagrams: sets of assignments, exact and small; knows no guide.

A *level* is one variable with a fixed number of states; an assignment gives each level a state.
A set of assignments is a whole number that names a node: equal sets are always the same number,
and ``-n`` is everything that ``n`` is not. ``EVERYTHING`` is 1 and ``NOTHING`` is -1.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

EVERYTHING, NOTHING = 1, -1
MOST_NODES = 1_000_000  # about half a gigabyte
SECONDS = 20.0
_LOOK_AT_CLOCK = 4_096  # nodes between two looks


class TangledError(Exception):
    """A set needs more nodes or time than allowed; ``levels`` are those most to blame."""

    def __init__(self, levels: tuple[int, ...]) -> None:
        super().__init__("too tangled")
        self.levels = levels


class Diagram:
    """All nodes over the same levels, shared between the sets made with it.

    ``sizes`` are the numbers of states; ``costs`` say, for each level and state, what it adds to
    an assignment's cost. Operations raise ``TangledError`` beyond the given bounds.
    """

    def __init__(
        self,
        costs: Sequence[Sequence[int]],
        *,
        seconds: float = SECONDS,
        most_nodes: int = MOST_NODES,
    ) -> None:
        self.costs = costs
        self.sizes = tuple(len(states) for states in costs)
        self.depth = len(costs)
        self._levels = [self.depth, self.depth]  # of each node; 0 names none, 1 is the end
        self._children: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._met: dict[tuple[int, int], int] = {}
        self._cheapest: dict[int, tuple[int, int]] = {}
        self._touched: dict[int, frozenset[int]] = {}
        self._apart: set[tuple[int, ...]] = set()  # sets that share nothing
        self.deadline = time.monotonic() + seconds
        self._most_nodes = most_nodes
        # Sets are walked by calls, a few for each level, with room for those of the caller.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 5 * self.depth + 1_000))

    # Making sets

    def where(self, level: int, states: Collection[int]) -> int:
        """Return the assignments whose state at the level is one of those given."""
        return self._node(
            level, tuple(EVERYTHING if s in states else NOTHING for s in range(self.sizes[level]))
        )

    def both(self, a: int, b: int) -> int:
        """Return what is in both sets."""
        if b in (a, EVERYTHING):
            return a
        if a == EVERYTHING:
            return b
        if a in (-b, NOTHING) or b == NOTHING:
            return NOTHING
        key = (a, b) if a < b else (b, a)
        found = self._met.get(key)
        if found is None:
            level = min(self._levels[abs(a)], self._levels[abs(b)])
            met = []
            for x, y in zip(self._parts(a, level), self._parts(b, level), strict=True):
                met.append(self.both(x, y))
            found = self._met[key] = self._node(level, tuple(met))
        return found

    def either(self, a: int, b: int) -> int:
        """Return what is in at least one of the sets."""
        return -self.both(-a, -b)

    def all_of(self, sets: Iterable[int]) -> int:
        """Return what is in all sets; those that start deepest first, so that little is remade."""
        met = EVERYTHING
        for one in sorted(set(sets), key=lambda n: (-self._levels[abs(n)], abs(n))):
            met = self.both(met, one)
        return met

    def any_of(self, sets: Iterable[int]) -> int:
        """Return what is in at least one of the sets."""
        return -self.all_of(-one for one in sets)

    def fixed(self, a: int, states: Mapping[int, int]) -> int:
        """Return the set that is left once some levels have the given states, whatever they are."""
        done: dict[int, int] = {}
        deepest = max(states, default=-1)

        def walk(n: int) -> int:
            level = self._levels[n]
            if level > deepest:
                return n
            found = done.get(n)
            if found is None:
                children = self._children[n]
                if level in states:
                    found = signed(children[states[level]])
                else:
                    found = self._node(level, tuple([signed(child) for child in children]))
                done[n] = found
            return found

        def signed(n: int) -> int:
            return walk(n) if n > 0 else -walk(-n)

        return signed(a)

    def some(self, a: int, levels: Collection[int]) -> int:
        """Return the assignments that some states at the given levels would bring into the set."""
        done: dict[int, int] = {}
        deepest = max(levels, default=-1)

        def walk(n: int) -> int:
            level = self._levels[abs(n)]
            if level > deepest:
                return n
            found = done.get(n)
            if found is None:
                parts = [walk(child) for child in self._parts(n, level)]
                found = self.any_of(parts) if level in levels else self._node(level, tuple(parts))
                done[n] = found
            return found

        return walk(a)

    # Asking about sets

    def meet(self, *sets: int) -> bool:
        """Say whether some assignment is in all of the sets; makes no set of them."""
        return self.member(*sets) is not None

    def member(self, *sets: int) -> tuple[int, ...] | None:
        """Return an assignment that is in all of the sets, not always a small one."""
        states = [self._plainest(level) for level in range(self.depth)]

        def walk(together: tuple[int, ...]) -> bool:
            if not together:
                return True
            if together in self._apart:
                return False
            level = min([self._levels[abs(n)] for n in together])
            split = zip(*[self._parts(n, level) for n in together], strict=True)
            for state, parts in enumerate(split):
                left = _left(parts)
                if left is not None and walk(left):
                    states[level] = state
                    return True
            self._apart.add(together)
            if len(self._apart) % _LOOK_AT_CLOCK == 0:
                self._look_at_bounds(self.nodes + len(self._apart))
            return False

        left = _left(sets)
        return tuple(states) if left is not None and walk(left) else None

    def holds(self, a: int, states: Sequence[int]) -> bool:
        """Say whether an assignment, one state for each level, is in the set."""
        good = a > 0
        n = abs(a)
        while self._levels[n] < self.depth:
            n = self._children[n][states[self._levels[n]]]
            good, n = good == (n > 0), abs(n)
        return good

    def count(self, a: int) -> int:
        """Return how many assignments are in the set."""
        below = [1] * (self.depth + 1)  # assignments of all levels from this one on
        for level in reversed(range(self.depth)):
            below[level] = below[level + 1] * self.sizes[level]
        done: dict[int, int] = {1: 1}

        def walk(n: int) -> int:
            """Return the number for the levels from the node's own on."""
            found = done.get(n)
            if found is None:
                after = self._levels[n] + 1
                found = done[n] = sum([part(child, after) for child in self._children[n]])
            return found

        def part(child: int, level: int) -> int:
            reached = self._levels[abs(child)]
            number = walk(abs(child)) * (below[level] // below[reached])
            return number if child > 0 else below[level] - number

        return part(a, 0)

    def smallest(self, a: int) -> tuple[int, ...] | None:
        """Return a cheapest assignment in the set, the earliest states first; None if empty."""
        if a == NOTHING:
            return None
        states = [self._plainest(level) for level in range(self.depth)]
        while (level := self._levels[abs(a)]) < self.depth:
            states[level] = self._way(a)[1]
            a = self._parts(a, level)[states[level]]
        return tuple(states)

    def levels_in(self, a: int) -> frozenset[int]:
        """Return the levels that the set depends on."""
        found = self._touched.get(abs(a))
        if found is None:
            seen: set[int] = set()
            todo = [abs(a)]
            while todo:
                n = todo.pop()
                if n not in seen:
                    seen.add(n)
                    todo.extend([abs(child) for child in self._children[n]])
            found = frozenset(self._levels[n] for n in seen) - {self.depth}
            self._touched[abs(a)] = found
        return found

    @property
    def nodes(self) -> int:
        """How many nodes were made so far."""
        return len(self._levels) - 1

    # Within

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

    def _look_at_bounds(self, nodes: int) -> None:
        if nodes > self._most_nodes or time.monotonic() > self.deadline:
            crowded = Counter(self._levels[2:]).most_common(12)
            raise TangledError(tuple(level for level, _ in crowded))

    def _parts(self, a: int, level: int) -> tuple[int, ...]:
        """Return what is left of a set for each state of a level at or above its own."""
        n = abs(a)
        if self._levels[n] != level:
            return (a,) * self.sizes[level]
        children = self._children[n]
        return children if a > 0 else tuple([-child for child in children])

    def _plainest(self, level: int) -> int:
        costs = self.costs[level]
        return costs.index(min(costs))

    def _way(self, a: int) -> tuple[int, int]:
        """Return the least that a set costs beyond the plainest states, and the first step to it.

        The empty set costs more than any assignment can.
        """
        if a == EVERYTHING:
            return 0, 0
        if a == NOTHING:
            return sys.maxsize, 0
        found = self._cheapest.get(a)
        if found is None:
            level = self._levels[abs(a)]
            costs = self.costs[level]
            least = min(costs)
            ways = [
                (self._way(part)[0] + cost - least, state)
                for state, (part, cost) in enumerate(zip(self._parts(a, level), costs, strict=True))
            ]
            found = self._cheapest[a] = min(ways)
        return found


def _left(sets: Iterable[int]) -> tuple[int, ...] | None:
    """Return the sets that still narrow anything, each once; None when they cannot meet."""
    found = set(sets)
    found.discard(EVERYTHING)
    if NOTHING in found or any(-one in found for one in found):
        return None
    return tuple(sorted(found))
