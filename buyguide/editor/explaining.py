"""``rules explain``: what one id of a guide stands for, where it stands, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.editor.book import (
    figure_item,
    hazard_item,
    question_item,
    rests_on,
    rule_item,
    situation_item,
)
from buyguide.editor.finding_ids import finding_ids
from buyguide.editor.hazard_log import IDS, read_hazards
from buyguide.editor.seen import seen_in, seen_lines
from buyguide.editor.uses import users
from buyguide.errors import InputError, Problem
from buyguide.nearest_word import did_you_mean
from buyguide.report.document import Document, Heading, Item, Paragraph
from buyguide.report.wording import source_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.editor.desk import Desk
    from buyguide.editor.hazard_log import Hazard, HazardLog
    from buyguide.guide.evidence import Claim, Fact
    from buyguide.report.document import Block

_MOST_CASES = 5


def explain_finding(id: str) -> Document | None:
    """Return what a finding's id means, or None when there is no such finding; needs no guide."""
    kind = finding_ids().get(id.upper())
    if kind is None:
        return None
    blocks = (
        Paragraph(f"Severity: {kind.severity}."),
        Paragraph(f"Wrong: {kind.wrong}"),
        Paragraph(f"Right: {kind.right}"),
        Paragraph(f"Why: {kind.why}"),
    )
    return Document(f"{kind.id}: {kind.name}", blocks)


def explain(desk: Desk, id: str) -> Document:
    """Return what an id of the guide stands for. Raises ``InputError`` when it has none such."""
    log = read_hazards(desk.folder)
    blocks = [*_itself(desk, id), *(_hazard(log, id) if log else ())]
    if not blocks:
        hazards = [hazard.id for hazard in log.hazards] if log else []
        known = (*desk.items, *desk.guide.verdict_by_id, *hazards, *finding_ids())
        remedy = did_you_mean(id, known) or "Give the id of a rule, a question or a finding."
        raise InputError([Problem(id, 0, 0, "there is no such id in this guide.", remedy)])
    if (item := desk.items.get(id)) is not None:
        blocks.append(Paragraph(f"It stands in {item.place}."))
    blocks += _part("What depends on it", _dependants(desk, id))
    blocks += _part("Hazards that name it", _named_by(log, id) if log else iter(()))
    return Document(id, tuple(blocks))


def _itself(desk: Desk, id: str) -> Iterator[Block]:
    guide = desk.guide
    rule = next((rule for rule in guide.rules if rule.id == id), None)
    if rule is not None:
        yield Paragraph(f"A rule of kind {rule.kind}.")
        yield rule_item(rule, guide)
        yield from _part("What it rests on", _cited(desk, rule.because))
        yield from _part("Cases", _cases(desk, id))
        yield from _part("What the cases show of it", _coverage(desk, id))
    elif id in guide.question_by_id:
        yield Paragraph("A question.")
        yield question_item(guide.question_by_id[id], guide)
    elif id in guide.situations:
        yield Paragraph("A situation: a condition with a name.")
        yield situation_item(id, guide)
    elif id in guide.verdict_by_id:
        yield Paragraph("A step of the verdict ladder.")
        yield Item(guide.verdict_by_id[id].say, guide.verdict_by_id[id].headline)
    elif id in guide.figures:
        yield Paragraph("A figure: a number worked out for the text.")
        yield figure_item(id, guide)
    else:
        yield from _cited(desk, [id])


def _hazard(log: HazardLog, id: str) -> Iterator[Block]:
    for hazard in log.hazards:
        if hazard.id == id:
            yield Paragraph("A hazard: a way in which the advice could hurt somebody.")
            yield hazard_item(hazard)
            yield Paragraph(f"It stands in {_where(log, hazard)}.")


def _named_by(log: HazardLog, id: str) -> Iterator[Item]:
    for hazard in log.hazards:
        if any(named.id == id for label in IDS for named in hazard.named(label)):
            yield Item(f"{hazard.id}: {hazard.title} ({_where(log, hazard)})")


def _where(log: HazardLog, hazard: Hazard) -> str:
    return log.text.problem(hazard.at, "").where


def _coverage(desk: Desk, rule: str) -> Iterator[Item]:
    """Yield in how many cases the rule, and each part of its condition, holds and fails."""
    people = [case.values for case in desk.cases]
    for found in seen_in(people, desk.guide):
        if found.rule.what == rule:
            yield from (Item(f"{line.strip()}.") for line in seen_lines(found))


def _cited(desk: Desk, ids: Iterable[str]) -> Iterator[Item]:
    guide = desk.guide
    for id in ids:
        if id in guide.claims:
            yield Item(
                guide.claims[id].says, f"Claim {id}", details=_of_claim(desk, guide.claims[id])
            )
        elif id in guide.facts:
            yield Item(guide.facts[id].says, f"Fact {id}", details=_of_fact(desk, guide.facts[id]))
        elif id in guide.sources:
            yield Item(source_words(guide.sources[id]), f"Source {id}")


def _of_claim(desk: Desk, claim: Claim) -> tuple[str, ...]:
    by = f" by {claim.by}" if claim.by else ""
    rests = f"{rests_on([claim.id], desk.guide)}. It is {claim.confidence}{by}."
    return (rests, *_excused(claim))


def _of_fact(desk: Desk, fact: Fact) -> tuple[str, ...]:
    sources = ", ".join(f"{desk.guide.sources[id].short} ({id})" for id in fact.sources)
    return (f"{sources}. Strength: {fact.strength}.", *_excused(fact))


def _excused(cited: Claim | Fact) -> tuple[str, ...]:
    return (f"Used by no rule: {cited.excused}",) if cited.excused else ()


def _cases(desk: Desk, rule: str) -> Iterator[Item]:
    """Say which people in the cases are told, and how many are not."""
    told = [sentence for sentence, rules in desk.holding.items() if rule in rules]
    yield Item(f"{len(told)} of {len(desk.cases)} people in the cases are told this.")
    yield from (Item(sentence) for sentence in told[:_MOST_CASES])
    if len(told) > _MOST_CASES:
        yield Item(f"And {len(told) - _MOST_CASES} more.")


def _dependants(desk: Desk, id: str) -> Iterator[Item]:
    for user in users(desk.guide).get(id, ()):
        item = desk.items.get(user)
        yield Item(f"{user} ({item.place})" if item is not None else user)


def _part(name: str, items: Iterator[Item]) -> list[Block]:
    found = list(items)
    return [Heading(name), *found] if found else []
