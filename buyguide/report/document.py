"""A report as blocks of finished lines, the same for every writer; knows no guide and no format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from buyguide.plain_text import fit


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part of the report."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that stands alone; a strong one carries the outcome."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Urgency:
    """How urgent an item is: in words, and as a rank from 0, the most urgent."""

    label: str
    rank: int


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a list: what it says, further details, why it is there and who says so."""

    text: str
    title: str = ""
    urgency: Urgency | None = None
    details: tuple[str, ...] = ()
    because: str = ""
    sources: tuple[str, ...] = ()
    address: str = ""

    @property
    def heading(self) -> str:
        """The title with the urgency in words before it; empty when there is neither."""
        return ": ".join(part for part in (self.urgency and self.urgency.label, self.title) if part)

    @property
    def why(self) -> str:
        """The reason and the sources as one line; empty when there is neither."""
        return " ".join(part for part in (self.because, *self.sources) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; from ``least`` to ``most`` where it can be drawn, equal for a point."""

    label: str
    words: str
    least: int | None = None
    most: int | None = None

    @property
    def line(self) -> str:
        """The row as a line that is complete without the others."""
        return f"{self.label}: {self.words}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title or a heading before it; numbers are also drawn, between the two ends."""

    rows: tuple[Row, ...]
    title: str = ""
    ends: tuple[str, str] = ("", "")

    @property
    def widest(self) -> int:
        """The number at the far end of a drawing, or 0 when there is nothing to draw."""
        return max((row.most for row in self.rows if row.most is not None), default=0)


@dataclass(frozen=True, slots=True)
class Cells:
    """One line of a grid: its label, and a cell for each column."""

    label: str
    cells: tuple[str, ...]

    def line(self, heads: tuple[str, ...]) -> str:
        """The row as a line that is complete without the others."""
        each = (f"{head}: {cell}" for head, cell in zip(heads, self.cells, strict=True))
        return f"{self.label}. {'; '.join(each)}."


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head over each column, under the heading before it."""

    heads: tuple[str, ...]
    rows: tuple[Cells, ...]


Block = Heading | Paragraph | Item | Table | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, in the order in which it is read, and the printed sheets it should fit."""

    title: str
    blocks: tuple[Block, ...]
    sheets: int = 2


def lines_of(block: Block) -> tuple[str, ...]:
    """Return the block's lines in reading order; every writer shows these and no others."""
    if isinstance(block, Table):
        return (*filter(None, [block.title]), *(row.line for row in block.rows))
    if isinstance(block, Grid):
        return tuple(row.line(block.heads) for row in block.rows)
    if not isinstance(block, Item):
        return (block.text,)
    said = f"{block.text} {block.address}".strip()
    lines = (block.heading, said, *block.details, block.why)
    return tuple(line for line in lines if line)


def opening_the_last_part(document: Document, line: str) -> Document:
    """Return the document with a line put under its last heading; without a line, as it is."""
    if not line:
        return document
    blocks = document.blocks
    at = max(number for number, block in enumerate(blocks, 1) if isinstance(block, Heading))
    return replace(document, blocks=(*blocks[:at], Paragraph(line), *blocks[at:]))


def fitted(document: Document, encoding: str | None) -> Document:
    """Return the document in letters that the encoding can show (see ``plain_text.fit``)."""
    blocks = tuple(_fitted(block, encoding) for block in document.blocks)
    return replace(document, title=fit(document.title, encoding), blocks=blocks)


def _fitted(block: Block, encoding: str | None) -> Block:
    if isinstance(block, Table):
        start, end = block.ends
        rows = tuple(
            replace(row, label=fit(row.label, encoding), words=fit(row.words, encoding))
            for row in block.rows
        )
        return Table(rows, fit(block.title, encoding), (fit(start, encoding), fit(end, encoding)))
    if isinstance(block, Grid):
        cells = ((fit(row.label, encoding), row.cells) for row in block.rows)
        fitted_rows = (Cells(label, tuple(fit(c, encoding) for c in row)) for label, row in cells)
        return Grid(tuple(fit(head, encoding) for head in block.heads), tuple(fitted_rows))
    if not isinstance(block, Item):
        return replace(block, text=fit(block.text, encoding))
    urgency = block.urgency
    return Item(
        fit(block.text, encoding),
        fit(block.title, encoding),
        urgency and replace(urgency, label=fit(urgency.label, encoding)),
        tuple(fit(detail, encoding) for detail in block.details),
        fit(block.because, encoding),
        tuple(fit(source, encoding) for source in block.sources),
        fit(block.address, encoding),
    )
