"""The built-in laws: they hold for every guide, whatever its editor promises.

Every interview ends in exactly one verdict. At a gate, no answer is milder than the all-clear:
not a doubt, not a skip, not any other option. And one more tick, or one more name, never softens
the verdict and never takes a caution away, unless a caution at least as urgent comes in its place;
what is urgent stays, whatever comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from buyguide.editor.steps import steps
from buyguide.reasoning.prover import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.editor.steps import Step
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World

URGENT = ("stop", "consult")


@dataclass(frozen=True, slots=True)
class Breach:
    """A step at a gate that breaks a law: the two interviews, and what was lost between them.

    ``rule`` is the caution that goes, or the rule whose verdict goes; ``verdicts`` are those
    before and after where the verdict softens, else None.
    """

    step: Step
    rule: str
    before: Mapping[str, Answer]
    after: Mapping[str, Answer]
    verdicts: tuple[str, str] | None = None


def one_verdict_each(world: World) -> bool:
    """Say whether every interview has a verdict and none has two."""
    diagram, judged = world.diagram, NOTHING
    for interviews in reversed(
        tuple(world.verdicts.values())
    ):  # who is left at each step of the ladder
        if diagram.meet(judged, interviews):
            return False
        judged = diagram.either(judged, interviews)
    return judged == world.real


def breaches(world: World) -> Iterator[Breach]:
    """Yield the breaches of the laws about gates, one for each step and rule that breaks them."""
    law = _GateLaw(world)
    for step in steps(world):
        world.diagram.look_at_clock()
        yield from law.of(step)


@dataclass(frozen=True)
class _GateLaw:
    """What is needed to hold one step at a gate after the other against the laws."""

    world: World

    @cached_property
    def rank(self) -> Mapping[str, int]:
        return {verdict.id: n for n, verdict in enumerate(self.world.guide.verdicts)}

    @cached_property
    def urgency(self) -> Mapping[str, int]:
        return {severity.id: n for n, severity in enumerate(self.world.guide.severities)}

    @cached_property
    def weighty(self) -> Sequence[Rule]:
        """The rules whose loss a law can forbid: cautions, and those that ask for a verdict."""
        rules = self.world.guide.rules
        return [r for r in rules if is_caution(r) or r.verdict]

    @cached_property
    def touched(self) -> Mapping[str, frozenset[int]]:
        """The levels that each rule looks at."""
        levels_in = self.world.diagram.levels_in
        return {id: levels_in(node) for id, node in self.world.holds.items()}

    def of(self, step: Step) -> Iterator[Breach]:
        """Yield what a step loses that it should not."""
        lost: list[tuple[Rule, int]] = []
        levels = step.levels
        for rule in self.weighty:
            holds = self.world.holds[rule.id]
            if not levels.isdisjoint(self.touched[rule.id]) and step.may_lose(holds):
                gone = step.between(holds, -holds)
                if gone != NOTHING:
                    lost.append((rule, gone))
        yield from self._softened(step, lost)
        for rule, gone in lost:
            if is_caution(rule) and (found := step.example(self._not_replaced(step, rule, gone))):
                yield Breach(step, rule.id, *found)

    def _not_replaced(self, step: Step, rule: Rule, gone: int) -> int:
        """Take away where a caution at least as urgent comes in the place of a lost one."""
        if rule.severity in URGENT:
            return gone
        diagram = self.world.diagram
        for other in self.world.guide.rules:
            levels = self.touched[other.id]
            comes = other.kind == "caution" and not levels.isdisjoint(step.before)
            as_urgent = self.urgency[other.severity] <= self.urgency[rule.severity]
            # A rule about follow-ups may speak on either side for another reason than the step.
            if comes and as_urgent and levels.isdisjoint(step.follow_ups.levels):
                gone = diagram.both(gone, -step.gains(self.world.holds[other.id]))
        return gone

    def _softened(self, step: Step, lost: Iterable[tuple[Rule, int]]) -> Iterator[Breach]:
        """Yield a breach where the loss of a rule that asks for a verdict softens the verdict."""
        for rule, gone in lost:
            if rule.verdict is None:
                continue
            rank = self.rank[rule.verdict]
            diagram = self.world.diagram
            ids = [id for id in self.world.verdicts if self.rank[id] <= rank]
            as_strong = diagram.any_of(self.world.verdicts[id] for id in ids)
            softer = step.between(as_strong, diagram.both(self.world.real, -as_strong))
            if found := step.example(diagram.both(softer, gone)):
                yield Breach(step, rule.id, *found, self._verdicts_of(found))

    def _verdicts_of(
        self, found: tuple[Mapping[str, Answer], Mapping[str, Answer]]
    ) -> tuple[str, str]:
        from buyguide.editor.replaying import replay

        before, after = (replay(self.world, values).verdict.id for values in found)
        return before, after


def is_caution(rule: Rule) -> bool:
    """Say whether a rule warns: by its kind, or by its urgency."""
    return rule.kind == "caution" or rule.severity in URGENT
