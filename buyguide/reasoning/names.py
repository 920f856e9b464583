"""Names that can be typed for a lookup, reduced to kinds: all tests take one kind alike.

Each name means parts: an entry with its tags, or one of the tags *other* and *unknown*. Every test
asks whether some part, or every part, is of a sort; so a name with several parts adds nothing
where its parts can be typed one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from operator import le
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from buyguide.guide.catalogues import Catalogue, Match
    from buyguide.guide.condition import Test

ENTRY_TESTS = frozenset({"any_of"})
MOST_TEXTS = 2_000  # of several names: a list with many tags has a text for each set of them


@dataclass(frozen=True, slots=True)
class Part:
    """What tests can see of one meaning of a name: its tags, and the entry where one is tested."""

    tags: frozenset[str]
    entry: str | None = None


Meaning = frozenset[Part]


@dataclass(frozen=True, slots=True)
class NameKind:
    """Names that every test takes alike: one of them, and what it means in each version."""

    example: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tests of a lookup question name: tags, and entries."""

    tags: frozenset[str]
    entries: frozenset[str]


def seen_by(tests: Iterable[Test]) -> Seen:
    """Return what tests of one lookup question can tell apart."""
    tags: set[str] = set()
    entries: set[str] = set()
    for test in tests:
        (entries if test.operator in ENTRY_TESTS else tags).update(test.options)
    return Seen(frozenset(tags), frozenset(entries))


def kinds(catalogues: Sequence[Catalogue], seen: Seen) -> tuple[NameKind, ...]:
    """Return the kinds of names that can be typed; with several catalogues, what each makes of it.

    A catalogue may stand there more than once, for versions that share it.
    """
    found: dict[tuple[Meaning, ...], str] = {}
    for name, guessed in _candidates(catalogues, seen):
        if guessed is None or guessed not in found:
            meant = {id(one): meaning(one, name, seen) for one in catalogues}
            found.setdefault(tuple(meant[id(one)] for one in catalogues), name)
    return tuple(
        NameKind(name, meanings)
        for meanings, name in found.items()
        if not _made_of_others(meanings, found)
    )


class TooManyTextsError(Exception):
    """The names of a list can be put together in more ways than are tried."""


def single_kinds(
    catalogues: Sequence[Catalogue], seen: Seen, fits: Callable[[str], bool], unknown: str
) -> tuple[NameKind, ...]:
    """Return the kinds of texts that can be typed where one text is typed, and it must fit.

    ``unknown`` is a text that is probably on no list; its kind comes first. Raises
    ``TooManyTextsError`` when names can be put together in too many ways.
    """

    def means(text: str) -> tuple[Meaning, ...]:
        return tuple(text_meaning(one, text, seen) for one in catalogues)

    found = {means(unknown): unknown}
    parts: dict[tuple[Meaning, ...], str] = {}  # names that mean the same beside others
    listed = chain.from_iterable(_all_names(one) for one in {id(c): c for c in catalogues}.values())
    names = list(dict.fromkeys([unknown, *listed]))
    for name in names:
        if fits(name):
            found.setdefault(means(name), name)
    for name in sorted(names, key=len):  # short ones: a text that is too long means nothing
        twice = f"{name}/{name}"
        if fits(twice) and means(name) not in parts and means(twice) == means(name):
            parts[means(name)] = name
    texts = list(parts.values())
    for text in texts:  # grows while names are put beside it that make it mean more
        if len(texts) * len(parts) > MOST_TEXTS:
            raise TooManyTextsError
        for part in parts.values():
            longer = f"{text}/{part}"
            if fits(longer) and means(longer) not in found:
                found[means(longer)] = longer
                texts.append(longer)
    return tuple(NameKind(text, meanings) for meanings, text in found.items())


def meaning(catalogue: Catalogue, name: str, seen: Seen) -> Meaning:
    """Return all that tests can see of a typed name."""
    found = catalogue.look_up_each(name)
    return frozenset(part for match in found for part in _parts(match, seen))


def text_meaning(catalogue: Catalogue, text: str, seen: Seen) -> Meaning:
    """Return all that tests can see of a text: the tags of whatever it names."""
    tags = (part.tags for part in _parts(catalogue.look_up(text), seen))
    return frozenset({Part(frozenset[str]().union(*tags))})


def _parts(match: Match, seen: Seen) -> Iterator[Part]:
    if match.status == "listed":
        yield from (_part(e.name, e.tags | {"listed"}, seen) for e in match.entries)
    else:
        yield Part(seen.tags & ({"other"} if match.status == "other" else {"unknown"}))


def _part(entry: str, tags: frozenset[str], seen: Seen) -> Part:
    return Part(tags & seen.tags, entry if entry in seen.entries else None)


def _candidates(
    catalogues: Sequence[Catalogue], seen: Seen
) -> Iterator[tuple[str, tuple[Meaning, ...] | None]]:
    """Yield names to try, with what they probably mean, so that most need not be looked up."""
    different = {id(one): one for one in catalogues}
    if len(different) == 1:
        for entry in catalogues[0].entries:
            guessed = frozenset({_part(entry.name, entry.tags | {"listed"}, seen)})
            yield entry.name, (guessed,) * len(catalogues)
        for group in catalogues[0].combinations:
            parts = [catalogues[0].entry_by_name[name] for name in group.entries]
            together = frozenset(_part(e.name, e.tags | {"listed"}, seen) for e in parts)
            for name in group.names:
                yield name, (together,) * len(catalogues)
    else:
        names = chain.from_iterable(_all_names(one) for one in different.values())
        yield from ((name, None) for name in dict.fromkeys(names))
    for one in different.values():
        yield from ((name, None) for name in one.others[:20])
    yield "zzqx", None


def _all_names(catalogue: Catalogue) -> Iterator[str]:
    yield from (entry.name for entry in catalogue.entries)
    yield from catalogue.all_names
    yield from catalogue.others


def _made_of_others(
    meanings: tuple[Meaning, ...], found: Mapping[tuple[Meaning, ...], str]
) -> bool:
    """Say whether other kinds, typed side by side, mean just this one in every version."""
    inside = [other for other in found if other != meanings and all(map(le, other, meanings))]
    return bool(inside) and all(
        frozenset[Part]().union(*(other[v] for other in inside)) == meanings[v]
        for v in range(len(meanings))
    )
