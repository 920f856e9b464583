"""A list that is answered with keys: what each key does to it, and how it is drawn.

Knows neither a terminal nor the library that reads the keys.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.interview.asker import Row
from buyguide.interview.terminal import MARKS
from buyguide.wrapping import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.interview.asker import Prompt

Piece = tuple[str, str]  # a style and the text in that style: never markup
CURSOR: Piece = ("[SetCursorPosition]", "")  # where the terminal's own cursor is put

SKIP = " "  # no id is a blank
_TICKED, _OPEN, _POINTER = tuple(MARKS)
_LONGEST_SEARCH = 40
_SHOWN_SEARCH = 20  # its end: what is typed just now
_PAGE = 5
_SET_IN = 2  # columns: where no mark tells a row from the further lines of the one above
_ROOMY = 20  # columns; in fewer, every one is needed for letters
_POINT = "Point at an answer with the arrow keys first."
_TICK = "Tick at least one line with the space bar first."


@dataclass(eq=False, repr=False)  # answers are private
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
        replied = (SKIP,) if self.prompt.skipped else self.prompt.earlier
        earlier = [id for id in replied if id in known]
        if self.many:
            self.ticked = earlier
        elif earlier:
            self.pointed = earlier[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, the one that skips last."""
        skip = self.prompt.skip
        return self.prompt.rows + ((Row(SKIP, skip, alone=True, above=" "),) if skip else ())

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that the search finds; none when it finds none."""
        return tuple(row for row in self.rows if _found(self.search, row))

    def move(self, steps: int) -> None:
        """Point further down or up, round the ends; the first move points at an end.

        Where the search finds nothing it is dropped, and nothing is pointed at yet.
        """
        ids = [row.id for row in self.shown]
        self.note = ""
        if not ids:
            self.search = ""
        elif self.pointed not in ids:
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
            self.note = f"{self._drop_dead_search()}{_POINT}"
        elif row.id in self.ticked:
            if not self.search:  # else a further word of what was just ticked is being typed
                self.ticked.remove(row.id)
        else:
            alone = {other.id for other in self.rows if other.alone}
            kept = [] if row.alone else [id for id in self.ticked if id not in alone]
            self.ticked = [*kept, row.id]
        if row is not None:
            self.search = ""  # the whole list again, with the tick in its place

    def space(self) -> None:
        """Tick the row pointed at, or go on with a search that may mean several rows."""
        if self.many and not (self.search and self.shown and self.pointed is None):
            self.tick()
        elif self.search:
            self.find(f"{self.search} ")

    def find(self, search: str) -> None:
        """Show only the rows that hold the search, and point where just one can be meant.

        That is the only row left, or the only one that the search names in full.
        """
        self.search = search[:_LONGEST_SEARCH]
        self.note = ""
        if self.search:
            named = [row for row in self.shown if _names(row, self.search)]
            meant = named if len(named) == 1 else self.shown
            self.pointed = meant[0].id if len(meant) == 1 else None

    def reply(self) -> tuple[str, ...] | None:
        """Return the ids answered, or None with a note that says what is missing."""
        if self.many:
            chosen = tuple(row.id for row in self.rows if row.id in self.ticked)
        else:
            chosen = tuple(row.id for row in self.shown if row.id == self.pointed)
        missing = _TICK if self.many else _POINT
        self.note = "" if chosen else f"{self._drop_dead_search()}{missing}"
        return chosen or None

    def _drop_dead_search(self) -> str:
        """Show all rows again where the search finds none, and return words that say so."""
        if self.shown:
            return ""
        searched, self.search = self.search[-_SHOWN_SEARCH:], ""
        return f'No line holds "{searched}". '


def drawn(sheet: Sheet, width: int) -> list[Piece]:
    """Return the rows as styled pieces, broken by words to the width, a line end after each."""
    pieces: list[Piece] = []
    for row in sheet.shown:
        for above in wrap(row.above, width - 1) if row.above else ():
            pieces += [("class:separator", f" {above}"), ("", "\n")]
        pieces += _drawn_row(sheet, row, width)
    return pieces[:-1]


def foot(sheet: Sheet, width: int) -> list[Piece]:
    """Return what stands under the rows: a note or the keys, and the search."""
    keys = "Arrows move, Space ticks, Enter goes on" if sheet.many else "Arrows move, Enter chooses"
    style = "class:validation-toolbar" if sheet.note else "class:instruction"
    why = ", ? why" if sheet.prompt.explained else ""
    said = sheet.note or f"{keys}{why}, Ctrl-B back"
    lines = [(style, line) for line in wrap(said, width)]
    if sheet.search:
        none = "" if sheet.shown else ": no line holds this"
        said = f"Looking for {sheet.search[-_SHOWN_SEARCH:]}{none} (Esc shows all lines)"
        lines += [("class:instruction", line) for line in wrap(said, width)]
    return [piece for line in lines for piece in (line, ("", "\n"))][:-1]


def _drawn_row(sheet: Sheet, row: Row, width: int) -> Iterator[Piece]:
    pointed, ticked = row.id == sheet.pointed, row.id in sheet.ticked
    mark = f"{_TICKED if ticked else _OPEN} " if sheet.many else ""
    lead = f" {_POINTER if pointed else ' '} {mark}"
    style = "class:highlighted" if pointed else "class:selected" if ticked else "class:text"
    said = " ".join((f"{row.label} ({row.hint})" if row.hint else row.label).split())
    inside = cells(lead) if sheet.many or width < _ROOMY else cells(lead) + _SET_IN
    first = wrap(said, width - cells(lead))[0]
    further = wrap(said.removeprefix(first), width - inside) if first != said else []
    lines = [(lead, first), *((" " * inside, line) for line in further)]
    if pointed:
        yield CURSOR
    for before, line in lines:
        yield ("class:pointer" if pointed else style, before)
        yield (style, line)
        yield ("", "\n")


def _found(search: str, row: Row) -> bool:
    wanted = _folded(search).split()
    words = _folded(" ".join(_words(row)))
    return all(word in words for word in wanted)


def _names(row: Row, search: str) -> bool:
    return _folded(search).strip() in {_folded(name) for name in (row.label, *row.also)}


def _words(row: Row) -> Iterable[str]:
    return (row.label, row.hint or "", *row.also)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
