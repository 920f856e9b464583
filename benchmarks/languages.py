"""A condition written in the languages of other engines, and in Python as a person writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buyguide.guide.clauses import clauses
from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from buyguide.guide.clauses import Clause
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule

_COMPARE = {"below": "<", "at_most": "<=", "above": ">", "at_least": ">="}


@dataclass(frozen=True)
class Language:
    """How a language of expressions writes all, any, not, and a list."""

    both: str
    either: str
    without: str  # what stands before a test in brackets to negate it
    list: str


WORDS = Language(" and ", " or ", "not ", "[{}]")
SIGNS = Language(" && ", " || ", "!", "[{}]")
PYTHON = Language(" and ", " or ", "not ", "{{{}}}")


def written(condition: Condition, language: Language) -> str:
    """Return the condition as an expression."""
    match condition:
        case Test():
            return _test(condition, language)
        case All(parts):
            return "(" + language.both.join(written(part, language) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + language.either.join(written(part, language) for part in parts) + ")"
        case InSituation():
            raise NotImplementedError("the workload has no situations")


def _test(test: Test, language: Language) -> str:
    if test.amount is not None:
        return f"{test.question} {_COMPARE[test.operator]} {test.amount}"
    named = ", ".join(f'"{option}"' for option in test.options)
    if test.question.startswith("ticks"):
        says = f"{named} in {test.question}"
    elif len(test.options) == 1:
        says = f"{test.question} == {named}"
    else:
        says = f"{test.question} in {language.list.format(named)}"
    return f"{language.without}({says})" if test.operator == "none_of" else says


def json_logic(condition: Condition) -> dict[str, Any]:
    """Return the condition as JsonLogic."""
    match condition:
        case Test(amount=int()):
            return {_COMPARE[condition.operator]: [{"var": condition.question}, condition.amount]}
        case Test():
            asked: Any = {"var": condition.question}
            ticks = condition.question.startswith("ticks")
            says = {"in": [condition.options[0], asked] if ticks else [asked, [*condition.options]]}
            return {"!": [says]} if condition.operator == "none_of" else says
        case All(parts):
            return {"and": [json_logic(part) for part in parts]}
        case AnyOf(parts):
            return {"or": [json_logic(part) for part in parts]}
        case InSituation():
            raise NotImplementedError("the workload has no situations")


def by_hand(guide: Guide) -> str:
    """Return the source of a function that decides as a person would write it down.

    It returns the number of the step on the ladder, and the ids of the rules.
    """
    lines = [line for rule in guide.rules for line in _rule_by_hand(rule, _steps(guide))]
    return _function(guide, lines)


def by_hand_with_reasons(guide: Guide) -> str:
    """Return the same source, where each id comes with the alternatives that hold, in words."""
    lines = [line for rule in guide.rules for line in _reasons_by_hand(rule, _steps(guide))]
    return _function(guide, lines)


def in_words(clause: Clause) -> str:
    """Return an alternative of a rule in words."""
    return PYTHON.both.join(_test(test, PYTHON) for test in clause)


def _function(guide: Guide, lines: list[str]) -> str:
    answers = [f"{question.id} = person['{question.id}']" for question in guide.questions]
    body = [*answers, "found = []", f"step = {len(guide.verdicts) - 1}", *lines]
    return "\n    ".join(["def decide(person):", *body, "return step, found"])


def _steps(guide: Guide) -> dict[str | None, int]:
    return {verdict.id: step for step, verdict in enumerate(guide.verdicts)}


def _rule_by_hand(rule: Rule, steps: dict[str | None, int]) -> list[str]:
    says = written(rule.when, PYTHON) if rule.when else "True"
    return [f"if {says}:", f"    found.append('{rule.id}')", *_asks(rule, steps)]


def _reasons_by_hand(rule: Rule, steps: dict[str | None, int]) -> list[str]:
    every = clauses(rule.when, {})
    if len(every) == 1:
        says, because = in_words(every[0]), (in_words(every[0]),)
        return [f"if {says}:", f"    found.append(('{rule.id}', {because}))", *_asks(rule, steps)]
    lines = ["because = []"]
    for clause in every:
        lines += [f"if {in_words(clause)}:", f"    because.append({in_words(clause)!r})"]
    return [*lines, "if because:", f"    found.append(('{rule.id}', because))", *_asks(rule, steps)]


def _asks(rule: Rule, steps: dict[str | None, int]) -> list[str]:
    step = steps.get(rule.verdict)
    return [] if step is None else [f"    if step > {step}:", f"        step = {step}"]
