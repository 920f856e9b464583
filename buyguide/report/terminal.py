"""A document for a colour terminal; the only module of the report that knows rich.

Text reaches rich as ``Text`` alone, never as markup, so that no bracket or emoji name in it acts.
Colour only repeats what the words say already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.constrain import Constrain
from rich.table import Column, Table
from rich.text import Text

from buyguide.report.document import Heading, Item, Paragraph, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from buyguide.report.document import Block, Document

WIDEST = 100
_URGENT = ("bold red", "bold magenta", "bold yellow")  # by rank; milder ones are only bold
_STRONG = "bold"


def for_terminal(document: Document) -> RenderableType:
    """Return the document for a rich console, at most 100 columns wide."""
    parts = [part for block in document.blocks for part in _block(block)]
    return Constrain(Group(_text(document.title, "bold underline"), *parts), WIDEST)


def _block(block: Block) -> Iterator[RenderableType]:
    if isinstance(block, Heading):
        yield Text()
        yield _text(block.text, "bold underline" if block.level == 1 else "bold cyan")
    elif isinstance(block, Paragraph):
        yield _text(block.text, _STRONG if block.strong else "")
    else:
        yield from _item(block)


def _item(item: Item) -> Iterator[RenderableType]:
    first, *rest = lines_of(item)
    listed = Table.grid(Column(width=2), Column(overflow="fold"))
    listed.add_row("- ", _text(first, _style(item) if item.heading else ""))
    for line in rest:
        listed.add_row("", _text(line))
    yield listed


def _style(item: Item) -> str:
    if item.urgency is None or item.urgency.rank >= len(_URGENT):
        return _STRONG
    return _URGENT[item.urgency.rank]


def _text(line: str, style: str = "") -> Text:
    return Text(line, style=style, overflow="fold")
