"""Placeholders in a guide's text: finding them, and what each one stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
_BRACE = re.compile(r"[{}]")


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders in a text, in order."""
    return tuple(PLACEHOLDER.findall(text))


def stray_brace(text: str) -> bool:
    """Say whether a brace stands in the text that belongs to no placeholder."""
    return _BRACE.search(PLACEHOLDER.sub("", text)) is not None


def fill(text: str, value_of: Callable[[str], str]) -> str:
    """Return the text with each placeholder replaced by what ``value_of`` says of its name."""
    if "{" not in text:  # so it is with most texts, and most of a decision is texts
        return text
    return PLACEHOLDER.sub(lambda found: value_of(found[1]), text)
