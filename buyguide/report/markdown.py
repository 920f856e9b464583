"""A document as Markdown in which every text stays text: no markup, link or HTML comes from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buyguide.report.document import Grid, Heading, Item, Table, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.report.document import Block, Document

_SIGNS = re.compile(r"([\\`*_{}\[\]<>&|~#$^!@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d+)([.)])")


def markdown(document: Document) -> str:
    """Return the document as Markdown text (CommonMark, harmless to GitHub's extensions too)."""
    blocks = [f"# {escaped(document.title)}", *map(_block, document.blocks)]
    return "\n\n".join(blocks) + "\n"


def escaped(line: str) -> str:
    """Return one line of text so that Markdown shows it as it is."""
    safe = _SIGNS.sub(r"\\\1", line.strip())
    safe = _NUMBER.sub(r"\1\\\2", safe)
    return f"\\{safe}" if safe.startswith(("-", "+", "=")) else safe


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"## {escaped(block.text)}"
    if isinstance(block, Item):
        return "\n\n".join(_item(block))
    if isinstance(block, Table):
        title = [f"**{escaped(block.title)}**", ""] if block.title else []
        return "\n".join((*title, *(f"- {escaped(row.line)}" for row in block.rows)))
    if isinstance(block, Grid):
        return "\n".join(f"- {escaped(line)}" for line in lines_of(block))
    text = escaped(block.text)
    return f"**{text}**" if block.strong else text


def _item(item: Item) -> Iterator[str]:
    first, *rest = lines_of(item)
    yield f"- **{escaped(first)}**" if item.heading else f"- {escaped(first)}"
    yield from (f"  {escaped(line)}" for line in rest)
