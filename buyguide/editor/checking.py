"""``rules check``: everything that can be said about an edit, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.editor.cases import read_cases, run_case
from buyguide.errors import InputError
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem
    from buyguide.guide.model import Guide


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the guide if it could be read, how many cases ran, and the problems."""

    guide: Guide | None
    cases: int
    problems: tuple[Problem, ...]


def check(folder: Path) -> Checked:
    """Read the guide in a folder and run its cases; problems are sorted by place."""
    try:
        guide = read_guide(folder)
    except InputError as error:
        return Checked(None, 0, error.problems)
    cases, problems = read_cases(folder, guide)
    for case in cases:
        problems.extend(run_case(case, guide))
    return Checked(guide, len(cases), tuple(sorted(set(problems))))
