"""What a guide advises and when: rules, the ladder of verdicts, figures for text.

Frozen values, as all of ``model``; the interview begins without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Place


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

    @property
    def every_input(self) -> Iterator[str | int]:
        """The inputs, those of the steps in their places."""
        for part in self.inputs:
            if isinstance(part, Arithmetic):
                yield from part.every_input
            else:
                yield part

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose answers it is worked out from, each once, in order."""
        named = (part for part in self.every_input if isinstance(part, str))
        return tuple(dict.fromkeys(name.removesuffix(".number") for name in named))


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number for text: what to compute, decimals to keep, and its unit."""

    id: str
    value: Arithmetic
    decimals: int
    unit: str | None
    place: Place
