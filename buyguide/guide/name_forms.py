"""The forms a typed name is compared in: plain letters, without amounts and passed-over words.

Knows no catalogue; which units and words are passed over is said by the caller.
"""

from __future__ import annotations

import re
import unicodedata

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛`´ʹʻʼ′＇"))
_SPELLED_OUT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_DROPPED = {"Mn", "Cf"}  # accents once they stand alone, and characters that show nothing
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s*[/-]\s*\d+(?:[.,]\d+)?)*"
_DECIMAL = r"(?<!\S)\d*[.,]\d+(?!\S)"  # an amount without a unit too: no name holds a decimal
_NO_LETTERS = re.compile(r"[\W_]+")
_BARE_AMOUNT = re.compile(r"\s(?=.*\d\D?\d)" + _NUMBER + r"\s*$")  # two digits or more
_BARE_NUMBER = re.compile(r"\s" + _NUMBER + r"\s*$")


def fold(text: str) -> str:
    """Return the text without case, accents, apostrophes and characters that show nothing."""
    if text.isascii():  # nearly every name, in a tenth of the time
        return text.replace("'", "").replace("`", "").casefold()
    parts = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    kept = (letter for letter in parts if unicodedata.category(letter) not in _DROPPED)
    return "".join(kept).translate(_SPELLED_OUT)


def spaced(text: str) -> str:
    """Return the text's letters and digits, with one space for whatever stands between them."""
    return _NO_LETTERS.sub(" ", fold(text)).strip()


def joined(text: str) -> str:
    """Return the text's letters and digits alone."""
    return _NO_LETTERS.sub("", fold(text))


def amounts(units: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for amounts such as "100 mg" or "20mg/5ml" in folded text."""
    unit = "|".join(sorted((re.escape(fold(unit)) for unit in units), key=len, reverse=True))
    if not unit:
        return re.compile(r"(?!)")
    per = rf"(?:\s*/\s*(?:{_NUMBER}\s*)?(?:{unit})(?!\w))*"
    with_unit = rf"(?<![\d.,])(?:{_NUMBER}|[.,]\d+)\s*(?:{unit})(?!\w){per}"
    return re.compile(rf"{with_unit}|{_DECIMAL}")


def without_amounts(typed: str, amount: re.Pattern[str]) -> str:
    """Return the folded text without its amounts, a last bare one such as "20/12.5" included."""
    return _BARE_AMOUNT.sub(" ", amount.sub(" ", fold(typed)))


def forms(typed: str, amount: re.Pattern[str], ignore: Collection[str]) -> tuple[str, ...]:
    """Return what a typed name may stand for, spaced, the most faithful first, none empty."""
    folded = fold(typed)
    bare = amount.sub(" ", folded)
    fewer = _with_fewer_words(without_amounts(typed, amount), ignore)
    return tuple(dict.fromkeys(filter(None, (spaced(folded), spaced(bare), *fewer))))


def loose_forms(typed: str, amount: re.Pattern[str], ignore: Collection[str]) -> tuple[str, ...]:
    """Return the forms to compare for likeness only: a last bare number is passed over too."""
    bare = amount.sub(" ", fold(typed))
    *_, fewest = _with_fewer_words(_BARE_NUMBER.sub(" ", bare), ignore)
    return tuple(dict.fromkeys(filter(None, (spaced(bare), fewest))))


def _with_fewer_words(text: str, ignore: Collection[str]) -> Iterator[str]:
    """Drop passed-over words from the end, one by one (a name may end in one), then all of them."""
    words = spaced(text).split()
    while words and words[-1] in ignore:
        yield " ".join(words)
        words.pop()
    yield " ".join(word for word in words if word not in ignore)
