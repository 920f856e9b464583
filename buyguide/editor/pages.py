"""A document of the editor's as plain text, fit to be compared line by line.

Nothing is numbered: one new item must not change every line after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.plain_text import clean
from buyguide.report.document import Heading, Item, lines_of

if TYPE_CHECKING:
    from buyguide.report.document import Document

_LONGEST = 100_000


def text_page(document: Document) -> str:
    """Return the document as plain text: parts underlined, what belongs to an item indented."""
    lines = [_line(document.title), "=" * len(_line(document.title))]
    for block in document.blocks:
        first, *rest = map(_line, lines_of(block) or ("",))
        if isinstance(block, Item):
            lines += ["", first, *(f"  {line}" for line in rest)] if rest else [f"- {first}"]
        elif isinstance(block, Heading):
            lines += ["", "", first, "-" * len(first)]
        else:
            lines += ["", first]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return clean(text, limit=_LONGEST).strip()
