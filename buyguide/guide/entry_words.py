"""Puts an entry of a catalogue into the words that the guide has for it, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.templates import fill, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.guide.catalogues import Catalogue, Entry, Reference

_CITED = "sources"  # the column that holds ids of the table of sources


def entry_lines(catalogue: Catalogue, entry: Entry, templates: Iterable[str]) -> Iterator[str]:
    """Yield the templates filled from the entry's columns; one that lacks a value is left out."""
    for line in templates:
        values = {name: _value(catalogue, entry, name) for name in placeholders(line)}
        if all(values.values()):
            yield fill(line, values.__getitem__)


def cited_by(catalogue: Catalogue, entry: Entry) -> Iterator[Reference]:
    """Yield where what the list says of the entry comes from."""
    for id in _parts(entry.columns.get(_CITED, "")):
        if id in catalogue.sources:
            yield catalogue.sources[id]


def _value(catalogue: Catalogue, entry: Entry, column: str) -> str:
    parts = _parts(entry.columns.get(column, ""))
    if column == _CITED:
        return "; ".join(reference.title for reference in cited_by(catalogue, entry))
    known = catalogue.says.words.get(column) if catalogue.says else None
    return " ".join(known.get(part, part) for part in parts) if known else ", ".join(parts)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
