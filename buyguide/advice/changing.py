"""What would change the verdict: each single other answer that can be checked or chosen.

Answers that are fixed (a person's age or health) are never proposed as something to change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.advice.compiled import compile_rules
from buyguide.advice.deciding import verdict_of
from buyguide.advice.decision import Change
from buyguide.answers import lacking, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question, Verdict

_CHANGEABLE = frozenset({"checkable", "choosable"})


def with_changes(decision: Decision) -> Decision:
    """Return the decision with the single changes of an answer that lead to another verdict.

    They are the changes that lead to a milder verdict, mildest first; under the mildest verdict,
    what could still be found out against it. An answer whose new follow-up questions are still
    open leads nowhere yet, and is left out.
    """
    order = {verdict.id: number for number, verdict in enumerate(decision.guide.verdicts)}
    now = order[decision.verdict.id]
    mildest = now == len(order) - 1
    found = [
        change
        for change in _all_changes(decision, {"checkable"} if mildest else _CHANGEABLE)
        if mildest or order[change.verdict.id] > now
    ]
    found.sort(key=lambda change: -order[change.verdict.id])
    return replace(decision, changes=tuple(found))


def _all_changes(decision: Decision, changeable: Collection[str]) -> Iterator[Change]:
    """Yield every single change of a changeable answer that leads to another verdict."""
    guide, values = decision.guide, decision.values
    for question in guide.questions:
        if question.answers_are in changeable and values.get(question.id) is not None:
            for answer in _others(question, values[question.id]):
                verdict = _verdict(guide, {**values, question.id: answer})
                if verdict is not None and verdict is not decision.verdict:
                    yield Change(question.id, answer, verdict)


def _others(question: Question, answer: Answer) -> Iterator[Answer]:
    """Yield the other answers: another option, or for several one option more, less or instead."""
    options = [option for option in question.options if option.means != "unsure"]
    if question.kind == "choice":
        yield from (option.id for option in options if option.id != answer)
    if question.kind == "choices" and isinstance(answer, tuple):
        for option in options:
            if option.exclusive or any(question.option_by_id[id].exclusive for id in answer):
                changed: tuple[str, ...] = (option.id,)
            elif option.id in answer:
                changed = tuple(id for id in answer if id != option.id)
            else:
                order = {o.id: n for n, o in enumerate(question.options)}
                changed = tuple(sorted((*answer, option.id), key=order.__getitem__))
            if changed and changed != answer:
                yield changed


def _verdict(guide: Guide, values: Mapping[str, Answer]) -> Verdict | None:
    settled = settle(guide, values).values
    if lacking(guide, settled):
        return None
    return verdict_of(guide, (part.rule for part in compile_rules(guide).holding(settled)))[0]
