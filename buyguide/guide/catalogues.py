"""A catalogue: entries with names and tags, and what a name that somebody typed means in it.

Knows no files and nothing of what the entries are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from buyguide.guide.name_forms import spaced
from buyguide.guide.name_index import Name, NameIndex, build_index, find
from buyguide.guide.names_inside import separate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buyguide.answers import Answer

MOST_KEPT = 1_024  # names whose meaning is kept in mind


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
    use is empty, and ``report`` those that stand with advice on an entry. ``words`` are printed
    in the place of a column's value.
    """

    listed: str
    near: str
    ask: str
    other: str
    unknown: str
    each: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What a typed name means.

    ``status`` is listed, near, ask, other or unknown; ``near`` and ``ask`` still need the
    person's word. ``entries`` are those it is, or may be. ``asked_as`` is the name it was taken
    for, as the catalogue writes it; ``alike`` are all such names where several are as near.
    """

    typed: str
    status: str
    entries: tuple[Entry, ...] = ()
    asked_as: str | None = None
    alike: tuple[str, ...] = ()

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


@dataclass(frozen=True)
class Catalogue:
    """A list of entries that names can be looked up in; its index is built at the first use.

    ``others`` are known names of things not on the list. ``units`` and ``ignore`` say which
    amounts and words around a name are passed over.
    """

    id: str
    entries: tuple[Entry, ...]
    combinations: tuple[Group, ...] = ()
    classes: tuple[Group, ...] = ()
    ambiguous: tuple[Group, ...] = ()
    others: tuple[str, ...] = ()
    sources: Mapping[str, Reference] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    says: Says | None = None

    def look_up(self, typed: str) -> Match:
        """Say what a typed name means; never fails, whatever was typed."""
        return self._looked_up(typed)

    def look_up_each(self, typed: str) -> tuple[Match, ...]:
        """Say what each of the names means that were typed as one: see ``separate``."""
        return self._looked_up_each(typed)

    def meant_by(self, answer: Answer | None) -> tuple[Match, ...]:
        """Say what an answer means: a text is one name, in a list each may hold several."""
        if isinstance(answer, str):
            return (self.look_up(answer),)
        names = answer if isinstance(answer, tuple) else ()
        return tuple(match for name in names for match in self.look_up_each(name))

    @cached_property
    def _looked_up(self) -> Callable[[str], Match]:
        """The look-up itself, which keeps in mind what was asked last: many ask for the same."""
        return lru_cache(maxsize=MOST_KEPT)(self._match)

    @cached_property
    def _looked_up_each(self) -> Callable[[str], tuple[Match, ...]]:
        return lru_cache(maxsize=MOST_KEPT)(
            lambda typed: tuple(map(self.look_up, separate(typed, self.index)))
        )

    def _match(self, typed: str) -> Match:
        found = find(typed, self.index)
        entries = tuple(self.entry_by_name[name] for name in found.entries)
        return Match(typed, found.status, entries, found.taken_for, found.alike)

    @cached_property
    def entry_by_name(self) -> Mapping[str, Entry]:
        """The entries by the name shown."""
        return MappingProxyType({entry.name: entry for entry in self.entries})

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Every name that leads to an entry, in alphabetical order."""
        names = {name.written for name in self.every_name() if name.entries}
        return tuple(sorted(names, key=str.casefold))

    @cached_property
    def plain_names(self) -> tuple[tuple[str, str], ...]:
        """Every name of ``all_names`` with its plain form, for completion."""
        return tuple((name, spaced(name)) for name in self.all_names)

    @cached_property
    def index(self) -> NameIndex:
        """Every name, ready to be searched."""
        return build_index(self.every_name(), self.units, self.ignore)

    def every_name(self) -> Iterator[Name]:
        """Every name; where two are written alike the first counts, so ambiguous names lead."""
        for group in self.ambiguous:
            yield from (Name(name, "ask", group.entries) for name in group.names)
        for entry in self.entries:
            yield from (Name(name, "listed", (entry.name,)) for name in entry.names)
        for group in self.combinations:
            yield from (Name(name, "listed", group.entries) for name in group.names)
        for group in self.classes:
            yield from (Name(name, "ask", group.entries) for name in group.names)
        yield from (Name(name, "other", ()) for name in self.others)
