"""Finds the word somebody probably meant."""

from __future__ import annotations

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` for the nearest known word, or an empty text."""
    from difflib import get_close_matches

    words = sorted(set(known))
    near = get_close_matches(word[:80], words, n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""


def remedy_for(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word as a question, or the list of known words when it is short."""
    words = sorted(set(known))
    listed = f"Known here: {', '.join(words)}." if 0 < len(words) <= 12 else ""
    return did_you_mean(word, words) or listed or "Check the spelling."
