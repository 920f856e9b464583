"""Rules as written, turned into the model; what they name, cite and quote is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from buyguide.guide.clauses import MOST_CLAUSES, MOST_IN_CLAUSES, always_answered
from buyguide.guide.condition import All, Test
from buyguide.guide.condition_reading import NEVER, ConditionReader
from buyguide.guide.figure_reading import answers_needed
from buyguide.guide.rules import ForEach, Rule, Scale, Weeks
from buyguide.guide.templates import placeholders, stray_brace
from buyguide.guide.written_out import MOST_TOGETHER, size_of
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.errors import Problem
    from buyguide.guide.condition import Condition
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.model import Situation
    from buyguide.guide.rules import Figure
    from buyguide.guide.written import WrittenRule

GOALS = "goals"  # the question whose options an expectation's goal names
_TEXTS = ("title", "say", "how_sure", "limits")


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads a guide's rules; what does not fit becomes a problem."""

    gathered: Gathered
    known: Known
    situations: Mapping[str, Situation]
    citable: frozenset[str]
    figures: Mapping[str, Figure]

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in the order of the files."""
        items = cast("list[Item[WrittenRule]]", self.gathered.lists["rules"])
        return tuple(self._rule(item) for item in items)

    def _rule(self, item: Item[WrittenRule]) -> Rule:
        written = item.written
        reader = ConditionReader(self.known, item.document, self.gathered.problems)
        when = None
        if written.when is not None:
            when = reader.read(written.when, (*item.path, "when"))
        for_each = self._for_each(item)
        self._references(item)
        self._combinations(item, when)
        for key in _TEXTS:
            self._placeholders(item, key, when, for_each)
        weeks = written.time_to_effect.weeks if written.time_to_effect else None
        return Rule(
            id=written.id,
            kind=written.kind,
            severity=written.severity,
            title=written.title,
            say=written.say,
            because=tuple(written.because),
            place=item.place,
            when=_with_entries(when, for_each),
            verdict=written.verdict,
            goal=written.goal,
            for_each=for_each,
            how_sure=written.how_sure,
            time_to_effect=Weeks(min(weeks), max(weeks)) if weeks else None,
            limits=written.limits,
            scale=self._scale(item),
            points=tuple(written.points),
            mark=written.mark,
        )

    def _scale(self, item: Item[WrittenRule]) -> Scale | None:
        scale = item.written.scale
        if scale is None:
            return None
        amounts = {id: q.unit for id, q in self.known.questions.items() if q.kind == "amount"}
        for number, id in enumerate(scale.marks):
            if id not in amounts and id not in self.known.broken:
                what = f'there is no question "{id}" that asks for an amount.'
                self._add(
                    item.problem("scale", what, remedy_for(id, amounts), "marks", number).named(
                        "BG325"
                    )
                )
        if len({amounts[id] for id in scale.marks if id in amounts}) > 1:
            what = "these amounts have different units and cannot stand on one scale."
            self._add(
                item.problem("scale", what, "Keep those of one unit.", "marks").named("BG325")
            )
        if scale.least >= scale.most:
            what = "a scale goes from a smaller to a larger amount."
            self._add(item.problem("scale", what, "Check least and most.", "most").named("BG325"))
        return Scale(scale.label, scale.least, scale.most, tuple(scale.marks))

    def _references(self, item: Item[WrittenRule]) -> None:
        guide = self.gathered.guide
        if guide is None:
            return
        written = item.written
        severities = [part.id for part in guide.written.severities]
        verdicts = [part.id for part in guide.written.verdicts]
        self._one_of(item, "severity", written.severity, severities)
        if written.verdict is not None:
            self._one_of(item, "verdict", written.verdict, verdicts)
        if written.goal is not None and GOALS not in self.known.broken:
            goals = self.known.questions.get(GOALS)
            options = [option.id for option in goals.options] if goals else []
            self._one_of(item, "goal", written.goal, options)
        for number, cited in enumerate(written.because):
            if cited not in self.citable and cited not in self.gathered.broken:
                what = f'there is no claim, fact or source "{cited}".'
                self._add(
                    item.problem("because", what, remedy_for(cited, self.citable), number).named(
                        "BG313"
                    )
                )

    def _one_of(self, item: Item[WrittenRule], key: str, given: str, allowed: list[str]) -> None:
        if given not in allowed:
            what = f'there is no {key} "{given}".'
            self._add(item.problem(key, what, remedy_for(given, allowed)).named("BG312"))

    def _for_each(self, item: Item[WrittenRule]) -> ForEach | None:
        written = item.written.for_each
        if written is None:
            return None
        reader = ConditionReader(self.known, item.document, self.gathered.problems)
        before = len(self.gathered.problems)
        test = reader.read(written, (*item.path, "for_each"))
        if isinstance(test, Test) and test.operator == "tagged":
            return ForEach(test.question, test.options)
        if len(self.gathered.problems) == before and test != NEVER:
            what = "for_each takes one question with a catalogue and its tags."
            self._add(
                item.problem("for_each", what, "Write {question: {tagged: [tag]}}.").named("BG319")
            )
        return None

    def _combinations(self, item: Item[WrittenRule], when: Condition | None) -> None:
        """Refuse a condition that stands for more combinations than are ever made of one."""
        if when is None:
            return
        size, what, remedy = size_of(when, self.known.sizes), "", "Split it in several rules."
        if size.clauses > MOST_CLAUSES:
            what = f"this condition has more than {MOST_CLAUSES:,} combinations."
        elif size.combined > MOST_IN_CLAUSES:
            what = f"this condition's combinations hold more than {MOST_IN_CLAUSES:,} tests."
        elif self.known.room.use(size.combined):
            what = f"up to here, the rules' combinations hold more than {MOST_TOGETHER:,} tests."
            remedy = "Keep a guide smaller."
        if what:
            self._add(item.problem("when", what, remedy).named("BG309"))

    def _placeholders(
        self,
        item: Item[WrittenRule],
        key: str,
        when: Condition | None,
        for_each: ForEach | None,
    ) -> None:
        text = getattr(item.written, key) or ""
        if stray_brace(text):
            what = "a brace stands here that is no placeholder."
            self._add(
                item.problem(key, what, "Write {question_id} for a placeholder.").named("BG318")
            )
        for name in placeholders(text):
            if name.startswith("entry."):
                self._entry_placeholder(item, key, name, for_each)
            else:
                self._answer_placeholder(item, key, name, when)

    def _answer_placeholder(
        self, item: Item[WrittenRule], key: str, name: str, when: Condition | None
    ) -> None:
        needed = answers_needed(name, self.known, self.figures)
        if needed is None:
            what = f"{{{name}}} names no question and no figure."
            remedy = remedy_for(name, (*self.known.questions, *self.figures))
            self._add(item.problem(key, what, remedy).named("BG316"))
        answered = always_answered(when, self.situations)
        for question in sorted(needed or ()):
            if answered is not None and question not in answered:
                what = f'{{{name}}} can be empty: "{question}" may not have been answered.'
                remedy = f'Add "{question}: {{answered: true}}" to the rule\'s when.'
                self._add(item.problem(key, what, remedy).named("BG317"))

    def _entry_placeholder(
        self, item: Item[WrittenRule], key: str, name: str, for_each: ForEach | None
    ) -> None:
        column = name.removeprefix("entry.")
        if item.written.for_each is None:
            what = f"{{{name}}} needs for_each, so that it is known which entry is meant."
            self._add(item.problem(key, what, "Add for_each to the rule.").named("BG319"))
            return
        if for_each is None or column in {"name", "typed"}:
            return
        question = self.known.questions[for_each.question]
        entries = self.known.catalogues[question.catalogue or ""].entries
        meant = [e for e in entries if not (e.tags | {"listed"}).isdisjoint(for_each.tags)]
        columns = sorted({c for entry in entries for c in entry.columns})
        if not entries:
            return  # what is wrong with the catalogue is told where it stands
        if column not in columns:
            what = f'the catalogue has no column "{column}".'
            self._add(
                item.problem(key, what, remedy_for(column, (*columns, "name", "typed"))).named(
                    "BG319"
                )
            )
        elif empty := next((e.name for e in meant if not e.columns.get(column)), None):
            what = f'{{{name}}} can be empty: it is for "{empty}".'
            self._add(
                item.problem(key, what, "Fill the column, or leave the placeholder out.").named(
                    "BG317"
                )
            )

    def _add(self, problem: Problem) -> None:
        self.gathered.problems.append(problem)


def _with_entries(when: Condition | None, for_each: ForEach | None) -> Condition | None:
    """A rule for each entry speaks only when there is such an entry."""
    if for_each is None:
        return when
    entries = Test(for_each.question, "tagged", for_each.tags)
    return entries if when is None else All((when, entries))
