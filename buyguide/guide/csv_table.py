"""Reads a table kept as CSV, as a spreadsheet saves it, and remembers where every cell stands.

Knows nothing of what the columns mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem
from buyguide.guide.name_forms import fold
from buyguide.guide.text_checks import as_text, read_inside
from buyguide.nearest_word import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from buyguide.guide.text_checks import Text

MOST_PROBLEMS = 100  # in one file: a file in quite another shape has one for every row
MOST_COLUMNS = 100
MOST_CELLS = 50_000
_CELL = re.compile(r'\s*+"((?:[^"]++|"")*+)"\s*+(?=,|$)|([^,]*)')  # it never tries twice
_LIST_MARK = ";"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, its line and each cell's column in the text, from 0."""

    text: Text
    line: int
    cells: dict[str, str]
    spots: dict[str, tuple[int, int]]

    def get(self, column: str) -> str:
        """Return the cell's text, empty where the table has no such column."""
        return self.cells.get(column, "")

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the cell's parts, which stand between semicolons."""
        return tuple(filter(None, (part.strip() for part in self.get(column).split(_LIST_MARK))))

    def problem(self, column: str, what: str, remedy: str = "") -> Problem:
        """Make a problem at one of the row's cells."""
        start, width = self.spots.get(column, (0, 1))
        return self.text.problem((self.line, start, width), f'in "{column}", {what}', remedy)


@dataclass(frozen=True, slots=True)
class Table:
    """A file's column names and rows; no rows when the file could not be read.

    ``is_whole``: no row is missing, so that what is not in it is not in the file.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    is_whole: bool = True


_UNREAD = Table(is_whole=False)


def read_table(
    folder: Path,
    name: str,
    needed: Collection[str],
    problems: list[Problem],
    files: Mapping[str, bytes],
) -> Table:
    """Return the table in a file directly in the folder; adds every problem to ``problems``.

    ``files`` holds the content of files that were read already, by name.
    """
    path = folder / name
    if path.name != name:
        what = "this leads out of the guide's folder."
        problems.append(
            Problem(str(path), 0, 0, what, "Copy the file into the folder.").named("BG101")
        )
        return _UNREAD
    try:
        content = files[name] if name in files else read_inside(folder, path)
        text = as_text(content, str(path))
    except InputError as error:
        problems.extend(error.problems)
        return _UNREAD
    found: list[Problem] = []
    table = as_table(text, needed, found)
    problems.extend(found[:MOST_PROBLEMS])
    return table


def as_table(text: Text, needed: Collection[str], problems: list[Problem]) -> Table:
    """Return a text's table; without rows when a needed column is missing."""
    columns = tuple(cell for cell, _, _ in islice(_cells(text, 0, problems), MOST_COLUMNS + 1))
    wrong = list(_wrong_columns(text, columns, needed))
    problems.extend(wrong)
    if wrong:
        return _UNREAD
    rows = []
    for line in range(1, len(text.lines)):
        if len(problems) >= MOST_PROBLEMS:
            return _UNREAD
        if line * len(columns) > MOST_CELLS:
            what = f"the table has more than {MOST_CELLS:,} cells."
            problems.append(text.problem((line, 0, 1), what, "Keep fewer rows.").named("BG801"))
            return _UNREAD
        cells = list(islice(_cells(text, line, problems), MOST_COLUMNS + 1))
        if not any(cell for cell, _, _ in cells):
            continue
        if len(cells) != len(columns):
            what = (
                f"this row has {len(cells)} cells, and the first row names {len(columns)} columns."
            )
            remedy = 'Put text that holds a comma in double quotes: "one, two".'
            problems.append(
                text.problem((line, 0, len(text.lines[line])), what, remedy).named("BG801")
            )
            continue
        values = {name: cell[0] for name, cell in zip(columns, cells, strict=True)}
        spots = {name: cell[1:] for name, cell in zip(columns, cells, strict=True)}
        rows.append(Row(text, line, values, spots))
    return Table(columns, tuple(rows), is_whole=not problems)


def _wrong_columns(
    text: Text, columns: tuple[str, ...], needed: Collection[str]
) -> Iterator[Problem]:
    whole = (0, 0, len(text.lines[0]))
    if len(columns) > MOST_COLUMNS:
        remedy = "Keep one row of names first."
        yield text.problem(whole, f"more than {MOST_COLUMNS} columns are named.", remedy).named(
            "BG801"
        )
        return
    if len(columns) == 1 and _LIST_MARK in columns[0]:
        remedy = "Save the spreadsheet again with commas between the cells."
        yield text.problem(whole, "the cells stand between semicolons.", remedy).named("BG801")
        return
    for name in needed:
        if name not in columns:
            remedy = did_you_mean(name, columns) or f"Known here: {', '.join(columns)}."
            yield text.problem(whole, f'there is no column "{name}".', remedy).named("BG801")
    seen: dict[str, str] = {}
    for name in columns:
        key = fold(name)
        if name and key not in seen:
            seen[key] = name
            continue
        what = "a column has no name."
        if name:
            alike = f'looks like "{seen[key]}"' if seen[key] != name else "stands twice"
            what = f'the column "{name}" {alike}.'
        yield text.problem(whole, what, "Give every column a name of its own.").named("BG801")


def _cells(text: Text, line: int, problems: list[Problem]) -> Iterator[tuple[str, int, int]]:
    """Yield each cell of a line: its text, where it starts and how wide it is."""
    content, place = text.lines[line], 0
    while True:
        cell = _CELL.match(content, place)
        if cell is None:  # pragma: no cover - the second half of the pattern fits anything
            return
        quoted, plain = cell.groups()
        if plain is not None and '"' in plain:
            start = content.index('"', place)
            what = "a double quote opens here that does not close at the end of the cell."
            remedy = 'Write a cell with quotes as "one ""two"" three", on one line.'
            problems.append(text.problem((line, start, 1), what, remedy).named("BG801"))
        value = plain if quoted is None else quoted.replace('""', '"')
        yield " ".join(value.split()), place, max(cell.end() - place, 1)
        place = cell.end() + 1
        if place > len(content):
            return
