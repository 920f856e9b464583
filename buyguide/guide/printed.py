"""Which answers reports print: those in a rule's texts and figures, those set on its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule


def printed_answers(guide: Guide) -> frozenset[str]:
    """Return the questions whose answers stand in some report: in a rule, or as a name."""
    names = (guide.candidates.name,) if guide.candidates else ()
    return frozenset(names).union(*(printed_in(rule, guide) for rule in guide.rules))


def printed_in(rule: Rule, guide: Guide) -> frozenset[str]:
    """Return the questions whose answers stand in what a rule prints."""
    return frozenset(_named_in(rule, guide)).intersection(guide.question_by_id)


def rule_texts(rule: Rule) -> tuple[str, ...]:
    """Return the texts of a rule that may hold placeholders."""
    return tuple(filter(None, (rule.title, rule.say, rule.how_sure, rule.limits)))


def _named_in(rule: Rule, guide: Guide) -> Iterator[str]:
    """Yield the names of all that a rule prints, answers and others."""
    for text in rule_texts(rule):
        for name in placeholders(text):
            yield name.removesuffix(".number")
            if name in guide.figures:
                yield from guide.figures[name].value.questions
    if rule.scale:
        yield from rule.scale.marks
    if rule.for_each:
        yield rule.for_each.question
