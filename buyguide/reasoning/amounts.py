"""Amounts cut into cells: answers in one cell are alike for every test that any condition makes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.guide.condition import Test
    from buyguide.guide.model import Question

MOST_CELLS = 100_000

Cell = tuple[int | None, ...]  # one answer for each question, in the questions' order


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
    groups: dict[int, list[str]] = {}  # all of a group share one set
    for question in questions:
        groups.setdefault(id(group[question]), []).append(question)
    return [tuple(names) for names in groups.values()]


@dataclass(frozen=True)
class Cells:
    """All ways in which some amounts can stand to thresholds and to each other.

    Each cell is one answer for each question, and stands for all that tests take alike. ``cuts``
    are where each question's bands begin, the first left out; ``pairs`` are compared, by number.
    ``limits`` are the least and the most of each question, ``values`` the amounts that the cells
    were found with.
    """

    questions: tuple[str, ...]
    cuts: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]
    limits: tuple[tuple[int, int], ...]
    all: tuple[Cell, ...] = ()
    values: tuple[tuple[int | None, ...], ...] = ()

    @cached_property
    def state_of(self) -> Mapping[tuple[int | None, ...], int]:
        """The number of the cell with each signature."""
        return {self.signature(cell): state for state, cell in enumerate(self.all)}

    def with_given(self, given: Mapping[str, int | None]) -> frozenset[int]:
        """Return the cells that amounts can stand in once some of them are given."""
        own = [
            (given[question],) if question in given else self.beside(question, given)
            for question in self.questions
        ]
        return frozenset(self.state_of[self.signature(cell)] for cell in product(*own))

    def beside(self, question: str, given: Mapping[str, int | None]) -> Sequence[int | None]:
        """Return amounts of a question that stand to those given in every way that can be."""
        place, room = self.questions.index(question), len(self.questions)
        least, most = self.limits[place]
        known = [at for at in given.values() if at is not None]
        near = [at + step for at in known for step in range(1 - room, room)]
        return [*self.values[place], *(at for at in near if least <= at <= most)]

    def band(self, place: int, amount: int | None) -> int | None:
        """Return the number of the band in which an amount lies, of the question at a place."""
        return None if amount is None else bisect_right(self.cuts[place], amount)

    def signature(self, cell: Cell) -> tuple[int | None, ...]:
        """Return all that tests can see: each amount's band, and how the pairs compare."""
        bands = [self.band(place, amount) for place, amount in enumerate(cell)]
        return (*bands, *(_order(cell[left], cell[right]) for left, right in self.pairs))


def cut_amounts(together: Sequence[Question], tests: Sequence[Test]) -> Cells:
    """Return the cells of amounts that are compared with each other, no answer first.

    Each threshold is cut on both sides, so that a test moved by one step has cells of its own.
    Raises ``TooManyCellsError``.
    """
    names = tuple(question.id for question in together)
    mine = [test for test in tests if test.question in names]
    pairs = {
        (names.index(test.question), names.index(test.other))
        for test in mine
        if test.other is not None
    }
    cuts = tuple(tuple(_cuts(question, mine)) for question in together)
    # From each of these on compared amounts must find room, in any order; packed close, they do.
    shared = {at for own in cuts for at in own} | {question.minimum for question in together}
    values = [_values(q, sorted(shared), len(names)) for q in together]
    if prod(map(len, values)) > MOST_CELLS:
        raise TooManyCellsError
    limits = tuple((question.minimum, question.maximum) for question in together)
    empty = Cells(names, cuts, tuple(sorted(pairs)), limits)
    found: dict[object, Cell] = {}
    for cell in product(*values):
        found.setdefault(empty.signature(cell), cell)
    return replace(empty, all=tuple(found.values()), values=tuple(map(tuple, values)))


def _order(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else (left > right) - (left < right)


def _cuts(question: Question, tests: Sequence[Test]) -> list[int]:
    """Return where the bands of an amount begin, the first left out."""
    thresholds = [t.amount for t in tests if t.question == question.id and t.amount is not None]
    return sorted({edge for at in thresholds for edge in (at, at + 1)})


def _values(question: Question, starts: Sequence[int], room: int) -> list[int | None]:
    """Return no answer, and the first few amounts of each band: as many as may have to differ."""

    def fitting() -> Iterator[int]:
        for start in starts:
            whole = -(-start // 100) * 100  # whole units are plainer, where they fit
            for amount in (whole, *range(start, start + room)):
                if question.minimum <= amount <= question.maximum:
                    yield amount

    return [None, *dict.fromkeys(sorted(fitting(), key=lambda amount: (amount % 100 != 0, amount)))]
