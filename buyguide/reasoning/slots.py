"""Slots: where the answer to each kind of question stands in a diagram, and how it is read back.

A slot takes one level of the diagram or several side by side. "No answer" is one state: whether
a question was skipped or never asked follows from the answers before it, and no condition can
tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.reasoning.diagram import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.reasoning.amounts import Cells
    from buyguide.reasoning.diagram import Diagram
    from buyguide.reasoning.names import NameKind, Seen

UNANSWERED = 0  # the state of every slot's first level that means no answer


@dataclass(frozen=True, slots=True)
class ChoiceSlot:
    """One level: no answer, then each option."""

    question: str
    level: int
    options: tuple[str, ...]

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer."""
        return -diagram.where(self.level, {UNANSWERED})

    def chosen(self, diagram: Diagram, option: str) -> int:
        """Return the interviews in which the option is chosen."""
        if option not in self.options:
            return NOTHING
        return diagram.where(self.level, {self.options.index(option) + 1})

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        state = states[self.level]
        return None if state == UNANSWERED else self.options[state - 1]


@dataclass(frozen=True, slots=True)
class ChoicesSlot:
    """One level for each option: ticked or not; an answer has at least one tick."""

    question: str
    levels: Mapping[str, int]

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer."""
        return diagram.any_of(diagram.where(level, {1}) for level in self.levels.values())

    def chosen(self, diagram: Diagram, option: str) -> int:
        """Return the interviews in which the option is ticked."""
        level = self.levels.get(option)
        return NOTHING if level is None else diagram.where(level, {1})

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        ticked = tuple(option for option, level in self.levels.items() if states[level])
        return ticked or None


@dataclass(frozen=True, slots=True)
class AmountSlot:
    """One level for an amount, shared by all amounts that it is compared with: see ``amounts``."""

    question: str
    level: int
    cells: Cells

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer."""
        number = self.cells.questions.index(self.question)
        here = {s for s, cell in enumerate(self.cells.all) if cell[number] is not None}
        return diagram.where(self.level, here)

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        cell = self.cells.all[states[self.level]]
        return cell[self.cells.questions.index(self.question)]


@dataclass(frozen=True, slots=True)
class TextSlot:
    """One level: no answer, or some text; ``example`` is a text that the question accepts."""

    question: str
    level: int
    example: str

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer."""
        return -diagram.where(self.level, {UNANSWERED})

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        return None if states[self.level] == UNANSWERED else self.example


@dataclass(frozen=True, slots=True)
class LookupSlot:
    """One level for whether there is an answer, then one for each kind of name: named or not."""

    question: str
    level: int
    kinds: tuple[NameKind, ...]
    seen: Seen

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer; it may be empty."""
        return -diagram.where(self.level, {UNANSWERED})

    def named(self, diagram: Diagram, number: int) -> int:
        """Return the interviews in which a name of the kind was typed."""
        return diagram.where(self.level + 1 + number, {1})

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        if states[self.level] == UNANSWERED:
            return None
        return tuple(
            kind.example
            for number, kind in enumerate(self.kinds)
            if states[self.level + 1 + number]
        )


@dataclass(frozen=True, slots=True)
class NameSlot:
    """One level for a text that is looked up: no answer, then each kind of name."""

    question: str
    level: int
    kinds: tuple[NameKind, ...]
    seen: Seen

    def answered(self, diagram: Diagram) -> int:
        """Return the interviews in which there is an answer."""
        return -diagram.where(self.level, {UNANSWERED})

    def named(self, diagram: Diagram, number: int) -> int:
        """Return the interviews in which a name of the kind was typed."""
        return diagram.where(self.level, {number + 1})

    def read(self, states: Sequence[int]) -> Answer:
        """Return the answer that an assignment stands for."""
        state = states[self.level]
        return None if state == UNANSWERED else self.kinds[state - 1].example


Slot = ChoiceSlot | ChoicesSlot | AmountSlot | TextSlot | LookupSlot | NameSlot


def levels_of(slot: Slot) -> tuple[int, ...]:
    """Return the levels of a slot, the first of them first."""
    if isinstance(slot, ChoicesSlot):
        return tuple(slot.levels.values())
    if isinstance(slot, LookupSlot):
        return tuple(range(slot.level, slot.level + 1 + len(slot.kinds)))
    return (slot.level,)


def questions_of(slot: Slot) -> tuple[str, ...]:
    """Return the questions whose answers stand in a slot's levels: amounts may share one."""
    return slot.cells.questions if isinstance(slot, AmountSlot) else (slot.question,)
