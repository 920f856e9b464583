"""What makes an interview real: nothing is answered unasked, and answers fit their questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.diagram import NOTHING
from buyguide.reasoning.slots import AmountSlot, ChoiceSlot, ChoicesSlot, LookupSlot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.model import Question
    from buyguide.reasoning.diagram import Diagram
    from buyguide.reasoning.slots import Slot
    from buyguide.reasoning.space import Space, Version

Asked = tuple[dict[str, int], ...]  # for each version, when each of its questions is asked


def when_asked(space: Space) -> Asked:
    """Return when each version asks each question, and let versions that differ hear apart.

    A question that all versions ask of the same people needs no care: who is not asked has no
    answer, by law. Else a version must not hear an answer that only another one asked for.
    """
    found: Asked = tuple({} for _ in space.versions)
    orders = [list(version.guide.questions) for version in space.versions]
    for slot in space.slots:
        for version, questions, asked in zip(space.versions, orders, found, strict=True):
            for question in questions:
                if version.slots[question.id] is slot:
                    asked[question.id] = meaning(question.ask_when, version)
        _hear_apart(slot, space, found)
    return found


def _hear_apart(slot: Slot, space: Space, asked: Asked) -> None:
    """Where versions ask a question of different people, let each hear only those it asks."""
    askers = [v for v in space.versions if v.slots.get(slot.question) is slot]
    when = {asked[v.number][slot.question] for v in askers}
    if len(askers) > 1 and len(when) > 1:
        for version in askers:
            version.asked[slot.question] = asked[version.number][slot.question]


def is_real(space: Space, version: Version, asked: Asked) -> int:
    """Return the interviews that can happen, as far as one version's questions go."""
    diagram = space.diagram
    mine = asked[version.number]
    laws = [
        law
        for question in version.guide.questions
        for law in _fits(question, version, mine[question.id])
    ]
    for slot in space.slots:
        asking = [asked[v.number][slot.question] for v in space.versions if _has(v, slot)]
        laws.append(diagram.either(-slot.answered(diagram), diagram.any_of(asking)))
        if isinstance(slot, LookupSlot):
            named = diagram.any_of(slot.named(diagram, n) for n in range(len(slot.kinds)))
            laws.append(diagram.either(-named, slot.answered(diagram)))
    laws += _one_answer_each(space, asked)
    return diagram.all_of(laws)


def _one_answer_each(space: Space, asked: Asked) -> Iterator[int]:
    """Yield where a question that changed its kind has one answer, and not one of each kind.

    Whoever both versions ask answers neither, or chooses the option that is ticked alone.
    """
    first, last, diagram = space.versions[0], space.versions[-1], space.diagram
    for id, slot in first.slots.items():
        other = last.slots.get(id, slot)
        if other is not slot:
            answered = diagram.either(slot.answered(diagram), other.answered(diagram))
            unasked = (-asked[version.number][id] for version in (first, last))
            yield diagram.any_of([*unasked, -answered, _alike(slot, other, diagram)])


def _alike(one: Slot, other: Slot, diagram: Diagram) -> int:
    if isinstance(one, ChoiceSlot | ChoicesSlot) and isinstance(other, ChoiceSlot | ChoicesSlot):
        return diagram.any_of(
            diagram.both(_alone(one, option, diagram), _alone(other, option, diagram))
            for option in _options(one)
        )
    return NOTHING


def _alone(slot: ChoiceSlot | ChoicesSlot, option: str, diagram: Diagram) -> int:
    others = [slot.chosen(diagram, o) for o in _options(slot) if o != option]
    return diagram.both(slot.chosen(diagram, option), -diagram.any_of(others))


def _options(slot: ChoiceSlot | ChoicesSlot) -> tuple[str, ...]:
    return slot.options if isinstance(slot, ChoiceSlot) else tuple(slot.levels)


def _has(version: Version, slot: Slot) -> bool:
    return version.slots.get(slot.question) is slot


def _fits(question: Question, version: Version, asked: int) -> Iterator[int]:
    """Yield what must hold of the answer to a question that is asked."""
    diagram = version.diagram
    slot = version.slots[question.id]
    if question.required:
        yield diagram.either(-asked, slot.answered(diagram))
    if isinstance(slot, ChoiceSlot | ChoicesSlot):
        strange = [
            slot.chosen(diagram, o) for o in _options(slot) if o not in question.option_by_id
        ]
        yield diagram.either(-asked, -diagram.any_of(strange))
    if isinstance(slot, ChoicesSlot):
        for option in question.options:
            if option.exclusive:
                others = [slot.chosen(diagram, o) for o in slot.levels if o != option.id]
                together = diagram.both(slot.chosen(diagram, option.id), diagram.any_of(others))
                yield diagram.either(-asked, -together)
    if isinstance(slot, AmountSlot):
        number = slot.cells.questions.index(question.id)
        outside = {
            state
            for state, cell in enumerate(slot.cells.all)
            if (at := cell[number]) is not None and not question.minimum <= at <= question.maximum
        }
        yield diagram.either(-asked, -diagram.where(slot.level, outside))
