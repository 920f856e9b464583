"""What the columns of the query are called; every other module asks here.

A question's own name is the column of the answer that counts. Where it is asked only at times, what
was given stands in a column of its own before. PostgreSQL cuts names after 63 letters, so that
longer ones get a number instead of their end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.model import Guide

LONGEST = 63
OWN = ("id", "line", "verdict", "once_a_clinician_agrees", "rules", "problem")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column names: of questions, of lookups' kinds, of ticks by question and option, and so on."""

    given: Mapping[str, str]
    kept: Mapping[str, str]
    kinds: Mapping[str, str]
    kinds_given: Mapping[str, str]
    ticked: Mapping[tuple[str, str], str]
    situations: Mapping[str, str]
    rules: Mapping[str, str]


def columns_of(guide: Guide) -> Columns:
    """Return the names for a guide. Raises ``BuyguideError`` where a question's name is taken."""
    for id in OWN:
        if id in guide.question_by_id:
            raise BuyguideError(f'A table of answers cannot have a question "{id}": rename it.')
    taken = {*OWN, *guide.question_by_id}

    def fresh(name: str) -> str:
        number, found = 1, name[:LONGEST]
        while found in taken:
            number += 1
            found = f"{name[: LONGEST - 6]}_{number}"
        taken.add(found)
        return found

    asked = {q.id: q.ask_when is not None for q in guide.questions}
    lookups = [q.id for q in guide.questions if q.catalogue is not None]
    rules = {rule.id: fresh(rule.id) for rule in guide.rules}
    situations = {id: fresh(id) for id in guide.situations}
    kinds = {id: fresh(f"{id}__kinds") for id in lookups}
    return Columns(
        {id: fresh(f"{id}__given") if at_times else id for id, at_times in asked.items()},
        {id: id for id in asked},
        kinds,
        {id: fresh(f"{id}__kinds_given") if asked[id] else kinds[id] for id in lookups},
        {
            (q.id, option.id): fresh(f"{q.id}__{option.id}")
            for q in guide.questions
            if q.kind == "choices"
            for option in q.options
        },
        situations,
        rules,
    )
