"""What a look-up says of each name that the lists of a guide hold, worked out beforehand.

Most people type a name as a list has it, or with a slip. Then the answer is at hand, without the
lists and most of the program. Nothing is guessed: what is said was put together when the program
was built, and a slip is found by the same search as ever, among the same names.
"""

from __future__ import annotations

import json

from buyguide.guide.sealed import unsealed
from buyguide.guide.shipped import DEFAULT_GUIDE, PREPARED, RULES
from buyguide.screen import show

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping

    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.model import Guide
    from buyguide.guide.name_index import NameIndex

ENDING = ".names.jsonl"
_SLIPS = "\0"  # begins the names of the parts for slips: no name can hold it, nor any argument
_TYPED = "{typed}"  # stands in what is said of a slip


def tell_known(arguments: Namespace) -> bool:
    """Print what ``lookup`` says of the names asked for; return False where it must look."""
    if arguments.guide or arguments.output or arguments.format not in {None, "text"}:
        return False
    parts = unsealed(f"{PREPARED}/{DEFAULT_GUIDE}{ENDING}", f"{RULES}/{DEFAULT_GUIDE}")
    if parts is None:
        return False
    told = [known_text(name, parts) for name in arguments.names]
    texts = [text for text in told if text is not None]
    if len(texts) < len(told):
        return False
    show("".join(texts))
    return True


def known_text(typed: str, parts: Mapping[str, str]) -> str | None:
    """Return what is said of a name, by the parts of a sealed file; None: it must be looked up.

    Of slips it tells those that may stand for one name alone.
    """
    said = parts.get(typed.lower() if typed.isascii() else typed)
    if said is not None:
        return _about(typed, said)
    if not (typed.isascii() and typed.isprintable()):
        return None  # it is shown in another way than it was typed
    from buyguide.guide.name_forms import amounts
    from buyguide.guide.name_index import Name, NameIndex, find

    first = typed[0].lower() if typed.isalpha() else ""  # the search is among such names
    at = 0
    while (names := parts.get(f"{_SLIPS}{at}")) is not None:
        units, ignore, by_key = json.loads(names)
        units = units if any(map(str.isdigit, typed)) else ()  # else it can hold no amount
        index = {key: Name(*name) for key, name in by_key.items() if key.startswith(first)}
        names_of = NameIndex(index, amounts(units), frozenset(ignore))
        if not typed.isalpha() and _is_several(typed, names_of):  # else it is one name at most
            return None
        found = find(typed, names_of)
        if found.status != "unknown":
            said = parts.get(f"{_SLIPS}{at}{_SLIPS}{found.taken_for}")
            return _about(typed, said) if found.status == "near" and said is not None else None
        at += 1
    return None


def _is_several(typed: str, index: NameIndex) -> bool:
    from buyguide.guide.names_inside import separate

    return separate(typed, index) != (typed,)


def _about(typed: str, said: str) -> str:
    return str(json.loads(said)).replace(_TYPED, typed)


def known_parts(guide: Guide) -> dict[str, str]:
    """Return the parts of the sealed file: what is said of each name, in small letters.

    For slips there are the names of each list, and what is said of a slip of each.
    """
    from dataclasses import replace

    from buyguide.lookup import in_lines, look_up

    lists = guide.catalogues.values()
    parts = {}
    for name in sorted({n for listed in lists for n in (*listed.all_names, *listed.others)}):
        [(catalogue, match)] = look_up(guide, name)
        said = in_lines(catalogue, replace(match, typed=_TYPED))
        parts[name.lower() if name.isascii() else name] = json.dumps(said)
    for at, catalogue in enumerate(lists):
        index = catalogue.index
        names = {key: (n.written, n.status, n.entries) for key, n in index.names.items()}
        parts[f"{_SLIPS}{at}"] = json.dumps([catalogue.units, sorted(index.ignore), names])
        for name, text in _said_of_slips(catalogue):
            parts[f"{_SLIPS}{at}{_SLIPS}{name}"] = json.dumps(text)
    return parts


def _said_of_slips(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each name, and what is said of a slip that can only be that name."""
    from buyguide.guide.catalogues import Match
    from buyguide.guide.name_index import TOGETHER
    from buyguide.lookup import in_lines

    for name in catalogue.index.names.values():
        if name.entries and TOGETHER not in name.written:
            entries = tuple(catalogue.entry_by_name[entry] for entry in name.entries)
            match = Match(_TYPED, "near", entries, name.written)
            yield name.written, in_lines(catalogue, match)
