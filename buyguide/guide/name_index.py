"""What a typed name stands for among many names: the same name, a likely slip, or none of them.

An exact name always wins. A slip is never taken for granted: it is ``near`` (one thing it may be)
or ``ask`` (several). Knows names and statuses, not what they are names of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from buyguide.guide import spelling
from buyguide.guide.name_forms import (
    amounts,
    forms,
    joined,
    loose_forms,
    spaced,
    without_amounts,
)

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TOGETHER = " / "  # between the names of what was typed as one and is several
LONGEST_NAME = 100  # nothing longer is looked at: it is no name, and must not cost time
_BETWEEN_PARTS = re.compile(r"[/+&()\[\]]|\s(?:and|with)\s|-")
_BETWEEN_WORDS = re.compile(r"[\s/+&-]+")
_IN_A_LIST = re.compile(r"[,;\r\n]")  # a list of names is for others to split, each on its own


class Name:
    """One name as written, its status when typed just so, and the entries it stands for.

    ``status`` is listed (those entries), ask (one of them) or other (a known name of none).
    """

    __slots__ = ("entries", "status", "written")

    def __init__(self, written: str, status: str, entries: tuple[str, ...]) -> None:
        self.written, self.status, self.entries = written, status, entries

    @property
    def single_letters(self) -> frozenset[str]:
        """Its one-letter words: they tell "vitamin C" from "vitamin D"."""
        return _single_letters(spaced(self.written))


class Found:
    """What a typed name stands for; ``taken_for`` is one name as written, ``alike`` a tie's."""

    __slots__ = ("alike", "entries", "status", "taken_for")

    def __init__(
        self,
        status: str,
        entries: tuple[str, ...] = (),
        taken_for: str | None = None,
        alike: tuple[str, ...] = (),
    ) -> None:
        self.status, self.entries = status, entries
        self.taken_for, self.alike = taken_for, alike


class NameIndex:
    """Names by their joined form, and what is passed over around them."""

    def __init__(
        self, names: Mapping[str, Name], amount: re.Pattern[str], ignore: frozenset[str]
    ) -> None:
        self.names, self.amount, self.ignore = names, amount, ignore
        self._keys: dict[str, spelling.Keys] = {}

    def keys(self, letter: str) -> spelling.Keys:
        """Return the joined forms that begin so, ready to be searched for slips."""
        if letter not in self._keys:
            beginning_so = (key for key in self.names if key[0] == letter)
            self._keys[letter] = spelling.by_first_letter(beginning_so)
        return self._keys[letter]

    @cached_property
    def keys_by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The joined forms by how they sound."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in self.names:
            found[spelling.sound(key)].append(key)
        return {sound: tuple(keys) for sound, keys in found.items()}


def build_index(names: Iterable[Name], units: Iterable[str], ignore: Iterable[str]) -> NameIndex:
    """Return an index of the names; of names that are written alike the first is kept."""
    index: dict[str, Name] = {}
    for name in names:
        if key := joined(name.written):
            index.setdefault(key, name)
    return NameIndex(index, amounts(units), frozenset(spaced(word) for word in ignore))


def find(typed: str, index: NameIndex) -> Found:
    """Say what a typed name stands for; status "unknown" when nothing is near enough."""
    if len(typed) > LONGEST_NAME:
        return Found("unknown")
    return (
        exact(typed, index)
        or together(parts(typed, index))
        or near(typed, index)
        or Found("unknown")
    )


def exact(typed: str, index: NameIndex) -> Found | None:
    """Say what a name stands for that is in the index, whatever amounts and words stand around."""
    for form in forms(typed, index.amount, index.ignore):
        if name := index.names.get(form.replace(" ", "")):
            # "retina" is "Retin-A" only by chance: a person must say so
            by_chance = name.status == "listed" and name.single_letters - _single_letters(form)
            return Found("near" if by_chance else name.status, name.entries, name.written)
    return None


def parts(typed: str, index: NameIndex) -> list[Found]:
    """Return what the parts of a combination stand for that is written out: "one/two", "one two".

    None of them when one is no known name.
    """
    text = without_amounts(typed, index.amount)
    split_off = [part for part in _BETWEEN_PARTS.split(text) if part.strip()]
    split = [] if _IN_A_LIST.search(text) else _BETWEEN_WORDS.split(text)
    words = [word for word in split if word and word not in index.ignore]
    return _all_known(split_off, index) or _all_known(words, index)


def _all_known(names: list[str], index: NameIndex) -> list[Found]:
    found = [exact(name, index) for name in names] if len(names) > 1 else []
    known = [part for part in found if part is not None]
    return known if len(known) == len(names) else []


def together(known: list[Found]) -> Found | None:
    """Say what several names stand for as one; the least certain of them decides."""
    if not known:
        return None
    statuses = {part.status for part in known}
    status = next(s for s in ("ask", "near", "listed", "other") if s in statuses)
    entries = dict.fromkeys(entry for part in known for entry in part.entries)
    return Found(status, tuple(entries), TOGETHER.join(part.taken_for or "" for part in known))


def near(typed: str, index: NameIndex) -> Found | None:
    """Return the nearest names where any is on the list; a known other name as near makes a tie."""
    names = _nearest(typed, index)
    entries = tuple(dict.fromkeys(entry for name in names for entry in name.entries))
    if not entries:
        return None
    if len({frozenset(name.entries) for name in names}) == 1:
        return Found("near", entries, names[0].written)
    return Found("ask", entries, alike=tuple(name.written for name in names))


def _nearest(typed: str, index: NameIndex) -> tuple[Name, ...]:
    least, found = len(typed), dict[str, Name]()
    for form in loose_forms(typed, index.amount, index.ignore):
        key, letters = form.replace(" ", ""), _single_letters(form)
        slips, keys = spelling.nearest(key, index.keys(key[0]))
        if not keys:
            slips, keys = spelling.reach(len(key)), _sounds_alike(key, index)
        alike = {k: n for k in keys if _agree(letters, (n := index.names[k]).single_letters)}
        if alike and slips < least:
            least, found = slips, alike
        elif slips == least:
            found |= alike
    return tuple(found.values())


def _sounds_alike(key: str, index: NameIndex) -> tuple[str, ...]:
    if not spelling.reach(len(key)):
        return ()
    keys = index.keys_by_sound.get(spelling.sound(key), ())
    return tuple(other for other in keys if other[0] == key[0])


def _single_letters(form: str) -> frozenset[str]:
    return frozenset(word for word in form.split() if len(word) == 1 and word.isalpha())


def _agree(typed: frozenset[str], named: frozenset[str]) -> bool:
    return not typed or not named or typed == named
