"""What was answered, by question id, and which answers count; not how they were got."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from buyguide.amounts import show_amount
from buyguide.guide.conditions import holds
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.model import Guide, Question

MOST_CANDIDATES = 10  # side by side: more than anybody can compare
LONGEST_TYPED = 60  # letters of a shopper's own words that are repeated
Answer = str | int | tuple[str, ...] | None
"""One answer, by the question's kind.

choice: an option id. choices: option ids. amount: hundredths of the unit. text: the text.
lookup: the names as typed; empty means "none". ``None``: skipped.
"""


class Settled(NamedTuple):
    """The answers that count, in the guide's order, and the ids of those that do not apply."""

    values: Mapping[str, Answer]
    dropped: tuple[str, ...]


class Saved(NamedTuple):
    """What was advised when answers were saved: the verdict, the findings and the guide's digest.

    The verdict and the findings are ids, which today's guide may no longer have.
    """

    verdict: str
    findings: tuple[str, ...]
    digest: str


def parts_in_words(question: Question, answer: Answer) -> tuple[str, ...]:
    """Return an answer as people say it, part by part; nothing for a skip or an empty list.

    An amount stands with its unit, an option by its label, and what was typed as it was typed,
    though harmless and short, so that it cannot bury what is said about it.
    """
    if answer is None:
        return ()
    if isinstance(answer, int):
        return (show_amount(answer, question.unit),)
    given = (answer,) if isinstance(answer, str) else answer
    options = question.option_by_id
    return tuple(
        options[part].label if part in options else clean(part, limit=LONGEST_TYPED)
        for part in given
    )


def applies(question: Question, values: Mapping[str, Answer], guide: Guide) -> bool:
    """Say whether the question is asked at all, given the answers to the questions before it."""
    return question.ask_when is None or holds(question.ask_when, values, guide)


def settle(guide: Guide, values: Mapping[str, Answer]) -> Settled:
    """Keep the answers whose question applies, walking the questions in order."""
    kept: dict[str, Answer] = {}
    for question in guide.questions:
        if question.id in values and applies(question, kept, guide):
            kept[question.id] = values[question.id]
    dropped = tuple(id for id in values if id not in kept)
    return Settled(MappingProxyType(kept), dropped)


def is_candidate(guide: Guide, values: Mapping[str, Answer]) -> bool:
    """Say whether the answers are about a candidate: one thing that could be bought."""
    candidates = guide.candidates
    return candidates is not None and all(
        values.get(id) == option for id, option in candidates.given.items()
    )


def with_candidate(
    guide: Guide, values: Mapping[str, Answer], candidate: Mapping[str, Answer]
) -> Mapping[str, Answer]:
    """Return the answers of a person for another candidate, those that count."""
    own = {id: a for id, a in values.items() if not guide.question_by_id[id].candidate}
    given = guide.candidates.given if guide.candidates else {}
    return settle(guide, {**own, **given, **candidate}).values


def candidate_name(guide: Guide, values: Mapping[str, Answer], number: int | None) -> str:
    """Return what to call a candidate: its letter and the name given to it, if one is.

    ``number`` counts from 0; the only one needs no letter.
    """
    if guide.candidates is None:
        return ""
    noun = guide.candidates.noun.capitalize()
    letter = noun if number is None else f"{noun} {chr(ord('A') + number)}"
    name = values.get(guide.candidates.name)
    return f"{letter}: {clean(name, limit=LONGEST_TYPED)}" if isinstance(name, str) else letter


def next_question(guide: Guide, values: Mapping[str, Answer]) -> Question | None:
    """Return the first question that applies and is not answered yet; None when all are."""
    for question in guide.questions:
        if question.id not in values and applies(question, values, guide):
            return question
    return None


def lacking(guide: Guide, values: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the required questions that apply and have no answer (a skip is none)."""
    return tuple(
        question
        for question in guide.questions
        if question.required
        and values.get(question.id) is None
        and applies(question, values, guide)
    )
