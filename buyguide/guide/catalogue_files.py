"""Reads a catalogue's files; every problem in them stands at its row and column."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from buyguide.errors import Problem
from buyguide.guide.catalogue_checks import (
    entry_problems,
    name_problems,
    repeated_ids,
    source_problems,
    tag_problems,
    word_problems,
)
from buyguide.guide.catalogue_meanings import ambiguous_problems, silencing_problems
from buyguide.guide.catalogues import Catalogue, Entry, Group, Reference
from buyguide.guide.csv_table import MOST_PROBLEMS, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.guide.catalogues import Says
    from buyguide.guide.csv_table import Row

MOST_NAMES = 50_000  # of one catalogue
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of a catalogue; one that is not written or cannot be read is empty."""

    entries: Table
    combinations: Table
    classes: Table
    ambiguous: Table
    others: Table
    sources: Table


def read_catalogue(
    folder: Path, written: CatalogueFiles, files: Mapping[str, bytes] = _NO_FILES
) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue, as far as it can be read, and the problems in its files.

    ``files`` holds the content of files that were read already, by name. Of each sort of file
    only so many problems are returned as anybody reads.
    """
    problems: list[Problem] = []
    tables = _read_tables(folder, written, problems, files)
    catalogue = Catalogue(
        id=written.id,
        entries=tuple(_entry(row, written) for row in tables.entries.rows),
        combinations=_groups(tables.combinations),
        classes=_groups(tables.classes),
        ambiguous=_groups(tables.ambiguous),
        others=tuple(name for row in tables.others.rows for name in _names(row)),
        sources=MappingProxyType({row.get("id"): _reference(row) for row in tables.sources.rows}),
        units=written.units,
        ignore=written.ignore,
        says=written.says,
    )
    large = len(list(islice(catalogue.every_name(), MOST_NAMES + 1))) > MOST_NAMES
    for what, remedy in _wrong_with_the_list(tables.entries, written, large=large):
        problems.append(Problem(str(folder / written.entries), 1, 1, what, remedy).named("BG801"))
    if not large:
        problems.extend(islice(_checked(tables, catalogue, written), MOST_PROBLEMS))
    return catalogue, problems


def _wrong_with_the_list(
    entries: Table, written: CatalogueFiles, *, large: bool
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the list as a whole, and what to do about it."""
    if entries.is_whole and entries.columns and not entries.rows:
        yield "the list holds no entries.", "Add a row for each, under the first row."
    if "also_known_as" in entries.columns and "also_known_as" not in written.also:
        remedy = "Add also: [also_known_as] to the catalogue in guide.yaml."
        yield 'the names in the column "also_known_as" are not looked up.', remedy
    if large:
        yield f"the list has more than {MOST_NAMES:,} names.", "Split it in several lists."


def _read_tables(
    folder: Path, written: CatalogueFiles, problems: list[Problem], files: Mapping[str, bytes]
) -> _Tables:
    def table(file: str | None, *needed: str) -> Table:
        return read_table(folder, file, needed, problems, files) if file else Table()

    return _Tables(
        entries=table(written.entries, written.name, *written.also, *written.tags),
        combinations=table(written.combinations, "name", "entries"),
        classes=table(written.classes, "name", "entries"),
        ambiguous=table(written.ambiguous, "name", "entries"),
        others=table(written.others, "name"),
        sources=table(written.sources, "id", "title"),
    )


def _checked(tables: _Tables, catalogue: Catalogue, written: CatalogueFiles) -> Iterator[Problem]:
    says = written.says
    for row in tables.entries.rows:
        yield from tag_problems(row, written.tags, written.allowed_tags)
    yield from word_problems(tables.entries.rows, says.words if says else {})
    groups = (*tables.combinations.rows, *tables.classes.rows, *tables.ambiguous.rows)
    for row in groups if tables.entries.is_whole and catalogue.entries else ():
        yield from entry_problems(row, catalogue.entry_by_name)
    with_sources = tables.sources.is_whole and tables.sources.columns
    for row in (*tables.entries.rows, *groups) if with_sources else ():
        yield from source_problems(row, catalogue.sources)
    yield from repeated_ids(tables.sources.rows)
    if tables.ambiguous.is_whole:
        yield from _names_checked(tables, catalogue, (written.name, *written.also))


def _names_checked(
    tables: _Tables, catalogue: Catalogue, columns: tuple[str, ...]
) -> Iterator[Problem]:
    ambiguous, combinations, classes, others = (
        [(row, ("name", "also_known_as")) for row in table.rows]
        for table in (tables.ambiguous, tables.combinations, tables.classes, tables.others)
    )
    entries = [(row, columns) for row in tables.entries.rows]
    yield from name_problems(ambiguous, [*entries, *combinations, *classes, *others])
    yield from ambiguous_problems(catalogue, ambiguous)
    yield from silencing_problems(catalogue, [*entries, *combinations], others)


def _entry(row: Row, written: CatalogueFiles) -> Entry:
    other_names = (name for column in written.also for name in row.parts(column))
    tags = frozenset(tag for column in written.tags for tag in row.parts(column))
    name = row.get(written.name)
    names = tuple(dict.fromkeys((name, *other_names)))
    return Entry(name, names, tags, MappingProxyType(row.cells))


def _groups(table: Table) -> tuple[Group, ...]:
    return tuple(
        Group(_names(row), row.parts("entries"), MappingProxyType(row.cells)) for row in table.rows
    )


def _names(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, (row.get("name"), *row.parts("also_known_as"))))


def _reference(row: Row) -> Reference:
    return Reference(row.get("id"), row.get("title"), MappingProxyType(row.cells))
