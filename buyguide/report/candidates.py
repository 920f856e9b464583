"""Candidates in a report: each point by point, several side by side, and which come out ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.report.document import Cells, Grid, Item, Paragraph
from buyguide.report.wording import (
    MARKS_IN_WORDS,
    advice,
    because,
    decisive,
    details,
    sentence,
    sources_of,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.advice.comparing import Candidate, Comparison
    from buyguide.advice.decision import Finding
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict
    from buyguide.report.document import Block

_NOT_SAID = "You did not say."
_NO_ANSWER = "not given"


def point_items(candidate: Candidate) -> Iterator[Item]:
    """Yield how a candidate stands on each point: its mark in words, with reason and source."""
    guide, shown = candidate.decision.guide, set[str]()
    for checked in candidate.points:
        title = f"{advice(checked.point.label)}: {MARKS_IN_WORDS[checked.mark]}"
        if not checked.findings:
            yield Item(_NOT_SAID, title)
        for number, finding in enumerate(checked.findings):
            if finding.id not in shown:
                yield _item(guide, finding)
            elif number == 0:
                yield Item(f'See "{advice(finding.title)}" above.', title)
            shown.add(finding.id)


def _item(guide: Guide, finding: Finding) -> Item:
    return Item(
        sentence(finding.text),
        title_of(guide, finding, with_point=True),
        details=details(finding),
        because=because(guide, finding.because),
        sources=sources_of(guide, finding),
    )


def settled_by_points(candidate: Candidate) -> frozenset[str]:
    """Return the ids of the findings that stand with a point."""
    return frozenset(one.id for checked in candidate.points for one in checked.findings)


def to_ask(candidate: Candidate) -> Iterator[Block]:
    """Yield what to ask the seller: a question for each point that is not known."""
    return (Item(sentence(point.ask)) for point in candidate.to_ask)


def side_by_side(comparison: Comparison) -> Grid:
    """Return all candidates in one table, a column each."""
    guide, candidates = comparison.guide, comparison.candidates
    decisions = [candidate.decision for candidate in candidates]
    rows = [Cells("Our advice", tuple(_short(one.verdict) for one in decisions))]
    if any(one.once_a_clinician_agrees for one in decisions):
        after = tuple(_short(one.once_a_clinician_agrees or one.verdict) for one in decisions)
        rows.append(Cells("Once a clinician agrees", after))
    for question in guide.questions:
        if question.candidate and question.kind == "amount":
            given = [one.values.get(question.id) for one in decisions]
            shown = (
                show_amount(amount, question.unit) if isinstance(amount, int) else _NO_ANSWER
                for amount in given
            )
            rows.append(Cells(advice(question.label), tuple(shown)))
    for number, checked in enumerate(candidates[0].points):
        marks = tuple(MARKS_IN_WORDS[one.points[number].mark] for one in candidates)
        rows.append(Cells(advice(checked.point.label), marks))
    return Grid(tuple(candidate.head for candidate in candidates), tuple(rows))


def ahead(comparison: Comparison) -> Iterator[Block]:
    """Yield which candidates come out ahead, or what does instead, and why for each."""
    guide = comparison.guide
    yield from _best(guide, comparison.verdict, comparison.ahead)
    if comparison.lifted is not None:
        yield Paragraph("Once a clinician agrees:", strong=True)
        yield from _best(guide, comparison.lifted, comparison.then_ahead)
    for candidate in comparison.candidates:
        decision = candidate.decision
        reasons = [reason for one in decisive(decision) for reason in one.because]
        why = because(guide, reasons) if reasons else ""
        yield Item(sentence(decision.verdict.headline), candidate.name, because=why)


def _best(guide: Guide, verdict: Verdict, found: Sequence[Candidate]) -> Iterator[Block]:
    passed = verdict is guide.verdicts[-1]
    if passed:
        names = "; ".join(candidate.name for candidate in found)
        yield Paragraph(f"Ahead: {names}.", strong=True)
    if passed and len(found) > 1:
        yield Paragraph(_level(found))
    yield Paragraph(sentence(verdict.best or verdict.headline), strong=not passed)


def _level(found: Sequence[Candidate]) -> str:
    """Say where candidates with the same advice differ: it is for the shopper to weigh."""
    differing = [
        advice(checked.point.label)
        for number, checked in enumerate(found[0].points)
        if len({one.points[number].mark for one in found}) > 1
    ]
    where = f" They differ in: {', '.join(differing)}." if differing else ""
    return f"Our advice is the same for these, and we do not rank them.{where}"


def _short(verdict: Verdict) -> str:
    return advice(verdict.short or verdict.headline)
