"""The record of review, ``reviewed.txt`` beside a guide: what each piece held when it was read.

One line a piece, in the order of the alphabet: its kind and id, a digest of what it holds, a sign
for each of its lines, and one for the piece above it where the order means something. A piece may
have several lines, as after a merge that kept both sides: each was read by somebody, so that each
counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from os.path import lexists
from typing import TYPE_CHECKING

from buyguide.editor.pieces import DIGEST_SIZE, LINE_SIZE, mark
from buyguide.guide.text_checks import Text, as_text, read_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from buyguide.editor.pieces import Piece

RECORD = "reviewed.txt"
_HEAD = """\
# What each piece of this guide held when an editor last read it: its kind and id, a digest of
# what it holds, three letters for each of its lines, and three for the piece above it where the
# order means something. Written by: buyguide rules review
# After a merge conflict, keep the lines of both sides.
"""
_LINE = re.compile(
    rf"(?P<name>\S.*) (?P<digest>[0-9a-f]{{{DIGEST_SIZE}}})"
    r"(?:\.(?P<marks>[\w-]*))?(?:\.(?P<after>[\w-]+))?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece held when it was read, and the line of the record that says so, from 0."""

    digest: str
    marks: tuple[str, ...]
    after: str  # the sign of the piece above it, or nothing
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """What was read, by the names of the pieces, and the lines that are none of the record's."""

    text: Text
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    strange: list[int] = field(default_factory=list)


def read_record(folder: Path) -> Record | None:
    """Return a guide's record; None when it has none.

    Raises ``InputError`` when it is no plain text, or leads out of the folder.
    """
    path = folder / RECORD
    if not lexists(path):
        return None
    record = Record(as_text(read_inside(folder, path), str(path)))
    for number, line in enumerate(record.text.lines):
        if found := _LINE.fullmatch(line):
            marks = found["marks"] or ""
            parts = tuple(marks[n : n + LINE_SIZE] for n in range(0, len(marks), LINE_SIZE))
            reading = Reading(found["digest"], parts, found["after"] or "", number)
            record.readings.setdefault(found["name"], []).append(reading)
        elif line.strip() and not line.startswith("#"):
            record.strange.append(number)
    return record


def record_text(pieces: Iterable[Piece]) -> str:
    """Return the record that says that all these pieces were read as they are now."""
    return _HEAD + "".join(f"{line}\n" for line in sorted(set(_lines(pieces))))


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        marks = "".join(piece.marks) if len(piece.marks) > 1 else ""
        after = mark(piece.after) if piece.after else ""
        signs = f"{piece.digest}.{marks}.{after}".rstrip(".")
        yield f"{piece.name} {signs}"
