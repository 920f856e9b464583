"""A decision as one page for a clinician: what was answered, what was flagged, what to answer.

It holds no reasons to buy, and nothing of the thing to be bought but what a caution rests on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.guide.conditions import matches
from buyguide.plain_text import clean
from buyguide.report.compose import GOALS, about, items, source_parts, strongest_first
from buyguide.report.document import Document, Heading, Paragraph, Row, Table
from buyguide.report.wording import advice, answer_words, because, decisive, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.advice.decision import Decision, Finding
    from buyguide.guide.model import Question
    from buyguide.report.document import Block

_CAUTION = "caution"
_MOST_OPTIONS = 100  # all that a question can have
_QUESTIONS = "ask_a_clinician"
_READERS = (
    "The person who brings this page is thinking of buying something, and answered the questions "
    "of a buying guide. It asks for your word on the points below. Where it says you, it speaks to "
    "that person. It makes no diagnosis."
)
_NOTHING = "Nothing in the answers was flagged for a clinician."
_SAID = "What was answered, in the person's own words"


def clinicians_part(decision: Decision) -> Decision:
    """Return the decision with the findings that concern a clinician, and nothing to shop by."""
    kept = (one for one in decision.findings if one.kind == _QUESTIONS or _flagged(decision, one))
    return replace(decision, findings=tuple(kept), changes=())


def compose_for_clinician(decision: Decision) -> Document:
    """Return the page; every text in it is clean and on one line."""
    part = clinicians_part(decision)
    guide = part.guide
    found = strongest_first(guide, part.findings)
    flagged = [one for one in found if one.kind == _CAUTION]
    questions = [one for one in found if one.kind == _QUESTIONS]
    blocks: list[Block] = [Paragraph(_READERS), Paragraph(sentence(guide.decision))]
    blocks += [Heading(_SAID), Table(tuple(_answers(part)))]
    blocks += [Heading("What was flagged, and why")]
    blocks += items(guide, flagged) if flagged else [Paragraph(_NOTHING)]
    if questions:
        blocks += [Heading("Questions to answer"), *items(guide, questions)]
    blocks += source_parts(part)
    blocks += [Heading("About this guide"), *about(guide)]
    blocks += [Heading("What the guide told the person"), *_verdict(part)]
    return Document(f"For a clinician: {advice(guide.title)}", tuple(blocks), sheets=1)


def _flagged(decision: Decision, finding: Finding) -> bool:
    """Say whether a caution comes from the person's own answers and is more than a note."""
    mildest = decision.guide.severities[-1].id
    own = finding.kind == _CAUTION and bool(finding.because)
    return own and finding.severity != mildest


def _answers(decision: Decision) -> Iterator[Row]:
    """Yield the answers on health and goals, and every other that something flagged rests on."""
    guide, values = decision.guide, decision.values
    reasons = {reason.question for one in decision.findings for reason in one.because}
    for question in guide.questions:
        shown = question.gate or question.id == GOALS or question.id in reasons
        if shown and question.id in values:
            yield Row(advice(question.label), sentence(_words(decision, question)))


def _words(decision: Decision, question: Question) -> str:
    if question.kind != "lookup":
        return answer_words(question, decision.values[question.id], most=_MOST_OPTIONS)
    found = matches(question.id, decision.values, decision.guide)
    return (
        "; ".join(_name(match.typed, [e.name for e in match.listed]) for match in found) or "none"
    )


def _name(typed: str, listed: list[str]) -> str:
    """Return a name as typed, and the one it is listed under where that is another."""
    shown = clean(typed, limit=200).strip()
    if not listed:
        return f"{shown} (not on our list)"
    known = advice(", ".join(listed))
    return shown if known.casefold() == shown.casefold() else f"{shown} (on our list as {known})"


def _verdict(decision: Decision) -> Iterator[Block]:
    reasons = [reason for finding in decisive(decision) for reason in finding.because]
    if reasons:
        yield Paragraph(because(decision.guide, reasons))
    yield Paragraph(f"Our advice: {sentence(decision.verdict.headline)}", strong=True)
