"""What the answer to one question can still change, given the answers before it: exactly.

A question can change something when two real interviews exist that differ in its answer alone
(and in the follow-up questions that it opens), and in one of them a part of the advice, or the
reason for it, holds that does not hold in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from buyguide.guide.clauses import clauses
from buyguide.guide.condition import All
from buyguide.guide.printed import printed_in
from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.diagram import NOTHING
from buyguide.reasoning.placing import place
from buyguide.reasoning.slots import AmountSlot, levels_of, questions_of
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer can still change: verdicts, strongest first, and rules, in guide order."""

    verdicts: tuple[str, ...]
    rules: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.rules)


def effect_of(world: World, values: Mapping[str, Answer], question: str) -> Effect:
    """Return what the answer to a question can change once ``values`` are answered.

    ``values`` are the answers so far by question id, a skip included. Raises ``TooTangledError``.
    """
    with world.bounded():
        after = _after(world, values, question)
        rules = tuple(rule.id for rule in world.guide.rules if _rule_changes(rule, after))
        changing = any(rule.verdict for rule in world.guide.rules if rule.id in rules)
        verdicts = world.verdicts.items() if changing else ()
        return Effect(tuple(id for id, ends in verdicts if after.decides(ends)), rules)


def matters(world: World, values: Mapping[str, Answer], question: str) -> bool:
    """Say whether the answer to a question can change anything (see ``effect_of``)."""
    candidates = world.guide.candidates
    if candidates is not None and candidates.name == question:
        return True  # a name heads what is said of a candidate
    with world.bounded():
        after = _after(world, values, question)
        # A verdict changes only where a rule does, so that one such rule is enough.
        return any(_rule_changes(rule, after) for rule in world.guide.rules)


def _after(world: World, values: Mapping[str, Answer], question: str) -> _After:
    known = {id: answer for id, answer in values.items() if id != question}
    opened = opened_by(question, world.guide)
    return _After(world, known, frozenset({question, *opened} - known.keys()))


class _After:
    """The interviews that are left after some answers, and questions whose answers may differ."""

    def __init__(self, world: World, known: Mapping[str, Answer], asked: frozenset[str]) -> None:
        self.world, self.asked = world, asked
        self._states = place(known, world.space)
        self._known = known
        self._levels = {
            level
            for slot in world.space.slots
            if not asked.isdisjoint(questions_of(slot))
            for level in levels_of(slot)
        }
        self._fixed = {
            level: self._states[level]
            for slot in world.space.slots
            if all(question in known for question in questions_of(slot))
            for level in levels_of(slot)
        }
        self.left = world.diagram.both(self._narrowed(world.real), self._half_known())
        self._alike = tuple(self._sets_alike())

    def decides(self, interviews: int) -> bool:
        """Say whether the answers alone can bring an interview into a set and out of it."""
        diagram = self.world.diagram
        within = self._narrowed(interviews)
        inside, outside = diagram.both(self.left, within), diagram.both(self.left, -within)
        if NOTHING in (inside, outside):
            return False
        return any(
            diagram.meet(
                diagram.some(diagram.both(inside, alike), self._levels),
                diagram.some(diagram.both(outside, alike), self._levels),
            )
            for alike in self._alike
        )

    def may_hold(self, interviews: int) -> bool:
        """Say whether an interview of a set is left."""
        return self.world.diagram.meet(self.left, self._narrowed(interviews))

    def _narrowed(self, interviews: int) -> int:
        return self.world.diagram.fixed(interviews, self._fixed)

    def _half_known(self) -> int:
        """Return the interviews in which amounts that share a level with others are as given."""
        diagram = self.world.diagram
        return diagram.all_of(
            diagram.where(slot.level, slot.cells.with_given(self._given(slot)))
            for slot in self.world.space.slots
            if isinstance(slot, AmountSlot) and slot.level not in self._fixed
        )

    def _sets_alike(self) -> Iterator[int]:
        """Yield sets of interviews that are alike in every amount that is not asked about.

        Only amounts that share a level with one that is asked about need such care.
        """
        diagram, asked = self.world.diagram, self.asked
        shared = [
            slot
            for slot in self.world.space.slots
            if isinstance(slot, AmountSlot)
            and slot.question in asked
            and not asked.issuperset(questions_of(slot))
        ]
        others = [
            [
                (slot, {**self._given(slot), **dict(zip(unknown, amounts, strict=True))})
                for amounts in product(
                    *(slot.cells.beside(id, self._given(slot)) for id in unknown)
                )
            ]
            for slot in {slot.level: slot for slot in shared}.values()
            for unknown in [[q for q in questions_of(slot) if q not in asked | self._known.keys()]]
        ]
        for together in product(*others):
            yield diagram.all_of(
                diagram.where(slot.level, slot.cells.with_given(given)) for slot, given in together
            )

    def _given(self, slot: AmountSlot) -> dict[str, int | None]:
        """Return the amounts of a slot that are known, None for one that was skipped."""
        return {
            question: answer if isinstance(answer, int) else None
            for question in questions_of(slot)
            if question in self._known
            for answer in [self._known[question]]
        }


def _rule_changes(rule: Rule, after: _After) -> bool:
    """Say whether a rule, a reason for it or a text in it hangs on the answers."""
    guide, version = after.world.guide, after.world.version
    if not after.asked.isdisjoint(printed_in(rule, guide)):
        return after.may_hold(after.world.holds[rule.id])
    return any(after.decides(meaning(clause, version)) for clause in _clauses_about(rule, after))


def _clauses_about(rule: Rule, after: _After) -> Iterator[Condition]:
    """Yield the clauses of a rule's condition in which one of the questions stands."""
    for clause in clauses(rule.when, after.world.guide.situations):
        if any({test.question, test.other} & after.asked for test in clause):
            yield All(clause)


@lru_cache(maxsize=4_096)
def opened_by(question: str, guide: Guide) -> frozenset[str]:
    """Return the questions that are asked only because of the answer to one, or of theirs."""
    opened = {question}
    for later in guide.questions:
        tests = tests_of(later.ask_when, guide)
        if any(opened & {test.question, test.other or ""} for test in tests):
            opened.add(later.id)
    return frozenset(opened - {question})
