"""Which of many keys a typed key is nearest to, by slips of the keyboard or by sound.

A key is a name's letters and digits alone, in lower case. Knows no catalogue.
"""

from __future__ import annotations

import re
from collections import defaultdict

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    # keys by their first letter, each with its set of letters as bits and its digits
    Keys = Mapping[str, tuple[tuple[str, int, str], ...]]

_NO_DIGIT = re.compile(r"\D+")
_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ph", "f"),
        ("[ao]e", "e"),
        ("th", "t"),
        ("c(?=[eiy])", "s"),
        ("ck|c|q", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("y", "i"),
        (r"(\D)\1+", r"\1"),
    )
)


def reach(length: int) -> int:
    """Return how many slips are allowed in a key of that length (measured: see the benchmark)."""
    return 0 if length < 5 else 1 if length < 7 else 2


def by_first_letter(keys: Iterable[str]) -> Keys:
    """Return the keys in the shape that ``nearest`` searches."""
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for key in keys:
        found[key[0]].append((key, _letters(key), _NO_DIGIT.sub("", key)))
    return {letter: tuple(items) for letter, items in found.items()}


def nearest(key: str, keys: Keys) -> tuple[int, tuple[str, ...]]:
    """Return the least number of slips and every key that near; no keys when none is in reach.

    Only keys with the same first letter and the same digits count: names that differ in a
    number are different things.
    """
    best = reach(len(key))
    found: list[str] = []
    letters, digits = _letters(key), _NO_DIGIT.sub("", key)
    for other, other_letters, other_digits in keys.get(key[:1], ()):
        if (
            digits != other_digits
            or abs(len(other) - len(key)) > best
            or (letters ^ other_letters).bit_count() > 2 * best  # one slip changes two at most
        ):
            continue
        slips = distance(key, other)
        if slips < best:
            best, found = slips, [other]
        elif slips == best:
            found.append(other)
    return best, tuple(found)


def distance(one: str, two: str) -> int:
    """Return the optimal-string-alignment distance: letters added, lost, changed or swapped."""
    before: list[int] = []
    above = list(range(len(two) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, other in enumerate(two, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 < column and letter == two[column - 2] and one[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


def sound(key: str) -> str:
    """Return the key as it sounds, roughly: keys that people confuse by ear become the same."""
    for pattern, letters in _SOUNDS:
        key = pattern.sub(letters, key)
    return key


def _letters(key: str) -> int:
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) & 63)
    return bits
