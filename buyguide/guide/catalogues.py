"""A catalogue: entries with names and tags, and what a name that somebody typed means in it.

Knows no files and nothing of what the entries are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from buyguide.guide.name_forms import forms, joined, spaced
from buyguide.guide.spelling import Nearby

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST_NAME = 100  # nothing longer is looked at: it is no name, and must not cost time
_BETWEEN_NAMES = re.compile(r"[,;\r\n\v\f\x85\u2028\u2029]+")
_BETWEEN_PARTS = re.compile(r"\s*[/+&()\[\]]\s*|\s+(?:and|with)\s+|-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the list: the name shown, every name it has, its tags and its row."""

    name: str
    names: tuple[str, ...]
    tags: frozenset[str]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Names that stand for several entries: a combination, a class word or an ambiguous name."""

    names: tuple[str, ...]
    entries: tuple[str, ...]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where what the list says comes from."""

    id: str
    title: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Says:
    """How a look-up is put in words.

    One template for each status; ``each`` are lines for each entry, left out when a column they
    use is empty; ``words`` are printed in the place of a column's value.
    """

    listed: str
    near: str
    ask: str
    other: str
    unknown: str
    each: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed name means.

    ``status`` is listed, near, ask, other or unknown; ``near`` and ``ask`` still need the
    person's word. ``entries`` are those it is, or may be. ``asked_as`` is the name it was taken
    for, as written in the catalogue.
    """

    typed: str
    status: str
    entries: tuple[Entry, ...] = ()
    asked_as: str | None = None

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries it certainly is; empty while a person must still say."""
        return self.entries if self.status == "listed" else ()

    @property
    def each_tags(self) -> tuple[frozenset[str], ...]:
        """The tags of each entry it certainly is, or the one tag that says why there is none."""
        if self.status == "listed":
            return tuple(entry.tags | {"listed"} for entry in self.entries)
        return (frozenset({"other" if self.status == "other" else "unknown"}),)

    @property
    def tags(self) -> frozenset[str]:
        """All tags it certainly carries; a name that still needs a word counts as unknown."""
        return frozenset[str]().union(*self.each_tags)


@dataclass(frozen=True, slots=True)
class _Name:
    """One name in the index: as written, what kind of name, and the entries it stands for."""

    written: str
    status: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """A list of entries that names can be looked up in; the index is built at the first use.

    ``units`` and ``ignore`` say which amounts and words around a name are passed over.
    """

    id: str
    entries: tuple[Entry, ...]
    combinations: tuple[Group, ...] = ()
    classes: tuple[Group, ...] = ()
    ambiguous: tuple[Group, ...] = ()
    others: tuple[str, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    says: Says | None = None

    @cached_property
    def entry_by_name(self) -> Mapping[str, Entry]:
        return MappingProxyType({entry.name: entry for entry in self.entries})

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Every name that leads to an entry, in alphabetical order."""
        names = {name.written for name in self._names() if name.status != "other"}
        return tuple(sorted(names, key=str.casefold))

    def look_up(self, typed: str) -> Match:
        """Say what a typed name means; never fails, whatever was typed."""
        if len(typed) > LONGEST_NAME:
            return Match(typed, "unknown")
        found = self._exact(typed) or self._parts(typed) or self._near(typed)
        return found or Match(typed, "unknown")
