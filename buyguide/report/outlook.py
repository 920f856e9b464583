"""What would change the advice, in words: the smallest changes, and what to find out first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.report.document import Document, Heading, Item, Paragraph
from buyguide.report.wording import advice, answered, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.advice.decision import Change, Decision, Unknown
    from buyguide.guide.model import Guide
    from buyguide.report.document import Block

_MOST_CHANGES = 5
_FIRST = "Most worth finding out first"
_NOWHERE = "No answer that you can choose or check leads there from here."
_NOW = "This is our advice now."
_ALREADY = "This is our advice already, once a clinician agrees."
_AGREED = "once a clinician agrees,"


def outlook_items(decision: Decision) -> Iterator[Item]:
    """Yield the smallest changes to each verdict, then what is most worth finding out."""
    guide = decision.guide
    by_verdict: dict[tuple[str, bool], list[Change]] = {}
    for change in decision.changes:
        by_verdict.setdefault((change.verdict.id, change.agreed), []).append(change)
    for (id, agreed), changes in by_verdict.items():
        headline = sentence(guide.verdict_by_id[id].headline)
        when = f" {_AGREED}" if agreed else ""
        yield Item(f"{headline} That would be our advice{when} {_any_of(guide, changes)}.")
    for number, unknown in enumerate(decision.unknowns):
        yield Item(_leads(guide, unknown), _title(guide, unknown, number))


def what_if(
    decision: Decision, changes: Mapping[str, Sequence[Change]], wanted: Iterable[str]
) -> Document:
    """Return for each wanted verdict the smallest changes that lead there, as a document.

    ``changes`` are the changes by verdict id.
    """
    guide, after = decision.guide, decision.once_a_clinician_agrees
    now = {after.id: _ALREADY} if after else {}
    now[decision.verdict.id] = _NOW
    blocks: list[Block] = [Paragraph(sentence(guide.decision))]
    for id in wanted:
        found = changes.get(id, ())
        blocks += [Heading(advice(guide.verdict_by_id[id].headline))]
        blocks += [Paragraph(now[id], strong=True)] if id in now else []
        blocks += [Item(f"{_upper(_when(guide, change))}.") for change in found]
        blocks += [] if found or id in now else [Paragraph(_NOWHERE)]
    if decision.unknowns:
        blocks.append(Heading("What is not known yet"))
        for number, unknown in enumerate(decision.unknowns):
            blocks.append(Item(_leads(guide, unknown), _title(guide, unknown, number)))
    return Document(f"What would change the advice: {advice(guide.title)}", tuple(blocks))


def _when(guide: Guide, change: Change) -> str:
    return f"{_AGREED} {_words(guide, change)}" if change.agreed else _words(guide, change)


def _any_of(guide: Guide, changes: Sequence[Change]) -> str:
    shown = "; or ".join(_words(guide, change) for change in changes[:_MOST_CHANGES])
    more = len(changes) - _MOST_CHANGES
    return f"{shown}; or in {more} other {'way' if more == 1 else 'ways'}" if more > 0 else shown


def _words(guide: Guide, change: Change) -> str:
    """Return a change as a clause: what a clinician would say, and what you would answer."""
    said = [_answer(guide, id, change) for id, _ in change.answers if id in change.unsure]
    own = [_answer(guide, id, change) for id, _ in change.answers if id not in change.unsure]
    parts = [f"if a clinician says {' and '.join(said)}"] if said else []
    parts += [f"if you answered {' and '.join(own)}"] if own else []
    return ", and ".join(parts)


def _answer(guide: Guide, id: str, change: Change) -> str:
    question = guide.question_by_id[id]
    if question.kind == "text":  # any text of the right form will do
        return f"{advice(question.label)} (filled in)"
    return answered(question, dict(change.answers)[id])


def _title(guide: Guide, unknown: Unknown, number: int) -> str:
    """Name an unknown; the first is the one most worth knowing."""
    label = advice(guide.question_by_id[unknown.question].label)
    return f"{_FIRST}: {label}" if number == 0 else f"Not known yet: {label}"


def _leads(guide: Guide, unknown: Unknown) -> str:
    """Say where an unknown could lead by itself."""
    leads = (
        f"{_upper(_words(guide, lead))}, our advice would be: {sentence(lead.verdict.headline)}"
        for lead in unknown.leads
    )
    return " ".join(leads)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
