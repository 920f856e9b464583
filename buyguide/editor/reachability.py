"""What can never matter: rules that cannot speak or decide, steps that cannot win, idle answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from buyguide.guide.printed import printed_answers
from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.prover import EVERYTHING, NOTHING
from buyguide.reasoning.slots import ChoiceSlot, ChoicesSlot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Option, Question
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World


@dataclass(frozen=True, slots=True)
class Idle:
    """Something that can never matter: the sort of finding, and the id of what it is about.

    ``other`` is a second id it is about; ``example`` an interview that shows it.
    """

    sort: str
    id: str
    other: str = ""
    example: Mapping[str, Answer] | None = None


def silent_rules(world: World) -> Iterator[Idle]:
    """Yield the rules that can never speak, never fall silent, or never decide their verdict."""
    meet = world.diagram.meet
    for rule in world.guide.rules:
        world.diagram.look_at_clock()
        holds = world.holds[rule.id]
        if not meet(world.real, holds):
            yield Idle("never speaks", rule.id)
        elif rule.when is not None and not meet(world.real, -holds):
            yield Idle("always speaks", rule.id)
        elif rule.verdict and not meet(holds, world.verdicts[rule.verdict]):
            yield Idle("never decides", rule.id, rule.verdict)


def said_twice(world: World) -> Iterator[Idle]:
    """Yield each rule that only repeats another, word for word, to people who hear that one.

    A rule that repeats several is told of once.
    """
    same: dict[tuple[object, ...], list[Rule]] = {}
    for rule in world.guide.rules:
        words = (" ".join(rule.say.split()), rule.for_each, rule.severity)
        same.setdefault(words, []).append(rule)
    told: set[str] = set()
    for rules in same.values():
        for one, other in combinations(rules, 2):
            if one.id not in told and other.id not in told:
                idle = _repeats(other, one, world) or _repeats(one, other, world)
                if idle:
                    told.add(idle.id)
                    yield idle


def _repeats(less: Rule, more: Rule, world: World) -> Idle | None:
    world.diagram.look_at_clock()
    speaks, meet = (world.real, world.holds[less.id]), world.diagram.meet
    if meet(*speaks) and not meet(*speaks, -world.holds[more.id]):
        return Idle("said twice", less.id, more.id)
    return None


def idle_steps(world: World) -> Iterator[Idle]:
    """Yield the steps of the ladder that can never win, and a person whom no rule judges."""
    for verdict, interviews in world.verdicts.items():
        if interviews == NOTHING:
            yield Idle("never wins", verdict)
    asked = world.diagram.any_of(world.holds[r.id] for r in world.guide.rules if r.verdict)
    example = world.smallest(world.diagram.both(world.real, -asked))
    if example is not None:
        yield Idle("default only", world.guide.verdicts[-1].id, example=example)


def idle_questions(world: World) -> Iterator[Idle]:
    """Yield the questions and options that change nothing that anybody is told or asked."""
    looking, printed = _who_looks(world), printed_answers(world.guide)
    for question in world.guide.questions:
        world.diagram.look_at_clock()
        slot = world.version.slots[question.id]
        if question.id not in printed:
            matters = looking.get(question.id, ())
            if not matters:
                yield Idle("idle question", question.id)
                continue
            idle = [o for o in question.options if _is_idle(o, question, world, matters)]
            # One such answer is the plain one that all others are measured against, and without
            # it not everybody could answer.
            plain = any(option.means == "clear" for option in question.options)
            skipped = isinstance(slot, ChoicesSlot) and not question.required
            if skipped or plain or len(idle) > 1:
                yield from (Idle("idle option", question.id, option.id) for option in idle)


def _what_matters(world: World) -> tuple[int, ...]:
    """Return, without doubles, where each rule speaks and where each question is asked."""
    nodes = [*world.holds.values()]
    nodes += [meaning(question.ask_when, world.version) for question in world.guide.questions]
    return tuple(dict.fromkeys(node for node in nodes if node not in {EVERYTHING, NOTHING}))


def _who_looks(world: World) -> Mapping[str, Sequence[int]]:
    """Return what looks at the answer to each question, of all that matters."""
    found: dict[str, list[int]] = {}
    for node in _what_matters(world):
        levels = world.diagram.levels_in(node)
        for question in dict.fromkeys(q for at in levels for q in world.space.at_level[at]):
            found.setdefault(question, []).append(node)
    return found


def _is_idle(option: Option, question: Question, world: World, matters: Sequence[int]) -> bool:
    """Say whether an option does what no answer and the all-clear would do."""
    if option.means == "clear":
        return False
    slot = world.version.slots[question.id]
    levels = slot.levels if isinstance(slot, ChoicesSlot) else {}
    alike: list[dict[int, int]] = []
    for one in (option, *(o for o in question.options if o.means == "clear")):
        if isinstance(slot, ChoiceSlot):
            alike.append({slot.level: slot.options.index(one.id) + 1})
        else:
            alike.append({level: int(id == one.id) for id, level in levels.items()})
    none = dict.fromkeys(alike[0], 0)
    fixed = world.diagram.fixed
    looking = (
        node for node in matters if not none.keys().isdisjoint(world.diagram.levels_in(node))
    )
    return all(fixed(node, one) == fixed(node, none) for node in looking for one in alike)
