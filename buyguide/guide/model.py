"""What a guide is once it has been read: frozen values for every later stage.

Knows no files, no YAML and no pydantic, so that a guide can also come from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.candidates import Candidates, Tension
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.condition import Condition
    from buyguide.guide.evidence import Claim, Fact, Source
    from buyguide.guide.promise import Promise
    from buyguide.guide.rules import Figure, Phrase, Rule, Severity, Verdict

LARGEST = 10_000_000  # hundredths; the largest amount where a question names none
LONGEST_TEXT = 500  # letters of a text or a name that somebody gives
LONGEST_FORMED = 100  # of a text that must have a form: matching one may take the cube of it


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the editor's files: file as shown, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Situation:
    """A condition with a name, used by several rules; ``say`` is the name in plain words."""

    id: str
    say: str
    when: Condition
    place: Place


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a choice; ``number`` is in hundredths."""

    id: str
    label: str
    hint: str | None = None
    also: tuple[str, ...] = ()
    number: int | None = None
    means: str | None = None
    exclusive: bool = False


@dataclass(frozen=True)
class Question:
    """One question; ``minimum`` and ``maximum`` are in hundredths.

    ``candidate``: it describes one of the things to choose between.
    """

    id: str
    kind: str
    ask: str
    label: str
    place: Place
    help: str | None = None
    section: str | None = None
    options: tuple[Option, ...] = ()
    ask_when: Condition | None = None
    required: bool = False
    gate: bool = False
    answers_are: str | None = None
    unit: str | None = None
    minimum: int = 0
    maximum: int = LARGEST
    pattern: str | None = None
    catalogue: str | None = None
    candidate: bool = False

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        """The options by id, in their order."""
        return {option.id: option for option in self.options}

    @property
    def longest(self) -> int:
        """How many letters an answer in words may have, or each name of one."""
        return LONGEST_TEXT if self.pattern is None else LONGEST_FORMED

    def has_form(self, text: str) -> bool:
        """Say whether a text, from end to end, has the form that its answer needs."""
        return self.pattern is None or (
            len(text) <= self.longest and re.fullmatch(self.pattern, text) is not None
        )


@dataclass(frozen=True, eq=False, repr=False)
class Guide:
    """Everything one guide says, ready for the interview and the decision; equal only to itself."""

    id: str
    title: str
    version: str
    reviewed_on: str
    review_by: str
    decision: str
    about: tuple[str, ...]
    funding: str
    updates: str
    severities: tuple[Severity, ...]
    verdicts: tuple[Verdict, ...]
    not_covered: tuple[str, ...]
    do_not_print: tuple[Phrase, ...]
    questions: tuple[Question, ...]
    situations: Mapping[str, Situation]
    rules: tuple[Rule, ...]
    figures: Mapping[str, Figure]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    facts: Mapping[str, Fact]
    catalogues: Mapping[str, Catalogue]
    digest: str
    promises: tuple[Promise, ...] = ()
    candidates: Candidates | None = None
    tensions: tuple[Tension, ...] = ()

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions by id, in the order they are asked."""
        return {question.id: question for question in self.questions}

    @cached_property
    def verdict_by_id(self) -> Mapping[str, Verdict]:
        """The verdicts by id, strongest first."""
        return {verdict.id: verdict for verdict in self.verdicts}

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """The rules by id, in the order they are printed."""
        return {rule.id: rule for rule in self.rules}
