"""Every word of the shipped guide that a shopper reads, by where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule

DO_NOT_STOP = re.compile(
    r"(do not|don't|never) (stop|skip)\b.*\bprescribed medicine", re.IGNORECASE
)


def all_texts(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield where a text stands and the text; other names of options are searched, not read."""
    for question in guide.questions:
        yield from _of_question(question)
    for rule in guide.rules:
        yield from ((f"rule {rule.id}", text) for text in rule_texts(rule))
        if rule.scale:
            yield f"rule {rule.id}", rule.scale.label
    for verdict in guide.verdicts:
        yield f"verdict {verdict.id}", verdict.headline
        yield f"verdict {verdict.id}", verdict.say
    for situation in guide.situations.values():
        yield f"situation {situation.id}", situation.say
    for text in (guide.title, guide.decision, guide.funding, guide.updates):
        yield "guide", text
    for where in ("about", "not_covered"):
        yield from ((where, text) for text in getattr(guide, where))
    for catalogue in guide.catalogues.values():
        if catalogue.says:
            says = catalogue.says
            words = (word for column in says.words.values() for word in column.values())
            by_status = (says.listed, says.near, says.ask, says.other, says.unknown)
            texts = (*by_status, *says.each, *says.report, *words)
            yield from ((f"catalogue {catalogue.id}", text) for text in texts)


def rule_texts(rule: Rule) -> tuple[str, ...]:
    """Return the texts of a rule in the order of print."""
    texts = (rule.title, rule.say, rule.how_sure, rule.limits)
    return tuple(text for text in texts if text)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text.strip()) if sentence]


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    texts = [question.section, question.label, question.ask, question.help]
    for option in question.options:
        texts += [option.label, option.hint]
    yield from ((f"question {question.id}", text) for text in texts if text)
