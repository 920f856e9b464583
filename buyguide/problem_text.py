"""Problems as people read them: the place, what is wrong, the line it stands on, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.errors import NO_ID
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buyguide.errors import Problem

_WIDEST = 90  # letters of an excerpt; a longer line is shown around the place meant


def problem_lines(problems: Iterable[Problem], *, ids: bool = True) -> list[str]:
    """Return the lines to print for some problems, a blank line between them.

    ``ids`` names each kind of finding, for editors; a shopper needs no such name.
    """
    lines: list[str] = []
    for problem in problems:
        one = _one(problem, ids=ids)
        lines += ["", *one] if lines else one
    return lines


def _one(problem: Problem, *, ids: bool) -> list[str]:
    named = ids and problem.id != NO_ID
    name = f" {problem.severity} {problem.id}:" if named else ""
    lines = [clean(f"{problem.where}:{name} {problem.what}")]
    if problem.line and problem.excerpt.strip():
        start = max(0, problem.column - 1 - _WIDEST // 2) if len(problem.excerpt) > _WIDEST else 0
        before = clean(problem.excerpt[start : problem.column - 1])
        shown = before + clean(problem.excerpt[problem.column - 1 : start + _WIDEST])
        number = f"{problem.line:>5} | "
        width = min(problem.width, max(1, len(shown) - len(before)))
        lines += [f"{number}{shown}", " " * (len(number) + len(before)) + "^" * width]
    if problem.remedy:
        lines.append(clean(f"      {problem.remedy}"))
    lines += [clean(line) for line in problem.example.splitlines()]  # at the margin: to be copied
    return lines
