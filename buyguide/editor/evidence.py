"""Checks of what advice rests on: all of it used, and nothing said more firmly than cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Guide
    from buyguide.guide.written import WrittenRule
    from buyguide.guide.written_sources import WrittenClaim, WrittenFact

_FLAT = re.compile(
    r"\b(treats|cures|heals|guarantees|guaranteed|proves|proven|certainly|will)\b", re.IGNORECASE
)
_SOFTENED = re.compile(
    r"\b(no|not|nor|never|neither|nobody|nothing|cannot|may|might|could|says?|said|thinks?"
    r"|believed?|hoped?|you)\b|n't|\?",
    re.IGNORECASE,
)
_TEXTS = ("title", "say", "how_sure", "limits")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_BETWEEN = r"\s*(?:%|per ?cent)?\s*(?:to|and|or|vs\.?|versus|[-–,/])\s*"  # 10 to 20%, 10% vs 20%
_PERCENTAGES = re.compile(rf"(?:{_NUMBER}{_BETWEEN})*{_NUMBER}\s*(?:%|per ?cent)", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")


def evidence(desk: Desk) -> Iterator[Problem]:
    """Yield a finding for each claim, fact, source or rule whose evidence is not in order."""
    used = {cited for rule in desk.guide.rules for cited in rule.because}
    yield from _claims(desk, used)
    yield from _facts(desk, used)
    yield from _sources(desk, used)
    for item in cast("list[Item[WrittenRule]]", desk.gathered.lists["rules"]):
        yield from _expectation(item)
        yield from _too_firm(item, desk.guide)
        yield from _percentages(item, desk.guide)


def _claims(desk: Desk, used: set[str]) -> Iterator[Problem]:
    for item in cast("list[Item[WrittenClaim]]", desk.gathered.lists["claims"]):
        claim = item.written
        firm = _firm_word(claim.says) if claim.confidence == "hedged" else None
        if firm:
            what = f'"{firm}" is firmer than this claim, which is hedged.'
            remedy = 'Write "may", or let confidence be what the source bears out.'
            yield item.problem("says", what, remedy).named("BG607", "warning")
        if claim.id not in used and claim.excused is None:
            what = f'no rule uses the claim "{claim.id}", and nothing says why.'
            remedy = "Cite it in a rule's because, or give the reason in excused."
            yield item.problem("id", what, remedy).named("BG701", "warning")
        yield from _excused_and_used("claim", item, used)


def _facts(desk: Desk, used: set[str]) -> Iterator[Problem]:
    for item in cast("list[Item[WrittenFact]]", desk.gathered.lists["facts"]):
        fact = item.written
        if fact.id not in used and fact.excused is None:
            what = f'no rule uses the fact "{fact.id}", and nothing says why.'
            remedy = "Cite it in a rule's because, or give the reason in excused."
            yield item.problem("id", what, remedy).named("BG704", "warning")
        yield from _excused_and_used("fact", item, used)


def _excused_and_used(
    kind: str, item: Item[WrittenClaim] | Item[WrittenFact], used: set[str]
) -> Iterator[Problem]:
    cited = item.written
    if cited.id in used and cited.excused is not None:
        what = f'the {kind} "{cited.id}" is excused, although a rule uses it.'
        yield item.problem("excused", what, "Delete excused.").named("BG702", "warning")


def _sources(desk: Desk, used: set[str]) -> Iterator[Problem]:
    cited = used | {claim.source for claim in desk.guide.claims.values()}
    cited.update(source for fact in desk.guide.facts.values() for source in fact.sources)
    for item in desk.all_items("sources"):
        id = str(getattr(item.written, "id", ""))
        if id not in cited:
            what = f'nothing cites the source "{id}".'
            remedy = "Cite it in a fact, a claim or a rule, or delete it."
            yield item.problem("id", what, remedy).named("BG703", "warning")


def _expectation(item: Item[WrittenRule]) -> Iterator[Problem]:
    if item.written.kind != "expectation":
        return
    for key, meaning in (
        ("goal", "which goal it is about"),
        ("how_sure", "how sure we are"),
        ("limits", "what the limits are"),
    ):
        if getattr(item.written, key) is None:
            what = f"this expectation does not say {meaning}."
            yield item.problem("id", what, f'Add "{key}: …".').named("BG705", "warning")
    if item.written.time_to_effect is None:
        what = "this expectation does not say by when."
        remedy = 'Add "time_to_effect: …", or say under "silence" why no time is known.'
        yield item.problem("id", what, remedy).named("BG706", "warning")


def _too_firm(item: Item[WrittenRule], guide: Guide) -> Iterator[Problem]:
    """Advice that rests on nothing firmer than a hedged claim or an opinion must say so."""
    cited = item.written.because
    claims = [guide.claims[id] for id in cited if id in guide.claims]
    if not claims or any(id in guide.facts for id in cited):
        return
    if any(claim.confidence == "asserted" for claim in claims):
        return
    for key in _TEXTS:
        firm = _firm_word(getattr(item.written, key) or "")
        if firm:
            what = f'"{firm}" is firmer than the claims cited, which are hedged or opinions.'
            remedy = 'Write "may", or say who thinks so.'
            yield item.problem(key, what, remedy).named("BG607", "warning")


def _percentages(item: Item[WrittenRule], guide: Guide) -> Iterator[Problem]:
    """Every percentage of a rule stands in a claim or a fact that it cites."""
    cited = item.written.because
    known = {
        number
        for source in (guide.claims.get(id) or guide.facts.get(id) for id in cited)
        if source is not None
        for number in _in_percent(f"{source.says}\n{getattr(source, 'numbers', None) or ''}")
    }
    for key in _TEXTS:
        for number in _in_percent(getattr(item.written, key) or ""):
            if number not in known:
                what = f"{number}% stands in none of the claims and facts that are cited."
                remedy = "Cite the one that says so, or take the number out."
                yield item.problem(key, what, remedy).named("BG707")


def _in_percent(text: str) -> Iterator[str]:
    """Yield the numbers of a text that are percentages, without noughts at their ends."""
    for run in _PERCENTAGES.findall(text):
        for number in re.findall(_NUMBER, run):
            yield f"{float(number):g}"


def _firm_word(text: str) -> str | None:
    """Return the first word that promises too much, in a sentence that nothing softens."""
    for sentence in _SENTENCE_ENDS.split(text):
        firm = _FLAT.search(sentence)
        if firm and not _SOFTENED.search(sentence):
            return firm[0]
    return None
