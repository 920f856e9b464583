"""Slips of an editor's pen: all ways to drop or alter one part of a condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule

_EDGE = {"below": "at_most", "at_most": "below", "above": "at_least", "at_least": "above"}
_OTHERWISE = {"any_of": "all_of", "all_of": "any_of", "only": "any_of", "only_tagged": "tagged"}
NEVER = AnyOf(())


@dataclass(frozen=True, slots=True)
class Mutant:
    """One slip: in a rule or a situation (``id``), what it does, and what is there instead.

    A mutant changes either a condition or, where ``verdict`` is set, the verdict a rule asks for
    ("" for none).
    """

    id: str
    slip: str
    condition: Condition | None = None
    verdict: str | None = None


def mutants(guide: Guide) -> Iterator[Mutant]:
    """Yield every slip in the guide's rules and situations."""
    for rule in guide.rules:
        yield Mutant(rule.id, "the rule is gone", NEVER)
        if rule.when is not None:
            yield Mutant(rule.id, "its whole condition is gone", None)
            for slip, condition in _slips(rule.when, guide):
                yield Mutant(rule.id, slip, condition)
        yield from _verdicts(rule, guide)
    for situation in guide.situations.values():
        for slip, condition in _slips(situation.when, guide):
            yield Mutant(situation.id, slip, condition)


def _verdicts(rule: Rule, guide: Guide) -> Iterator[Mutant]:
    """Yield the rule without its verdict, and with the next steps of the ladder on either side."""
    if rule.verdict is None:
        return
    ladder = [verdict.id for verdict in guide.verdicts]
    at = ladder.index(rule.verdict)
    yield Mutant(rule.id, "its verdict is gone", rule.when, "")
    for other in (*ladder[max(0, at - 1) : at], *ladder[at + 1 : at + 2]):
        yield Mutant(rule.id, f"its verdict is {other}", rule.when, other)


def _slips(condition: Condition, guide: Guide) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, Test):
        yield from _test_slips(condition, guide)
    elif not isinstance(condition, InSituation):
        yield from _group_slips(condition, guide)


def _group_slips(group: All | AnyOf, guide: Guide) -> Iterator[tuple[str, Condition]]:
    parts, sort = group.parts, type(group)
    if len(parts) > 1:
        word, other = ("any", AnyOf) if sort is All else ("all", All)
        yield f'"{word}" stands where "{"all" if sort is All else "any"}" should', other(parts)
        for number, part in enumerate(parts):
            rest = sort((*parts[:number], *parts[number + 1 :]))
            yield f"{said(part)} is gone", rest
    for number, part in enumerate(parts):
        for slip, changed in _slips(part, guide):
            yield slip, sort((*parts[:number], changed, *parts[number + 1 :]))


def _test_slips(test: Test, guide: Guide) -> Iterator[tuple[str, Condition]]:
    where = f"in {said(test)}"
    if len(test.options) > 1:
        for option in test.options:
            rest = tuple(other for other in test.options if other != option)
            yield f'"{option}" is gone {where}', replace(test, options=rest)
    if test.operator in _EDGE:
        wrong = _EDGE[test.operator]
        yield f"{wrong} stands {where}", replace(test, operator=wrong)
    if test.operator in {"answered", "empty"}:
        yield f"the other way round {where}", replace(test, flag=not test.flag)
    several = len(test.options) > 1 or test.other is not None
    is_list = guide.question_by_id[test.question].kind == "choices"
    wrong = _OTHERWISE.get(test.operator, "")
    if wrong and (wrong != "all_of" or (several and is_list)):
        yield f"{wrong} stands {where}", replace(test, operator=wrong)


def said(condition: Condition) -> str:
    """Return a condition in a few words, as it is written."""
    if isinstance(condition, InSituation):
        return f"situation: {condition.id}"
    if isinstance(condition, Test):
        return f"{condition.question}: {_value(condition)}"
    word = "all" if isinstance(condition, All) else "any"
    return f"{word} of {len(condition.parts)} parts"


def _value(test: Test) -> str:
    if test.other is not None:
        return f"{{{test.operator}: {{question: {test.other}}}}}"
    if test.amount is not None:
        return f"{{{test.operator}: {test.amount / 100:g}}}"
    if not test.options:
        return f"{{{test.operator}: {str(test.flag).lower()}}}"
    names = ", ".join(test.options[:3]) + (", …" if len(test.options) > 3 else "")
    listed = names if len(test.options) == 1 else f"[{names}]"
    return listed if test.operator == "any_of" else f"{{{test.operator}: {listed}}}"


def using(guide: Guide) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules that each rule or situation id has a say in."""
    named = {rule.id: (rule,) for rule in guide.rules}
    return named | {
        id: tuple(r for r in guide.rules if id in _situations_of(r.when, guide))
        for id in guide.situations
    }


def _situations_of(condition: Condition | None, guide: Guide) -> set[str]:
    if condition is None or isinstance(condition, Test):
        return set()
    if isinstance(condition, InSituation):
        return {condition.id} | _situations_of(guide.situations[condition.id].when, guide)
    return {id for part in condition.parts for id in _situations_of(part, guide)}
