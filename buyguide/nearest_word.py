"""Finds the word somebody probably meant."""

from __future__ import annotations

from bisect import bisect

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_COMPARED = 1_000  # words; comparing takes long


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` for the nearest known word, or an empty text.

    A figure too many or too few may be a slip; with another figure it is another thing.
    """
    from difflib import get_close_matches

    words = sorted(w for w in dict.fromkeys(known) if not _other_figures(word, w))
    if len(words) > _MOST_COMPARED:  # then those that begin most like it
        at = bisect(words, word)
        words = words[max(0, at - _MOST_COMPARED // 2) : at + _MOST_COMPARED // 2]
    near = get_close_matches(word[:80], words, n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""


def remedy_for(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word as a question, or the list of known words when it is short."""
    words = sorted(dict.fromkeys(known))
    listed = f"Known here: {', '.join(words)}." if 0 < len(words) <= 12 else ""
    return did_you_mean(word, words) or listed or "Check the spelling."


def _other_figures(one: str, two: str) -> bool:
    first, second = ("".join(filter(str.isdigit, word)) for word in (one, two))
    return first != second and len(first) == len(second)
