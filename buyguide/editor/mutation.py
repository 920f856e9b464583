"""Would the cases notice a slip? Each is caught by a case, proved to change nothing, or missed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from buyguide.editor.crowd import Crowd
from buyguide.editor.mutants import mutants, using
from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.prover import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.editor.cases import Case
    from buyguide.editor.crowd import Bits
    from buyguide.editor.mutants import Mutant
    from buyguide.guide.condition import Condition
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World


@dataclass(frozen=True, slots=True)
class Expected:
    """A person, and what they must and must not be told; a verdict of None is left open."""

    values: Mapping[str, Answer]
    verdict: str | None
    says: frozenset[str]
    does_not_say: frozenset[str]


@dataclass(frozen=True, slots=True)
class Missed:
    """A slip that no case notices, and whom it would tell something else.

    ``people`` are sets that share just these interviews, and unreal ones; ``rule`` is what they
    would be told wrongly, or not told; None when only the verdict would be another.
    """

    mutant: Mutant
    people: tuple[int, ...]
    rule: str | None
    speaks: bool


def expected_of(case: Case) -> Expected:
    """Return what a case expects, as sets."""
    expect = case.written.expect
    says, silent = frozenset(expect.says), frozenset(expect.does_not_say)
    return Expected(case.values, expect.verdict, says, silent)


def missed_slips(world: World, people: Sequence[Expected]) -> tuple[Missed, ...]:
    """Return the slips that change something for somebody and that no person would notice.

    People whose expectations fail even without a slip notice nothing.
    """
    trial = Trial(world, people)
    found = []
    for mutant in mutants(world.guide):
        world.diagram.look_at_clock()
        if not trial.caught(mutant) and (one := trial.missed(mutant)):
            found.append(one)
    return tuple(found)


@dataclass(slots=True)
class Trial:
    """A guide's rules asked of a crowd, with and without a slip."""

    world: World
    people: Sequence[Expected]
    crowd: Crowd = field(init=False)
    speaks: dict[str, Bits] = field(init=False)
    asked: dict[str, Bits] = field(init=False)  # for whom some rule asks for each verdict
    verdicts: dict[str, Bits] = field(init=False)
    using: Mapping[str, tuple[Rule, ...]] = field(init=False)
    naming: Mapping[str, Bits] = field(init=False)  # who expects something of each rule
    judged: Bits = field(init=False)  # who expects a verdict
    failing: Bits = field(init=False)

    def __post_init__(self) -> None:
        guide = self.world.guide
        self.crowd = Crowd(guide, [person.values for person in self.people])
        self.speaks = {rule.id: self.crowd.holds(rule.when) for rule in guide.rules}
        self.asked = {verdict.id: self._asking(verdict.id, {}) for verdict in guide.verdicts}
        self.verdicts = self.crowd.strongest(self.asked)
        self.using = using(guide)
        self.naming = self._naming()
        self.judged = sum((p.verdict is not None) << n for n, p in enumerate(self.people))
        self.failing = self._failing()

    def caught(self, mutant: Mutant) -> bool:
        """Say whether some person's expectation fails with the slip."""
        return bool(self.who_notices(mutant))

    def who_notices(self, mutant: Mutant) -> Bits:
        """Return the people whose expectations fail with the slip."""
        changed = self._changed_bits(mutant)
        noticing = 0
        for id, bits in changed.items():
            noticing |= (bits ^ self.speaks[id]) & self.naming.get(id, 0)
        if asked := self._changed_verdicts(mutant, changed):
            for id, bits in self.crowd.strongest({**self.asked, **asked}).items():
                noticing |= (bits ^ self.verdicts[id]) & self.judged
        return noticing & ~self.failing

    def missed(self, mutant: Mutant) -> Missed | None:
        """Return whom the slip would tell something else; None when it changes nothing."""
        meet, real = self.world.diagram.meet, self.world.real
        if mutant.verdict is not None:
            people = self._misjudged(mutant)
            return Missed(mutant, people, None, speaks=True) if self._exists(people) else None
        for rule in self.using[mutant.id]:
            holds, wrong = self.world.holds[rule.id], self._meaning(rule, mutant)
            for people, speaks in (((holds, -wrong), True), ((wrong, -holds), False)):
                if meet(real, *people):
                    return Missed(mutant, people, rule.id, speaks)
        return None

    def _misjudged(self, mutant: Mutant) -> tuple[int, ...]:
        """Return sets that share those who get another verdict once a rule asks for another."""
        [rule] = self.using[mutant.id]
        asked = rule.verdict or ""
        holds = self.world.holds[rule.id]
        ladder = [verdict.id for verdict in self.world.guide.verdicts]
        if mutant.verdict and ladder.index(mutant.verdict) < ladder.index(asked):
            milder = ladder[ladder.index(mutant.verdict) + 1 :]
            wins = self.world.diagram.any_of(self.world.verdicts[id] for id in milder)
            return (holds, wins)
        if asked == ladder[-1]:
            return (NOTHING,)  # who asks for the last step gets it without asking too
        others = (r for r in self.world.guide.rules if r.verdict == asked and r is not rule)
        return (holds, self.world.verdicts[asked], *(-self.world.holds[r.id] for r in others))

    def _exists(self, people: Sequence[int]) -> bool:
        """Say whether a real interview is in all the sets, narrowing by one only where it must."""
        diagram = self.world.diagram
        narrow = [self.world.real, *people[:2]]
        while (states := diagram.member(*narrow)) is not None:
            missing = next((one for one in people if not diagram.holds(one, states)), None)
            if missing is None:
                return True
            narrow.append(missing)
        return False

    def _changed_bits(self, mutant: Mutant) -> dict[str, Bits]:
        if mutant.verdict is not None:
            return {}
        if mutant.id in self.speaks:
            return {mutant.id: self.crowd.holds(mutant.condition)}
        instead: Mapping[str, Condition | None] = {mutant.id: mutant.condition}
        return {r.id: self.crowd.holds(r.when, instead) for r in self.using[mutant.id]}

    def _changed_verdicts(self, mutant: Mutant, changed: Mapping[str, Bits]) -> dict[str, Bits]:
        """Return, for each verdict that a slip has a say in, for whom some rule asks for it."""
        if mutant.verdict is None:
            verdicts = {rule.verdict for rule in self.using[mutant.id] if rule.verdict}
            return {id: self._asking(id, changed) for id in verdicts}
        [rule] = self.using[mutant.id]
        found = {rule.verdict or "": self._asking(rule.verdict or "", {rule.id: 0})}
        if mutant.verdict:
            found[mutant.verdict] = self.asked[mutant.verdict] | self.speaks[rule.id]
        return found

    def _asking(self, verdict: str, changed: Mapping[str, Bits]) -> Bits:
        bits = 0
        for rule in self.world.guide.rules:
            if rule.verdict == verdict:
                bits |= changed.get(rule.id, self.speaks[rule.id])
        return bits

    def _meaning(self, rule: Rule, mutant: Mutant) -> int:
        version = self.world.version
        if mutant.id == rule.id:
            return meaning(mutant.condition, version)
        changed = replace(version, situations={mutant.id: meaning(mutant.condition, version)})
        return meaning(rule.when, changed)

    def _failing(self) -> Bits:
        """Return the people whose expectations fail as the rules stand."""
        bits = 0
        for number, person in enumerate(self.people):
            one = 1 << number
            told = all(self.speaks.get(rule, 0) & one for rule in person.says)
            too_much = any(self.speaks.get(rule, 0) & one for rule in person.does_not_say)
            judged = person.verdict is None or self.verdicts.get(person.verdict, 0) & one
            if not told or too_much or not judged:
                bits |= one
        return bits

    def _naming(self) -> dict[str, Bits]:
        found: dict[str, Bits] = {}
        for number, person in enumerate(self.people):
            for rule in person.says | person.does_not_say:
                found[rule] = found.get(rule, 0) | 1 << number
        return found
