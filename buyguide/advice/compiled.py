"""The conditions of a guide's rules, compiled once so that a decision stays fast as rules grow.

Every condition is written as clauses (``guide.clauses``): it holds when all tests of one clause
hold. Each clause of each rule gets one bit of a whole number. For each question, and each answer
to it that has been seen, one number is kept: the clauses that this answer still allows. A decision
is then one look-up and one AND for each question, whatever the number of rules; the bits left
over are the clauses that hold, and they are the explanation as well. Tests that compare two
questions form columns of their own, looked up by both answers. No more than ``MOST_KEPT``
answers are remembered for each column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from buyguide.guide.clauses import clauses
from buyguide.guide.conditions import test_holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.clauses import Clause
    from buyguide.guide.condition import Test
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule

MOST_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Holding:
    """A rule that speaks, and the clauses of its condition that hold."""

    rule: Rule
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class _Column:
    """The clauses that test one question (or one pair), and what each answer leaves of them."""

    questions: tuple[str, ...]
    tests: dict[Test, int] = field(default_factory=dict)  # the clauses that hold this test
    kept: dict[object, int] = field(default_factory=dict)

    def allowed(self, values: Mapping[str, Answer], guide: Guide, everything: int) -> int:
        """Return the clauses that the answers to this column's questions still allow."""
        seen = tuple(values.get(question) for question in self.questions)
        found = self.kept.get(seen)
        if found is None:
            found = everything
            for test, bits in self.tests.items():
                if not test_holds(test, values, guide):
                    found &= ~bits
            if len(self.kept) < MOST_KEPT:
                self.kept[seen] = found
        return found


@dataclass(frozen=True, slots=True)
class Compiled:
    """All rules of a guide, ready to say which of them hold."""

    guide: Guide
    columns: tuple[_Column, ...]
    owners: tuple[tuple[int, Clause], ...]  # for each bit: the rule's number, and the clause
    everything: int

    def holding(self, values: Mapping[str, Answer]) -> Iterator[Holding]:
        """Yield the rules that hold for the answers, in the guide's order."""
        left = self.everything
        for column in self.columns:
            left &= column.allowed(values, self.guide, self.everything)
        by_rule: dict[int, list[Clause]] = {}
        while left:
            lowest = left & -left
            number, clause = self.owners[lowest.bit_length() - 1]
            by_rule.setdefault(number, []).append(clause)
            left ^= lowest
        for number, found in by_rule.items():
            yield Holding(self.guide.rules[number], tuple(found))


@lru_cache(maxsize=8)
def compile_rules(guide: Guide) -> Compiled:
    """Return the guide's rules in compiled form, made once for each guide."""
    owners: list[tuple[int, Clause]] = []
    columns: dict[tuple[str, ...], _Column] = {}
    for number, rule in enumerate(guide.rules):
        for clause in clauses(rule.when, guide.situations):
            bit = 1 << len(owners)
            owners.append((number, clause))
            for test in clause:
                questions = (test.question,) if test.other is None else (test.question, test.other)
                column = columns.setdefault(questions, _Column(questions))
                column.tests[test] = column.tests.get(test, 0) | bit
    return Compiled(guide, tuple(columns.values()), tuple(owners), (1 << len(owners)) - 1)
