"""The conditions of a guide's rules, compiled once so that a decision stays fast as rules grow.

Every condition is written as clauses (``guide.clauses``): it holds when all tests of one clause
hold. A set of clauses is a whole number: each rule has one of its bytes, in the guide's order, and
each clause of the rule a bit of that byte. (The rare rule of more than eight clauses has its bytes
behind all others.) For each question, and each answer to it, one such number is kept: the clauses
that the answer leaves possible (``advice.columns``). A decision is one look-up and one AND for
each question, whatever the number of rules. The bytes that are then not zero are the rules that
speak, already in order; the bits in them are the clauses that hold, which is the explanation; and
one AND for each step of the ladder gives the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import compress
from operator import and_, getitem
from typing import TYPE_CHECKING

from buyguide.advice.columns import AmountColumn, Column
from buyguide.guide.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.clauses import Clause
    from buyguide.guide.condition import Test
    from buyguide.guide.model import Guide, Rule, Verdict

_IN_A_BYTE = 8


@dataclass(frozen=True, slots=True)
class Holding:
    """A rule that speaks, and the clauses of its condition that hold."""

    rule: Rule
    clauses: tuple[Clause, ...]


class _Told(dict[int, Holding]):
    """What a rule is told by: which of its clauses hold, by the bits of their set."""

    def __init__(self, rule: Rule, every: Sequence[Clause]) -> None:
        self.rule, self.every = rule, every

    def __missing__(self, bits: int) -> Holding:
        """Put the clauses together; kept where there are few ways to do so."""
        found = tuple(clause for at, clause in enumerate(self.every) if bits >> at & 1)
        holding = Holding(self.rule, found)
        if len(self.every) <= _IN_A_BYTE:
            self[bits] = holding
        return holding


@dataclass(frozen=True, slots=True)
class Compiled:
    """All rules of a guide, ready to say which of them hold."""

    guide: Guide
    ids: tuple[str, ...]
    told: tuple[_Told, ...]
    every: int  # all clauses
    size: int  # bytes of a set of clauses
    long: Mapping[int, slice]  # where the bytes of the long rules are, by the rule's number
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
        found = list(map(getitem, compress(self.told, cells), cells.translate(None, b"\0")))
        for number, place in self.long.items():
            if cells[number]:
                bits = int.from_bytes(cells[place], "little")
                found[number - cells.count(0, 0, number)] = self.told[number][bits]
        return found

    def _cells(self, left: int) -> bytes | bytearray:
        """Return the bytes of the set: for each rule one that is zero where it is silent."""
        cells = left.to_bytes(self.size, "little")
        if not self.long:
            return cells
        changed = bytearray(cells)
        for number, place in self.long.items():
            changed[number] = any(changed[place])
        return changed


@lru_cache(maxsize=8)
def compile_rules(guide: Guide) -> Compiled:
    """Return the guide's rules in compiled form, made once for each guide."""
    told = tuple(_Told(rule, clauses(rule.when, guide.situations)) for rule in guide.rules)
    places = tuple(_places(told))
    size = max((place.stop for place in places), default=0)
    bits = tuple(
        range(_IN_A_BYTE * place.start, _IN_A_BYTE * place.start + len(rule.every))
        for place, rule in zip(places, told, strict=True)
    )
    every = _cells(size, (bit for some in bits for bit in some))
    columns = _columns(guide, every, zip(bits, told, strict=True))
    asking = {verdict.id: list[int]() for verdict in guide.verdicts}
    for some, rule in zip(bits, guide.rules, strict=True):
        asking.get(rule.verdict or "", []).extend(some)
    return Compiled(
        guide,
        tuple(rule.id for rule in guide.rules),
        told,
        int.from_bytes(every, "little"),
        size,
        {n: place for n, place in enumerate(places) if place.start != n},
        {of[0]: column for of, column in columns.items() if len(of) == 1},
        {(of[0], of[1]): column for of, column in columns.items() if len(of) == 2},
        tuple((v, int.from_bytes(_cells(size, asking[v.id]), "little")) for v in guide.verdicts),
    )


def _places(told: Sequence[_Told]) -> Iterable[slice]:
    """Yield where each rule's bytes are: at its number, or behind all if it needs more than one."""
    behind = len(told)
    for number, rule in enumerate(told):
        needed = -(-len(rule.every) // _IN_A_BYTE)
        start = number if needed <= 1 else behind
        behind += needed if needed > 1 else 0
        yield slice(start, start + max(needed, 1))


def _cells(size: int, bits: Iterable[int]) -> bytes:
    """Return a set of so many bytes with these bits."""
    cells = bytearray(size)
    for bit in bits:
        cells[bit >> 3] |= 1 << (bit & 7)
    return bytes(cells)


def _columns(
    guide: Guide, every: bytes, rules: Iterable[tuple[range, _Told]]
) -> dict[tuple[str, ...], Column]:
    """Return a column for each question, and each pair of them, that the clauses test."""
    tested: dict[tuple[str, ...], dict[int, list[Test]]] = {}
    for bits, rule in rules:
        for bit, clause in zip(bits, rule.every, strict=True):
            for test in clause:
                of = (test.question,) if test.other is None else (test.question, test.other)
                tested.setdefault(of, {}).setdefault(bit, []).append(test)
    found = {}
    for of, tests in tested.items():
        amount = len(of) == 1 and guide.question_by_id[of[0]].kind == "amount"
        found[of] = (AmountColumn if amount else Column)(guide, of, tests, every)
    return found
