"""Checks of the words a shopper reads: end marks, repeats, reading grade, forbidden phrases.

Whether a sentence says more than its claim is ``evidence``'s affair.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING

from buyguide.editor.texts import Said, shopper_texts, stands_at
from buyguide.guide.templates import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.rules import Phrase

HARDEST_GRADE = 8
# The .venv of the README has no pip of its own.
_INSTALL = 'python3 -m pip --python .venv install -e ".[editor]"'
FEWEST_WORDS = 12  # a shorter text has no grade: one long word decides it
_CLOSING = "\"')]\u201d\u2019"
_DOUBLED = re.compile(r"\b([A-Za-z]+)\s+\1\b", re.IGNORECASE)
_ONCE = frozenset({"ask", "say", "title", "headline"})
_MAY_DOUBLE = frozenset({"had", "that"})  # "all that that means" is English


def wording(desk: Desk) -> Iterator[Problem]:
    """Yield a finding for each text that is not fit to print as it stands."""
    texts = tuple(shopper_texts(desk.guide))
    for said in texts:
        yield from _end_mark(desk, said)
        yield from _doubled_words(desk, said)
    yield from _said_twice(desk, texts)
    yield from _not_to_print(desk, texts)
    yield from _too_hard(desk, texts)


def _end_mark(desk: Desk, said: Said) -> Iterator[Problem]:
    if said.prose and not said.text.rstrip(_CLOSING).endswith((".", "?", "!")):
        what = f"this sentence has no end mark: …{said.text[-30:]}"
        remedy = "End it with . or ? or !, or write what is missing."
        yield _at(desk, said, what, remedy).named("BG602", "warning")


def _doubled_words(desk: Desk, said: Said) -> Iterator[Problem]:
    for twice in _DOUBLED.finditer(said.text):
        if twice[1].lower() not in _MAY_DOUBLE:
            what = f'the word "{twice[1]}" stands twice in a row.'
            yield _at(desk, said, what, "Delete one of them.").named("BG604", "warning")


def _said_twice(desk: Desk, texts: Iterable[Said]) -> Iterator[Problem]:
    """Whole texts are compared, each with its own kind; a sentence may come back on purpose."""
    seen: dict[tuple[str, str], Said] = {}
    for said in texts:
        if said.part in _ONCE and "catalogues" not in said.at:  # two lists may answer alike
            words = " ".join(re.findall(r"\w+", said.text.lower()))
            first = seen.setdefault((said.part, words), said)
            if first is not said:
                item, path = stands_at(first, desk)
                what = f"the same words stand at {item.place_of(*path)} already."
                remedy = "Say it once, or make plain how the two differ."
                yield _at(desk, said, what, remedy).named("BG601", "warning")


def _not_to_print(desk: Desk, texts: Iterable[Said]) -> Iterator[Problem]:
    phrases = desk.guide.do_not_print
    any_of_them = _words_of(phrases)
    for said in texts if phrases else ():
        if not any_of_them.search(said.text):
            continue
        for phrase in phrases:
            if _words_of([phrase]).search(said.text):
                what = f'"{phrase.words}" is on the list of words not to print.'
                yield _at(desk, said, what, phrase.why).named("BG603")


def _words_of(phrases: Iterable[Phrase]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases, as whole words, however they are spaced."""
    words = (r"\s+".join(map(re.escape, phrase.words.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _too_hard(desk: Desk, texts: Iterable[Said]) -> Iterator[Problem]:
    grade = _grader()
    if grade is None:
        what = "how hard the words are to read was not checked."
        remedy = f"In the clone, run: {_INSTALL}"
        yield desk.guide_item.problem("id", what, remedy).named("BG606", "note")
        return
    for said in texts:
        plain = PLACEHOLDER.sub("it", said.text)
        if said.prose and len(plain.split()) >= FEWEST_WORDS:
            measured = grade(plain)
            if measured > HARDEST_GRADE:
                what = f"this reads at school grade {measured:.1f}; {HARDEST_GRADE} is the most."
                remedy = "Use shorter sentences and everyday words."
                yield _at(desk, said, what, remedy).named("BG605", "warning")


def _at(desk: Desk, said: Said, what: str, remedy: str) -> Problem:
    """Make a problem where a text stands."""
    item, (first, *inner) = stands_at(said, desk)
    return item.problem(first, what, remedy, *inner)


@cache
def _grader() -> Callable[[str], float] | None:
    """Return the readability library's measure of a text, or None where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a library that it uses itself
            import textstat
    except ImportError:
        return None

    def grade(text: str) -> float:
        return float(textstat.flesch_kincaid_grade(text))

    return grade
