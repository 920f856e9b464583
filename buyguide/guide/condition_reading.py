"""Reads a condition as an editor writes it: YAML data to a frozen condition, or problems.

Every question, option, situation, tag and entry that it names is checked here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.amounts import AmountRefused, read_amount
from buyguide.guide.condition import All, AnyOf, InSituation, Test
from buyguide.guide.conditions import AMOUNT_OPERATORS, OPTION_OPERATORS
from buyguide.guide.written_fields import LARGEST_AMOUNT
from buyguide.guide.written_out import MOST_TESTS, MOST_TOGETHER, Room, size_of
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.errors import Problem
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Question
    from buyguide.guide.written import WrittenQuestion
    from buyguide.guide.written_out import Size
    from buyguide.guide.yaml_text import Data, Document, Path

DEEPEST_CONDITION = 8
BUILT_IN_TAGS = ("listed", "unknown", "other")
RESERVED = ("any", "all", "situation", "answered")
_LOOKUP_OPERATORS = ("tagged", "only_tagged", "empty", "any_of")
NEVER = AnyOf(())  # stands in for a part that could not be read


@dataclass(frozen=True, slots=True)
class Known:
    """What a condition may name."""

    questions: Mapping[str, WrittenQuestion]
    situations: frozenset[str]
    catalogues: Mapping[str, Catalogue]
    broken: frozenset[str] = frozenset()  # ids whose own faults are reported where they stand
    sizes: Mapping[str, Size] = field(default_factory=dict)  # of the situations
    room: Room = field(default_factory=Room)


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads conditions of one file; what cannot be read becomes a problem in ``problems``."""

    known: Known
    document: Document
    problems: list[Problem]

    def read(self, data: Data, path: Path) -> Condition:
        """Return the condition written at the path."""
        found = self._read(data, path, 1)
        tests, room = size_of(found, self.known.sizes).tests, self.known.room
        if tests > MOST_TESTS:
            what = f"with its situations written out, this has more than {MOST_TESTS:,} tests."
            return self._refuse("BG309", path, what, "Split it, or name fewer situations.")
        if room.use(tests):
            what = f"up to here, the guide's conditions have more than {MOST_TOGETHER:,} tests."
            return self._refuse("BG309", path, what, "Keep a guide smaller.")
        return NEVER if room.is_full else found

    def _read(self, data: Data, path: Path, depth: int) -> Condition:
        if not isinstance(data, dict) or not data:
            return self._refuse(
                "BG307",
                path,
                "a condition is a map.",
                "Write it as question: option, indented by two.",
            )
        if depth > DEEPEST_CONDITION:
            what = f"conditions can nest at most {DEEPEST_CONDITION} deep."
            return self._refuse("BG309", path, what, "Give the inner part a name as a situation.")
        parts = tuple(self._part(key, data[key], (*path, key), depth) for key in data)
        return parts[0] if len(parts) == 1 else All(parts)

    def _part(self, key: str, value: Data, path: Path, depth: int) -> Condition:
        if key in {"any", "all"}:
            return self._group(key, value, path, depth)
        if key == "situation":
            return self._situations(value, path)
        question = self.known.questions.get(key)
        if question is None and key in self.known.broken:
            return NEVER
        if question is None:
            remedy = did_you_mean(key, (*self.known.questions, *RESERVED[:3]))
            remedy = remedy or "Check the questions' ids."
            if key in {"not", "none"}:
                remedy = "Write what must not hold inside a question: {none_of: […]}."
            return self._refuse("BG301", path, f'there is no question "{key}".', remedy, key=True)
        return self._test(question, value, path)

    def _group(self, key: str, value: Data, path: Path, depth: int) -> Condition:
        if not isinstance(value, list) or not value:
            return self._refuse(
                "BG307", path, f'"{key}" takes a list of conditions.', 'Begin each with "- ".'
            )
        parts = tuple(
            self._read(item, (*path, number), depth + 1) for number, item in enumerate(value)
        )
        return AnyOf(parts) if key == "any" else All(parts)

    def _situations(self, value: Data, path: Path) -> Condition:
        parts = tuple(self._one_situation(name, at) for name, at in self._words(value, path))
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _one_situation(self, name: str, path: Path) -> Condition:
        if name in self.known.situations:
            return InSituation(name)
        if name in self.known.broken:
            return NEVER
        remedy = remedy_for(name, self.known.situations)
        return self._refuse("BG303", path, f'there is no situation "{name}".', remedy)

    def _test(self, question: WrittenQuestion, value: Data, path: Path) -> Condition:
        if not isinstance(value, dict):
            if question.kind in {"amount", "text"}:
                return self._operator_expected(question, path)
            return self._names(question, "any_of", value, path)
        if not value:
            return self._operator_expected(question, path)
        tests = tuple(
            self._operator(question, operator, value[operator], (*path, operator))
            for operator in value
        )
        return tests[0] if len(tests) == 1 else All(tests)

    def _operator(
        self, question: WrittenQuestion, operator: str, value: Data, path: Path
    ) -> Condition:
        allowed = operators_of(question)
        if operator not in allowed:
            what = (
                f'"{operator}" is no test for "{question.id}", a question of kind {question.kind}.'
            )
            return self._refuse("BG305", path, what, remedy_for(operator, allowed), key=True)
        if operator in {"answered", "empty"}:
            if value not in ("true", "false"):
                return self._refuse(
                    "BG306", path, f'"{operator}" is true or false.', "Write true or false."
                )
            return Test(question.id, operator, flag=value == "true")
        if operator in AMOUNT_OPERATORS:
            return self._amount(question, operator, value, path)
        if operator in {"tagged", "only_tagged"}:
            return self._tags(question, operator, value, path)
        return self._names(question, operator, value, path)

    def _amount(
        self, question: WrittenQuestion, operator: str, value: Data, path: Path
    ) -> Condition:
        if isinstance(value, dict):
            return self._other(question, operator, value, path)
        try:
            text = value if isinstance(value, str) else ""
            amount = read_amount(text, question.unit, 0, LARGEST_AMOUNT)
        except AmountRefused as refusal:
            return self._refuse("BG306", path, f'"{operator}" needs an amount. {refusal}', "")
        return Test(question.id, operator, amount=amount)

    def _names(
        self, question: WrittenQuestion, operator: str, value: Data, path: Path
    ) -> Condition:
        if isinstance(value, dict):
            return self._other(question, operator, value, path)
        names = self._words(value, path)
        if question.kind == "lookup":
            known = [entry.name for entry in self._catalogue(question).entries]
            noun = "entry"
        else:
            known = [option.id for option in question.options]
            noun = "option"
        listed = set(known)
        for name, at in names:
            if known and not self._is_unread(question) and name not in listed:
                what = f'"{question.id}" has no {noun} "{name}".'
                self._refuse("BG302", at, what, remedy_for(name, known))
        return Test(question.id, operator, tuple(dict.fromkeys(name for name, _ in names)))

    def _tags(self, question: WrittenQuestion, operator: str, value: Data, path: Path) -> Condition:
        entries = self._catalogue(question).entries
        known = {tag for entry in entries for tag in entry.tags}
        names = self._words(value, path)
        for name, at in names:
            unknown = name not in known and name not in BUILT_IN_TAGS
            if entries and unknown and not self._is_unread(question):
                what = f'no entry of "{question.catalogue}" is tagged "{name}".'
                self._refuse("BG304", at, what, remedy_for(name, (*known, *BUILT_IN_TAGS)))
        return Test(question.id, operator, tuple(dict.fromkeys(name for name, _ in names)))

    def _other(
        self, question: WrittenQuestion, operator: str, value: dict[str, Data], path: Path
    ) -> Condition:
        name = value.get("question")
        if len(value) != 1 or not isinstance(name, str):
            return self._refuse(
                "BG306", path, "only {question: id} can stand here.", "Name one question."
            )
        other = self.known.questions.get(name)
        at = (*path, "question")
        if other is None and name in self.known.broken:
            return NEVER
        if other is None:
            return self._refuse(
                "BG301",
                at,
                f'there is no question "{name}".',
                remedy_for(name, self.known.questions),
            )
        comparable = {"amount"} if question.kind == "amount" else {"choice", "choices"}
        if other.kind not in comparable or other.unit != question.unit or other is question:
            what = f'"{question.id}" cannot be compared with "{name}".'
            return self._refuse(
                "BG308", at, what, "Name another question of the same kind and unit."
            )
        return Test(question.id, operator, other=name)

    def _operator_expected(self, question: WrittenQuestion, path: Path) -> Condition:
        example = "{answered: true}" if question.kind == "text" else "{below: 100}"
        what = f'"{question.id}" needs a test, since it is a question of kind {question.kind}.'
        return self._refuse("BG305", path, what, f"Write for example {example}.")

    def _words(self, value: Data, path: Path) -> list[tuple[str, Path]]:
        """Return the one word or the list of words at the path, each with its own path."""
        items: list[Data] = value if isinstance(value, list) else [value]
        words = []
        for number, item in enumerate(items):
            if isinstance(item, str):
                words.append((item, (*path, number) if isinstance(value, list) else path))
        if not items or len(words) < len(items):
            self._refuse(
                "BG306", path, "one id, or a list of ids, is expected here.", "Write [a, b]."
            )
        return words

    def _is_unread(self, question: WrittenQuestion) -> bool:
        """Say whether the question's catalogue has faults of its own, which are told there."""
        return question.catalogue in self.known.broken

    def _catalogue(self, question: WrittenQuestion) -> Catalogue:
        return self.known.catalogues[question.catalogue or ""]

    def _refuse(
        self, id: str, path: Path, what: str, remedy: str, *, key: bool = False
    ) -> Condition:
        problem = self.document.problem(path, what, remedy, key=key)
        self.problems.append(problem.named(id))
        return NEVER


def operators_of(question: Question | WrittenQuestion) -> tuple[str, ...]:
    """Return the tests that a condition can make of the answer to a question."""
    tagged = ("tagged",) if question.kind == "text" and question.catalogue else ()
    return ("answered", *_OPERATORS[question.kind], *tagged)


_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "choice": ("any_of", "none_of", "only"),
    "choices": OPTION_OPERATORS,
    "amount": AMOUNT_OPERATORS,
    "lookup": _LOOKUP_OPERATORS,
    "text": (),
}
