"""Amounts cut into cells: answers in one cell are alike for every test that any condition makes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buyguide.guide.model import Question, Test

MOST_CELLS = 100_000

Cell = tuple[int | None, ...]  # one answer for each question, in the questions' order
Limits = Sequence[tuple[int, int]]  # least and most of each question


class TooManyCellsError(Exception):
    """Amounts are compared with each other in too many ways to list them all."""


def compared(questions: Sequence[str], tests: Iterable[Test]) -> list[tuple[str, ...]]:
    """Return the amounts in groups: those that tests compare with each other, in their order."""
    group = {question: {question} for question in questions}
    for test in tests:
        if test.other in group and test.question in group:
            merged = group[test.question] | group[test.other]
            for question in merged:
                group[question] = merged
    groups = {tuple(q for q in questions if q in group[question]) for question in questions}
    return sorted(groups, key=lambda names: questions.index(names[0]))


def cells(together: Sequence[Question], tests: Sequence[Test]) -> tuple[Cell, ...]:
    """Return one cell for every way in which the amounts can stand, the plainest ones first.

    Each test's threshold is cut on both sides, so that a test moved by one step has its own
    cells. Raises ``TooManyCellsError``.
    """
    names = [question.id for question in together]
    mine = [test for test in tests if test.question in names]
    pairs = [
        (names.index(test.question), names.index(test.other))
        for test in mine
        if test.other is not None
    ]
    cuts = [_cuts(question, mine) for question in together]
    # Where amounts are compared, each needs room on either side of each cut of the others.
    shared = sorted({cut for own in cuts for cut in own}) if pairs else []
    values = [_values(q, shared or own, len(names)) for q, own in zip(together, cuts, strict=True)]
    number = 1
    for own in values:
        number *= len(own)
    if number > MOST_CELLS:
        raise TooManyCellsError
    found: dict[object, Cell] = {}
    for cell in product(*values):
        found.setdefault(signature(cell, cuts, pairs), cell)
    return tuple(found.values())


def signature(
    cell: Cell, cuts: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int]]
) -> tuple[object, ...]:
    """Return all that tests can see of a cell: each amount's band, and how pairs compare."""
    bands = [
        None if amount is None else sum(amount >= cut for cut in own)
        for amount, own in zip(cell, cuts, strict=True)
    ]
    orders = [_order(cell[left], cell[right]) for left, right in pairs]
    return (*bands, *orders)


def _order(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else (left > right) - (left < right)


def _cuts(question: Question, tests: Sequence[Test]) -> list[int]:
    """Return where the bands of an amount begin, the first left out."""
    thresholds = [
        t.amount for t in tests if t.question == question.id and t.amount is not None
    ]
    return sorted({cut for at in thresholds for cut in (at, at + 1)})


def _values(question: Question, cuts: Sequence[int], room: int) -> list[int | None]:
    """Return no answer, and the first few amounts of each band: as many as may have to differ."""

    def fitting() -> Iterator[int]:
        for start in (question.minimum, *cuts):
            whole = -(-start // 100) * 100  # whole units are plainer, where they fit
            for amount in (whole, *range(start, start + room)):
                if question.minimum <= amount <= question.maximum:
                    yield amount

    return [None, *dict.fromkeys(sorted(fitting(), key=lambda amount: (amount % 100 != 0, amount)))]
