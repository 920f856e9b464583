"""What typed names mean, as a text that the query can search; knows no database.

Such a text holds, between semicolons, each sort of thing that the names are: ``+listed+stop+`` for
an entry with that tag, ``+other+``, ``+unknown+``; and each entry as ``=name``. No names at all are
``NO_NAMES``, which an empty cell of a CSV file cannot be taken for. A text that is not in the table
of names counts as ``UNKNOWN``: the safe side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Catalogue

Kind = frozenset[str]


def kinds_of(catalogue: Catalogue) -> tuple[Kind, ...]:
    """Return every set of tags that a part of a typed name can have, in a fixed order."""
    entries = {entry.tags | {"listed"} for entry in catalogue.entries}
    return tuple(sorted({*entries, frozenset({"other"}), frozenset({"unknown"})}, key=sorted))


def kind_text(kind: Kind) -> str:
    """Return a set of tags as it stands in the text, between its semicolons."""
    return f";+{'+'.join(sorted(kind))}+;"


def entry_text(name: str) -> str:
    """Return an entry as it stands in the text, between its semicolons."""
    return f";={name.replace('+', ' ').replace(';', ' ')};"  # signs that part other things here


def meaning(catalogue: Catalogue, answer: Answer) -> str:
    """Return the text for all names that somebody typed for one question."""
    kinds: dict[str, None] = {}
    for match in catalogue.meant_by(answer):
        kinds.update((kind_text(kind)[1:], None) for kind in match.each_tags)
        kinds.update((entry_text(entry.name)[1:], None) for entry in match.listed)
    return f";{''.join(kinds)}"


NO_NAMES = ";"
UNKNOWN = kind_text(frozenset({"unknown"}))
