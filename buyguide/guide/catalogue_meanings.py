"""Names in a catalogue's tables that would take a meaning away from what somebody types.

A name that is found as it stands wins over the words in it. So a row for "Xyl tablets" silences
what the entry "Xyl" says, and so does an ambiguous name that leaves out an entry called so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from buyguide.guide.name_forms import joined
from buyguide.guide.names_inside import named_among_words, named_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buyguide.errors import Problem
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.csv_table import Row

_NOT_IN_WORDS = re.compile(r"[\W\d_]+")
_LIKE_LATIN = frozenset({"GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
NamedRow = tuple["Row", tuple[str, ...]]  # a row, and its columns that hold names


def silencing_problems(
    catalogue: Catalogue, listed: Iterable[NamedRow], others: Iterable[NamedRow]
) -> Iterator[Problem]:
    """Yield a problem for every name that holds a listed one and leaves out what that means.

    ``listed`` are rows that say which entries they stand for, ``others`` those of none.
    """
    for row, columns in listed:
        meant = {*row.parts("entries")} or {row.get(columns[0])}
        for column, name in names_in(row, columns):
            held = named_inside(name, catalogue.index)
            if held and held.status == "listed" and not meant.issuperset(held.entries):
                yield _silencing(row, column, name, held.taken_for or "")
    for row, columns in others:
        for column, name in names_in(row, columns):
            held = named_inside(name, catalogue.index)
            if held := held or named_among_words(name, catalogue.index):
                yield _silencing(row, column, name, held.taken_for or "")


def _silencing(row: Row, column: str, name: str, held: str) -> Problem:
    what = f'"{name}" holds the name "{held}", and whoever types it would hear nothing of that.'
    remedy = f'Delete it, or list it with "{held}".'
    return row.problem(column, what, remedy).named("BG803")


def ambiguous_problems(catalogue: Catalogue, rows: Iterable[NamedRow]) -> Iterator[Problem]:
    """Yield a problem for every ambiguous name that leaves out something that is called so."""
    called = defaultdict[str, set[str]](set)
    for group in catalogue.combinations:
        for name in group.names:
            called[joined(name)].update(group.entries)
    for entry in catalogue.entries:
        for name in entry.names:
            called[joined(name)].add(entry.name)
    own = {joined(entry.name): entry.name for entry in catalogue.entries}
    for row, columns in rows:
        for column, name in names_in(row, columns):
            key = joined(name)
            if key in own:
                what = f'"{name}" is how the list calls "{own[key]}", so it means one thing.'
                yield row.problem(column, what, "Delete it here.").named("BG803")
            elif left_out := sorted(called[key].difference(row.parts("entries"))):
                what = f'"{name}" is a name of "{left_out[0]}" too, which is left out here.'
                yield row.problem(column, what, 'Add it under "entries".').named("BG803")


def look_alike(name: str) -> str:
    """Return a letter of another alphabet that stands within a word of Latin letters, or none."""
    if name.isascii():
        return ""
    for word in _NOT_IN_WORDS.split(name):
        alphabets = {letter: unicodedata.name(letter, "").split(" ")[0] for letter in word}
        strange = [letter for letter, alphabet in alphabets.items() if alphabet in _LIKE_LATIN]
        if strange and "LATIN" in alphabets.values():
            return strange[0]
    return ""


def names_in(row: Row, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names in a row's columns, each with its column."""
    return ((column, name) for column in columns for name in row.parts(column))
