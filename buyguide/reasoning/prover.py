"""The prover: which interviews make a rule speak or a verdict win, and the smallest of any set.

``prepare`` works all of it out for one guide, or for two versions of it in one space. Sets are
numbers of ``diagram``; every set given out here holds real interviews only.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.diagram import (
    EVERYTHING,
    MOST_NODES,
    NOTHING,
    SECONDS,
    Diagram,
    TangledError,
)
from buyguide.reasoning.laws import is_real, when_asked
from buyguide.reasoning.space import space_of
from buyguide.reasoning.tangled import TooTangledError
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition, Test
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.space import Space, Version

_MAKING = Lock()  # two threads may want a shared world; whoever comes second waits for it
_AHEAD = 2.0  # seconds at most for what is worked out before it is asked for


@dataclass(frozen=True)
class World:
    """One version of a guide: its real interviews, and what each of its rules says to whom."""

    space: Space
    version: Version
    real: int

    @property
    def guide(self) -> Guide:
        """The guide itself."""
        return self.version.guide

    @property
    def diagram(self) -> Diagram:
        """The diagram that all sets belong to."""
        return self.space.diagram

    @cached_property
    def holds(self) -> Mapping[str, int]:
        """Where each rule's condition holds, by rule id, unreal interviews included."""
        with self.bounded():
            return {rule.id: meaning(rule.when, self.version) for rule in self.guide.rules}

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        """The interviews that end in each verdict, by verdict id."""
        with self.bounded():
            return self._verdicts(lambda rule: self.holds[rule.id])

    def verdicts_without(self, silent: Iterable[str]) -> Mapping[str, int]:
        """The interviews that would end in each verdict if some rules did not speak."""
        names = frozenset(silent)
        with self.bounded():
            return self._verdicts(lambda r: NOTHING if r.id in names else self.holds[r.id])

    @cached_property
    def verdicts_once_agreed(self) -> Mapping[str, int]:
        """The interviews that would end in each verdict once a clinician agrees to all of it."""
        lifted = {verdict.id for verdict in self.guide.verdicts if verdict.clinician}
        return self.verdicts_without(r.id for r in self.guide.rules if r.verdict in lifted)

    def within(self, condition: Condition | None) -> int:
        """Return the real interviews in which a condition holds."""
        with self.bounded():
            return self.diagram.both(self.real, meaning(condition, self.version))

    def smallest(self, interviews: int) -> dict[str, Answer] | None:
        """Return the answers of a smallest interview of a set, by question id; None if empty."""
        states = self.diagram.smallest(interviews)
        return None if states is None else self.space.read(states)

    def _verdicts(self, speaks: Callable[[Rule], int]) -> dict[str, int]:
        """Give each interview to the first verdict that a rule asks for, or else to the last."""
        left = self.real
        found = {}
        for verdict in self.guide.verdicts[:-1]:
            asked = self.diagram.any_of(
                speaks(rule) for rule in self.guide.rules if rule.verdict == verdict.id
            )
            found[verdict.id] = self.diagram.both(left, asked)
            left = self.diagram.both(left, -asked)
        return found | {verdict.id: left for verdict in self.guide.verdicts[-1:]}

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """Turn the diagram's bounds into the names of the questions that tangle it."""
        with naming_questions(self.space):
            yield


@contextmanager
def naming_questions(space: Space) -> Iterator[None]:
    """Say which questions stand where a diagram grew beyond its bounds."""
    try:
        yield
    except TangledError as error:
        names = [question for level in error.levels for question in space.at_level[level]]
        raise TooTangledError(names) from None


def prepare(
    guides: Sequence[Guide],
    also: Iterable[Test] = (),
    *,
    seconds: float = SECONDS,
    most_nodes: int = MOST_NODES,
) -> tuple[World, ...]:
    """Return a world for each version of a guide, all in one space.

    ``also`` are tests that will be asked about and do not stand in a guide. A later question
    that cannot be answered within the bounds raises ``TooTangledError``, as this does.
    """
    space = space_of(guides, also, seconds=seconds, most_nodes=most_nodes)
    with naming_questions(space):
        asked = when_asked(space)
        return tuple(
            World(space, version, is_real(space, version, asked)) for version in space.versions
        )


def world_of(guide: Guide, *, seconds: float = SECONDS) -> World:
    """Return the world of one guide, cut fine enough for its promises too.

    Raises ``TooTangledError``.
    """
    also = (test for promise in guide.promises for test in tests_of(promise.whenever, guide))
    [world] = prepare([guide], also, seconds=seconds)
    return world


def shared_world(guide: Guide) -> World:
    """Return the world of one guide, worked out once; each use has the whole time allowed.

    It may be made in one thread and used in another, but by one at a time. Raises
    ``TooTangledError``.
    """
    with _MAKING:
        world = _kept_world(guide)
    if isinstance(world, TooTangledError):
        raise TooTangledError(world.questions)
    world.diagram.deadline = time.monotonic() + SECONDS
    return world


@lru_cache(maxsize=4)
def _kept_world(guide: Guide) -> World | TooTangledError:
    """Return the world, ready for what every result needs; or why there is none, for good."""
    try:
        world = world_of(guide)
    except TooTangledError as error:
        return error
    world.diagram.deadline = time.monotonic() + _AHEAD
    with suppress(TooTangledError):
        _ = world.verdicts, world.verdicts_once_agreed
    return world


__all__ = ["EVERYTHING", "NOTHING", "World", "prepare", "shared_world", "world_of"]
