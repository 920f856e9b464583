"""How many cases show each rule, and each part of its condition, holding and not holding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.editor.crowd import Crowd
from buyguide.editor.mutants import said
from buyguide.guide.condition import All, AnyOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide


@dataclass(frozen=True, slots=True)
class Seen:
    """A rule, or one part of its condition as written: in how many cases it holds, and fails."""

    what: str
    holds: int
    fails: int


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """A rule speaking and keeping silent, and the parts of its condition."""

    rule: Seen
    parts: tuple[Seen, ...]


def seen_in(people: Sequence[Mapping[str, Answer]], guide: Guide) -> tuple[RuleSeen, ...]:
    """Return what the answers of some people show of each rule, in the guide's order."""
    crowd = Crowd(guide, people)

    def count(what: str, condition: Condition | None) -> Seen:
        holds = crowd.holds(condition).bit_count()
        return Seen(what, holds, len(people) - holds)

    return tuple(
        RuleSeen(
            count(rule.id, rule.when),
            tuple(count(said(part), part) for part in _parts(rule.when)),
        )
        for rule in guide.rules
    )


def seen_lines(found: RuleSeen) -> list[str]:
    """Return a line for a rule and one for each part of its condition."""
    rule = f"{found.rule.what}: speaks in {found.rule.holds} cases, is silent in {found.rule.fails}"
    return [rule, *(f"  {p.what}: holds in {p.holds}, fails in {p.fails}" for p in found.parts)]


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """Yield each test and situation that a condition names itself."""
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _parts(part)
    elif condition is not None:
        yield condition
