"""``rules people``: few people who, between them, would notice every slip that no case notices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from buyguide.editor.mutation import expected_of, missed_slips
from buyguide.editor.pasting import case_file
from buyguide.editor.replaying import replay
from buyguide.reasoning.diagram import SECONDS
from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import world_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.editor.desk import Desk
    from buyguide.editor.mutation import Missed
    from buyguide.guide.model import Guide
    from buyguide.reasoning.prover import World

MOST_NAMED = 3  # answers in a case's name
MOST_TOGETHER = 6  # slips that one person is made to notice; more would make them a riddle


@dataclass(frozen=True, slots=True)
class Person:
    """One person for an editor to read and keep: answers, what must be told, and what must not.

    ``name`` fits a case's file; ``notices`` are the slips that the person would notice.
    """

    name: str
    values: Mapping[str, Answer]
    verdict: str
    says: tuple[str, ...]
    does_not_say: tuple[str, ...]
    notices: tuple[Missed, ...]


def people_for(
    desk: Desk, *, from_nothing: bool = False, seconds: float = SECONDS
) -> tuple[Person, ...]:
    """Return people who notice every slip that the cases miss, or that no case is there to notice.

    ``from_nothing`` makes people for all slips, whatever the cases are. Raises ``TooTangledError``.
    """
    world = world_of(desk.guide, seconds=seconds)
    cases = () if from_nothing else tuple(expected_of(case) for case in desk.cases)
    with world.bounded():
        return people(world, missed_slips(world, cases))


def people(world: World, missed: Sequence[Missed]) -> tuple[Person, ...]:
    """Return people who between them notice every slip that was missed."""
    left = list(missed)
    found: dict[str, Person] = {}
    while left:
        world.diagram.look_at_clock()
        chosen = world.diagram.all_of([world.real, *_together(left, world)])
        values = world.smallest(chosen) or {}
        states = place(values, world.space)
        noticed = [one for one in left if _is_among(states, one, world)]
        left = [one for one in left if not _is_among(states, one, world)]
        person = _person(world, values, noticed, found)
        found[person.name] = person
    return tuple(found.values())


def case_of(person: Person, guide: Guide) -> str:
    """Return the person as the text of a case."""
    told: dict[str, str | tuple[str, ...]] = {"verdict": person.verdict}
    told |= {"says": person.says, "does_not_say": person.does_not_say}
    return case_file(guide, person.values, told)


def _is_among(states: Sequence[int], missed: Missed, world: World) -> bool:
    return all(world.diagram.holds(people_, states) for people_ in missed.people)


def _together(left: Sequence[Missed], world: World) -> tuple[int, ...]:
    """Return sets that share who notices the first slip, and as many others as go with it."""
    found, number = left[0].people, 1
    for other in left[1:]:
        if number == MOST_TOGETHER:
            break
        if world.diagram.meet(world.real, *found, *other.people):
            found, number = (*found, *other.people), number + 1
    return found


def _person(
    world: World, values: Mapping[str, Answer], noticed: Sequence[Missed], taken: Container[str]
) -> Person:
    verdict = replay(world, values).verdict.id
    says = tuple(dict.fromkeys(m.rule for m in noticed if m.rule and m.speaks))
    silent = tuple(dict.fromkeys(m.rule for m in noticed if m.rule and not m.speaks))
    about = (says or silent or (verdict,))[0]
    word = "is-told" if says else "is-not-told" if silent else "gets"
    name = f"someone-with-{_odd_answers(world, values)}-{word}-{about}".replace("_", "-")
    if name in taken:
        numbers = (f"{name}-{number}" for number in count(2))
        name = next(one for one in numbers if one not in taken)
    return Person(name, values, verdict, says, silent, tuple(noticed))


def _odd_answers(world: World, values: Mapping[str, Answer]) -> str:
    """Return the first few answers that the plainest interview of all does not give, in a name."""
    plain = world.smallest(world.real) or {}
    odd: list[str] = []
    for question, answer in values.items():
        usual = plain.get(question)
        given = answer if isinstance(answer, tuple) else (answer,)
        known = usual if isinstance(usual, tuple) else (usual,)
        named = (part if isinstance(part, str) else question for part in given)
        odd += [] if answer == usual else [part for part in named if part not in known]
    words = (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:30] for part in odd)
    return "-and-".join([word for word in words if word][:MOST_NAMED]) or "plain-answers"
