"""What a guide is once it has been read: frozen values for every later stage.

Knows no files, no YAML and no pydantic, so that a guide can also come from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.candidates import Candidates, Tension
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.condition import Condition
    from buyguide.guide.promise import Promise

GUIDE_ITSELF = "guide"  # the source that the guide's own reasoning cites


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
    maximum: int = 10_000_000
    pattern: str | None = None
    catalogue: str | None = None
    candidate: bool = False

    @cached_property
    def option_by_id(self) -> Mapping[str, Option]:
        """The options by id, in their order."""
        return {option.id: option for option in self.options}


@dataclass(frozen=True, slots=True)
class Weeks:
    """From how many to how many weeks."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A usual range of amounts in hundredths, and the questions whose amounts are set on it."""

    label: str
    least: int
    most: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForEach:
    """A rule that speaks once for each named entry that carries one of the tags."""

    question: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of advice and when it is given; ``because`` cites claim, fact or source ids."""

    id: str
    kind: str
    severity: str
    title: str
    say: str
    because: tuple[str, ...]
    place: Place
    when: Condition | None = None
    verdict: str | None = None
    goal: str | None = None
    for_each: ForEach | None = None
    how_sure: str | None = None
    time_to_effect: Weeks | None = None
    limits: str | None = None
    scale: Scale | None = None
    points: tuple[str, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One step of the ladder; ``clinician`` marks a step that a clinician's word would lift.

    ``short`` fits into a table. ``best`` says what comes out ahead when no candidate gets a
    milder verdict than this one.
    """

    id: str
    headline: str
    say: str
    place: Place
    clinician: bool = False
    short: str | None = None
    best: str | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """How urgent a finding is, most urgent first in the guide."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that no text of the guide may print, and why."""

    words: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A named number for text, or a step of one; inputs are numbers, question ids or steps.

    ``operation`` is multiply, divide or add. An input that names a question means its amount,
    or the ``number`` of its chosen option.
    """

    operation: str
    inputs: tuple[Arithmetic | str | int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number for text: what to compute, decimals to keep, and its unit."""

    id: str
    value: Arithmetic
    decimals: int
    unit: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: an article the guide is built from, or an outside source."""

    id: str
    title: str
    short: str
    place: Place
    kind: str
    publisher: str | None = None
    date: str | None = None
    address: str | None = None
    speaker: str | None = None
    interest: str | None = None
    read: str | None = None
    sha256: str | None = None
    paragraphs: int | None = None

    @property
    def is_article(self) -> bool:
        """Say whether the guide is built from it."""
        return self.kind == "article"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing an article says: which paragraph, in our words, and how sure the article is."""

    id: str
    source: str
    paragraph: int
    says: str
    kind: str
    confidence: str
    place: Place
    by: str | None = None
    paragraph_sha256: str | None = None
    excused: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known from outside the articles, with the sources that say so."""

    id: str
    says: str
    sources: tuple[str, ...]
    strength: str
    place: Place
    numbers: str | None = None
    excused: str | None = None


@dataclass(frozen=True, eq=False)
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
