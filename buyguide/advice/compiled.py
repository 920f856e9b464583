"""The conditions of a guide's rules, compiled once so that a decision stays fast as rules grow.

Every condition is written as clauses (``guide.clauses``): it holds when all tests of one clause
hold. A set of clauses is a whole number: each rule has one of its bytes, in the guide's order, and
each clause of the rule a bit of that byte. (The rare rule of more than seven clauses has more
bytes, behind all others.) For each question, and each answer to it, one such number is kept: the
clauses that the answer leaves possible (``advice.columns``). A decision is one look-up and one AND
for each question, whatever the number of rules. The bytes that are then not zero are the rules
that speak, already in order; the bits in them are the clauses that hold, which is the explanation;
and one AND for each step of the ladder gives the verdict.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from itertools import chain, compress
from operator import and_, getitem
from typing import TYPE_CHECKING

from buyguide.advice.columns import AmountColumn, Column
from buyguide.guide.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buyguide.advice.columns import Tested
    from buyguide.answers import Answer
    from buyguide.guide.clauses import Clause
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule, Verdict

    Ways = Sequence["Holding"] | Mapping[int, "Holding"]

_IN_A_BYTE = 7
_LONG = 0x80  # in the byte of a long rule: it holds, and its other bytes say by which clauses
_FEW = 4  # clauses of a rule whose ways to hold are all made at once


@dataclass(frozen=True, slots=True)
class Holding:
    """A rule that speaks, and the clauses of its condition that hold."""

    rule: Rule
    clauses: tuple[Clause, ...]


class _Lazily(dict[int, Holding]):
    """The ways in which a rule can hold, each put together when it is first met."""

    def __init__(self, rule: Rule, every: Sequence[Clause]) -> None:
        self.rule, self.every = rule, every

    def __missing__(self, bits: int) -> Holding:
        """Put the clauses of a set together; kept where there are few such sets."""
        holding = _holding(self.rule, self.every, bits)
        if len(self.every) <= _IN_A_BYTE:
            self[bits] = holding
        return holding


@dataclass(frozen=True, slots=True)
class Compiled:
    """All rules of a guide, ready to say which of them hold."""

    guide: Guide
    ids: tuple[str, ...]
    ways: tuple[Ways, ...]  # in which each rule can hold, by the clauses that do
    every: int  # all clauses
    size: int  # bytes of a set of clauses
    long: Mapping[int, slice]  # where the bytes of the long rules are, by the rule's number
    owners: tuple[int, ...]  # the number of the long rule that has each of these bytes
    columns: Mapping[str, Column]
    pairs: Mapping[tuple[str, str], Column]
    asking: tuple[tuple[Verdict, int], ...]  # the clauses of the rules that ask for each verdict

    def left(self, values: Mapping[str, Answer]) -> int:
        """Return the clauses that hold for the answers, which are given by question id."""
        found = map(getitem, self.columns.values(), map(values.get, self.columns))
        left = reduce(and_, found, self.every)
        for (one, other), column in self.pairs.items():
            left &= column[values.get(one), values.get(other)]
        return left

    def verdict(self, left: int, *, agreed: bool = False) -> Verdict:
        """Return the strongest verdict that is asked for, or else the last one.

        With ``agreed``, those that a clinician's word would lift do not count.
        """
        for verdict, asking in self.asking:
            if left & asking and not (agreed and verdict.clinician):
                return verdict
        return self.guide.verdicts[-1]

    def speaking(self, left: int) -> list[str]:
        """Return the ids of the rules that speak, in the guide's order."""
        return list(compress(self.ids, self._cells(left)))

    def holding(self, left: int) -> list[Holding]:
        """Return the rules that speak, in the guide's order, and which of their clauses hold."""
        cells = self._cells(left)
        sets = cells.translate(None, b"\0")
        found = list(map(getitem, compress(self.ways, cells), sets))
        at = -1
        for number, place in self.long.items():
            if cells[number]:
                at = sets.index(_LONG, at + 1)
                found[at] = self.ways[number][int.from_bytes(cells[place], "little")]
        return found

    def _cells(self, left: int) -> bytes | bytearray:
        """Return the bytes of the set: for each rule one that is zero where it is silent."""
        cells = left.to_bytes(self.size, "little")
        if not self.long:
            return cells
        changed = bytearray(cells)
        for number in compress(self.owners, cells[len(self.ids) :]):
            changed[number] = _LONG
        return changed


@lru_cache(maxsize=8)
def compile_rules(guide: Guide) -> Compiled:
    """Return the guide's rules in compiled form, made once for each guide."""
    written = tuple(clauses(rule.when, guide.situations) for rule in guide.rules)
    places = tuple(_places(map(len, written), len(written)))
    size = max((place.stop for place in places), default=0)
    bits = tuple(map(_bits, places, written))
    every = _cells(size, chain.from_iterable(bits))
    columns, pairs = _columns(guide, every, zip(chain(*bits), chain(*written), strict=True))
    asking = {verdict.id: list[int]() for verdict in guide.verdicts}
    for some, rule in zip(bits, guide.rules, strict=True):
        if rule.verdict is not None:
            asking[rule.verdict].extend(some)
    long = {number: place for number, place in enumerate(places) if place.start != number}
    return Compiled(
        guide,
        # copies that lie side by side, for a decision walks through all of them
        tuple(rule.id.encode().decode() for rule in guide.rules),
        tuple(map(_ways, guide.rules, written)),
        int.from_bytes(every, "little"),
        size,
        long,
        tuple(number for number, place in long.items() for _ in range(place.start, place.stop)),
        columns,
        pairs,
        tuple((v, int.from_bytes(_cells(size, asking[v.id]), "little")) for v in guide.verdicts),
    )


def _holding(rule: Rule, every: Sequence[Clause], bits: int) -> Holding:
    return Holding(rule, tuple(clause for at, clause in enumerate(every) if bits >> at & 1))


def _ways(rule: Rule, every: tuple[Clause, ...]) -> Ways:
    """Return the ways in which a rule can hold, where they are few all at once.

    The first is never met: it stands where no clause holds.
    """
    if len(every) == 1:
        only = Holding(rule, every)
        return only, only
    if len(every) > _FEW:
        return _Lazily(rule, every)
    found = [_holding(rule, every, bits) for bits in range(1, 1 << len(every))]
    return (*found[:1], *found)


def _places(numbers: Iterable[int], behind: int) -> Iterable[slice]:
    """Yield where each rule's bytes are: at its number, or behind all if it needs more than one."""
    for number, clause_count in enumerate(numbers):
        if clause_count <= _IN_A_BYTE:
            yield slice(number, number + 1)
        else:
            start, behind = behind, behind - (-clause_count // 8)
            yield slice(start, behind)


def _bits(place: slice, every: Sequence[Clause]) -> range:
    """Return the bits of a rule's clauses."""
    return range(8 * place.start, 8 * place.start + len(every))


def _cells(size: int, bits: Iterable[int]) -> bytes:
    """Return a set of so many bytes with these bits."""
    cells = bytearray(size)
    for bit in bits:
        cells[bit >> 3] |= 1 << (bit & 7)
    return bytes(cells)


def _columns(
    guide: Guide, every: bytes, written: Iterable[tuple[int, Clause]]
) -> tuple[dict[str, Column], dict[tuple[str, str], Column]]:
    """Return a column for each question that the clauses test, and for each pair of them."""
    alone: defaultdict[str, Tested] = defaultdict(partial(defaultdict, list))
    both: defaultdict[tuple[str, str], Tested] = defaultdict(partial(defaultdict, list))
    for bit, clause in written:
        for test in clause:
            if test.other is None:
                alone[test.question][test].append(bit)
            else:
                both[test.question, test.other][test].append(bit)
    columns: dict[str, Column] = {}
    for id, tested in alone.items():
        column = AmountColumn if guide.question_by_id[id].kind == "amount" else Column
        columns[id] = column(guide, (id,), tested, every)
    return columns, {pair: Column(guide, pair, tested, every) for pair, tested in both.items()}
