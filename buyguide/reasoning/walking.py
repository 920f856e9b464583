"""Walks conditions: every test in them, and every condition that a guide holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, InSituation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.condition import Condition, Test
    from buyguide.guide.model import Guide


def every_test(guide: Guide) -> Iterator[Test]:
    """Yield every test that the guide makes: in rules, situations and follow-up questions."""
    for rule in guide.rules:
        yield from tests_of(rule.when, guide)
    for question in guide.questions:
        yield from tests_of(question.ask_when, guide)
    for situation in guide.situations.values():
        yield from tests_of(situation.when, guide)


def tests_of(condition: Condition | None, guide: Guide) -> Iterator[Test]:
    """Yield every test in a condition, those of its situations included."""
    match condition:
        case None:
            return
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_of(part, guide)
        case InSituation(id):
            yield from tests_of(guide.situations[id].when, guide)
        case _:
            yield condition
