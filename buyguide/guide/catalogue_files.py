"""Reads a catalogue's files into a catalogue; every problem in them stands at its row and column."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from buyguide.guide.catalogue_checks import name_problems
from buyguide.guide.catalogues import Catalogue, Entry, Group, Reference
from buyguide.guide.csv_table import Table, read_table
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from buyguide.errors import Problem
    from buyguide.guide.catalogues import Says
    from buyguide.guide.csv_table import Row

BUILT_IN_TAGS = ("listed", "unknown", "other")
NAME, ALSO, ENTRIES, SOURCES, ID, TITLE = (
    "name", "also_known_as", "entries", "sources", "id", "title",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFiles:
    """A catalogue as ``guide.yaml`` writes it: its files, all in the guide's folder, and words.

    ``name`` is the column of the names shown, ``also`` are columns of other names, ``tags``
    columns of tags; with ``allowed_tags`` any other tag is a problem.
    """

    id: str
    entries: str
    name: str
    also: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    allowed_tags: tuple[str, ...] = ()
    combinations: str | None = None
    classes: str | None = None
    ambiguous: str | None = None
    others: str | None = None
    sources: str | None = None
    units: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    says: Says | None = None


def read_catalogue(folder: Path, written: CatalogueFiles) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue, as far as it can be read, and every problem in its files."""
    problems: list[Problem] = []

    def table(name: str | None, *needed: str) -> Table:
        return read_table(folder, name, needed, problems) if name else Table()

    main = table(written.entries, written.name, *written.also, *written.tags)
    combinations = table(written.combinations, NAME, ENTRIES)
    classes = table(written.classes, NAME, ENTRIES)
    ambiguous = table(written.ambiguous, NAME, ENTRIES)
    others = table(written.others, NAME)
    sources = table(written.sources, ID, TITLE)
    catalogue = Catalogue(
        id=written.id,
        entries=tuple(_entry(row, written) for row in main.rows),
        combinations=_groups(combinations),
        classes=_groups(classes),
        ambiguous=_groups(ambiguous),
        others=tuple(row.get(NAME) for row in others.rows if row.get(NAME)),
        sources=MappingProxyType({row.get(ID): _reference(row) for row in sources.rows}),
        units=written.units,
        ignore=written.ignore,
        says=written.says,
    )
    names = frozenset(entry.name for entry in catalogue.entries)
    problems.extend(p for row in main.rows for p in _tag_problems(row, written))
    problems.extend(p for row in main.rows for p in _unworded(row, written))
    for kind in (combinations, classes, ambiguous):
        if main.rows:
            problems.extend(p for row in kind.rows for p in _entry_problems(row, names))
    if sources.rows:
        for kind in (main, classes, combinations):
            problems.extend(p for row in kind.rows for p in _source_problems(row, catalogue))
    problems.extend(_repeated_ids(sources))
    problems.extend(
        name_problems(
            ambiguous=[(row, NAME, _names(row)) for row in ambiguous.rows],
            listed=[
                *((row, written.name, entry.names) for row, entry in zip(main.rows, catalogue.entries, strict=True)),
                *((row, NAME, _names(row)) for row in (*combinations.rows, *classes.rows, *others.rows)),
            ],
        )
    )
    return catalogue, problems
