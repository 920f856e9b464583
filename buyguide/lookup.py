"""What a guide's catalogue says of names that somebody types: as text lines and as plain data.

All words come from the catalogue; knows no command line and no terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.entry_words import entry_lines
from buyguide.guide.templates import fill
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from buyguide.guide.catalogues import Catalogue, Match
    from buyguide.guide.model import Guide

_LONGEST_TYPED = 120  # shown of what was typed


def look_up(guide: Guide, name: str) -> tuple[tuple[Catalogue, Match], ...]:
    """Return what a name means in the first catalogue that knows it, and that catalogue.

    Names typed as one are told one by one. What no catalogue knows belongs to the text question
    whose form it has, or to the first list.
    """
    found = [(catalogue, catalogue.look_up_each(name)) for catalogue in guide.catalogues.values()]
    known = (one for one in found if any(match.status != "unknown" for match in one[1]))
    formed = (one for one in found if _has_form(guide, one[0], name))
    catalogue, matches = next(known, None) or next(formed, None) or found[0]
    return tuple((catalogue, match) for match in matches)


def _has_form(guide: Guide, catalogue: Catalogue, name: str) -> bool:
    return any(
        question.catalogue == catalogue.id
        and question.pattern is not None
        and question.has_form(name.strip())
        for question in guide.questions
    )


def text_of(guide: Guide, names: Iterable[str]) -> str:
    """Return in lines what the guide's lists say of some names."""
    return "".join(in_lines(*one) for name in names for one in look_up(guide, name))


def in_lines(catalogue: Catalogue, match: Match) -> str:
    """Return in lines what the catalogue says of one match: see ``as_lines``."""
    return "".join(f"{line}\n" for line in as_lines(catalogue, match))


def as_data(match: Match) -> dict[str, object]:
    """Return a match as data for JSON.

    ``tags`` are those of the entries it is or may be, together with the one that says how it
    counts as it stands: listed, other or unknown.
    """
    may_be = frozenset[str]().union(*(entry.tags for entry in match.entries))
    return {
        "typed": match.typed,
        "status": match.status,
        "entries": [entry.name for entry in match.entries],
        "tags": sorted(may_be | match.tags),
    }


def as_lines(catalogue: Catalogue, match: Match) -> list[str]:
    """Return what the catalogue says of one match: a sentence, then indented lines per entry."""
    says = catalogue.says
    typed = clean(match.typed, limit=_LONGEST_TYPED)
    names = may_be(catalogue, match)
    if says is None:
        return [f"{typed}: {match.status}", *(f"  {name}" for name in names)]
    values = {"typed": typed, "name": match.asked_as or "; ".join(names), "names": "; ".join(names)}
    lines = [fill(getattr(says, match.status), lambda name: values.get(name, ""))]
    for entry in match.entries:
        described = list(entry_lines(catalogue, entry, says.each))
        wanted = described if match.status == "listed" else described[:1]
        lines.extend(f"  {line}" for line in wanted)
    return lines


def may_be(catalogue: Catalogue, match: Match) -> tuple[str, ...]:
    """Return what the name is or may be, in words: to choose from where a person must say."""
    if match.alike:
        return match.alike
    for group in catalogue.ambiguous:
        meanings = group.columns.get("meanings", "")
        if meanings and match.asked_as in group.names:
            return tuple(part.strip() for part in meanings.split(";"))
    return tuple(entry.name for entry in match.entries)
