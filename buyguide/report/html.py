"""A document as one HTML page that needs nothing else: no script, no font, no request.

The only module that knows markdown-it. Its renderer is given elements and texts, never Markdown
or HTML of ours, and escapes every text and attribute.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.token import Token

from buyguide import __version__
from buyguide.report.document import Grid, Heading, Item, Paragraph, Table, lines_of
from buyguide.report.print_size import print_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.report.document import Block, Document, Row

_LANGUAGE = "en"  # of the words around the guide's own
_NO_REQUESTS = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_META = (
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
    {"http-equiv": "Content-Security-Policy", "content": _NO_REQUESTS},
    {"name": "referrer", "content": "no-referrer"},
    {"name": "color-scheme", "content": "light dark"},
    {"name": "generator", "content": f"buyguide {__version__}"},
)
_LINKS = ("https://", "http://")
_DRAWING = {"role": "img", "viewBox": "0 0 100 8", "preserveAspectRatio": "none"}
_POINT = 1.5  # hundredths of a drawing's width
_WITHIN_A_LINE = frozenset({"a", "strong", "span", "svg", "rect"})


def html(document: Document) -> str:
    """Return the document as a whole HTML page, in ASCII: other letters are written as numbers.

    So no later change of encoding can turn a letter into a sign that acts.
    """
    language = {"lang": _LANGUAGE}
    page = _element("html", _head(document), _body(document), attributes=language)
    maker = MarkdownIt("commonmark")
    text: str = maker.renderer.render([*_raw("<!doctype html>\n"), *page], maker.options, {})
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _head(document: Document) -> list[Token]:
    return _element(
        "head",
        _empty("meta", {"charset": "utf-8"}),
        *(_empty("meta", attributes) for attributes in _META),
        _element("title", _text(document.title)),
        _element("style", _raw(_style())),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _body(document: Document) -> list[Token]:
    title = _element("header", _element("h1", _text(document.title)))
    sections = (_section(number, part) for number, part in enumerate(_parts(document.blocks), 1))
    size = {"style": f"--print-size: {print_points(document)}pt"}
    return _element("body", _element("main", title, *sections), attributes=size)


def _parts(blocks: Iterable[Block]) -> list[list[Block]]:
    """Cut the blocks before each heading."""
    parts: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) or not parts:
            parts.append([])
        parts[-1].append(block)
    return parts


def _section(number: int, blocks: Sequence[Block]) -> list[Token]:
    first, *rest = blocks
    if not isinstance(first, Heading):
        return _element("div", *_blocks(blocks), attributes={"class": "lead"})
    id = f"part-{number}"
    heading = _element("h2", _text(first.text), attributes={"id": id})
    sort = "outcome" if rest and isinstance(rest[0], Paragraph) and rest[0].strong else "part"
    attributes = {"aria-labelledby": id, "class": sort}
    return _element("section", heading, *_blocks(rest), attributes=attributes)


def _blocks(blocks: Iterable[Block]) -> Iterator[list[Token]]:
    """Yield the elements of the blocks; items of one sort that stand together are one list."""
    for sort, together in groupby(blocks, key=_sort):
        if sort:
            items = (_item(block) for block in together if isinstance(block, Item))
            yield _element("ul", *items, attributes={"class": sort})
        else:
            yield from (_block(block) for block in together)


def _sort(block: Block) -> str:
    if not isinstance(block, Item):
        return ""
    if block.heading or block.details or block.why:
        return "advice"
    return "sources" if block.address else "plain"


def _block(block: Block) -> list[Token]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Paragraph) and block.strong:
        return _element("p", _element("strong", _text(block.text)), attributes={"class": "strong"})
    return _element("p", *map(_text, lines_of(block)))


def _item(item: Item) -> list[Token]:
    said = [_text(f"{item.text} "), _link(item)] if item.address else [_text(item.text)]
    if _sort(item) != "advice":
        return _element("li", *said)
    parts = [_element("h3", _text(item.heading))] if item.heading else []
    parts.append(_element("p", *said))
    if item.details:
        details = (_element("li", _text(line)) for line in item.details)
        parts.append(_element("ul", *details, attributes={"class": "details"}))
    if item.why:
        parts.append(_element("p", _text(item.why), attributes={"class": "why"}))
    rank = item.urgency.rank if item.urgency else "none"
    return _element("li", *parts, attributes={"class": f"urgency-{rank}"})


def _link(item: Item) -> list[Token]:
    """Return the item's address, as a link where it leads to a page of the web."""
    if not item.address.startswith(_LINKS):
        return _text(item.address)
    attributes = {"href": item.address, "rel": "noopener noreferrer"}
    return _element("a", _text(item.address), attributes=attributes)


def _table(table: Table) -> list[Token]:
    rows = [_row(row, table) for row in table.rows]
    caption = [_element("caption", _text(table.title))] if table.title else []
    return _element("table", *caption, _element("tbody", *rows))


def _grid(grid: Grid) -> list[Token]:
    """Return a table with heads; on a narrow screen each cell names its head itself."""
    corner = _element("td")
    heads = (_element("th", _text(head), attributes={"scope": "col"}) for head in grid.heads)
    rows = (
        _element(
            "tr",
            _element("th", _text(row.label), attributes={"scope": "row"}),
            *(
                _element("td", _text(cell), attributes={"data-head": head})
                for head, cell in zip(grid.heads, row.cells, strict=True)
            ),
        )
        for row in grid.rows
    )
    head = _element("thead", _element("tr", corner, *heads))
    return _element("table", head, _element("tbody", *rows), attributes={"class": "grid"})


def _row(row: Row, table: Table) -> list[Token]:
    label = _element("th", _text(row.label), attributes={"scope": "row"})
    cells = [label, _element("td", _text(row.words))]
    if table.widest:
        cells.append(_element("td", *_drawing(row, table), attributes={"class": "drawn"}))
    return _element("tr", *cells)


def _drawing(row: Row, table: Table) -> Iterator[list[Token]]:
    """Yield a line from one end of the table to the other, with the row's part of it filled."""
    if row.least is None or row.most is None:
        return
    start, end = (row.least * 100 / table.widest, row.most * 100 / table.widest)
    thin = _POINT if start == end else 0
    left = min(start, 100 - thin)
    lines = ((0.0, 100.0, "line"), (left, max(end - start, thin), "filled"))
    rectangles = (
        _element("rect", attributes=_rectangle(at, width) | {"class": name})
        for at, width, name in lines
    )
    words = f"{row.words} On a line from {table.ends[0]} to {table.ends[1]}."
    yield _element("span", _text(table.ends[0]), attributes={"aria-hidden": "true"})
    yield _element("svg", *rectangles, attributes={**_DRAWING, "aria-label": words})
    yield _element("span", _text(table.ends[1]), attributes={"aria-hidden": "true"})


def _rectangle(at: float, width: float) -> dict[str, str]:
    return {"x": f"{at:.1f}", "y": "0", "width": f"{width:.1f}", "height": "8"}


def _element(
    tag: str, *inside: Iterable[Token], attributes: Mapping[str, str] | None = None
) -> list[Token]:
    """Return the tokens of an element around others."""
    opened = Token(f"{tag}_open", tag, 1, attrs=dict(attributes or {}))
    closed = Token(f"{tag}_close", tag, -1, block=tag not in _WITHIN_A_LINE)
    return [opened, *chain.from_iterable(inside), closed]


def _empty(tag: str, attributes: Mapping[str, str]) -> list[Token]:
    return [Token(tag, tag, 0, attrs=dict(attributes), block=True)]


def _text(words: str) -> list[Token]:
    return [Token("text", "", 0, content=words)]


def _raw(own: str) -> list[Token]:
    """Return our own HTML or style, never a text of the guide or the shopper."""
    return [Token("html_block", "", 0, content=own)]
