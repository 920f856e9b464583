"""A crowd of people, asked all at once: a condition gives one number with a bit for each person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, InSituation, Test
from buyguide.guide.conditions import test_holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide

Bits = int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some people, and what is known of them so far."""

    guide: Guide
    people: Sequence[Mapping[str, Answer]]
    tests: dict[Test, Bits] = field(default_factory=dict)
    answers: dict[tuple[str, ...], Mapping[tuple[Answer, ...], Bits]] = field(default_factory=dict)

    @property
    def everybody(self) -> Bits:
        """The number that means all of them."""
        return (1 << len(self.people)) - 1

    def holds(
        self, condition: Condition | None, instead: Mapping[str, Condition | None] | None = None
    ) -> Bits:
        """Return for whom a condition holds; ``instead`` are situations that mean another thing."""
        if condition is None:
            return self.everybody
        if isinstance(condition, Test):
            if condition not in self.tests:
                self.tests[condition] = self._test(condition)
            return self.tests[condition]
        if isinstance(condition, InSituation):
            changed = (instead or {}).get(condition.id)
            meant = self.guide.situations[condition.id].when if changed is None else changed
            return self.holds(meant, instead)
        found = self.everybody if isinstance(condition, All) else 0
        for part in condition.parts:
            bits = self.holds(part, instead)
            found = found & bits if isinstance(condition, All) else found | bits
        return found

    def _test(self, test: Test) -> Bits:
        """Ask once for all who gave the same answers to the questions that a test looks at."""
        asked = (test.question,) if test.other is None else (test.question, test.other)
        if asked not in self.answers:
            self.answers[asked] = self._alike(asked)
        bits = 0
        for given, alike in self.answers[asked].items():
            if test_holds(test, dict(zip(asked, given, strict=True)), self.guide):
                bits |= alike
        return bits

    def _alike(self, asked: tuple[str, ...]) -> Mapping[tuple[Answer, ...], Bits]:
        """Return who gave which answers to some questions."""
        found: dict[tuple[Answer, ...], Bits] = {}
        for number, values in enumerate(self.people):
            given = tuple([values.get(question) for question in asked])
            found[given] = found.get(given, 0) | 1 << number
        return found

    def strongest(self, asked: Mapping[str, Bits]) -> dict[str, Bits]:
        """Return who gets which verdict, given for whom some rule asks for each."""
        left, found = self.everybody, {}
        for verdict in self.guide.verdicts[:-1]:
            found[verdict.id] = left & asked[verdict.id]
            left &= ~asked[verdict.id]
        return {**found, self.guide.verdicts[-1].id: left}
