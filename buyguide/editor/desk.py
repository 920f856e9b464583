"""What lies on the editor's desk: the guide, what was written with its places, and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from buyguide.advice.compiled import compile_rules
from buyguide.editor.cases import Case, read_cases
from buyguide.guide.reading import read_with_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.errors import Problem
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.model import Guide
    from buyguide.guide.written import WrittenGuide
    from buyguide.guide.written_map import Written


@dataclass(frozen=True)
class Desk:
    """A guide that could be read, and all that is needed to say where something stands in it."""

    folder: Path
    guide: Guide
    gathered: Gathered
    cases: tuple[Case, ...]  # those that could be read
    every_case: bool = True  # whether all could be

    @property
    def guide_item(self) -> Item[WrittenGuide]:
        """What was written in ``guide.yaml``."""
        if self.gathered.guide is None:
            raise TypeError("a guide that was read has a guide file")
        return self.gathered.guide

    @cached_property
    def items(self) -> Mapping[str, Item[Written]]:
        """What was written, by id; ids are unique across all lists."""
        return {str(getattr(item.written, "id", "")): item for item in self.all_items()}

    @cached_property
    def holding(self) -> Mapping[str, frozenset[str]]:
        """The rules whose condition holds for the person of each case, by its sentence."""
        compiled = compile_rules(self.guide)
        return {
            case.sentence: frozenset(compiled.speaking(compiled.left(case.values)))
            for case in self.cases
        }

    def all_items(self, *lists: str) -> Iterator[Item[Written]]:
        """Yield the items of some lists, in the order of the files; of all lists when none."""
        for name in lists or self.gathered.lists:
            yield from self.gathered.lists[name]


def read_desk(folder: Path) -> tuple[Desk, list[Problem]]:
    """Return the desk, and the problems in its cases. Raises ``InputError`` for the guide's own."""
    guide, gathered = read_with_places(folder)
    cases, problems = read_cases(folder, guide)
    sound = _sound(cases, {problem.file for problem in problems})
    return Desk(folder, guide, gathered, sound, every_case=not problems), problems


def _sound(cases: tuple[Case, ...], faulty: set[str]) -> tuple[Case, ...]:
    """Return the cases without faults, their own or of a case they are like."""
    by_name = {case.sentence: case for case in cases}

    def is_sound(case: Case | None) -> bool:
        while case is not None and case.document.text.name not in faulty:
            if case.written.like is None:
                return True
            case = by_name.get(case.written.like)
        return False

    return tuple(case for case in cases if is_sound(case))
