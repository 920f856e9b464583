"""A guide as clauses for a SAT solver: a third reading of what conditions mean, for tests only."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, InSituation, Test
from tests.reasoning.small_guides import TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "below": int.__lt__,
    "at_most": int.__le__,
    "above": int.__gt__,
    "at_least": int.__ge__,
}


class Clauses:
    """Clauses over literals; ``rules`` and ``verdicts`` are literals by id."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.numbers = count(1)
        self.clauses: list[list[int]] = []
        self.true = next(self.numbers)
        self.clauses.append([self.true])
        self.picks: dict[tuple[str, object], int] = {}
        self.answered: dict[str, int] = {}
        for question in guide.questions:
            self._question(question)
        self.rules = {r.id: self.condition(r.when) for r in guide.rules}
        self.verdicts: dict[str, int] = {}
        left = self.true
        for verdict in guide.verdicts[:-1]:
            asked = self.any(self.rules[r.id] for r in guide.rules if r.verdict == verdict.id)
            self.verdicts[verdict.id] = self.all([left, asked])
            left = self.all([left, -asked])
        self.verdicts[guide.verdicts[-1].id] = left

    def all(self, literals: Iterable[int]) -> int:
        parts, out = list(literals), next(self.numbers)
        self.clauses += [[-out, part] for part in parts]
        self.clauses.append([out, *(-part for part in parts)])
        return out

    def any(self, literals: Iterable[int]) -> int:
        return -self.all(-literal for literal in literals)

    def _question(self, question: Question) -> None:
        values: list[object] = [o.id for o in question.options]
        if question.kind == "amount":
            values = list(range(question.minimum, question.maximum + 1))
        if question.kind == "lookup":
            values = list(TYPED)
        picks = [next(self.numbers) for _ in values]
        self.picks |= {(question.id, v): p for v, p in zip(values, picks, strict=True)}
        answered = self.answered[question.id] = next(self.numbers)
        self.clauses += [[-pick, answered] for pick in picks]
        if question.kind not in {"text", "lookup"}:
            self.clauses.append([-answered, *picks])
        if question.kind in {"choice", "amount"}:
            alone = picks
        else:
            alone = [self.picks[question.id, o.id] for o in question.options if o.exclusive]
        self.clauses += [[-one, -other] for one in alone for other in picks if one != other]
        asked = self.condition(question.ask_when)
        self.clauses.append([-answered, asked])
        if question.required:
            self.clauses.append([-asked, answered])

    def condition(self, condition: Condition | None) -> int:
        match condition:
            case None:
                return self.true
            case All(parts):
                return self.all([self.condition(part) for part in parts])
            case AnyOf(parts):
                return self.any([self.condition(part) for part in parts])
            case InSituation(id):
                return self.condition(self.guide.situations[id].when)
            case Test():
                return self._test(condition)

    def _test(self, test: Test) -> int:
        answered = self.answered[test.question]
        if test.operator == "answered":
            return answered if test.flag else -answered
        if test.operator in COMPARE:
            return self._amount(test)
        if self.guide.question_by_id[test.question].kind == "lookup":
            return self._names(test)
        here = self._options(test.question)
        if test.other is None:
            there = dict.fromkeys(test.options, self.true)
            both = answered
        else:
            there = self._options(test.other)
            both = self.all([answered, self.answered[test.other]])
        no = -self.true
        shared = self.any([self.all([here[o], there[o]]) for o in here if o in there])
        if test.operator == "any_of":
            return self.all([both, shared])
        if test.operator == "none_of":
            return self.all([both, -shared])
        less, more = (here, there) if test.operator == "only" else (there, here)
        within = [self.any([-less[o], more.get(o, no)]) for o in less]
        return self.all([both, *within])

    def _options(self, question: str) -> dict[str, int]:
        options = self.guide.question_by_id[question].options
        return {o.id: self.picks[question, o.id] for o in options}

    def _amount(self, test: Test) -> int:
        compare = COMPARE[test.operator]

        def values(id: str) -> list[tuple[int, int]]:
            return [(v, p) for (q, v), p in self.picks.items() if q == id and isinstance(v, int)]

        named = [(test.amount, self.true)] if test.other is None else values(test.other)
        return self.any(
            self.all([p, q])
            for v, p in values(test.question)
            for w, q in named
            if w is not None and compare(v, w)
        )

    def _names(self, test: Test) -> int:
        catalogue = self.guide.catalogues["list"]
        picks = {name: self.picks[test.question, name] for name in TYPED}
        some = self.any(picks.values())
        if test.operator == "empty":
            answered = self.answered[test.question]
            return self.all([answered, -some if test.flag else some])
        found = {name: catalogue.look_up(name) for name in TYPED}
        named = set(test.options)
        if test.operator == "tagged":
            meant = {name for name in TYPED if found[name].tags & named}
        elif test.operator == "only_tagged":
            bad = (n for n in TYPED if not all(tags & named for tags in found[n].each_tags))
            return self.all([some, *(-picks[name] for name in bad)])
        else:
            meant = {n for n in TYPED if named & {entry.name for entry in found[n].listed}}
        return self.any(picks[name] for name in TYPED if name in meant)
