"""Checks of what is never used: questions nothing reads, options nobody names, rules no case shows.

Also that a gate treats "not sure" like "yes". Whether a rule can fire at all is proved elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from buyguide.advice.compiled import compile_rules
from buyguide.editor.desk import found
from buyguide.guide.conditions import tests_in
from buyguide.guide.model import Arithmetic
from buyguide.guide.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Condition, Figure, Guide, Question, Rule, Test
    from buyguide.guide.written import WrittenQuestion

_NAMES_OPTIONS = frozenset({"any_of", "all_of", "none_of", "only"})


@dataclass(slots=True)
class _Used:
    """The questions that something reads, and the options that something names."""

    questions: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)

    def take(self, condition: Condition | None, guide: Guide) -> None:
        for test in _tests(condition, guide):
            for id in filter(None, (test.question, test.other)):
                self.questions.add(id)
            if test.other is not None and test.operator in _NAMES_OPTIONS:
                one, two = (guide.question_by_id[id] for id in (test.question, test.other))
                shared = one.option_by_id.keys() & two.option_by_id.keys()
                self.options.update((id, option) for id in (one.id, two.id) for option in shared)
            self.options.update((test.question, option) for option in test.options)


def coverage(desk: Desk) -> Iterator[Problem]:
    """Yield a finding for each question, option and rule that nothing makes use of."""
    used = _used(desk)
    for item in cast("list[Item[WrittenQuestion]]", desk.gathered.lists["questions"]):
        yield from _question(item, used)
    yield from _rules_in_cases(desk)
    yield from _gates(desk)


def _used(desk: Desk) -> _Used:
    guide, used = desk.guide, _Used()
    conditions = [rule.when for rule in guide.rules]
    conditions += [situation.when for situation in guide.situations.values()]
    for condition in (*conditions, *(question.ask_when for question in guide.questions)):
        used.take(condition, guide)
    for rule in guide.rules:
        texts = (rule.title, rule.say, rule.how_sure, rule.limits)
        names = {name for text in texts if text for name in placeholders(text)}
        used.questions |= {name.removesuffix(".number") for name in names - guide.figures.keys()}
        for figure in names & guide.figures.keys():
            used.questions.update(_inputs(guide.figures[figure]))
        used.options.update(("goals", rule.goal) for _ in range(1) if rule.goal)
    for case in desk.cases:
        for id, answer in case.values.items():
            chosen = (answer,) if isinstance(answer, str) else answer
            used.options.update((id, part) for part in chosen if isinstance(chosen, tuple))
    return used
