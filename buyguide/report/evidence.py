"""What the sources say and do not say: how many articles bear a result, and where they part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from buyguide.report.document import Item, Paragraph
from buyguide.report.wording import advice, articles_behind, articles_in, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.guide.model import Guide
    from buyguide.report.document import Block

_SILENT = "None of our articles speaks of this; it comes from outside them, or is our reasoning"
_MOST_SILENT, _MOST_TENSIONS = 5, 2


def evidence(decision: Decision) -> Iterator[Block]:
    """Yield how many articles the lines of a result rest on, and where the articles disagree."""
    guide = decision.guide
    count = articles_in(guide)
    if count < 2:
        return
    findings = {one.id: one for one in decision.findings}
    behind = {id: articles_behind(guide, one) for id, one in findings.items()}
    yield Paragraph(_counted(Counter(behind.values()), count))
    silent = [advice(findings[id].title) for id, number in behind.items() if number == 0]
    if silent:
        yield Paragraph(f"{_SILENT}: {_few(list(dict.fromkeys(silent)), _MOST_SILENT)}.")
    yield from _tensions(guide, decision)


def _counted(lines: Counter[int], articles: int) -> str:
    """Say how many lines rest on all articles, on some, and on none."""
    parts = [
        f"{lines[number]} on {_number_words(number, articles)}"
        for number in range(articles, -1, -1)
        if lines[number]
    ]
    *first, last = parts
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"This result has {lines.total()} lines. They rest on our articles so: {listed}."


def _number_words(number: int, articles: int) -> str:
    if number == 0:
        return "none"
    return f"all {articles}" if number == articles else f"{number} of {articles}"


def _tensions(guide: Guide, decision: Decision) -> Iterator[Block]:
    """Yield where the articles disagree on what concerns this person, and how it is settled.

    What bears on the verdict comes first, and what is left is named.
    """
    own = {finding.id for finding in decision.findings if finding.because}
    found = [tension for tension in guide.tensions if own & set(tension.rules)]
    found.sort(key=lambda tension: not set(decision.because) & set(tension.rules))
    for tension in found[:_MOST_TENSIONS]:
        yield Item(sentence(tension.say), f"Our articles differ: {advice(tension.about)}")
    if more := [advice(tension.about) for tension in found[_MOST_TENSIONS:]]:
        yield Paragraph(f"They differ too on: {'; '.join(more)}.")


def _few(words: Sequence[str], most: int) -> str:
    more = len(words) - most
    return "; ".join(words[:most]) + (f"; and {more} more" if more > 0 else "")
