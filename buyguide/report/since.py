"""Whether today's guide says what was advised when the answers were saved, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.guide.templates import fill
from buyguide.report.document import Item, Paragraph
from buyguide.report.wording import advice, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Saved
    from buyguide.guide.rules import Rule
    from buyguide.report.document import Block

_SAME_GUIDE = "The guide is the same as when you saved these answers."
_NEW_GUIDE = "The guide has changed since you saved these answers."
_OTHER_ANSWERS = "The guide is the same as when you saved, so the answers in the file have changed."
_SAME = "Its advice to you is the same."
_MOST_IDS = 20  # of lines that are no more: they tell a shopper nothing
_NO_LONGER = "a line that the guide no longer has"


@dataclass(frozen=True, slots=True)
class Since:
    """What differs from the saved result: finding ids that are new, and those that are gone."""

    guide_changed: bool
    verdict_changed: bool
    new: tuple[str, ...]
    gone: tuple[str, ...]


def since_saved(decision: Decision, saved: Saved) -> Since:
    """Return how a decision differs from the one that was saved."""
    now = tuple(dict.fromkeys(finding.id for finding in decision.findings))
    return Since(
        guide_changed=saved.digest != decision.guide.digest,
        verdict_changed=saved.verdict != decision.verdict.id,
        new=tuple(id for id in now if id not in saved.findings),
        gone=tuple(id for id in saved.findings if id not in now),
    )


def since_part(decision: Decision, saved: Saved) -> Iterator[Block]:
    """Yield what changed since the answers were saved, in words."""
    since = since_saved(decision, saved)
    differs = since.verdict_changed or since.new or since.gone
    if not differs:
        yield Paragraph(f"{_NEW_GUIDE} {_SAME}" if since.guide_changed else _SAME_GUIDE)
        return
    yield Paragraph(_NEW_GUIDE if since.guide_changed else _OTHER_ANSWERS, strong=True)
    guide = decision.guide
    if since.verdict_changed:
        before = guide.verdict_by_id.get(saved.verdict)
        then = sentence(before.headline) if before else f'"{advice(saved.verdict)}".'
        yield Paragraph(f"Our advice then: {then}")
        yield Paragraph(f"Our advice now: {sentence(decision.verdict.headline)}")
    titles = {finding.id: advice(finding.title) for finding in decision.findings}
    yield from (Item(f"New: {sentence(titles[id])}") for id in since.new)
    ours = {rule.id: _name(rule) for rule in guide.rules}
    yield from (Item(f"Gone: {sentence(ours[id])}") for id in since.gone if id in ours)
    yield from _no_longer([id for id in since.gone if id not in ours])


def _name(rule: Rule) -> str:
    """Return a rule's title, with a gap for what it named then, which is not known any more."""
    return advice(fill(rule.title, lambda _: "..."))


def _no_longer(ids: Sequence[str]) -> Iterator[Item]:
    for id in ids[:_MOST_IDS]:
        yield Item(f"Gone: {_NO_LONGER} ({advice(id)[:80]}).")
    if len(ids) > _MOST_IDS:
        yield Item(f"Gone: {len(ids) - _MOST_IDS:,} further lines that the guide no longer has.")
