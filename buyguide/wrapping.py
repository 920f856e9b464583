"""Breaks text into lines by words, counting the cells that letters take on a screen."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return how many cells of a screen the text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def wrap(text: str, width: int, *, cut: bool = True) -> list[str]:
    """Return the lines of the text, none wider than ``width``; a word is cut only if too long.

    A wide letter in a single column stands alone all the same. Without ``cut`` a word that is too
    long is left whole, in a wider line of its own.
    """
    left = " ".join(text.split())
    lines = []
    while (fitting := _fitting(left, width)) < len(left):
        blank = left.rfind(" ", 0, fitting + 1)  # one just beyond the edge will do
        if blank < 0 and not cut:
            blank = left.find(" ", fitting)
            if blank < 0:
                break
        end = blank if blank > 0 else fitting
        lines.append(left[:end])
        left = left[end:].removeprefix(" ")
    return [*lines, left]


def _fitting(text: str, width: int) -> int:
    """Return how many letters from the start fit, at least one."""
    if text.isascii():
        return max(1, width)
    taken = 0
    for number, char in enumerate(text):
        taken += _cells_of(char)
        if taken > width:
            return max(1, number)
    return len(text)


def _cells_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
