"""A condition as a plain sentence, in the words of the guide's own labels; knows no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.guide.condition import All, AnyOf, InSituation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.guide.condition import Condition, Test
    from buyguide.guide.model import Guide, Question

_AMOUNTS = {"below": "below", "at_most": "at most", "above": "above", "at_least": "at least"}
_TAGS = {"listed": "on the list", "unknown": "not recognised", "other": "known but not on the list"}
_OTHER_ANSWERS: Mapping[str, str] = {
    "any_of": "has an answer in common with",
    "all_of": "includes every answer to",
    "none_of": "is answered, and has no answer in common with",
    "only": "has no answer besides those to",
}


def in_words(condition: Condition | None, guide: Guide) -> str:
    """Return the condition as words that fit after "when"; "always" for no condition.

    Questions and options go by their labels, in quotation marks; situations by what they say.
    """
    if condition is None:
        return "always"
    return _words(condition, guide, inner=False)


def _words(condition: Condition, guide: Guide, *, inner: bool) -> str:
    if isinstance(condition, InSituation):
        return guide.situations[condition.id].say
    if not isinstance(condition, All | AnyOf):
        return _test(condition, guide)
    word = "and" if isinstance(condition, All) else "or"
    parts = [_words(part, guide, inner=True) for part in dict.fromkeys(_flat(condition))]
    if not parts:
        return "always" if word == "and" else "never"
    if len(parts) == 1:
        return parts[0]
    joined = f", {word} ".join(parts)
    return f"({joined})" if inner else joined


def _flat(group: All | AnyOf) -> Iterator[Condition]:
    """Yield a group's parts, with those of inner groups of the same sort in their place."""
    for part in group.parts:
        if isinstance(part, All | AnyOf) and type(part) is type(group):
            yield from _flat(part)
        else:
            yield part


def _test(test: Test, guide: Guide) -> str:
    question = guide.question_by_id[test.question]
    name = f'"{question.label}"'
    if test.operator == "answered":
        return f"{name} is answered" if test.flag else f"{name} is not answered"
    if test.operator in _AMOUNTS:
        return f"{name} is {_AMOUNTS[test.operator]} {_amount(test, question, guide)}"
    if test.other is not None:
        other = guide.question_by_id[test.other].label
        return f'{name} {_OTHER_ANSWERS[test.operator]} "{other}"'
    if question.catalogue is not None:
        return _names(test, name)
    return _options(test, question, name)


def _amount(test: Test, question: Question, guide: Guide) -> str:
    if test.other is not None:
        return f'the amount in "{guide.question_by_id[test.other].label}"'
    return show_amount(test.amount or 0, question.unit)


def _names(test: Test, name: str) -> str:
    if test.operator == "empty":
        return f"{name} names none" if test.flag else f"{name} names at least one"
    if test.operator == "any_of":
        return f"{name} names {_listed(map(_quoted, test.options), 'or')}"
    tags = _listed((_TAGS.get(tag) or f'tagged "{tag}"' for tag in test.options), "or")
    if test.operator == "tagged":
        return f"{name} names one that is {tags}"
    return f"{name} names only such as are {tags}"


def _options(test: Test, question: Question, name: str) -> str:
    labels = [_quoted(question.option_by_id[option].label) for option in test.options]
    if test.operator == "none_of":
        return f"{name} is answered, but not with {_listed(labels, 'or')}"
    if test.operator == "only":
        return f"{name} is nothing but {_listed(labels, 'or')}"
    verb = "is" if question.kind == "choice" else "includes"
    return f"{name} {verb} {_listed(labels, 'and' if test.operator == 'all_of' else 'or')}"


def _quoted(words: str) -> str:
    return f'"{words}"'


def _listed(words: Iterable[str], joint: str) -> str:
    """Return words as a list in a sentence: a, b or c."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
