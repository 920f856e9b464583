"""Who uses what in a guide: for each id, the ids of what depends on it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from buyguide.guide.condition import InSituation, Test
from buyguide.guide.printed import rule_texts
from buyguide.guide.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide
    from buyguide.guide.promise import Promise
    from buyguide.guide.rules import Rule

SAID = ("always_says", "never_says", "at_least_one_of", "exactly_one_of", "at_most_one_of")
_Pair = tuple[str, str]  # what is used, and the id that uses it


def users(guide: Guide) -> Mapping[str, tuple[str, ...]]:
    """Return, by id, everything that names it directly, in the guide's order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for used, user in _pairs(guide):
        found[used][user] = None
    return {used: tuple(by) for used, by in found.items()}


def _pairs(guide: Guide) -> Iterator[_Pair]:
    for question in guide.questions:
        yield from _named(question.ask_when, question.id)
        if question.catalogue:
            yield question.catalogue, question.id
    for situation in guide.situations.values():
        yield from _named(situation.when, situation.id)
    for figure in guide.figures.values():
        yield from ((question, figure.id) for question in figure.value.questions)
    for rule in guide.rules:
        yield from _of_rule(rule)
    for promise in guide.promises:
        yield from _of_promise(promise)
    for tension in guide.tensions:
        yield from ((rule, tension.id) for rule in tension.rules)
    yield from ((claim.source, claim.id) for claim in guide.claims.values())
    for fact in guide.facts.values():
        yield from ((source, fact.id) for source in fact.sources)


def _of_promise(promise: Promise) -> Iterator[_Pair]:
    yield from _named(promise.whenever, promise.id)
    for name in ("whenever_says", "verdict_in", "verdict_not_in", *SAID):
        yield from ((id, promise.id) for id in getattr(promise, name))


def _of_rule(rule: Rule) -> Iterator[_Pair]:
    yield from _named(rule.when, rule.id)
    for text in rule_texts(rule):
        for name in placeholders(text):
            yield name.removesuffix(".number"), rule.id
    yield from ((cited, rule.id) for cited in rule.because)
    yield from ((point, rule.id) for point in rule.points)
    yield rule.severity, rule.id
    if rule.verdict is not None:
        yield rule.verdict, rule.id


def _named(condition: Condition | None, user: str) -> Iterator[_Pair]:
    if isinstance(condition, Test):
        yield condition.question, user
        if condition.other is not None:
            yield condition.other, user
    elif isinstance(condition, InSituation):
        yield condition.id, user
    elif condition is not None:
        for part in condition.parts:
            yield from _named(part, user)
