"""A decision as a document: which part comes when, and the frame words around the guide's own.

The last lines repeat the verdict and what decided it, because the end of a long output is what
stays in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.advice.comparing import candidate_of
from buyguide.report.candidates import point_items, settled_by_points, side_by_side, to_ask
from buyguide.report.document import Document, Heading, Item, Paragraph, Urgency
from buyguide.report.evidence import evidence
from buyguide.report.outlook import outlook_items
from buyguide.report.since import since_part
from buyguide.report.tables import strips, timeline
from buyguide.report.wording import (
    advice,
    answers_of,
    because,
    decisive,
    details,
    first_tags,
    sentence,
    source_words,
    sources_of,
    sources_used,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.advice.comparing import Candidate, Comparison
    from buyguide.advice.decision import Decision, Finding
    from buyguide.answers import Saved
    from buyguide.guide.evidence import Source
    from buyguide.guide.model import Guide, Option
    from buyguide.report.document import Block

GOALS = "goals"  # the question whose options a rule names as its goal
_CAUTION = "caution"
_EXPECTATION = "expectation"
_CHOOSING = "choosing"
_BY_DEFAULT = "Nothing in your answers calls for stronger advice."
_NO_INTEREST = "Where no interest is named, none was stated in what was read."
PARTS = {
    _CAUTION: "Cautions, most urgent first",
    _EXPECTATION: "What to expect",
    _CHOOSING: "What to check before you pay",
    "using": "How to use it",
    "ask_a_clinician": "Questions to take along to a clinician",
    "alternative": "Other ways, and doing nothing",
}


def compose(
    decision: Decision, comparison: Comparison | None = None, saved: Saved | None = None
) -> Document:
    """Return the whole report, strongest first; every text in it is clean and on one line.

    With ``comparison`` the candidate is also set beside others; with ``saved`` the report says
    what has changed since.
    """
    guide = decision.guide
    headline = sentence(decision.verdict.headline)
    blocks: list[Block] = [Paragraph(sentence(guide.decision)), *_verdict(decision, headline)]
    blocks += part("Since you saved your answers", since_part(decision, saved) if saved else ())
    candidate = candidate_of(decision, 0 if comparison else None)
    settled = settled_by_points(candidate) if candidate else frozenset()
    for kind, name in PARTS.items():
        if kind == _CHOOSING and candidate:
            blocks += _about_candidate(candidate, comparison)
        found = [one for one in _of_kind(decision, kind) if one.id not in settled]
        drawn = (*timeline(_goals(guide), found), *strips(guide, _of_kind(decision, kind)))
        blocks += part(name, (*drawn, *items(guide, found)))
    blocks += part("What would change this advice", outlook_items(decision))
    blocks += part("What the sources say, and do not say", evidence(decision))
    blocks += part("What this guide does not cover", _plain_items(guide.not_covered))
    blocks += source_parts(decision)
    blocks += [Heading("About this guide"), *about(guide)]
    blocks += _sum_up(decision, headline)
    return Document(advice(guide.title), tuple(blocks))


def _about_candidate(candidate: Candidate, comparison: Comparison | None) -> list[Block]:
    """Return what is checked of the candidate, what to ask about it, and others beside it."""
    blocks = part(f"{candidate.name}, point by point", point_items(candidate))
    blocks += part("To ask the seller", to_ask(candidate))
    return [*blocks, *(part("Side by side", [side_by_side(comparison)]) if comparison else [])]


def strongest_first(guide: Guide, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by urgency; those of one urgency stay in the guide's order."""
    return tuple(sorted(findings, key=lambda finding: _rank(guide, finding)))


def _verdict(decision: Decision, headline: str) -> Iterator[Block]:
    guide = decision.guide
    deciding = decisive(decision)
    reasons = [reason for finding in deciding for reason in finding.because]
    sources = [source for finding in deciding for source in finding.sources]
    yield Heading("Our advice")
    yield Paragraph(headline, strong=True)
    yield Paragraph(sentence(decision.verdict.say))
    why = because(guide, reasons) if deciding else _BY_DEFAULT
    yield Paragraph(" ".join((why, *first_tags(sources))))
    after = decision.once_a_clinician_agrees
    if after is not None:
        yield Paragraph(f"Once a clinician agrees: {sentence(after.headline)}", strong=True)
        yield Paragraph(sentence(after.say))


def _sum_up(decision: Decision, headline: str) -> Iterator[Block]:
    """Yield the outcome once more, after the answers that decided it."""
    reasons = [reason for finding in decisive(decision) for reason in finding.because]
    answers = answers_of(decision.guide, reasons)
    yield Heading("To sum up")
    if answers:
        yield Paragraph(f"You answered {answers}.")
    yield Paragraph(f"Our advice: {headline}", strong=True)


def _of_kind(decision: Decision, kind: str) -> Sequence[Finding]:
    guide = decision.guide
    found = strongest_first(guide, (one for one in decision.findings if one.kind == kind))
    goals = list(_goals(guide))
    if kind != _EXPECTATION or not goals:
        return found
    return sorted(found, key=lambda one: goals.index(one.goal) if one.goal in goals else -1)


def items(guide: Guide, findings: Iterable[Finding]) -> Iterator[Item]:
    """Yield the findings as items, in their order."""
    for finding in findings:
        yield Item(
            sentence(finding.text),
            title=_title(guide, finding),
            urgency=_urgency(guide, finding),
            details=details(finding),
            because=because(guide, finding.because),
            sources=sources_of(guide, finding),
        )


def _goals(guide: Guide) -> Mapping[str, Option]:
    question = guide.question_by_id.get(GOALS)
    return question.option_by_id if question else {}


def _title(guide: Guide, finding: Finding) -> str:
    goal = _goals(guide).get(finding.goal or "")
    return f"{advice(goal.label)}: {advice(finding.title)}" if goal else advice(finding.title)


def _urgency(guide: Guide, finding: Finding) -> Urgency | None:
    """Name the urgency of every caution, and elsewhere unless it is the mildest."""
    rank = _rank(guide, finding)
    if finding.kind != _CAUTION and rank >= len(guide.severities) - 1:
        return None
    return Urgency(advice(guide.severities[rank].label), rank)


def _rank(guide: Guide, finding: Finding) -> int:
    return [severity.id for severity in guide.severities].index(finding.severity)


def source_parts(decision: Decision) -> list[Block]:
    """Return the parts that name what the decision's advice rests on."""
    used = sources_used(decision)
    articles = part("Sources used: the articles", _sources(s for s in used if s.is_article))
    others = part("Sources used: others", _sources(s for s in used if not s.is_article))
    return [*articles, *others[:1], *([Paragraph(_NO_INTEREST)] if others else []), *others[1:]]


def _sources(used: Iterable[Source]) -> Iterator[Item]:
    for source in used:
        text = f"{advice(source.short)}: {source_words(source)}"
        yield Item(text, address=advice(source.address or ""))


def about(guide: Guide) -> Iterator[Block]:
    """Yield what the guide is, how old, and who pays for it."""
    yield from _plain_items(guide.about)
    yield Paragraph(
        f"Version {advice(guide.version)}, reviewed on {advice(guide.reviewed_on)}, "
        f"to be reviewed by {advice(guide.review_by)}."
    )
    yield Paragraph(sentence(guide.updates))
    yield Paragraph(sentence(guide.funding))


def _plain_items(lines: Iterable[str]) -> Iterator[Item]:
    return (Item(sentence(line)) for line in lines)


def part(name: str, blocks: Iterable[Block]) -> list[Block]:
    """Return the part under its name; a part with nothing in it is left out."""
    listed = list(blocks)
    return [Heading(name), *listed] if listed else []
