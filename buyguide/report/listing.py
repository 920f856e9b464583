"""Any lines as a document: for what is neither a decision nor part of one, such as a look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.report.document import Document, Item
from buyguide.report.wording import advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def listing(title: str, groups: Iterable[Sequence[str]]) -> Document:
    """Return a document of groups of lines; the first line of a group says what it is about."""
    return Document(advice(title), tuple(_item(lines) for lines in groups if lines))


def _item(lines: Sequence[str]) -> Item:
    first, *rest = map(advice, lines)
    return Item(first, details=tuple(rest))
