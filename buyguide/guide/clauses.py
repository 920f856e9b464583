"""A condition as clauses: it holds exactly when all tests of at least one clause hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Situation

Clause = tuple[Test, ...]
MOST_CLAUSES = 2_000
MOST_IN_CLAUSES = 20_000  # in the clauses of one condition


class TooTangledError(Exception):
    """The condition would need too many clauses, or too long ones; says so for an editor."""


def clauses(condition: Condition | None, situations: Mapping[str, Situation]) -> tuple[Clause, ...]:
    """Return the clauses of a condition, in the order written; no condition is one empty clause.

    Raises ``TooTangledError``.
    """
    if condition is None:
        return ((),)
    if isinstance(condition, Test):
        return ((condition,),)
    if isinstance(condition, AnyOf):
        found: dict[Clause, None] = {}
        for part in condition.parts:
            found.update(dict.fromkeys(clauses(part, situations)))
            _bound(len(found), 0)
        _bound(len(found), sum(map(len, found)))
        return tuple(found)
    if isinstance(condition, All):
        plain = tuple(part for part in condition.parts if isinstance(part, Test))
        if len(plain) == len(condition.parts):  # as most are; the long way leads to the same
            return (tuple(dict.fromkeys(plain)),)
        combined: dict[Clause, None] = {(): None}
        for more in _joined(clauses(part, situations) for part in condition.parts):
            tests = sum(map(len, combined)) * len(more) + sum(map(len, more)) * len(combined)
            _bound(len(combined) * len(more), tests)
            combined = dict.fromkeys(
                tuple(dict.fromkeys((*left, *right))) for left in combined for right in more
            )
        return tuple(combined)
    return clauses(situations[condition.id].when, situations)


def _joined(parts: Iterable[tuple[Clause, ...]]) -> Iterator[tuple[Clause, ...]]:
    """Yield the parts; neighbours of one clause each are one clause together, made at once."""
    together: dict[Test, None] = {}
    for part in parts:
        if len(part) == 1:
            together.update(dict.fromkeys(part[0]))
            continue
        yield (tuple(together),)
        together = {}
        yield part
    yield (tuple(together),)


def _bound(number: int, tests: int) -> None:
    if number > MOST_CLAUSES:
        raise TooTangledError(f"this condition has more than {MOST_CLAUSES:,} combinations.")
    if tests > MOST_IN_CLAUSES:
        what = f"this condition's combinations hold more than {MOST_IN_CLAUSES:,} tests."
        raise TooTangledError(what)


def always_answered(
    condition: Condition | None, situations: Mapping[str, Situation]
) -> frozenset[str] | None:
    """Return the questions that are answered whenever the condition holds; None if it never does.

    They are those surely answered in each of its clauses, found without making any.
    """
    if condition is None:
        return frozenset()
    if isinstance(condition, Test):
        return surely_answered((condition,))
    if isinstance(condition, InSituation):
        return always_answered(situations[condition.id].when, situations)
    parts = [always_answered(part, situations) for part in condition.parts]
    known = [part for part in parts if part is not None]
    if isinstance(condition, AnyOf):
        return frozenset.intersection(*known) if known else None
    return frozenset[str]().union(*known) if len(known) == len(parts) else None


def surely_answered(clause: Clause) -> frozenset[str]:
    """Return the questions that are answered whenever the clause holds."""
    answered = {t.question for t in clause if t.operator != "answered" or t.flag}
    return frozenset(answered | {t.other for t in clause if t.other is not None})
