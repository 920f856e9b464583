"""Puts answers into words and into a rule's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.advice.figures import show_figure
from buyguide.amounts import show_amount
from buyguide.answers import LONGEST_TYPED, parts_in_words
from buyguide.guide.conditions import matches
from buyguide.guide.templates import fill
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Entry, Match
    from buyguide.guide.model import Guide


def fill_in(
    text: str,
    values: Mapping[str, Answer],
    guide: Guide,
    entry: tuple[str, Entry | None] | None = None,
) -> str:
    """Return a rule's text with its placeholders filled; ``entry``: a typed name and its entry."""

    def value_of(name: str) -> str:
        if name.startswith("entry.") and entry is not None:
            return _of_entry(name.removeprefix("entry."), *entry)
        if name in guide.figures:
            return show_figure(guide.figures[name], values, guide)
        question = guide.question_by_id[name.removesuffix(".number")]
        answer = values.get(question.id)
        if question.kind == "lookup":
            return _names(matches(question.id, values, guide))
        if name.endswith(".number") and isinstance(answer, str):
            return show_amount(question.option_by_id[answer].number or 0, None)
        return ", ".join(parts_in_words(question, answer)) or "none"

    return fill(text, value_of)


def _names(found: Iterable[Match]) -> str:
    """Return names as typed, each with the name it is listed under where that is another."""
    words = []
    for match in found:
        listed = ", ".join(entry.name for entry in match.listed)
        same = not listed or listed.casefold() == match.typed.strip().casefold()
        words.append(_typed(match.typed) if same else f"{_typed(match.typed)} ({listed})")
    return ", ".join(words) or "none"


def _of_entry(column: str, typed: str, entry: Entry | None) -> str:
    if column == "typed" or entry is None:
        return _typed(typed)
    return entry.name if column == "name" else entry.columns.get(column, "")


def _typed(text: str) -> str:
    """Return a shopper's own words, harmless and short, so that they cannot bury the advice."""
    return clean(text, limit=LONGEST_TYPED)
