"""Checks of the gates: each offers an answer for the unsure, and the unsure are not waved through.

Most of it reads the rules as written; what is proved for every person comes from ``doubts``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from buyguide.editor.doubts import EMPTY, UNKNOWN, VERDICT, doubts
from buyguide.editor.pasting import answers_file
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.editor.desk import Desk
    from buyguide.editor.doubts import Doubt
    from buyguide.errors import Problem
    from buyguide.guide.condition import Test
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Option, Question
    from buyguide.guide.written import WrittenQuestion
    from buyguide.reasoning.prover import World


_NO_UNSURE = "Add an option with means: unsure, or say in silence why none is needed."
_UNSURE = re.compile(r"unsure|(not|n't) (be )?(sure|know|say|certain|tell)", re.IGNORECASE)


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
            meant = next(filter(_sounds_unsure, question.options), None)
            remedy = f'Add means: unsure to the option "{meant.id}".' if meant else _NO_UNSURE
            yield item.problem("options", what, remedy).named("BG332", "warning")
        yield from _forgotten(desk, question, unsure)


def _sounds_unsure(option: Option) -> bool:
    return bool(_UNSURE.search(f"{option.id.replace('_', ' ')} {option.label}"))


def _forgotten(desk: Desk, question: Question, unsure: list[str]) -> Iterator[Problem]:
    """Where a rule asks for a verdict on a worrying answer, some rule must on an unsure one."""
    asked = _options_with_verdict(desk, question)
    worrying = next((o.id for o in question.options if o.means is None and o.id in asked), None)
    for option in unsure:
        if worrying is not None and option not in asked:
            item = desk.items[asked[worrying]]
            what = f'"{worrying}" of "{question.id}" leads to a verdict, "{option}" never does.'
            remedy = f"Name {option} here too, or in a rule of its own with a verdict."
            yield item.problem("when", what, remedy).named("BG333")


def gates_in_doubt(desk: Desk, world: World) -> Iterator[Problem]:
    """Yield a finding for each doubt at a gate that is proved to count for less than a worry."""
    for doubt in doubts(world):
        question = desk.guide.question_by_id[doubt.question]
        forgotten = {problem.what for problem in _forgotten(desk, question, [doubt.answer])}
        if not (doubt.lacks == VERDICT and forgotten):  # then it is told at the rule
            about = ["A smallest interview that shows it. Save it, and run: buyguide report FILE"]
            example = answers_file(desk.guide, doubt.example, about)
            yield replace(_in_doubt(desk, doubt), example=example)


def _in_doubt(desk: Desk, doubt: Doubt) -> Problem:
    item = cast("Item[WrittenQuestion]", desk.items[doubt.question])
    at = f'at the gate "{doubt.question}",'
    if doubt.answer in {UNKNOWN, EMPTY} and not doubt.worries:
        whom = "a name that is not known" if doubt.answer == UNKNOWN else "an empty list"
        test = f"{{tagged: {UNKNOWN}}}" if doubt.answer == UNKNOWN else f"{{{EMPTY}: true}}"
        what = f"{at} {whom} is told nothing urgent, and no verdict."
        remedy = f"Write a caution with a verdict for {doubt.question}: {test}."
        return item.problem("id", what, remedy).named("BG408")
    worries = " and than ".join(f'"{option}"' for option in doubt.worries)
    less = (
        "can lead to a milder verdict" if doubt.lacks == VERDICT else "is told less urgent cautions"
    )
    what = f'{at} "{doubt.answer}" {less} than {worries}.'
    remedy = f'Let the rules for one of them speak for "{doubt.answer}" too, or one as urgent.'
    options = [option.id for option in item.written.options]
    at_option = ("options", what, remedy, options.index(doubt.answer), "id")
    return item.problem(*at_option).named("BG407")


def _options_with_verdict(desk: Desk, question: Question) -> Mapping[str, str]:
    """Return the options that a rule with a verdict names, each with the first such rule."""
    named: dict[str, str] = {}
    for rule in desk.guide.rules:
        for test in tests_of(rule.when, desk.guide) if rule.verdict else ():
            for option in _taken(test, question) if test.question == question.id else ():
                named.setdefault(option, rule.id)
    return named


def _taken(test: Test, question: Question) -> Iterable[str]:
    """Return the options that a test of the question asks for, or leaves in."""
    if test.operator == "none_of" and test.other is None:
        return (option.id for option in question.options if option.id not in test.options)
    return test.options
