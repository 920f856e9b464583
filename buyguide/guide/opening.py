"""Opens a guide: as it was prepared when the program was built, or else by reading its folder.

A guide that ships was read and checked once, when the program was built, and lies in a sealed
file. It is used only while every file it was made of is the very same, so both ways lead to the
same guide; the prepared one is there sooner, without the libraries that read and check.
"""

from __future__ import annotations

from dataclasses import fields
from threading import RLock
from typing import TYPE_CHECKING, Any

from buyguide.guide.model import Guide
from buyguide.guide.plain_values import from_json
from buyguide.guide.sealed import unsealed
from buyguide.guide.shipped import DEFAULT_GUIDE, PREPARED, RULES, is_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_AT_A_TIME = RLock()  # a part is decoded once, so that it is the same value to every thread


def open_guide(name_or_folder: str | None) -> Guide:
    """Return a guide, given its name, its folder, or nothing for the usual one.

    Raises ``InputError`` with every problem found in it, or when there is no such guide.
    """
    name = name_or_folder or DEFAULT_GUIDE
    parts = unsealed(f"{PREPARED}/{name}.jsonl", f"{RULES}/{name}") if is_name(name) else None
    if parts is not None:
        return prepared(parts)
    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide

    return read_guide(find_guide(name_or_folder))


def prepared(parts: Mapping[str, str]) -> Guide:
    """Return the guide with these parts, by field and as JSON; each is decoded when it is used."""
    guide = object.__new__(_Prepared)
    guide.__dict__["_parts"] = parts
    return guide


class _Part:
    """A field of a prepared guide; once it is decoded, the value takes its place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, guide: _Prepared, _: type) -> Any:  # noqa: ANN401  whatever the field holds
        known = guide.__dict__
        with _ONE_AT_A_TIME:
            if self.name not in known:
                known[self.name] = from_json(known["_parts"][self.name])
            return known[self.name]


class _Prepared(Guide):
    """A guide whose fields are decoded when they are first looked at."""


for _field in fields(Guide):
    setattr(_Prepared, _field.name, _Part(_field.name))
