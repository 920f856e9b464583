"""The moves of one slot: what is left of a set of interviews after each other answer there.

No move leads into doubt. To stay costs nothing, and neither does an answer that drops out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress, product
from typing import TYPE_CHECKING

from buyguide.reasoning.diagram import NOTHING
from buyguide.reasoning.slots import (
    UNANSWERED,
    AmountSlot,
    ChoiceSlot,
    ChoicesSlot,
    LookupSlot,
    NameSlot,
    levels_of,
    questions_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.reasoning.prover import World
    from buyguide.reasoning.slots import Slot, TextSlot

Change = dict[str, "Answer"]  # new answers by question id
_Other = tuple[int, Change, int]  # another state of a level, what leads there, and how far it is
_A_TICK = 100  # how far a tick is from none; wider than any list of options is long
_LAST_RESORT = 1 << 60  # further than any amount is from another


@dataclass(frozen=True, slots=True)
class Given:
    """The answers to start from, where they stand in a world, and the questions that may change.

    The answers to other questions stay, or drop out where they are asked no more. ``others``
    are the other answers to a question, once they are worked out.
    """

    world: World
    values: Mapping[str, Answer]
    states: Sequence[int]
    free: frozenset[str]
    others: dict[str, tuple[_Other, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """What is left of a set after a move, the new answers it takes, and how far away they are."""

    left: int
    change: Change
    far: int


def moves(slot: Slot, node: int, given: Given) -> Iterator[Move]:
    """Yield the moves of a slot that leave anything of a set, with the nearest answer for each.

    A change that leaves no other set than a move without one is left out.
    """
    found: dict[tuple[int, frozenset[str]], Move] = {}
    for move in _all_moves(slot, node, given):
        key = (move.left, frozenset(move.change))
        if move.left != NOTHING and (key not in found or move.far < found[key].far):
            found[key] = move
    for (left, changed), move in found.items():
        if not changed or (left, frozenset[str]()) not in found:
            yield move


def _all_moves(slot: Slot, node: int, given: Given) -> Iterator[Move]:
    may_change = not given.free.isdisjoint(questions_of(slot))
    if may_change and isinstance(slot, ChoicesSlot):
        yield from _ticks(slot, node, given)
        return
    diagram = given.world.diagram
    stay = {level: given.states[level] for level in levels_of(slot)}
    yield Move(diagram.fixed(node, stay), {}, 0)
    yield Move(diagram.fixed(node, dict.fromkeys(stay, UNANSWERED)), {}, 0)
    if may_change and not isinstance(slot, ChoicesSlot | LookupSlot):  # no name is made up
        if slot.question not in given.others:
            given.others[slot.question] = tuple(_other_answers(slot, given))
        for state, change, far in given.others[slot.question]:
            yield Move(diagram.fixed(node, {slot.level: state}), change, far)


def _other_answers(
    slot: ChoiceSlot | AmountSlot | TextSlot | NameSlot, given: Given
) -> Iterator[_Other]:
    """Yield each state of a slot of one level, the change that leads there, and how far it is."""
    if isinstance(slot, ChoiceSlot):
        options = given.world.guide.question_by_id[slot.question].option_by_id
        for number, option in enumerate(slot.options):
            if options[option].means != "unsure":
                yield number + 1, {slot.question: option}, number
    elif isinstance(slot, AmountSlot):
        yield from _amounts(slot, given)
    elif isinstance(slot, NameSlot):
        for number, kind in enumerate(slot.kinds):
            yield number + 1, {slot.question: kind.example}, number
    else:
        yield 1, {slot.question: slot.example}, 0


def _ticks(slot: ChoicesSlot, node: int, given: Given) -> Iterator[Move]:
    """Yield the nearest ticks for each set they lead to; where ticks do not matter, they stay."""
    diagram = given.world.diagram
    options = given.world.guide.question_by_id[slot.question].option_by_id
    front: dict[tuple[int, bool], tuple[int, tuple[int, ...]]] = {(node, False): (0, ())}
    for option, level in slot.levels.items():
        was = given.states[level]
        further: dict[tuple[int, bool], tuple[int, tuple[int, ...]]] = {}
        for (left, ticked), (far, ticks) in front.items():
            after = [diagram.fixed(left, {level: tick}) for tick in (0, 1)]
            for tick in (was,) if after[0] == after[1] else (0, 1):
                if tick and not was and options[option].means == "unsure":
                    continue
                way = (far + _A_TICK * (tick != was) + tick, (*ticks, tick))
                key = (after[tick], ticked or bool(tick))
                further[key] = min(way, further.get(key, way))
        front = further
    before = tuple(given.states[level] for level in slot.levels.values())
    for (left, ticked), (far, ticks) in front.items():
        answer = tuple(compress(slot.levels, ticks))
        change: Change = {slot.question: answer} if ticked and ticks != before else {}
        yield Move(left, change, far)


def _amounts(slot: AmountSlot, given: Given) -> Iterator[_Other]:
    """Yield each way in which amounts can stand, with amounts nearer to those given than before."""
    found: dict[tuple[int | None, frozenset[str]], int] = {}
    cells, own = slot.cells, given.values
    near = {question: _near_amounts(slot, question, given) for question in cells.questions}
    for cell in product(*near.values()):
        amounts = [(id, at) for id, at in zip(near, cell, strict=True) if at is not None]
        change: Change = {id: at for id, at in amounts if at != own.get(id)}
        far = sum(_how_far(at, own.get(id)) + near[id][at] for id, at in amounts)
        state = cells.state_of[cells.signature(cell)]
        key = (state, frozenset(change))
        if far < found.get(key, far + 1):
            found[key] = far
            yield state, change, far


def _how_far(amount: int, own: Answer) -> int:
    """Return how far an amount is from the one given, or from a whole one where none was given."""
    return abs(amount - own) if isinstance(own, int) else amount % 100


def _near_amounts(slot: AmountSlot, id: str, given: Given) -> dict[int | None, int]:
    """Return amounts worth trying for one question, and how much further than they are they count.

    They are its own, those of others, plain ones, and as a last resort those beside others.
    """
    cells, values = slot.cells, given.values
    question = given.world.guide.question_by_id[id]
    own = values.get(id)
    if id not in given.free:
        return dict.fromkeys([own, None] if isinstance(own, int) else [None], 0)
    place = cells.questions.index(id)
    others = {q: amount for q in cells.questions if isinstance(amount := values.get(q), int)}
    around = [n for at in others.values() for n in (at - at % 100 + 100, (at - 1) // 100 * 100)]
    plain = [*others.values(), *around, *(cell[place] for cell in cells.all)]
    fitting = [a for a in plain if a is None or question.minimum <= a <= question.maximum]
    near = dict.fromkeys(fitting, 0)
    return near | {a: _LAST_RESORT for a in cells.beside(id, others) if a not in near}
