"""What would change the verdict: the smallest changes of answers, over all interviews, exactly.

Answers that are fixed (a person's age or health) are never proposed as something to change. One
that is not known may be: then only a clinician's word can settle it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.advice.decision import Change, Unknown
from buyguide.answers import applies
from buyguide.reasoning.mattering import opened_by
from buyguide.reasoning.nearest import nearest, start_at
from buyguide.reasoning.prover import shared_world
from buyguide.reasoning.tangled import TooTangledError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Verdict

CHECKABLE, CHOOSABLE = "checkable", "choosable"


def with_outlook(decision: Decision) -> Decision:
    """Return the decision with what would change it, and what is most worth finding out.

    The changes lead to milder verdicts, mildest first; under the mildest verdict they are what
    could still be found out against it. In a guide too tangled for that there are none.
    """
    guide, then = decision.guide, decision.once_a_clinician_agrees
    mildest = decision.verdict is guide.verdicts[-1]
    wanted = guide.verdicts[:-1] if mildest else _milder(guide, decision.verdict)
    try:
        changes = changes_to(decision, *wanted, check=mildest)
        if then:
            changes += changes_once_agreed(decision, *_milder(guide, then))
        return replace(decision, changes=changes, unknowns=tuple(_unknowns(decision)))
    except TooTangledError:
        return decision


def _milder(guide: Guide, verdict: Verdict) -> Sequence[Verdict]:
    """Return the verdicts that are milder, mildest first."""
    return guide.verdicts[guide.verdicts.index(verdict) + 1 :][::-1]


def changes_once_agreed(decision: Decision, *verdicts: Verdict) -> tuple[Change, ...]:
    """Return the smallest changes after which each verdict would hold once a clinician agrees.

    Raises ``TooTangledError``.
    """
    guide = decision.guide
    ends = shared_world(guide).verdicts_once_agreed
    found = _changes(decision, verdicts, ends, _free(guide, {CHECKABLE, CHOOSABLE}))
    return tuple(replace(change, agreed=True) for _, each in found for change in each)


def changes_to(decision: Decision, *verdicts: Verdict, check: bool = False) -> tuple[Change, ...]:
    """Return the smallest changes that lead to each verdict, none of them smaller than another.

    With ``check`` only answers that can be checked may change; without it those that can be
    chosen too, and where these lead nowhere also those that only a clinician can settle. Raises
    ``TooTangledError``.
    """
    guide = decision.guide
    ends = shared_world(guide).verdicts
    free = _free(guide, {CHECKABLE} if check else {CHECKABLE, CHOOSABLE})
    unsure = {question.id for question in _not_known(decision) if question.id not in free}
    found = dict(_changes(decision, verdicts, ends, free))
    nowhere = [verdict for verdict in verdicts if not found[verdict]]
    if nowhere and unsure and not check:
        found |= _changes(decision, nowhere, ends, free | unsure)
    return tuple(change for each in found.values() for change in each)


def _free(guide: Guide, kinds: Collection[str]) -> set[str]:
    return {question.id for question in guide.questions if question.answers_are in kinds}


def _changes(
    decision: Decision, verdicts: Sequence[Verdict], ends: Mapping[str, int], free: set[str]
) -> Iterator[tuple[Verdict, tuple[Change, ...]]]:
    """Yield each verdict with the smallest changes that lead into the interviews it ends in."""
    guide = decision.guide
    start = start_at(shared_world(guide), decision.values, free)
    for verdict in verdicts:
        changes = tuple(
            Change(tuple(way.items()), verdict, tuple(id for id in way if _is_fixed(guide, id)))
            for way in nearest(start, ends[verdict.id])
            if way
        )
        yield verdict, changes


def _is_fixed(guide: Guide, id: str) -> bool:
    return guide.question_by_id[id].answers_are not in {CHECKABLE, CHOOSABLE}


def _unknowns(decision: Decision) -> Sequence[Unknown]:
    """Return the unknowns that could change the verdict by themselves.

    One that could lead to a stronger verdict stands before others: it is worth most to know.
    """
    order = {verdict.id: number for number, verdict in enumerate(decision.guide.verdicts)}
    found = [
        Unknown(question.id, leads)
        for question in _not_known(decision)
        if (leads := tuple(_leads(decision, question)))
    ]
    return sorted(found, key=lambda one: min(order[lead.verdict.id] for lead in one.leads))


def _leads(decision: Decision, question: Question) -> Iterator[Change]:
    """Yield where an answer to one question alone could lead, mildest verdict first."""
    free = {question.id, *opened_by(question.id, decision.guide)}
    others = [one for one in reversed(decision.guide.verdicts) if one is not decision.verdict]
    for _, found in _changes(decision, others, shared_world(decision.guide).verdicts, free):
        yield from found[:1]


def _not_known(decision: Decision) -> Iterator[Question]:
    """Yield the questions that were answered with doubt, or that could be checked and were not."""
    guide, values = decision.guide, decision.values
    for question in guide.questions:
        answer = values.get(question.id)
        skipped = answer is None and question.answers_are == CHECKABLE
        if (skipped and applies(question, values, guide)) or _in_doubt(question, answer):
            yield question


def _in_doubt(question: Question, answer: Answer) -> bool:
    given = answer if isinstance(answer, tuple) else (answer,)
    options = question.option_by_id
    return any(part in options and options[str(part)].means == "unsure" for part in given)
