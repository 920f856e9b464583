"""Rules and figures as written, turned into the model; what they cite and quote is checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from buyguide.guide.clauses import MOST_CLAUSES, TooTangledError, clauses, surely_answered
from buyguide.guide.condition_reading import ConditionReader
from buyguide.guide.model import All, Arithmetic, Figure, ForEach, Rule, Test, Weeks
from buyguide.guide.templates import placeholders, stray_brace
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.clauses import Clause
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.model import Condition, Situation
    from buyguide.guide.written import WrittenFigure, WrittenRule

GOALS = "goals"  # the question whose options an expectation's goal names
_TEXTS = ("title", "say", "how_sure", "limits")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads a guide's rules and figures; what does not fit becomes a problem."""

    gathered: Gathered
    known: Known
    situations: Mapping[str, Situation]
    citable: frozenset[str]

    def rules(self, figures: Mapping[str, Figure]) -> tuple[Rule, ...]:
        """Return the rules in the order of the files."""
        items = cast("list[Item[WrittenRule]]", self.gathered.lists["rules"])
        return tuple(self._rule(item, figures) for item in items)

    def figures(self) -> dict[str, Figure]:
        """Return the figures by id."""
        found = {}
        for item in cast("list[Item[WrittenFigure]]", self.gathered.lists["figures"]):
            written = item.written
            value = self._arithmetic(item, written.model_dump(exclude_none=True), ())
            found[written.id] = Figure(
                written.id, value, min(written.decimals, 2), written.unit, item.place
            )
        return found

    def _rule(self, item: Item[WrittenRule], figures: Mapping[str, Figure]) -> Rule:
        written = item.written
        reader = ConditionReader(self.known, item.document, self.gathered.problems)
        when = None
        if written.when is not None:
            when = reader.read(written.when, (*item.path, "when"))
        for_each = self._for_each(item)
        self._references(item)
        found = self._clauses(item, when)
        for key in _TEXTS:
            if text := getattr(written, key):
                self._placeholders(item, key, text, found, figures, for_each)
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
        )

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
                self._add(item.problem("because", what, remedy_for(cited, self.citable), number))

    def _one_of(self, item: Item[WrittenRule], key: str, given: str, allowed: list[str]) -> None:
        if given not in allowed:
            what = f'there is no {key} "{given}".'
            self._add(item.problem(key, what, remedy_for(given, allowed)))

    def _for_each(self, item: Item[WrittenRule]) -> ForEach | None:
        written = item.written.for_each
        if written is None:
            return None
        reader = ConditionReader(self.known, item.document, self.gathered.problems)
        before = len(self.gathered.problems)
        test = reader.read(written, (*item.path, "for_each"))
        if isinstance(test, Test) and test.operator == "tagged":
            return ForEach(test.question, test.options)
        if len(self.gathered.problems) == before:
            what = "for_each takes one question of kind lookup and its tags."
            self._add(item.problem("for_each", what, "Write {question: {tagged: [tag]}}."))
        return None

    def _clauses(self, item: Item[WrittenRule], when: Condition | None) -> tuple[Clause, ...]:
        try:
            return clauses(when, self.situations)
        except TooTangledError:
            what = f"this condition has more than {MOST_CLAUSES:,} combinations."
            self._add(item.problem("when", what, "Split it in several rules."))
            return ()

    def _placeholders(
        self,
        item: Item[WrittenRule],
        key: str,
        text: str,
        found: tuple[Clause, ...],
        figures: Mapping[str, Figure],
        for_each: ForEach | None,
    ) -> None:
        if stray_brace(text):
            what = "a brace stands here that is no placeholder."
            self._add(item.problem(key, what, "Write {question_id} for a placeholder."))
        for name in placeholders(text):
            if name.startswith("entry."):
                self._entry_placeholder(item, key, name, for_each)
                continue
            needed = self._needed(name, figures)
            if needed is None:
                what = f"{{{name}}} names no question and no figure."
                remedy = remedy_for(name, (*self.known.questions, *figures))
                self._add(item.problem(key, what, remedy))
                continue
            for question in sorted(needed):
                if any(question not in surely_answered(clause) for clause in found):
                    what = f'{{{name}}} can be empty: "{question}" may not have been answered.'
                    remedy = f'Add "{question}: {{answered: true}}" to the rule\'s when.'
                    self._add(item.problem(key, what, remedy))

    def _entry_placeholder(
        self, item: Item[WrittenRule], key: str, name: str, for_each: ForEach | None
    ) -> None:
        column = name.removeprefix("entry.")
        if for_each is None:
            what = f"{{{name}}} needs for_each, so that it is known which entry is meant."
            self._add(item.problem(key, what, "Add for_each to the rule."))
            return
        if column in {"name", "typed"}:
            return
        question = self.known.questions[for_each.question]
        entries = self.known.catalogues[question.catalogue or ""].entries
        meant = [e for e in entries if not (e.tags | {"listed"}).isdisjoint(for_each.tags)]
        columns = sorted({c for entry in entries for c in entry.columns})
        if column not in columns:
            what = f'the catalogue has no column "{column}".'
            self._add(item.problem(key, what, remedy_for(column, (*columns, "name", "typed"))))
        elif empty := next((e.name for e in meant if not e.columns.get(column)), None):
            what = f'{{{name}}} can be empty: it is for "{empty}".'
            self._add(item.problem(key, what, "Fill the column, or leave the placeholder out."))

    def _needed(self, name: str, figures: Mapping[str, Figure]) -> frozenset[str] | None:
        """Return the questions a placeholder needs answered; None when it names nothing."""
        if name in figures:
            return frozenset(_questions_in(figures[name].value))
        question = self.known.questions.get(name.removesuffix(".number"))
        if question is None:
            return frozenset() if name.removesuffix(".number") in self.known.broken else None
        numbered = question.options and all(o.number is not None for o in question.options)
        if name.endswith(".number") and (question.kind != "choice" or not numbered):
            return None
        return None if question.kind == "lookup" else frozenset({question.id})

    def _arithmetic(
        self, item: Item[WrittenFigure], written: dict[str, Any], path: tuple[str | int, ...]
    ) -> Arithmetic:
        operations = [key for key in ("multiply", "divide", "add") if key in written]
        inputs = written.get(operations[0]) if len(operations) == 1 else None
        if not isinstance(inputs, list) or len(inputs) < 2:
            what = "a figure is one of multiply, divide or add, with two inputs or more."
            self._add(item.problem(path[0] if path else "id", what, "Write multiply: [a, b]."))
            return Arithmetic("add", ())
        operation = operations[0]
        found: list[Arithmetic | str | int] = []
        for number, part in enumerate(inputs):
            at = (*path, operation, number)
            if isinstance(part, dict):
                found.append(self._arithmetic(item, part, at))
            else:
                found.append(self._input(item, part, at))
        if operation == "divide" and any(self._may_be_zero(part) for part in found[1:]):
            what = "this could divide by zero."
            self._add(item.problem(operation, what, "Divide by a question with a minimum above 0."))
        return Arithmetic(operation, tuple(found))

    def _input(
        self, item: Item[WrittenFigure], part: object, at: tuple[str | int, ...]
    ) -> str | int:
        if isinstance(part, str):
            if _NUMBER.fullmatch(part):
                whole, _, decimals = part.partition(".")
                return int(whole) * 100 + int(decimals.ljust(2, "0") or "0")
            needed = self._needed(part, {})
            question = self.known.questions.get(part.removesuffix(".number"))
            amount = question is not None and (
                part.endswith(".number") or question.kind == "amount"
            )
            if needed is not None and (amount or question is None):
                return part
        what = f'"{part}" is no number and no amount.'
        names = [f"{q.id}.number" if q.options else q.id for q in self.known.questions.values()]
        self._add(item.problem(at[0], what, remedy_for(str(part), names), *at[1:]))
        return 100

    def _may_be_zero(self, part: Arithmetic | str | int) -> bool:
        if isinstance(part, Arithmetic):
            anyone = (self._may_be_zero(inner) for inner in part.inputs)
            return all(anyone) if part.operation == "add" else any(anyone)
        if isinstance(part, int):
            return part == 0
        question = self.known.questions.get(part.removesuffix(".number"))
        if question is None:
            return False
        if part.endswith(".number"):
            return any(not option.number for option in question.options)
        return not question.minimum

    def _add(self, problem: Any) -> None:
        self.gathered.problems.append(problem)


def _with_entries(when: Condition | None, for_each: ForEach | None) -> Condition | None:
    """A rule for each entry speaks only when there is such an entry."""
    if for_each is None:
        return when
    entries = Test(for_each.question, "tagged", for_each.tags)
    return entries if when is None else All((when, entries))


def _questions_in(value: Arithmetic) -> Iterator[str]:
    for part in value.inputs:
        if isinstance(part, Arithmetic):
            yield from _questions_in(part)
        elif isinstance(part, str):
            yield part.removesuffix(".number")
