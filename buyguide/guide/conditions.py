"""What a condition means for given answers: the plain reading, one test at a time.

The decision runs a compiled form (``advice.compiled``); this reading asks follow-up questions
and is what the compiled form is tested against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Match
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide

_OPTIONS: Mapping[str, Callable[[frozenset[str], frozenset[str]], bool]] = {
    "any_of": lambda given, named: not given.isdisjoint(named),
    "all_of": lambda given, named: named <= given,
    "none_of": lambda given, named: given.isdisjoint(named),
    "only": lambda given, named: bool(given) and given <= named,
}
_AMOUNTS: Mapping[str, Callable[[int, int], bool]] = {
    "below": lambda given, named: given < named,
    "at_most": lambda given, named: given <= named,
    "above": lambda given, named: given > named,
    "at_least": lambda given, named: given >= named,
}
OPTION_OPERATORS = tuple(_OPTIONS)
AMOUNT_OPERATORS = tuple(_AMOUNTS)


def holds(condition: Condition, values: Mapping[str, Answer], guide: Guide) -> bool:
    """Say whether the condition holds; ``values`` are answers by question id."""
    if isinstance(condition, Test):
        return test_holds(condition, values, guide)
    if isinstance(condition, All):
        return all(holds(part, values, guide) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(holds(part, values, guide) for part in condition.parts)
    return holds(guide.situations[condition.id].when, values, guide)


def test_holds(test: Test, values: Mapping[str, Answer], guide: Guide) -> bool:
    """Say whether one question's test holds; false for a question not asked or skipped."""
    answer = values.get(test.question)
    if test.operator == "answered":
        return (answer is not None) == test.flag
    if answer is None:
        return False
    if isinstance(answer, int):
        return _amount_holds(test, answer, values)
    question = guide.question_by_id[test.question]
    if question.catalogue is not None:
        return _names_hold(test, matches(question.id, values, guide))
    given = _as_set(answer)
    if test.other is None:
        return _OPTIONS[test.operator](given, frozenset(test.options))
    named = values.get(test.other)
    return named is not None and _OPTIONS[test.operator](given, _as_set(named))


def matches(question: str, values: Mapping[str, Answer], guide: Guide) -> tuple[Match, ...]:
    """Return what each name typed for a question with a catalogue means, in the order typed.

    Names typed as one count each by itself.
    """
    catalogue = guide.catalogues[guide.question_by_id[question].catalogue or ""]
    return catalogue.meant_by(values.get(question))


def _amount_holds(test: Test, given: int, values: Mapping[str, Answer]) -> bool:
    named = test.amount if test.other is None else values.get(test.other)
    return isinstance(named, int) and _AMOUNTS[test.operator](given, named)


def _names_hold(test: Test, found: tuple[Match, ...]) -> bool:
    named = frozenset(test.options)
    if test.operator == "empty":
        return (not found) == test.flag
    if test.operator == "tagged":
        return any(not named.isdisjoint(match.tags) for match in found)
    if test.operator == "only_tagged":
        return bool(found) and all(
            not named.isdisjoint(tags) for match in found for tags in match.each_tags
        )
    return any(entry.name in named for match in found for entry in match.listed)


def _as_set(answer: str | int | tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        (answer,) if isinstance(answer, str) else answer if isinstance(answer, tuple) else ()
    )


def tests_in(condition: Condition, situations: Callable[[str], Condition]) -> Iterator[Test]:
    """Yield every test in a condition, those of its situations included."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, InSituation):
        yield from tests_in(situations(condition.id), situations)
    else:
        parts: Iterable[Condition] = condition.parts
        for part in parts:
            yield from tests_in(part, situations)
