"""Multi-valued decision diagrams: sets of assignments, exact and small; knows no guide.

A *level* is one variable with a fixed number of states; an assignment gives each level a state.
A set of assignments is a whole number that names a node: equal sets are always the same number,
and ``-n`` is everything that ``n`` is not. ``EVERYTHING`` is 1 and ``NOTHING`` is -1.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from buyguide.reasoning.nodes import EVERYTHING, NOTHING, Nodes, TangledError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    Change = Callable[[int], int]  # from a set to another

MOST_NODES = 1_000_000  # about half a gigabyte
SECONDS = 20.0


class Diagram(Nodes):
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
        super().__init__([len(states) for states in costs], seconds=seconds, most_nodes=most_nodes)
        self.costs = costs
        self._met: dict[tuple[int, int], int] = {}
        self._cheapest: dict[int, tuple[int, int]] = {}
        self._touched: dict[int, frozenset[int]] = {}
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
        if a == b or b == EVERYTHING:  # noqa: PLR1714 - called most of all: no tuple is made
            return a
        if a == EVERYTHING:
            return b
        if a == -b or a == NOTHING or b == NOTHING:  # noqa: PLR1714 - as above
            return NOTHING
        if a > b:
            a, b = b, a
        found = self._met.get((a, b))
        if found is None:
            both, levels = self.both, self._levels
            above, below = levels[abs(a)], levels[abs(b)]
            if above == below:
                met = [both(x, y) for x, y in zip(self._parts(a), self._parts(b), strict=True)]
            elif above < below:
                met = [both(x, b) for x in self._parts(a)]
            else:
                met = [both(a, y) for y in self._parts(b)]
            found = self._met[a, b] = self._node(min(above, below), tuple(met))
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
        return self.fixing(states)(a)

    def fixing(self, states: Mapping[int, int]) -> Change:
        """Return what fixes these levels in one set after the other: see ``fixed``."""
        done: dict[int, int] = {}
        deepest = max(states, default=-1)

        def walk(n: int) -> int:
            if n < 0:
                return -walk(-n)
            level = self._levels[n]
            if level > deepest:
                return n
            found = done.get(n)
            if found is None:
                children = self._children[n]
                if level in states:
                    found = walk(children[states[level]])
                else:
                    found = self._node(level, tuple([walk(child) for child in children]))
                done[n] = found
            return found

        return walk

    def some(self, a: int, levels: Collection[int]) -> int:
        """Return the assignments that some states at the given levels would bring into the set."""
        return self.freeing(levels)(a)

    def freeing(self, levels: Collection[int]) -> Change:
        """Return what frees these levels in one set after the other: see ``some``."""
        done: dict[int, int] = {}
        deepest = max(levels, default=-1)

        def walk(n: int) -> int:
            level = self._levels[abs(n)]
            if level > deepest:
                return n
            found = done.get(n)
            if found is None:
                parts = [walk(child) for child in self._parts(n)]
                found = self.any_of(parts) if level in levels else self._node(level, tuple(parts))
                done[n] = found
            return found

        return walk

    # Asking about sets

    def meet(self, first: int, *others: int) -> bool:
        """Say whether some assignment is in all of the sets.

        The first may be large: it is only looked through, against what the others share.
        """
        return self._touch(first, self.all_of(others))

    def member(self, *sets: int) -> tuple[int, ...] | None:
        """Return an assignment that is in all of the sets, not always a small one."""
        states = [self._plainest(level) for level in range(self.depth)]

        def walk(together: tuple[int, ...]) -> bool:
            if not together:
                return True
            if together in self._apart:
                return False
            level = min([self._levels[abs(n)] for n in together])
            for state in range(self.sizes[level]):
                left = _left(
                    self._parts(n)[state] if self._levels[abs(n)] == level else n for n in together
                )
                if left is not None and walk(left):
                    states[level] = state
                    return True
            self._are_apart(*together)
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

    def smallest(self, a: int) -> tuple[int, ...] | None:
        """Return a cheapest assignment in the set, the earliest states first; None if empty."""
        if a == NOTHING:
            return None
        states = [self._plainest(level) for level in range(self.depth)]
        while (level := self._levels[abs(a)]) < self.depth:
            states[level] = self._way(a)[1]
            a = self._parts(a)[states[level]]
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

    # Within

    def _touch(self, a: int, b: int) -> bool:
        """Say whether two sets share anything; makes no set of them."""
        if a == NOTHING or b == NOTHING or a == -b:  # noqa: PLR1714 - as in both
            return False
        if a == EVERYTHING or b == EVERYTHING or a == b:  # noqa: PLR1714, SIM109 - as in both
            return True
        if a > b:
            a, b = b, a
        if (a, b) in self._apart:
            return False
        above, below = self._levels[abs(a)], self._levels[abs(b)]
        if above == below:
            for x, y in zip(self._parts(a), self._parts(b), strict=True):
                if self._touch(x, y):
                    return True
        else:
            high, low = (a, b) if above < below else (b, a)
            for x in self._parts(high):
                if self._touch(x, low):
                    return True
        self._are_apart(a, b)
        return False

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
                (self._way(part)[0] + costs[state] - least, state)
                for state, part in enumerate(self._parts(a))
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


__all__ = ["EVERYTHING", "MOST_NODES", "NOTHING", "SECONDS", "Diagram", "TangledError"]
