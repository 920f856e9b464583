"""Checks of the gates: each offers an answer for the unsure, and the unsure are not waved through.

This reads the rules as written; that it holds for every person is proved elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Question
    from buyguide.guide.written import WrittenQuestion


def gates(desk: Desk) -> Iterator[Problem]:
    """Yield a finding for each gate that leaves out people who do not know."""
    for item in cast("list[Item[WrittenQuestion]]", desk.gathered.lists["questions"]):
        question = desk.guide.question_by_id[item.written.id]
        if not question.gate or not question.options:
            continue
        if question.kind == "choices" and not any(o.means == "clear" for o in question.options):
            what = f'the gate "{question.id}" has no option for people to whom nothing applies.'
            remedy = "Add an option with means: clear."
            yield item.problem("options", what, remedy).named("BG335", "warning")
        unsure = [option.id for option in question.options if option.means == "unsure"]
        if not unsure:
            what = f'the gate "{question.id}" has no option for people who do not know.'
            remedy = "Add an option with means: unsure, or say in silence why none is needed."
            yield item.problem("options", what, remedy).named("BG332", "warning")
        yield from _forgotten(desk, question, unsure)


def _forgotten(desk: Desk, question: Question, unsure: list[str]) -> Iterator[Problem]:
    """Where a rule asks for a verdict on a worrying answer, some rule must on an unsure one."""
    asked = _options_with_verdict(desk, question)
    worrying = next((o.id for o in question.options if o.means is None and o.id in asked), None)
    for option in unsure:
        if worrying is not None and option not in asked:
            item = desk.items[asked[worrying]]
            what = f'"{worrying}" of "{question.id}" leads to a verdict, "{option}" never does.'
            remedy = f"Name {option} here too, or in a rule of its own with a verdict."
            yield item.problem("when", what, remedy).named("BG333", "warning")


def _options_with_verdict(desk: Desk, question: Question) -> Mapping[str, str]:
    """Return the options that a rule with a verdict names, each with the first such rule."""
    named: dict[str, str] = {}
    for rule in desk.guide.rules:
        for test in tests_of(rule.when, desk.guide) if rule.verdict else ():
            if test.question == question.id and test.operator in {"any_of", "all_of", "only"}:
                for option in test.options:
                    named.setdefault(option, rule.id)
    return named
