"""Texts that fit a question's pattern, for interviews that are made up."""

from __future__ import annotations

import re

PLAIN = "Example"
_PIECE = re.compile(r"(\[(?P<set>\^?\]?[^\]]*)\]|(?P<one>.))(?P<times>[*+?]|\{[0-9,]*\})?")
_LETTERS = "1a A-Z0!#%&@~=_.:,;/+'\"" + "bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXY23456789"


def text_for(pattern: str | None) -> str:
    """Return a text that the pattern accepts, or a plain word where none is found."""
    if pattern is None or re.fullmatch(pattern, PLAIN):
        return PLAIN
    made = ""
    for piece in _PIECE.finditer(pattern.removeprefix("^").removesuffix("$")):
        accepted = f"[{piece['set']}]" if piece["set"] is not None else piece["one"]
        letter = next((one for one in _LETTERS if re.fullmatch(accepted, one)), accepted[0])
        made += letter * _times(piece["times"])
    return made if re.fullmatch(pattern, made) else PLAIN


def _times(written: str | None) -> int:
    if written is None or written == "+":
        return 1
    least = re.match(r"\{([0-9]+)", written)
    return int(least[1]) if least else 0
