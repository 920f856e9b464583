"""A list that is answered with keys: what each key does to it, and how it is drawn.

Knows neither a terminal nor the library that reads the keys.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.interview.asker import Row
from buyguide.interview.terminal import MARKS
from buyguide.interview.wrapping import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.interview.asker import Prompt

Piece = tuple[str, str]  # a style and the text in that style: never markup
CURSOR: Piece = ("[SetCursorPosition]", "")  # where the terminal's own cursor is put

SKIP = " "  # no id is a blank
_TICKED, _OPEN, _POINTER = tuple(MARKS)
_LONGEST_SEARCH = 40
_PAGE = 5


@dataclass
class Sheet:
    """The rows of a prompt while somebody chooses: nothing is pointed at until a key does it."""

    prompt: Prompt
    many: bool
    ticked: list[str] = field(default_factory=list)
    pointed: str | None = None
    search: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        known = {row.id for row in self.rows}
        earlier = [id for id in self.prompt.earlier if id in known]
        if self.many:
            self.ticked = earlier
        elif earlier:
            self.pointed = earlier[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, the one that skips last."""
        skip = self.prompt.skip
        return self.prompt.rows + ((Row(SKIP, skip, alone=True),) if skip else ())

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that the search finds; none when it finds none."""
        return tuple(row for row in self.rows if _found(self.search, row))

    def move(self, steps: int) -> None:
        """Point further down or up, round the ends; the first move points at an end."""
        ids = [row.id for row in self.shown]
        self.note = ""
        if not ids:
            return
        if self.pointed not in ids:
            self.pointed = ids[0 if steps > 0 else -1]
        else:
            self.pointed = ids[(ids.index(self.pointed) + steps) % len(ids)]

    def page(self, pages: int) -> None:
        """Point a page further, stopping at the ends."""
        ids = [row.id for row in self.shown]
        self.note = ""
        if ids:
            here = ids.index(self.pointed) if self.pointed in ids else 0
            self.pointed = ids[max(0, min(len(ids) - 1, here + pages * _PAGE))]

    def end(self, *, last: bool) -> None:
        """Point at the first or the last row."""
        ids = [row.id for row in self.shown]
        self.note = ""
        if ids:
            self.pointed = ids[-1 if last else 0]

    def tick(self) -> None:
        """Tick or untick the row pointed at; what stands alone clears the others, and back."""
        row = next((row for row in self.shown if row.id == self.pointed), None)
        self.note = ""
        if row is None:
            self.note = "Point at an answer with the arrow keys first."
        elif row.id in self.ticked:
            self.ticked.remove(row.id)
        else:
            alone = {other.id for other in self.rows if other.alone}
            kept = [] if row.alone else [id for id in self.ticked if id not in alone]
            self.ticked = [*kept, row.id]
        if row is not None:
            self.search = ""  # the whole list again, with the tick in its place

    def find(self, search: str) -> None:
        """Show only the rows that hold the search, and point where just one is left."""
        self.search = search[:_LONGEST_SEARCH]
        self.note = ""
        ids = [row.id for row in self.shown]
        if self.search:
            self.pointed = ids[0] if len(ids) == 1 else None

    def reply(self) -> tuple[str, ...] | None:
        """Return the ids answered, or None with a note that says what is missing."""
        if self.many:
            chosen = tuple(row.id for row in self.rows if row.id in self.ticked)
            self.note = "" if chosen else "Tick at least one line with the space bar first."
        else:
            chosen = tuple(row.id for row in self.shown if row.id == self.pointed)
            self.note = "" if chosen else "Point at an answer with the arrow keys first."
        return chosen or None


def drawn(sheet: Sheet, width: int) -> list[Piece]:
    """Return the rows as styled pieces, broken by words to the width, a line end after each."""
    pieces: list[Piece] = []
    for row in sheet.shown:
        for above in wrap(row.above, width - 3) if row.above else ():
            pieces += [("class:separator", f"   {above}"), ("", "\n")]
        pieces += _drawn_row(sheet, row, width)
    return pieces[:-1]


def foot(sheet: Sheet, width: int) -> list[Piece]:
    """Return what stands under the rows: a note or the keys, and the search."""
    keys = "Arrows move, Space ticks, Enter goes on" if sheet.many else "Arrows move, Enter chooses"
    style = "class:validation-toolbar" if sheet.note else "class:instruction"
    said = sheet.note or f"{keys}, ? why, Ctrl-B back"
    lines = [(style, line) for line in wrap(said, width)]
    if sheet.search:
        none = "" if sheet.shown else ": no line holds this"
        said = f"Looking for {sheet.search}{none} (Backspace clears)"
        lines += [("class:instruction", line) for line in wrap(said, width)]
    return [piece for line in lines for piece in (line, ("", "\n"))][:-1]


def _drawn_row(sheet: Sheet, row: Row, width: int) -> Iterator[Piece]:
    pointed, ticked = row.id == sheet.pointed, row.id in sheet.ticked
    mark = f"{_TICKED if ticked else _OPEN} " if sheet.many else ""
    lead = f" {_POINTER if pointed else ' '} {mark}"
    style = "class:highlighted" if pointed else "class:selected" if ticked else "class:text"
    said = f"{row.label} ({row.hint})" if row.hint else row.label
    lines = wrap(said, width - cells(lead))
    if pointed:
        yield CURSOR
    for place, line in enumerate(lines):
        yield ("class:pointer" if pointed else style, lead if place == 0 else " " * cells(lead))
        yield (style, line)
        yield ("", "\n")


def _found(search: str, row: Row) -> bool:
    wanted = _folded(search).split()
    words = _folded(" ".join(_words(row)))
    return all(word in words for word in wanted)


def _words(row: Row) -> Iterable[str]:
    return (row.label, row.hint or "", *row.also)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
