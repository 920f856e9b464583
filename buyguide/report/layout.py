"""A document laid out as lines of a given width, each with its style; knows no terminal."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from buyguide.report.document import Grid, Heading, Item, Paragraph, Table, lines_of
from buyguide.wrapping import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.report.document import Block, Document, Row

_INDENT, _DASH = "  ", "- "
_DRAWABLE = 40  # columns of a drawing
_ROOMY = 10  # columns; in fewer, every one is needed for letters
_TITLE, _HEADING, _STRONG = "bold underline", "bold cyan", "bold"
_URGENT = ("bold red", "bold magenta", "bold yellow")  # by rank; milder ones are only bold
_LABEL, _CELL, _GAP = 24, 16, 2  # columns at most for the label of a row, and for a cell


class Line(NamedTuple):
    """One line on a screen: its words in their style, after a mark that has none."""

    words: str
    style: str = ""
    mark: str = ""


def laid_out(document: Document, width: int, *, cut: bool = True) -> Iterator[Line]:
    """Yield the lines of the whole document, none wider than that many columns.

    Without ``cut`` no word of an entry is cut: an address that is longer stays one that can be
    copied. Styles are words as rich knows them; they only repeat what the words say.
    """
    yield from _broken(document.title, width, _TITLE)
    for block in document.blocks:
        yield from _block(block, width, cut=cut)


def _block(block: Block, width: int, *, cut: bool) -> Iterator[Line]:
    if isinstance(block, Heading):
        yield Line("")
        yield from _broken(block.text, width, _HEADING)
    elif isinstance(block, Paragraph):
        yield from _broken(block.text, width, _STRONG if block.strong else "")
    elif isinstance(block, Table):
        yield from _table(block, width)
    elif isinstance(block, Grid):
        yield from _grid(block, width)
    else:
        yield from _listed(block, width, cut=cut)


def _broken(text: str, width: int, style: str = "") -> Iterator[Line]:
    return (Line(line, style) for line in wrap(text, width))


def _listed(item: Item, width: int, *, cut: bool = True) -> Iterator[Line]:
    """Yield an entry of a list: a dash, then its lines, the wrapped ones set in under the first."""
    indent, mark = (_INDENT, _DASH) if width >= _ROOMY else ("", "")
    style = _style(item)
    for text in lines_of(item):
        for line in wrap(text, width - len(indent), cut=cut):
            yield Line(line, style, mark)
            mark = indent
        style = ""


def _style(item: Item) -> str:
    """Return the style of an entry's first line."""
    if not item.heading:
        return ""
    if item.urgency is None or item.urgency.rank >= len(_URGENT):
        return _STRONG
    return _URGENT[item.urgency.rank]


def _table(table: Table, width: int) -> Iterator[Line]:
    if table.title:
        yield from _broken(table.title, width, _STRONG)
    for row in table.rows:
        yield from _listed(Item(row.line), width)
        yield from _drawn(row, table, width)
    yield Line("")


def _drawn(row: Row, table: Table, width: int) -> Iterator[Line]:
    """Yield a row as a drawing that repeats its words; none where there is no room."""
    if row.most is None:
        return
    start, end = table.ends
    room = max(1, _DRAWABLE - cells(f"{_INDENT}{start} [] {end}"))
    first, last = (
        round((room - 1) * (at or 0) / (table.widest or 1)) for at in (row.least, row.most)
    )
    bar = "#" * (last - first + 1) if row.least != row.most else "|"
    drawn = f"{_INDENT}{start} [{('.' * first + bar).ljust(room, '.')}] {end}"
    if cells(drawn) <= width:
        yield Line(drawn)


def _grid(grid: Grid, width: int) -> Iterator[Line]:
    """Yield a grid in columns: as many side by side as fit, the others below; else in lines."""
    heads, rows = grid.heads, grid.rows
    label = min(_LABEL, max(cells(row.label) for row in rows)) + _GAP
    widest = max(cells(text) for texts in (heads, *(row.cells for row in rows)) for text in texts)
    each = min(_CELL, widest) + _GAP
    fitting = (width - label) // each
    if fitting < min(2, len(heads)):
        for line in lines_of(grid):
            yield from _listed(Item(line), width)
        return
    for start in range(0, len(heads), fitting):
        part = slice(start, start + fitting)
        yield from _across(("", *heads[part]), label, each, _STRONG)
        for row in rows:
            yield from _across((row.label, *row.cells[part]), label, each)
        yield Line("")


def _across(texts: Sequence[str], label: int, each: int, style: str = "") -> Iterator[Line]:
    """Yield the lines of some texts side by side, each broken by words to its column."""
    widths = (label, *(each for _ in texts[1:]))
    columns = (wrap(text, width - _GAP) for text, width in zip(texts, widths, strict=True))
    for pieces in zip_longest(*columns, fillvalue=""):
        padded = (
            piece + " " * (width - cells(piece))
            for piece, width in zip(pieces, widths, strict=True)
        )
        yield Line("".join(padded).rstrip(), style)
