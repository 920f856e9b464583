"""A document as plain lines for a screen reader, a pipe or a simple terminal.

Each line is whole by itself: no wrapping, no layout, no signs that only mean something to eyes.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from buyguide.report.document import Heading, Item, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.report.document import Document


def plain_lines(document: Document) -> list[str]:
    """Return the lines in reading order; an empty one stands before each part."""
    return [document.title, *_lines(document)]


def _lines(document: Document) -> Iterator[str]:
    numbers = count(1)
    for block in document.blocks:
        lines = lines_of(block)
        if isinstance(block, Heading):
            numbers = count(1)
            yield ""
            yield block.text
        elif isinstance(block, Item) and block.heading:
            yield f"{next(numbers)}. {lines[0]}"
            yield from lines[1:]
        else:
            yield from lines
