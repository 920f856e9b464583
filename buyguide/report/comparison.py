"""Several candidates as one document: what comes out ahead, side by side, then each by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.report.candidates import ahead, point_items, side_by_side, to_ask
from buyguide.report.compose import PARTS, about, items, part, source_parts, strongest_first
from buyguide.report.document import Document, Heading, Paragraph
from buyguide.report.wording import advice, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.advice.comparing import Comparison
    from buyguide.advice.decision import Decision, Finding
    from buyguide.report.document import Block

_SHARED = ("caution", "expectation", "ask_a_clinician", "alternative")


def compose_comparison(comparison: Comparison) -> Document:
    """Return the comparison; every text in it is clean and on one line."""
    guide = comparison.guide
    together = _together(comparison)
    blocks: list[Block] = [Paragraph(sentence(guide.decision))]
    blocks += part("What comes out ahead", ahead(comparison))
    blocks += part("Side by side", [side_by_side(comparison)])
    for candidate in comparison.candidates:
        blocks += part(f"{candidate.name}, point by point", point_items(candidate))
        blocks += part(f"{candidate.head}: to ask the seller", to_ask(candidate))
    for kind in _SHARED:
        found = strongest_first(guide, (one for one in together.findings if one.kind == kind))
        blocks += part(PARTS[kind], items(guide, found))
    blocks += source_parts(together)
    blocks += [Heading("About this guide"), *about(guide)]
    blocks += [Heading("To sum up"), *_summed_up(comparison)]
    return Document(advice(guide.title), tuple(blocks))


def _summed_up(comparison: Comparison) -> Iterator[Block]:
    for candidate in comparison.candidates:
        headline = sentence(candidate.decision.verdict.headline)
        yield Paragraph(f"{candidate.name}: {headline}", strong=True)


def _together(comparison: Comparison) -> Decision:
    """Return one decision with the findings of all, each once; one that is not for all says so."""
    heads: dict[tuple[str, str], list[str]] = {}
    found: dict[tuple[str, str], Finding] = {}
    for candidate in comparison.candidates:
        for one in candidate.decision.findings:
            heads.setdefault((one.id, one.text), []).append(candidate.head)
            found.setdefault((one.id, one.text), one)
    named = tuple(_for_whom(one, heads[key], comparison) for key, one in found.items())
    return replace(comparison.candidates[0].decision, findings=named)


def _for_whom(finding: Finding, heads: list[str], comparison: Comparison) -> Finding:
    if len(set(heads)) == len(comparison.candidates):
        return finding
    return replace(finding, title=f"{finding.title} ({', '.join(dict.fromkeys(heads))})")
