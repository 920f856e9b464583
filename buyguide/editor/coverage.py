"""Checks of what is never used: questions nothing reads, options nobody names, rules no case shows.

Whether a rule can fire at all is proved elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from buyguide.editor.uses import users
from buyguide.guide.printed import printed_answers
from buyguide.guide.rule_reading import GOALS
from buyguide.reasoning.walking import every_test

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.condition import Test
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Guide
    from buyguide.guide.written import WrittenQuestion

_Named = tuple[str, str]  # a question and one of its options


def coverage(desk: Desk) -> Iterator[Problem]:
    """Yield a finding for each question, option and rule that nothing makes use of."""
    tests = tuple(every_test(desk.guide))
    read = {id for test in tests for id in (test.question, test.other)}
    read |= printed_answers(desk.guide)
    named = {*_named_in_tests(desk.guide, tests), *_named_in_cases(desk)}
    named.update((GOALS, rule.goal) for rule in desk.guide.rules if rule.goal)
    for item in cast("list[Item[WrittenQuestion]]", desk.gathered.lists["questions"]):
        if item.written.id not in read:
            yield _unread(item)
        if desk.every_case:
            yield from _unnamed(item, named)
    yield from _unused(desk)
    if desk.every_case:
        yield from _rules_in_cases(desk)


def _named_in_tests(guide: Guide, tests: tuple[Test, ...]) -> Iterator[_Named]:
    for test in tests:
        yield from ((test.question, option) for option in test.options)
        if test.other is not None:
            both = [guide.question_by_id[id] for id in (test.question, test.other)]
            shared = both[0].option_by_id.keys() & both[1].option_by_id.keys()
            yield from ((question.id, option) for question in both for option in shared)


def _named_in_cases(desk: Desk) -> Iterator[_Named]:
    for case in desk.cases:
        for id, answer in case.values.items():
            given = answer if isinstance(answer, tuple) else (answer,)
            yield from ((id, part) for part in given if isinstance(part, str))


def _unread(item: Item[WrittenQuestion]) -> Problem:
    what = f'nothing reads the answer to "{item.written.id}".'
    remedy = "Use it in a condition or a text, or delete it."
    return item.problem("id", what, remedy).named("BG330", "warning")


def _unnamed(item: Item[WrittenQuestion], named: set[_Named]) -> Iterator[Problem]:
    id = item.written.id
    for number, option in enumerate(item.written.options):
        if (id, option.id) not in named:
            what = f'no rule and no case names the option "{option.id}" of "{id}".'
            remedy = "Let a rule know it, or give it to a person in a case."
            yield item.problem("options", what, remedy, number, "id").named("BG331", "warning")


def _unused(desk: Desk) -> Iterator[Problem]:
    used = users(desk.guide)
    for name, kind in (("situations", "situation"), ("figures", "figure"), ("points", "point")):
        for item in desk.all_items(name):
            id = str(getattr(item.written, "id", ""))
            if id not in used:
                what = f'nothing uses the {kind} "{id}".'
                remedy = "Use it in a rule, or delete it."
                yield item.problem("id", what, remedy).named("BG334", "warning")


def _rules_in_cases(desk: Desk) -> Iterator[Problem]:
    """Every rule is seen speaking, and every rule with a condition is seen keeping silent."""
    fired = desk.holding.values()
    ever, always = set[str]().union(*fired), frozenset[str]()
    if fired:
        always = frozenset.intersection(*fired)
    for rule in desk.guide.rules:
        item = desk.items[rule.id]
        if rule.id not in ever:
            what = f'no case shows the rule "{rule.id}" speaking.'
            remedy = "Add a case: a person who must be told."
            yield item.problem("id", what, remedy).named("BG510", "warning")
        elif rule.id in always and rule.when is not None:
            what = f'no case shows the rule "{rule.id}" keeping silent.'
            remedy = "Add a case: a person who must not be told."
            yield item.problem("id", what, remedy).named("BG511", "warning")
