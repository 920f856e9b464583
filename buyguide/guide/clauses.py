"""A condition as clauses: it holds exactly when all tests of at least one clause hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, Test

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Situation

Clause = tuple[Test, ...]
MOST_CLAUSES = 2_000


class TooTangledError(Exception):
    """The condition would need more than ``MOST_CLAUSES`` clauses."""


def clauses(condition: Condition | None, situations: Mapping[str, Situation]) -> tuple[Clause, ...]:
    """Return the clauses of a condition, in the order written; no condition is one empty clause.

    Raises ``TooTangledError``.
    """
    if condition is None:
        return ((),)
    if isinstance(condition, Test):
        return ((condition,),)
    if isinstance(condition, AnyOf):
        found = [c for part in condition.parts for c in clauses(part, situations)]
        return _bounded(dict.fromkeys(found))
    if isinstance(condition, All):
        tests = tuple(part for part in condition.parts if isinstance(part, Test))
        if len(tests) == len(condition.parts):  # as most are; the long way leads to the same
            return (tuple(dict.fromkeys(tests)),)
        combined: dict[Clause, None] = {(): None}
        for part in condition.parts:
            more = clauses(part, situations)
            if len(combined) * len(more) > MOST_CLAUSES:
                raise TooTangledError
            combined = dict.fromkeys(
                tuple(dict.fromkeys((*left, *right))) for left in combined for right in more
            )
        return tuple(combined)
    return clauses(situations[condition.id].when, situations)


def surely_answered(clause: Clause) -> frozenset[str]:
    """Return the questions that are answered whenever the clause holds."""
    answered = {t.question for t in clause if t.operator != "answered" or t.flag}
    return frozenset(answered | {t.other for t in clause if t.other is not None})


def _bounded(found: Mapping[Clause, None]) -> tuple[Clause, ...]:
    if len(found) > MOST_CLAUSES:
        raise TooTangledError
    return tuple(found)
