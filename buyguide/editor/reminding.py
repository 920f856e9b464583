"""Adds to findings of other sorts what the record of review knows: what changed, what was there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.editor.record import read_record
from buyguide.errors import InputError, TooManyProblems
from buyguide.guide.gathering import gather
from buyguide.nearest_word import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from buyguide.errors import Problem

_CHANGES = frozenset({"BG910", "BG911", "BG912", "BG914"})
_CITABLE = ("claims", "facts", "sources")
# What can be missing, by the finding that says so: the lists that it could stand in.
_MISSING: Mapping[str, tuple[str, ...]] = {
    "BG301": ("questions",),
    "BG302": (),
    "BG303": ("situations",),
    "BG313": _CITABLE,
    "BG314": ("sources",),
    "BG323": ("rules",),
    "BG326": ("rules", "points"),
    "BG502": ("rules",),
    "BG805": (),
    "BG960": ("rules", "promises", *_CITABLE),
}
_NO_RULE = "there is no rule"  # in a case, where other findings have the same id
_QUOTED = re.compile(r'"([^"]+)"')
_GUESS = re.compile(r'Did you mean "[^"]+"\?|Check the [^.]*\.|Known here: [^.]*\.')
_EFFECTS = frozenset({"BG401", "BG405", "BG406", "BG410", "BG414", "BG501"})
_MOST_NAMED = 3


def remembered(problems: Sequence[Problem], folder: Path) -> Iterator[Problem]:
    """Yield the problems; of what is missing, say if it was there at the last review.

    Then only what is new since can be meant by it: what was there too is another thing.
    """
    try:
        record = read_record(folder)
    except InputError:
        record = None
    known = {name.partition("/")[2] for name in record.readings} if record else set[str]()
    gone = {problem: id for problem in problems if (id := _missing(problem)) and id in known}
    now = _ids(folder) if gone else {}
    for problem in problems:
        if problem in gone:
            new = {id for kind in _MISSING[problem.id] for id in now.get(kind, ())} - known
            yield replace(problem, remedy=_was_there(problem, did_you_mean(gone[problem], new)))
        else:
            yield problem


def _missing(problem: Problem) -> str:
    """Return the id that a problem says is missing, or nothing."""
    of_cases = problem.id == "BG502" and _NO_RULE not in problem.what
    quoted = _QUOTED.findall(problem.what) if problem.id in _MISSING and not of_cases else []
    return quoted[-1] if quoted else ""


def _ids(folder: Path) -> Mapping[str, list[str]]:
    """Return the ids in each list of a guide, as far as they can be read."""
    try:
        lists = gather(folder).lists
    except (TooManyProblems, OSError):
        return {}
    return {name: [str(getattr(i.written, "id", "")) for i in lists[name]] for name in lists}


def _was_there(problem: Problem, guess: str) -> str:
    cites = _MISSING[problem.id] in {_CITABLE, ("sources",)}
    other = "cite another that says the same" if cites else "write here what took its place"
    rest = _GUESS.sub("", problem.remedy).strip()
    remedy = " ".join(filter(None, (guess or f"Put it back, or {other}.", rest)))
    return f"At the last review it was there: it is renamed or gone since. {remedy}"


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
