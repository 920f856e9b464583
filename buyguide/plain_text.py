"""The one door for text from files or people on its way to a screen or a file.

``clean`` makes text harmless, ``fit`` makes it showable; knows no guide, report or terminal.
"""

from __future__ import annotations

import unicodedata

LONGEST = 2_000  # characters: more than anybody types into one answer
_CUT = "... (cut)"
_MOST_MARKS = 4  # on one letter: more than any living script stacks

# Characters that print nothing although Unicode does not class them as format characters.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for start, end in ((0x180B, 0x1810), (0xE0100, 0xE01F0)) for code in range(start, end)
}

_IN_ASCII = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500", "-"),
    **dict.fromkeys("\u2022\u00b7\u2023\u25aa\u25cf\u25e6", "*"),
    "\u2026": "...", "\u00d7": "x", "\u00f7": "/", "\u2044": "/", "\u00b1": "+/-",
    "\u2264": "<=", "\u2265": ">=", "\u2248": "about ", "\u2192": "->", "\u2190": "<-",
    "\u00a9": "(c)", "\u00ae": "(R)", "\u2122": "(TM)", "\u00b0": " degrees",
    "\u20ac": "EUR ", "\u00a3": "GBP ", "\u00a5": "JPY ", "\u00a2": "c", "\u00a7": "section ",
    "\u00b5": "u", "\u03bc": "u", "\u00df": "ss", "\u00e6": "ae", "\u00c6": "AE",
    "\u0153": "oe", "\u0152": "OE", "\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L",
    "\u0111": "d", "\u0110": "D", "\u00f0": "d", "\u00d0": "D", "\u00fe": "th", "\u00de": "Th",
    "\u0131": "i", "\u00a1": "!", "\u00bf": "?",
}  # fmt: skip


def clean(text: str, *, newlines: bool = False, limit: int = LONGEST) -> str:
    r"""Return the text with everything that acts, hides or reorders made visible (``\x1b``).

    A line end becomes a space unless ``newlines`` is asked for; other blanks become a space.
    Marks stacked on one letter are bounded; the result is never longer than ``limit``, and
    text that is cut says so. Cleaning twice changes nothing more.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text  # nearly all text is such, and all of it comes through here
    short = text[: limit + 1].replace("\r\n", "\n")
    if not newlines:
        short = short.replace("\n", " ")
    shown = _few_marks("".join(_visible(char) for char in short))
    if len(shown) <= limit and len(text) <= limit + 1:
        return shown
    return shown[: max(0, limit - len(_CUT))] + _CUT[:limit]


def fit(text: str, encoding: str | None) -> str:
    """Return the text in letters that the encoding can show; never raises.

    What it cannot show is written in ASCII where there is a usual way (quotes, dashes, accents)
    and is "?" otherwise. No encoding means that every letter can be shown.
    """
    name = encoding or "utf-8"
    if _can_show(text, name):
        return text
    return "".join(char if _can_show(char, name) else _in_ascii(char) for char in text)


def _visible(char: str) -> str:
    if char == "\n" or (char.isprintable() and char not in _UNSEEN):
        return char
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def _few_marks(text: str) -> str:
    """Bound the marks on each letter; with no letter to sit on, a mark is left out."""
    if text.isascii():
        return text
    kept: list[str] = []
    room = 0
    for char in text:
        is_mark = unicodedata.category(char) in {"Mn", "Me"}
        room = room - 1 if is_mark else 0 if char.isspace() else _MOST_MARKS
        if not is_mark or room >= 0:
            kept.append(char)
    return "".join(kept)


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _in_ascii(char: str) -> str:
    if char in _IN_ASCII:
        return _IN_ASCII[char]
    parts = unicodedata.normalize("NFKD", char)
    bare = (part for part in parts if not unicodedata.combining(part))
    letters = "".join(_IN_ASCII.get(part, part) for part in bare)
    is_mark = unicodedata.combining(char) != 0
    return letters if letters.isascii() and (letters or is_mark) else "?"
