"""Adds to findings of other sorts what the record of review knows: what changed, what was there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.editor.record import read_record
from buyguide.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from buyguide.errors import Problem

_CHANGES = frozenset({"BG910", "BG911", "BG912", "BG914"})
_MISSING = frozenset({"BG301", "BG302", "BG303", "BG313", "BG314", "BG323", "BG805"})
_QUOTED = re.compile(r'"([^"]+)"')
_EFFECTS = frozenset({"BG401", "BG405", "BG406", "BG410", "BG414", "BG501"})
_MOST_NAMED = 3


def remembered(problems: Sequence[Problem], folder: Path) -> Iterator[Problem]:
    """Yield the problems of a guide that cannot be read; say of what is missing if it was there."""
    try:
        record = read_record(folder)
    except InputError:
        record = None
    known = {name.partition("/")[2] for name in record.readings} if record else set[str]()
    for problem in problems:
        quoted = _QUOTED.findall(problem.what)
        if problem.id in _MISSING and quoted and quoted[-1] in known:
            was = "At the last review it was there: it is renamed or gone since."
            yield replace(problem, remedy=f"{was} {problem.remedy}")
        else:
            yield problem


def reminded(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems; one that shows what an edit did also names what was edited."""
    notes = sorted(problem for problem in problems if problem.id in _CHANGES)
    places = [_place(note) for note in notes[:_MOST_NAMED]]
    more = f" and {len(notes) - _MOST_NAMED} more" if len(notes) > _MOST_NAMED else ""
    reminder = f"Changed since the last review: {', '.join(places)}{more}."
    for problem in problems:
        shows = notes and problem.id in _EFFECTS
        yield replace(problem, remedy=f"{problem.remedy} {reminder}") if shows else problem


def _place(note: Problem) -> str:
    gone = note.id == "BG912"  # its name begins the line of the record
    return f"{note.excerpt[: note.width]}, gone" if gone else f"{note.file}:{note.line}"
