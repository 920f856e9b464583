"""Several candidates for one person: how each stands on every point, and which come out ahead.

No points are added up, and nothing outvotes a gate: ahead is who gets the mildest verdict, once a
clinician has agreed where that is waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.answers import candidate_name, is_candidate, with_candidate
from buyguide.guide.candidates import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.advice.decision import Decision, Finding
    from buyguide.answers import Answer
    from buyguide.guide.candidates import Point
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict

NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Checked:
    """How a candidate stands on one point, and the findings that say so; none: nobody knows."""

    point: Point
    mark: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate: what to call it, what was decided with it, and how it stands on each point."""

    name: str
    decision: Decision
    points: tuple[Checked, ...]

    @property
    def head(self) -> str:
        """What to call it where there is little room: its letter, without its own name."""
        return self.name.partition(":")[0]

    @property
    def to_ask(self) -> tuple[Point, ...]:
        """The points on which something is still to be asked."""
        return tuple(checked.point for checked in self.points if checked.mark == NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Candidates for the same person, the verdict of what comes out ahead, and who gets it.

    ``lifted`` and ``then_ahead`` are the same once a clinician agrees, where that is waited for.
    """

    guide: Guide
    candidates: tuple[Candidate, ...]
    verdict: Verdict
    ahead: tuple[Candidate, ...]
    lifted: Verdict | None
    then_ahead: tuple[Candidate, ...]


def candidate_of(decision: Decision, number: int | None = None) -> Candidate | None:
    """Return the candidate that a decision is about, if it is about one.

    ``number`` counts from 0 where there are several.
    """
    guide = decision.guide
    if guide.candidates is None or not is_candidate(guide, decision.values):
        return None
    points = tuple(_checked(point, decision) for point in guide.candidates.points)
    return Candidate(candidate_name(guide, decision.values, number), decision, points)


def compare(
    guide: Guide, values: Mapping[str, Answer], others: Sequence[Mapping[str, Answer]]
) -> Comparison:
    """Return the candidates side by side: the one in ``values``, if there is one, and others.

    ``others`` are answers to the candidate questions, by question id; all required questions
    must be answered for each. There is at least one candidate.
    """
    first = [values] if is_candidate(guide, values) else []
    people = [*first, *(with_candidate(guide, values, other) for other in others)]
    decided = (with_outlook(decide(guide, person)) for person in people)
    found = [candidate_of(decision, number) for number, decision in enumerate(decided)]
    candidates = tuple(candidate for candidate in found if candidate is not None)
    lifted = max((_in_the_end(one) for one in candidates), key=guide.verdicts.index)
    best = tuple(one for one in candidates if _in_the_end(one) is lifted)
    verdict = max((one.decision.verdict for one in best), key=guide.verdicts.index)
    ahead = tuple(one for one in candidates if one.decision.verdict is verdict)
    if any(one.decision.once_a_clinician_agrees for one in best):
        return Comparison(guide, candidates, verdict, ahead, lifted, best)
    return Comparison(guide, candidates, verdict, ahead, None, ())


def _in_the_end(candidate: Candidate) -> Verdict:
    """Return the verdict that holds once whoever has to be asked first has agreed."""
    return candidate.decision.once_a_clinician_agrees or candidate.decision.verdict


def _checked(point: Point, decision: Decision) -> Checked:
    """Return how a point stands: the most serious mark counts, those with it speak first."""
    found = [one for one in decision.findings if point.id in one.points and one.mark]
    found.sort(key=lambda one: MARKS.index(one.mark or NOT_KNOWN))
    return Checked(point, found[0].mark or NOT_KNOWN if found else NOT_KNOWN, tuple(found))
