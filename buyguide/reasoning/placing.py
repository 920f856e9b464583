"""Places given answers in a space: the one assignment that stands for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.reasoning.names import meaning, text_meaning
from buyguide.reasoning.slots import (
    AmountSlot,
    ChoiceSlot,
    ChoicesSlot,
    LookupSlot,
    NameSlot,
    TextSlot,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Catalogue
    from buyguide.reasoning.slots import Slot
    from buyguide.reasoning.space import Space, Version


def place(values: Mapping[str, Answer], space: Space) -> tuple[int, ...]:
    """Return the state of every level for the answers that the last version would hear."""
    states = [0] * space.diagram.depth
    version = space.versions[-1]
    for slot in space.slots:
        if version.slots.get(slot.question) is slot:
            _put(slot, values, states, version)
    return tuple(states)


def _put(slot: Slot, values: Mapping[str, Answer], states: list[int], version: Version) -> None:
    answer = values.get(slot.question)
    match slot:
        case ChoiceSlot(_, level, options):
            states[level] = 0 if answer is None else options.index(str(answer)) + 1
        case ChoicesSlot(_, levels):
            for option, level in levels.items():
                states[level] = int(isinstance(answer, tuple) and option in answer)
        case TextSlot(_, level):
            states[level] = int(answer is not None)
        case AmountSlot(_, level, cells):
            given = tuple(values.get(question) for question in cells.questions)
            cell = tuple(amount if isinstance(amount, int) else None for amount in given)
            states[level] = cells.state_of[cells.signature(cell)]
        case NameSlot(_, level, kinds, seen):
            states[level] = 0
            if answer is not None:
                meant = text_meaning(_catalogue(slot.question, version), str(answer), seen)
                known = [kind.meanings[version.number] for kind in kinds]
                states[level] = known.index(meant) + 1 if meant in known else 1
        case LookupSlot():
            _put_names(slot, answer, states, version)


def _put_names(slot: LookupSlot, answer: Answer, states: list[int], version: Version) -> None:
    """Set the kinds that were named; a name with several meanings sets a kind for each."""
    states[slot.level] = int(answer is not None)
    catalogue = _catalogue(slot.question, version)
    for name in answer if isinstance(answer, tuple) else ():
        meant = meaning(catalogue, name, slot.seen)
        for number, kind in enumerate(slot.kinds):
            if kind.meanings[version.number] <= meant:
                states[slot.level + 1 + number] = 1


def _catalogue(question: str, version: Version) -> Catalogue:
    return version.guide.catalogues[version.guide.question_by_id[question].catalogue or ""]
