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

from buyguide.report.document import Heading, Item, Paragraph, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from buyguide.report.document import Block, Document

WIDEST = 100
_INDENT = "  "
_ROOMY = 10  # columns; in fewer, every one is needed for letters
_URGENT = ("bold red", "bold magenta", "bold yellow")  # by rank; milder ones are only bold
_STRONG = "bold"


def print_document(document: Document) -> None:
    """Print the document on standard output, in colour where that is a terminal and is wanted."""
    Console(highlight=False, emoji=False, markup=False).print(for_terminal(document))


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


def _style(item: Item) -> str:
    if not item.heading:
        return ""
    if item.urgency is None or item.urgency.rank >= len(_URGENT):
        return _STRONG
    return _URGENT[item.urgency.rank]


def _text(line: str, style: str = "") -> Text:
    return Text(line, style=style, overflow="fold")
