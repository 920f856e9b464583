"""What an answer leaves of a guide's clauses: a column for each question, or pair, that is tested.

A set of clauses is a whole number with a bit for each clause. A column works out the set for an
answer when it is first asked for, and keeps it while there is room.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from buyguide.guide.conditions import test_holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.condition import Test
    from buyguide.guide.model import Guide

    Tested = Mapping[Test, list[int]]  # the tests of a column, and the clauses that hold them
    Seen = Answer | tuple[Answer, Answer]  # the answer to its question, or to both of its pair

MOST_KEPT = 4_096  # answers, in each column
MOST_BYTES = 32_000_000  # of what is kept for them
_STRIDE = 64  # steps of an amount from one kept set to the next


class Column(dict[object, int]):
    """The clauses that are still possible, by the answer to a question (by both, for a pair)."""

    def __init__(
        self, guide: Guide, questions: tuple[str, ...], tested: Tested, every: bytes
    ) -> None:
        self.guide, self.questions, self.tested, self.every = guide, questions, tested, every
        self.room = min(MOST_KEPT, MOST_BYTES // (len(every) + 1))

    def __missing__(self, seen: Seen) -> int:
        """Work out what the answer leaves, and keep it while there is room."""
        found = int.from_bytes(self.left(seen), "little")
        if len(self) < self.room:
            self[seen] = found
        return found

    def left(self, seen: Seen) -> bytearray:
        """Return the clauses none of whose tests here fail."""
        answers = cast("tuple[Answer, ...]", (seen,) if len(self.questions) == 1 else seen)
        values = dict(zip(self.questions, answers, strict=True))
        cells = bytearray(self.every)
        for test, bits in self.tested.items():
            if not test_holds(test, values, self.guide):
                for bit in bits:
                    cells[bit >> 3] &= ~(1 << (bit & 7))
        return cells


class AmountColumn(Column):
    """The same for an amount, where there may be as many answers as there are numbers.

    The amounts that tests name cut the line into steps: below the first, the first itself,
    between it and the second, and so on. A clause is possible from one step to another, so that
    the set changes little from step to step: it is kept for every ``_STRIDE``-th, with the clauses
    that come or go at each.
    """

    def __init__(
        self, guide: Guide, questions: tuple[str, ...], tested: Tested, every: bytes
    ) -> None:
        super().__init__(guide, questions, tested, every)
        self.amounts = sorted({test.amount for test in tested if test.amount is not None})
        self.changes: list[list[int]] = [[] for _ in range(2 * len(self.amounts) + 2)]
        cells = bytearray(every)
        tests_by_bit = defaultdict(list)
        for test, bits in tested.items():
            for bit in bits:
                tests_by_bit[bit].append(test)
        for bit, tests in tests_by_bit.items():
            first, last = self._steps(tests)
            if first > 0 or first > last:
                cells[bit >> 3] ^= 1 << (bit & 7)
            if first <= last:
                self.changes[first].append(bit)
                self.changes[last + 1].append(bit)
        self.kept_sets = list(self._kept_sets(cells))

    def left(self, seen: Seen) -> bytearray:
        """Return the clauses none of whose tests here fail."""
        if not isinstance(seen, int):
            return super().left(seen)
        step = bisect_left(self.amounts, seen) + bisect_right(self.amounts, seen)
        cells = bytearray(self.kept_sets[step // _STRIDE])
        self._change(cells, range(step // _STRIDE * _STRIDE + 1, step + 1))
        return cells

    def _steps(self, tests: Iterable[Test]) -> tuple[int, int]:
        """Return the first and the last step at which all of a clause's tests hold."""
        first, last = 0, 2 * len(self.amounts)
        for test in tests:
            if test.amount is None:  # it asks whether there is an answer, and here there is
                last = last if test.flag else -1
                continue
            at = 2 * bisect_left(self.amounts, test.amount) + 1
            if test.operator in {"below", "at_most"}:
                last = min(last, at - (test.operator == "below"))
            else:
                first = max(first, at + (test.operator == "above"))
        return first, last

    def _kept_sets(self, cells: bytearray) -> Iterable[bytes]:
        for start in range(0, len(self.changes), _STRIDE):
            yield bytes(cells)
            self._change(cells, range(start + 1, min(start + 1 + _STRIDE, len(self.changes))))

    def _change(self, cells: bytearray, steps: Iterable[int]) -> None:
        for step in steps:
            for bit in self.changes[step]:
                cells[bit >> 3] ^= 1 << (bit & 7)
