"""What an edit means: which people get different advice from two versions of a guide, and how.

Exact, over every interview that both versions can have: nothing is sampled. Whoever can be heard
by one version only, through an option or a question that the other lacks or that is of another
kind there, is named apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.advice.deciding import decide
from buyguide.answers import settle
from buyguide.editor.differing import differences_of_form, differences_of_words
from buyguide.editor.laws import URGENT
from buyguide.editor.replaying import DisagreementError
from buyguide.reasoning.diagram import SECONDS
from buyguide.reasoning.prover import NOTHING, prepare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.editor.differing import FormChange, WordChange
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World

Told = tuple[str, frozenset[str]]  # the verdict, and the rules that speak


@dataclass(frozen=True, slots=True)
class Change:
    """One way in which people's advice differs, with a smallest example.

    ``sort`` is verdict (``before`` to ``after``), lost, gained (the rule ``before`` or ``after``)
    or eased (the rule's severity). ``worse`` when somebody is told less than is safe; ``allowed``
    when the editor said that it is meant. ``cases`` are the named people it moves.
    """

    sort: str
    before: str
    after: str
    severity: str
    worse: bool
    allowed: bool
    example: Mapping[str, Answer]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two versions of a guide."""

    old: Guide
    new: Guide
    changes: tuple[Change, ...]
    form: tuple[FormChange, ...]
    words: tuple[WordChange, ...]

    @property
    def worse(self) -> bool:
        """Whether anybody loses what must not be lost without a word."""
        milder = any(change.worse and not change.allowed for change in self.changes)
        return milder or any(change.worse and not change.allowed for change in self.form)


def compare(
    old: Guide,
    new: Guide,
    people: Mapping[str, Mapping[str, Answer]],
    *,
    allow: Collection[str] = (),
    seconds: float = SECONDS,
) -> Difference:
    """Return what differs; ``people`` are named cases, ``allow`` rules that may be lost or eased.

    Raises ``TooTangledError``.
    """
    was, now = prepare([old, new], seconds=seconds)
    comparison = _Comparison(was, now, people, frozenset(allow))
    with was.bounded():
        changes = (*comparison.verdict_changes(), *comparison.line_changes())
    form = differences_of_form(old, new, allow)
    return Difference(old, new, changes, form, differences_of_words(old, new))


def hears(guide: Guide, values: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Return the answers that a version hears: those to questions that it has and asks."""
    return settle(guide, {id: a for id, a in values.items() if id in guide.question_by_id}).values


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two versions in one space."""

    old: World
    new: World
    people: Mapping[str, Mapping[str, Answer]]
    allow: frozenset[str]

    def verdict_changes(self) -> Iterator[Change]:
        """Yield a change for each verdict that turns into another for somebody."""
        rank = _ranks(self.old.guide, self.new.guide)
        told = {name: self._told(values) for name, values in self.people.items()}
        # What is left of a softening once the allowed rules are out of both versions.
        old_rest, new_rest = (
            (world.verdicts_without(self.allow) if self.allow else world.verdicts)
            for world in (self.old, self.new)
        )
        for before, was in self.old.verdicts.items():
            if self.new.verdicts.get(before) == was:
                continue
            for after, now in self.new.verdicts.items():
                if before != after and self.old.diagram.meet(was, now):
                    moved = self.old.diagram.both(was, now)
                    softer = rank[after] > rank[before]
                    allowed = softer and not self._still_softer(moved, old_rest, new_rest, rank)
                    names = (n for n, (a, b) in told.items() if (a[0], b[0]) == (before, after))
                    example = self._example(moved, before, after)
                    yield Change(
                        "verdict", before, after, "", softer, allowed, example, tuple(names)
                    )

    def _still_softer(
        self,
        moved: int,
        old: Mapping[str, int],
        new: Mapping[str, int],
        rank: Mapping[str, int],
    ) -> bool:
        diagram = self.old.diagram
        return any(
            diagram.meet(moved, was, now)
            for before, was in old.items()
            for after, now in new.items()
            if rank[after] > rank[before]
        )

    def line_changes(self) -> Iterator[Change]:
        """Yield a change for each line that somebody no longer gets, newly gets, or gets eased."""
        renamed = _renamed(self.old.guide, self.new.guide)
        new = {rule.id: rule for rule in self.new.guide.rules}
        real = self.old.diagram.both(self.old.real, self.new.real)
        for rule in self.old.guide.rules:
            now = new.get(renamed.get(rule.id, rule.id))
            yield from self._line(rule, now, real)
        kept = {renamed.get(rule.id, rule.id) for rule in self.old.guide.rules}
        for rule in self.new.guide.rules:
            if rule.id not in kept:
                gained = self.old.diagram.both(real, self.new.holds[rule.id])
                yield from self._change("gained", "", rule.id, rule.severity, gained)

    def _line(self, rule: Rule, now: Rule | None, real: int) -> Iterator[Change]:
        diagram = self.old.diagram
        was_said = self.old.holds[rule.id]
        said = NOTHING if now is None else self.new.holds[now.id]
        if was_said != said:
            if diagram.meet(real, was_said, -said):
                lost = diagram.all_of([real, was_said, -said])
                yield from self._change("lost", rule.id, "", rule.severity, lost)
            if now is not None and diagram.meet(real, said, -was_said):
                gained = diagram.all_of([real, said, -was_said])
                yield from self._change("gained", "", now.id, now.severity, gained)
        if now is not None and rule.severity in URGENT and now.severity not in URGENT:
            eased = diagram.all_of([real, was_said, said])
            yield from self._change("eased", rule.id, now.id, rule.severity, eased)

    def _change(
        self, sort: str, before: str, after: str, severity: str, people: int
    ) -> Iterator[Change]:
        if people == NOTHING:
            return
        worse = sort in {"lost", "eased"} and severity in URGENT
        example = self._example(people)
        moved = []
        for name, values in self.people.items():
            (_, was), (_, now) = self._told(values)
            lost, gained = before in was and before not in now, after in now and after not in was
            if {"lost": lost, "gained": gained, "eased": before in was}[sort]:
                moved.append(name)
        allowed = worse and before in self.allow
        yield Change(sort, before, after, severity, worse, allowed, example, tuple(moved))

    def _told(self, values: Mapping[str, Answer]) -> tuple[Told, Told]:
        return (told(self.old.guide, values), told(self.new.guide, values))

    def _example(self, people: int, *verdicts: str) -> Mapping[str, Answer]:
        """Return a smallest interview of a set, after both versions have decided it."""
        values = self.old.smallest(people) or {}
        found = tuple(verdict for verdict, _ in self._told(values))
        if verdicts and found != verdicts:
            raise DisagreementError(f"{found} is not {verdicts}: {values}")
        return values


def told(guide: Guide, values: Mapping[str, Answer]) -> Told:
    """Return what a version tells a person: the verdict, and the rules that speak."""
    decision = decide(guide, hears(guide, values))
    return decision.verdict.id, frozenset(finding.id for finding in decision.findings)


def _ranks(old: Guide, new: Guide) -> Mapping[str, int]:
    """Return the step of each verdict; where the ladders differ the old one counts."""
    return {
        verdict.id: number for guide in (new, old) for number, verdict in enumerate(guide.verdicts)
    }


def _renamed(old: Guide, new: Guide) -> Mapping[str, str]:
    """Return rules that only changed their id: the words and the urgency are the same."""
    ids = {rule.id for rule in old.rules}
    fresh = {(r.kind, r.severity, r.say): r.id for r in new.rules if r.id not in ids}
    kept = {rule.id for rule in new.rules}
    gone = (rule for rule in old.rules if rule.id not in kept)
    words = {rule.id: (rule.kind, rule.severity, rule.say) for rule in gone}
    return {id: fresh[said] for id, said in words.items() if said in fresh}
