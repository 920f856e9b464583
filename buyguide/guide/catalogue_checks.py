"""What can be wrong in a catalogue's tables: names, tags, entries and sources that do not agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buyguide.guide.catalogue_meanings import look_alike, names_in
from buyguide.guide.name_forms import joined
from buyguide.guide.name_index import LONGEST_NAME
from buyguide.guide.templates import placeholders
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from buyguide.errors import Problem
    from buyguide.guide.catalogue_meanings import NamedRow
    from buyguide.guide.catalogues import Says
    from buyguide.guide.csv_table import Row

    Words = Mapping[str, Mapping[str, str]]  # what is said for each value, by column
    Path = tuple[str | int, ...]

BUILT_IN_TAGS = ("listed", "unknown", "other")
STATUS_PLACEHOLDERS = ("typed", "name", "names")
_TAG = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def name_problems(ambiguous: Iterable[NamedRow], others: Iterable[NamedRow]) -> Iterator[Problem]:
    """Yield a problem for every name that means two things without being listed as ambiguous.

    Names are compared as they are looked up: without case, accents, spaces and hyphens.
    """
    allowed = {joined(name) for row, columns in ambiguous for _, name in names_in(row, columns)}
    seen: dict[str, tuple[Row, str]] = {}
    for row, columns in others:
        if not (first_name := row.get(columns[0])):
            yield row.problem(columns[0], "a name is missing.", "Fill in the name.").named("BG802")
        elif ";" in first_name:
            what = f'"{first_name[:40]}" is more than one name.'
            remedy = "Keep one here, and the others in a column for them."
            yield row.problem(columns[0], what, remedy).named("BG802")
        for column, name in names_in(row, columns):
            key = joined(name)
            first, other = seen.setdefault(key, (row, name))
            if strange := look_alike(name):
                what = f'"{name}" holds a letter of another alphabet (U+{ord(strange):04X}).'
                yield row.problem(column, what, "Type the name again.").named("BG802")
            elif column != columns[0] and "," in name:
                what = f'"{name}" holds a comma, and nobody types it so.'
                remedy = "Put semicolons between the names in a cell."
                yield row.problem(column, what, remedy).named("BG802")
            elif not key or max(len(name), len(key)) > LONGEST_NAME:
                what = f'"{name[:40]}" is no name that anybody can type.'
                yield row.problem(column, what, "Use letters, and fewer than 100 of them.").named(
                    "BG802"
                )
            elif first is not row and key not in allowed:
                where = f"{first.text.name}:{first.line + 1}"
                what = f'"{name}" means two things: it stands in {where} too (as "{other}").'
                remedy = "Delete one of them, or list the name in the file of ambiguous names."
                yield row.problem(column, what, remedy).named("BG803")


def tag_problems(row: Row, columns: Iterable[str], allowed: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every tag cell that is empty or holds a tag that is not allowed."""
    for column in columns:
        tags = row.parts(column)
        if not tags and allowed:
            yield row.problem(
                column, "a tag is missing.", f"Known here: {', '.join(allowed)}."
            ).named("BG804")
        for tag in tags:
            if allowed and tag not in allowed:
                yield row.problem(column, f'"{tag}" is no tag.', remedy_for(tag, allowed)).named(
                    "BG804"
                )
            elif tag in BUILT_IN_TAGS or not _TAG.fullmatch(tag):
                what = f'"{tag}" cannot be a tag.'
                remedy = f"Use small letters and _; {', '.join(BUILT_IN_TAGS)} are taken."
                yield row.problem(column, what, remedy).named("BG804")


def entry_problems(row: Row, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every entry that a combination, class or ambiguous name gets wrong."""
    names = row.parts("entries")
    if not names:
        yield row.problem(
            "entries", "no entry is named.", "Name at least one, as it is listed."
        ).named("BG805")
    for name in names:
        if name not in known:
            yield row.problem(
                "entries", f'"{name}" is not on the list.', remedy_for(name, known)
            ).named("BG805")


def source_problems(row: Row, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every source id that the table of sources does not have."""
    for id in row.parts("sources"):
        if id not in known:
            yield row.problem(
                "sources", f'there is no source "{id}".', remedy_for(id, known)
            ).named("BG805")


def word_problems(rows: Iterable[Row], words: Words) -> Iterator[Problem]:
    """Yield a problem for every value without words in the guide, at the first row that has it.

    Where its words stand under a misspelt value, that is told there.
    """
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        for column in words:
            for value in row.parts(column):
                first.setdefault((column, value), row)
    misspelt = {(column, meant) for column, _, meant in misspelt_words(words, first)}
    for (column, value), row in first.items():
        if value not in words[column] and (column, value) not in misspelt:
            what = f'there are no words for "{value}" in guide.yaml.'
            yield row.problem(column, what, remedy_for(value, words[column])).named("BG806")


def misspelt_words(
    words: Words, values: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield a column, a value in its words that no entry has, and the value most likely meant.

    ``values`` are those of the entries, each with its column.
    """
    for column, known in words.items():
        missing = {value for at, value in values if at == column and value not in known}
        for word in known if missing else ():
            meant = did_you_mean(word, missing)
            if meant and (column, word) not in values:
                yield column, word, next(value for value in missing if f'"{value}"' in meant)


def repeated_ids(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a problem for every source id that stands twice or is missing."""
    seen: set[str] = set()
    for row in rows:
        id = row.get("id")
        if not id or id in seen:
            what = f'the id "{id}" stands twice.' if id else "an id is missing."
            yield row.problem("id", what, "Give every row an id of its own.").named("BG805")
        seen.add(id)


def template_problems(says: Says, columns: Collection[str]) -> Iterator[tuple[Path, str, str]]:
    """Yield where, what and a remedy for every placeholder of ``says`` that stands for nothing."""
    for status in ("listed", "near", "ask", "other", "unknown"):
        for name in placeholders(getattr(says, status)):
            if name not in STATUS_PLACEHOLDERS:
                remedy = remedy_for(name, STATUS_PLACEHOLDERS)
                yield (status,), f"{{{name}}} stands for nothing here.", remedy
    for key in ("each", "report"):
        for number, line in enumerate(getattr(says, key)):
            for name in placeholders(line):
                if columns and name not in columns:
                    yield (key, number), *_no_column(name, columns)


def unused_words(
    words: Words, columns: Collection[str], values: Collection[tuple[str, str]]
) -> Iterator[tuple[Path, str, str]]:
    """Yield where, what and a remedy for words that are never said: of no column, of no value."""
    for column in words:
        if columns and column not in columns:
            yield (column,), *_no_column(column, columns)
    for column, word, meant in misspelt_words(words, values):
        what = f'no entry has "{word}" in "{column}".'
        yield (column, word), what, f'Did you mean "{meant}"?'


def _no_column(name: str, columns: Collection[str]) -> tuple[str, str]:
    return f'there is no column "{name}".', remedy_for(name, columns)
