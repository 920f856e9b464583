"""Names offered while somebody types, and the names in a pasted list; knows no terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from buyguide.guide.name_forms import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.catalogues import Catalogue

_BETWEEN_NAMES = re.compile(r"[;\t\r\n\v\f\x85\u2028\u2029]|,(?!\d)|(?<!\d),")  # not in "0,1"
_LIST_MARK = re.compile(r"^(?:[\s\-*•·–—]+|\d{1,2}[.)]\s)\s*")


def suggestions(catalogue: Catalogue, typed: str, limit: int) -> tuple[str, ...]:
    """Return up to ``limit`` names: those that start so, then words that do, then the rest."""
    wanted = spaced(typed)
    if not wanted or limit < 1:
        return ()
    kept: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name, plain in catalogue.plain_names:
        place = plain.find(wanted)
        if place < 0:
            continue
        kept[0 if place == 0 else 1 if f" {wanted}" in plain else 2].append(name)
    return tuple(name for names in kept for name in names)[:limit]


def meaning(catalogue: Catalogue, name: str) -> str:
    """Return what a suggested name stands for, in one line; empty for an entry's own name."""
    return ", ".join(entry.name for entry in catalogue.look_up(name).entries if entry.name != name)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a pasted list, split on commas, semicolons and lines, none twice."""
    return tuple(dict.fromkeys(_names(text)))


def _names(text: str) -> Iterator[str]:
    for part in _BETWEEN_NAMES.split(text):
        name = _LIST_MARK.sub("", part.strip()).strip()
        if name:
            yield name
