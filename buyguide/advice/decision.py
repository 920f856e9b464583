"""What was decided: the verdict and every piece of advice, each with its reasons and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict, Weeks


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that made a rule speak: the question's id, and the part of its answer meant.

    For a choice an option id, for choices the option ids that mattered, for an amount hundredths,
    for a lookup the names as typed.
    """

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Citation:
    """What a piece of advice rests on: the cited claim, fact or source, and who says it."""

    id: str
    title: str
    short: str
    paragraph: int | None
    from_articles: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A usual range of amounts, and the shopper's own on it by question id; all in hundredths."""

    label: str
    unit: str | None
    least: int
    most: int
    marks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice, ready to print; a rule without a condition has no reasons.

    ``points`` are the points of a candidate that it settles, with its ``mark``.
    """

    id: str
    kind: str
    severity: str
    goal: str | None
    title: str
    text: str
    because: tuple[Reason, ...]
    sources: tuple[Citation, ...]
    how_sure: str | None = None
    weeks: Weeks | None = None
    limits: str | None = None
    details: tuple[str, ...] = ()
    strip: Strip | None = None
    points: tuple[str, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers that together lead to another verdict, by question id.

    No fewer could. ``unsure`` are those questions among them that only a clinician can settle.
    With ``agreed`` the verdict is the one that holds once a clinician agrees.
    """

    answers: tuple[tuple[str, Answer], ...]
    verdict: Verdict
    unsure: tuple[str, ...] = ()
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question whose answer is not known, and where finding it out could lead by itself."""

    question: str
    leads: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole outcome for one set of answers. Findings stand in the guide's order.

    ``unknowns`` are those whose answers could change the verdict, most worth finding out first.
    """

    guide: Guide
    values: Mapping[str, Answer]
    verdict: Verdict
    because: tuple[str, ...]
    once_a_clinician_agrees: Verdict | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
