"""A document for a colour terminal; the only module of the report that knows rich.

Text reaches rich as ``Text`` alone, never as markup, so that no bracket or emoji name in it acts.
Colour only repeats what the words say already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.constrain import Constrain
from rich.text import Text

from buyguide.report.document import Grid, Heading, Item, Paragraph, Table, lines_of
from buyguide.screen import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from buyguide.report.document import Block, Document, Row

WIDEST = 100
_INDENT = "  "
_DRAWABLE = 40  # columns of a drawing
_ROOMY = 10  # columns; in fewer, every one is needed for letters
_URGENT = ("bold red", "bold magenta", "bold yellow")  # by rank; milder ones are only bold
_STRONG = "bold"
_LABEL, _CELL = 24, 16  # columns at most for the label of a row, and for a cell


def print_document(document: Document, *, pager: bool = False) -> None:
    """Print the document on standard output, in colour where that is a terminal and is wanted.

    With ``pager`` it goes through the person's own pager (see ``screen.page``).
    """
    console = Console(highlight=False, emoji=False, markup=False)
    if not pager:
        console.print(for_terminal(document))
        return
    with console.capture() as caught:
        console.print(for_terminal(document))
    page(caught.get())


def for_terminal(document: Document) -> RenderableType:
    """Return the document for a rich console, at most 100 columns wide."""
    parts = [part for block in document.blocks for part in _block(block)]
    return Constrain(Group(_text(document.title, "bold underline"), *parts), WIDEST)


def _block(block: Block) -> Iterator[RenderableType]:
    if isinstance(block, Heading):
        yield Text()
        yield _text(block.text, "bold cyan")
    elif isinstance(block, Paragraph):
        yield _text(block.text, _STRONG if block.strong else "")
    elif isinstance(block, Table):
        if block.title:
            yield _text(block.title, _STRONG)
        for row in block.rows:
            yield _Listed(Item(row.line))
            yield _Drawn(row, block)
        yield Text()
    elif isinstance(block, Grid):
        yield _Columns(block)
    else:
        yield _Listed(block)


@dataclass(frozen=True, slots=True)
class _Listed:
    """An entry of a list: a dash, then its lines, the wrapped ones set in under the first.

    No table of rich: in a very narrow terminal a table leaves whole cells out.
    """

    item: Item

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = _INDENT if options.max_width >= _ROOMY else ""
        first, *rest = lines_of(self.item)
        mark = "- "
        for text in (_text(first, _style(self.item)), *map(_text, rest)):
            for line in text.wrap(console, max(1, options.max_width - len(indent))):
                yield Text(mark if indent else "").append_text(line)
                mark = indent


@dataclass(frozen=True, slots=True)
class _Columns:
    """A grid in columns: as many side by side as fit, the others below; else in lines.

    No table of rich: in a very narrow terminal a table leaves whole cells out.
    """

    grid: Grid

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heads, rows = self.grid.heads, self.grid.rows
        first = min(_LABEL, max(len(row.label) for row in rows)) + 2
        widest = max(len(cell) for row in rows for cell in row.cells)
        each = min(_CELL, max(widest, *map(len, heads))) + 2
        fitting = (options.max_width - first) // each
        if fitting < min(2, len(heads)):
            for line in lines_of(self.grid):
                yield _Listed(Item(line))
            return
        for start in range(0, len(heads), fitting):
            part = slice(start, start + fitting)
            yield from _lines_across(console, ("", *heads[part]), first, each, _STRONG)
            for row in rows:
                yield from _lines_across(console, (row.label, *row.cells[part]), first, each)
            yield Text()


def _lines_across(
    console: Console, texts: tuple[str, ...], first: int, each: int, style: str = ""
) -> Iterator[Text]:
    """Yield the lines of some texts side by side, each broken by words to its column."""
    widths = (first, *(each for _ in texts[1:]))
    columns = [
        list(_text(text, style).wrap(console, width - 2))
        for text, width in zip(texts, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        line = Text()
        for column, width in zip(columns, widths, strict=True):
            piece = column[number] if number < len(column) else Text()
            piece.truncate(width, pad=True)
            line.append_text(piece)
        line.rstrip()
        yield line


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A row of a table as a drawing that repeats its words; left out where there is no room."""

    row: Row
    table: Table

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        if self.row.most is None or options.max_width < _DRAWABLE:
            return
        start, end = self.table.ends
        width = max(1, _DRAWABLE - len(f"{_INDENT}{start} [] {end}"))
        first, last = (
            round((width - 1) * (at or 0) / (self.table.widest or 1))
            for at in (self.row.least, self.row.most)
        )
        bar = "#" * (last - first + 1) if self.row.least != self.row.most else "|"
        yield _text(f"{_INDENT}{start} [{('.' * first + bar).ljust(width, '.')}] {end}")


def _style(item: Item) -> str:
    if not item.heading:
        return ""
    if item.urgency is None or item.urgency.rank >= len(_URGENT):
        return _STRONG
    return _URGENT[item.urgency.rank]


def _text(line: str, style: str = "") -> Text:
    return Text(line, style=style, overflow="fold")
