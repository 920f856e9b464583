"""Breaks text into lines by words, counting the cells that letters take on a screen."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return how many cells of a screen the text takes."""
    return len(text) if text.isascii() else sum(_cells_of(char) for char in text)


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of the text, none wider than ``width``; a word is cut only if too long."""
    width = max(2, width)  # a wide letter must fit
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
        else:
            lines[len(lines) - (lines[-1] == "") :] = _pieces(word, width)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    pieces = [""]
    for char in word:
        if cells(pieces[-1]) + _cells_of(char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _cells_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
