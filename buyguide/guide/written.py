"""The written form of a guide: what an editor may type in each file, as pydantic models.

Scalars arrive as text and each field's type converts them. Conditions stay as written here;
``condition_reading`` gives them their meaning.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from buyguide.guide.written_fields import (
    Date,
    Hundredths,
    Id,
    Ids,
    Line,
    Lines,
    OptionId,
    Pattern,
    SourceId,
    Whole,
)
from buyguide.guide.written_map import Written
from buyguide.guide.written_sources import (
    WrittenCatalogue,
    WrittenClaim,
    WrittenFact,
    WrittenSource,
)

MOST_OPTIONS = 100
MOST_EXPECTED = 1_000  # rules that one case names


class WrittenOption(Written):
    """One possible answer of a choice."""

    id: OptionId
    label: Line
    hint: Line | None = None
    also: Lines = []
    number: Hundredths | None = None
    means: Literal["clear", "unsure"] | None = None
    exclusive: bool = False


class WrittenQuestion(Written):
    """One question; the order of questions is the order of the interview."""

    id: Id
    kind: Literal["choice", "choices", "amount", "text", "lookup"]
    section: Line | None = None
    label: Line | None = None
    ask: Line
    help: Line | None = None
    options: Annotated[list[WrittenOption], Field(max_length=MOST_OPTIONS)] = []
    ask_when: Any = None
    required: bool = False
    gate: bool = False
    answers_are: Literal["checkable", "choosable", "fixed"] | None = None
    unit: Line | None = None
    minimum: Hundredths | None = None
    maximum: Hundredths | None = None
    pattern: Pattern | None = None
    catalogue: Id | None = None
    candidate: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        """What belongs to one kind of question only stands there."""
        has_options = self.kind in {"choice", "choices"}
        if has_options and len(self.options) < 2:
            raise ValueError(f'A question of kind "{self.kind}" needs two options or more.')
        amount_keys = self.unit or self.minimum is not None or self.maximum is not None
        for given, fits, key in (
            (self.options, has_options, "options"),
            (amount_keys, self.kind == "amount", "unit, minimum and maximum"),
            (self.pattern, self.kind == "text", "pattern"),
            (self.catalogue, self.kind in {"lookup", "text"}, "catalogue"),
        ):
            if given and not fits:
                raise ValueError(f'A question of kind "{self.kind}" cannot have {key}.')
        if self.kind == "lookup" and self.catalogue is None:
            raise ValueError('A question of kind "lookup" needs a catalogue.')
        if self.gate and self.kind in {"amount", "text"}:
            raise ValueError("A gate offers options or names; an amount or text cannot be one.")
        if self.gate and self.candidate:
            raise ValueError("A gate is about the person, so it cannot describe a candidate.")
        return self


class WrittenSituation(Written):
    """A condition with a name; ``say`` is the name in plain words, to follow "when"."""

    id: Id
    say: Line
    when: Any


class WrittenWeeks(Written):
    """From how many to how many weeks."""

    weeks: Annotated[list[Whole], Field(min_length=1, max_length=2)]


class WrittenScale(Written):
    """A usual range of amounts, and the amount questions that are set on it."""

    label: Line
    least: Hundredths
    most: Hundredths
    marks: Annotated[Ids, Field(min_length=1)]


class WrittenRule(Written):
    """One piece of advice: when it speaks, what it says, and what it rests on."""

    id: Id
    when: Any = None
    kind: Literal["caution", "expectation", "choosing", "using", "alternative", "ask_a_clinician"]
    severity: Id
    verdict: Id | None = None
    goal: OptionId | None = None
    title: Line
    say: Line
    because: Annotated[Ids, Field(min_length=1)]
    for_each: Any = None
    how_sure: Line | None = None
    time_to_effect: WrittenWeeks | None = None
    limits: Line | None = None
    scale: WrittenScale | None = None
    points: Ids = []
    mark: Literal["against", "not_known", "look_closer", "fine"] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        """Only an expectation says how sure, by when and with what limits."""
        extra = self.goal or self.how_sure or self.time_to_effect or self.limits
        if extra and self.kind != "expectation":
            raise ValueError(
                "Only a rule of kind expectation can have goal, how_sure, time_to_effect or limits."
            )
        if bool(self.points) != bool(self.mark):
            missing, there = ("mark", "points") if self.points else ("points", "mark")
            raise ValueError(f'"{there}" settles points of a candidate: add "{missing}" to it.')
        if self.points and self.kind != "choosing":
            raise ValueError("Only a rule of kind choosing can settle points of a candidate.")
        return self


class WrittenFigure(Written):
    """A named number for text: one of multiply, divide or add."""

    id: Id
    multiply: list[Any] | None = None
    divide: list[Any] | None = None
    add: list[Any] | None = None
    decimals: Whole = 0
    unit: Line | None = None


class WrittenSeverity(Written):
    """How urgent a finding is."""

    id: Id
    label: Line


class WrittenVerdict(Written):
    """One step of the ladder, strongest first; the last is the default."""

    id: Id
    headline: Line
    say: Line
    clinician: bool = False
    short: Line | None = None
    best: Line | None = None


class WrittenCandidates(Written):
    """The things to choose between: how they are called, and how the interview goes on to one."""

    noun: Line
    nouns: Line
    name: Id
    given: dict[Id, OptionId]
    another: Line


class WrittenPoint(Written):
    """One thing that is checked about each candidate, and what to ask the seller about it."""

    id: Id
    label: Line
    ask: Line


class WrittenTension(Written):
    """Something on which the articles do not agree, and the rules that settle it."""

    id: SourceId
    about: Line
    say: Line
    rules: Annotated[Ids, Field(min_length=1)]


class WrittenPhrase(Written):
    """Words that no text of the guide may print."""

    words: Line
    why: Line


class WrittenGuide(Written):
    """``guide.yaml``: what the guide is about and its ladder of verdicts."""

    id: Id
    title: Line
    version: Line
    reviewed_on: Date
    review_by: Date
    decision: Line
    about: Lines = []
    funding: Line
    updates: Line
    severities: Annotated[list[WrittenSeverity], Field(min_length=1)]
    verdicts: Annotated[list[WrittenVerdict], Field(min_length=2)]
    not_covered: Lines = []
    do_not_print: list[WrittenPhrase] = []
    catalogues: list[WrittenCatalogue] = []
    candidates: WrittenCandidates | None = None


class WrittenPromise(Written):
    """What must hold for every interview, or for those in which a condition holds or a rule speaks.

    With ``somebody`` it need hold for one of them only.
    Names under ``whenever_says`` and the keys after it are rules, kinds, severities or goals.
    """

    id: Id
    say: Line
    whenever: Any = None
    whenever_says: Ids = []
    somebody: bool = False
    verdict_in: Ids = []
    verdict_not_in: Ids = []
    always_says: Ids = []
    never_says: Ids = []
    at_least_one_of: Ids = []
    exactly_one_of: Ids = []
    at_most_one_of: Ids = []
    always_shows: Ids = []


class WrittenExpectation(Written):
    """What a person in a case must and must not be told."""

    verdict: Id | None = None
    says: Annotated[Ids, Field(max_length=MOST_EXPECTED)] = []
    does_not_say: Annotated[Ids, Field(max_length=MOST_EXPECTED)] = []


class WrittenCase(Written):
    """A person, and what they must be told; ``like`` names a case whose answers come first."""

    like: Line | None = None
    given: dict[str, Any] = {}
    expect: WrittenExpectation


LISTS: dict[str, type[Written]] = {
    "questions": WrittenQuestion,
    "situations": WrittenSituation,
    "rules": WrittenRule,
    "figures": WrittenFigure,
    "claims": WrittenClaim,
    "facts": WrittenFact,
    "sources": WrittenSource,
    "promises": WrittenPromise,
    "points": WrittenPoint,
    "tensions": WrittenTension,
}
