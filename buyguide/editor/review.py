"""What reads otherwise than when it was last reviewed: a note for each place to read again."""

from __future__ import annotations

import shlex
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from buyguide.editor.pieces import CASES, GUIDE, mark, pieces
from buyguide.editor.record import RECORD, read_record
from buyguide.editor.uses import users
from buyguide.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buyguide.editor.desk import Desk
    from buyguide.editor.pieces import Piece
    from buyguide.editor.record import Reading, Record
    from buyguide.errors import Problem

_WORD = (
    f"{RECORD} now says that you have read the whole guide as it is. It is your word for it:\n"
    "no program can tell. Keep the file with the rules."
)
MOST_IN_A_FILE = 10  # notes; a file with more of them is read as a whole


def review(desk: Desk) -> Iterator[Problem]:
    """Yield a note for each place that changed since the review; none without a record."""
    try:
        record = read_record(desk.folder)
        changes = tuple(_changes(desk, record)) if record else ()
    except InputError as error:
        yield from (problem.named("BG913", "note") for problem in error.problems)
        return
    if record is not None:
        yield from _strange(record)
    yield from _bounded(changes)


def changed_rules(desk: Desk) -> frozenset[str] | None:
    """Return the rules that read otherwise than at the last review, also in a situation they name.

    None where nothing did, or nobody can tell. Something else may have changed and no rule.
    """
    try:
        record = read_record(desk.folder)
        changed = [piece.name for piece in pieces(desk) if _is_changed(piece, record)]
    except InputError:
        return None
    if record is None or not (changed or record.readings.keys() - {p.name for p in pieces(desk)}):
        return None
    used, ids = users(desk.guide), [name.partition("/")[2] for name in changed]
    for id in ids:  # grows while situations name situations
        ids += [user for user in used.get(id, ()) if id in desk.guide.situations]
    return frozenset(ids) & desk.guide.rule_by_id.keys()


def _is_changed(piece: Piece, record: Record | None) -> bool:
    readings = record.readings.get(piece.name, ()) if record else ()
    return all(reading.digest != piece.digest for reading in readings)


def signing(desk: Desk) -> list[str]:
    """Return what to say to an editor who signs the guide off: what changed, and what it means.

    Raises ``InputError`` when a table of the guide cannot be read.
    """
    try:
        record = read_record(desk.folder)
    except InputError:
        record = None
    if record is None:
        lines = ["This is the first review, so all of the guide counts as read."]
    else:
        changes = sorted(_changes(desk, record))
        lines = [f"{problem.where}: {problem.what}" for problem in changes]
        lines += [f"Changed since the last review: {len(changes)}."]
    return [*lines, _WORD]


def _changes(desk: Desk, record: Record) -> Iterator[Problem]:
    remedy, written = _remedy(desk), tuple(pieces(desk))
    for piece in written:
        readings = record.readings.get(piece.name)
        if readings is None:
            what = f"{_said(piece.name)} is new since the last review."
            yield _at(piece, piece.first, what, remedy, "BG911")
        elif all(reading.digest != piece.digest for reading in readings):
            yield from _changed(piece, readings[0], remedy)
    yield from _moved(written, record, remedy)
    seen = {piece.name for piece in written}
    for name, readings in record.readings.items():
        unknown = name.startswith(f"{CASES}/") and not desk.every_case
        if name not in seen and not unknown:
            what = f"{_said(name)} was there at the last review, and is gone."
            gone = "If it should be gone, run: " + remedy.partition("run: ")[2]
            spot = (readings[0].line, 0, len(name))
            yield record.text.problem(spot, what, gone).named("BG912", "note")


def _changed(piece: Piece, reading: Reading, remedy: str) -> Iterator[Problem]:
    """Yield a note for each run of lines that changed, at its first line."""
    lines, said = piece.lines, _said(piece.name)
    matcher = SequenceMatcher(None, reading.marks, piece.marks, autojunk=False)
    places = []
    for change, was, until, start, end in matcher.get_opcodes() if reading.marks else ():
        if change == "delete":
            what = f"below this line of {said}, something was taken out since it was reviewed."
            places.append((lines[max(start - 1, 0)], what))
        elif change != "equal":
            these = "this line" if end - start == 1 else f"these {end - start} lines"
            verb = "reads" if end - start == 1 else "read"
            more = f"; {until - was} lines stood here" if until - was > end - start else ""
            what = f"{these} of {said} {verb} otherwise than when it was reviewed{more}."
            places.append((lines[start], what))
    whole = f"{said} reads otherwise than when it was reviewed."
    for line, what in places or [(piece.first, whole)]:
        yield _at(piece, line, what, remedy, "BG910")


def _moved(written: Sequence[Piece], record: Record, remedy: str) -> Iterator[Problem]:
    """Yield a note for each piece that now stands above the one it stood below."""
    ordered = [piece for piece in written if piece.is_ordered]
    numbers = {(piece.text.name, mark(piece.name)): n for n, piece in enumerate(ordered)}
    for number, piece in enumerate(ordered):
        readings = record.readings.get(piece.name, ())
        others = {numbers.get((piece.text.name, reading.after), -1) for reading in readings}
        if others and min(others) > number:
            other = _said(ordered[min(others)].name)
            what = f"{_said(piece.name)} stood below {other} when it was reviewed, and is above it."
            yield _at(piece, piece.first, what, remedy, "BG914")


def _at(piece: Piece, line: int, what: str, remedy: str, id: str) -> Problem:
    words = piece.text.lines[line]
    spot = (line, len(words) - len(words.lstrip()), 1)
    return piece.text.problem(spot, what, remedy).named(id, "note")


def _said(name: str) -> str:
    kind, _, id = name.partition("/")
    if kind == GUIDE:
        return f'"{id}" in guide.yaml'
    if kind.endswith(".csv"):
        return f'the row "{id}" of {kind}'
    return f'the {kind.removesuffix("s")} "{id}"'


def _remedy(desk: Desk) -> str:
    command = f"buyguide rules review {shlex.quote(str(desk.folder))}"
    return f"Read it again. If it is as it should be, run: {command}"


def _strange(record: Record) -> Iterator[Problem]:
    for number in record.strange[:1]:
        what = "this line is no line of a record."
        remedy = (
            "After a merge conflict, delete the lines that mark it, and keep those of both sides."
        )
        spot = (number, 0, len(record.text.lines[number]))
        yield record.text.problem(spot, what, remedy).named("BG913", "note")


def _bounded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Say it once where a whole file is to be read again, so that other findings are still seen."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_file[problem.file].append(problem)
    for many in by_file.values():
        if len(many) <= MOST_IN_A_FILE:
            yield from many
            continue
        first = min(many)
        what = f"{first.what} So it is at {len(many)} places of this file; this is the first."
        yield replace(first, what=what)
