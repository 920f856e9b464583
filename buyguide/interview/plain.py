"""The asker for numbered lines: no key but Enter, no cursor movement, every line complete.

Fit for a screen reader, a pipe or a terminal that can do nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, TextIO

from buyguide.errors import NoTerminal
from buyguide.interview.asker import Move, Row
from buyguide.interview.terminal import forget_typed_ahead
from buyguide.meanwhile import begin
from buyguide.plain_text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.interview.asker import Prompt

_MOVES = {"back": Move.BACK, "change": Move.CHANGE}
_LEAVE = {"quit", "exit"}
_WHY = {"why", "?"}
_SKIP, _KEEP = "skip", "keep"
_LONGEST_LINE = 10_000  # characters read at once: more than anybody types
_MOST_PARTS = 1_000  # of one line, and no line end yet
_MOST_LINES = 10_000  # of an interview: a program that types for ever answers nothing
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Plain:
    """Asks by lines on ``lines_in`` and ``lines_out``."""

    lines_in: TextIO
    lines_out: TextIO
    typed: Iterator[int] = field(default_factory=count, repr=False)  # how many lines so far
    directions: tuple[str, ...] = (
        "Answer each question with a line and press Enter.",
        "Type back for the question before, or why for the reason we ask.",
        "Type change to change an earlier answer, or quit to leave.",
    )

    def tell(self, *lines: str) -> None:
        """Print each line, whole and harmless."""
        for line in lines:
            print(fit(clean(line), self.lines_out.encoding), file=self.lines_out)
        self.lines_out.flush()

    def choose(self, prompt: Prompt) -> str | Move | None:
        """Ask for the number of one row."""
        rows = _rows(prompt)
        self._put(prompt, rows, "Type one number.")
        while True:
            typed = self._read(prompt)
            if isinstance(typed, Move):
                return typed
            kept = _kept(typed, prompt)
            row = kept[0] if kept else _row(typed, rows)
            if row is not None:
                return row or None
            self.tell(_not_a_row(typed, rows, prompt))

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        """Ask for the numbers of one or more rows."""
        rows = _rows(prompt)
        self._put(prompt, rows, "Type one or more numbers, with commas between.")
        while True:
            typed = self._read(prompt)
            if isinstance(typed, Move):
                return typed
            ticked = _kept(typed, prompt) or _ticked(typed, rows, prompt)
            if isinstance(ticked, tuple):
                return ticked if ticked != ("",) else None
            self.tell(ticked)

    def type(self, prompt: Prompt) -> str | Move | None:
        """Ask for a line of text."""
        end = f" {prompt.skip}: type skip." if prompt.skip else ""
        self._put(prompt, (), f"Type your answer.{end}")
        while True:
            typed = self._read(prompt)
            if isinstance(typed, Move):
                return typed
            if kept := _kept(typed, prompt):
                return kept[0] or None
            if typed.lower() == _SKIP and prompt.skip:
                return None
            if typed or prompt.open_end:
                return typed
            self.tell(f"Nothing was typed.{end}")

    def _put(self, prompt: Prompt, rows: Sequence[Row], how: str) -> None:
        self.tell("", *prompt.before, prompt.ask, *prompt.after)
        for number, row in enumerate(rows, 1):
            self.tell(*([row.above] if row.above else []), f"{number}. {_words(row)}")
        labels = {"": prompt.skip or "", **{row.id: row.label for row in rows}}
        earlier = "; ".join(labels.get(part, part) for part in _earlier(prompt))
        kept = f" Your earlier answer: {earlier}. Type keep to keep it." if earlier else ""
        self.tell(how + kept)

    def _read(self, prompt: Prompt) -> str | Move:
        """Return the next line, without the words that are no answers."""
        while True:
            begin()
            if next(self.typed) >= _MOST_LINES:
                raise NoTerminal(
                    f"More than {_MOST_LINES:,} lines were typed. Nothing was decided."
                )
            forget_typed_ahead(self.lines_in)
            line = self._line()
            if not line:
                raise NoTerminal(
                    f'The input ended at "{prompt.label}", before all questions were answered. '
                    "Nothing was decided."
                )
            typed = " ".join(line.split())
            word = typed.lower()
            if word in _LEAVE:
                raise KeyboardInterrupt
            if word in _WHY:
                self.tell(*prompt.reasons)
            else:
                return _MOVES.get(word, typed)

    def _line(self) -> str:
        """Return the next line; of one that is too long, only the beginning."""
        line = part = self.lines_in.readline(_LONGEST_LINE)
        for _ in range(_MOST_PARTS):
            if len(part) < _LONGEST_LINE or part.endswith("\n"):
                return line
            part = self.lines_in.readline(_LONGEST_LINE)
        raise NoTerminal("The input is one line without an end. Nothing was decided.")


def _earlier(prompt: Prompt) -> tuple[str, ...]:
    """Return the earlier reply; the skip stands for itself as it does among the rows."""
    return ("",) if prompt.skipped and prompt.skip else prompt.earlier


def _kept(typed: str, prompt: Prompt) -> tuple[str, ...]:
    """Return the earlier reply where what was typed keeps it."""
    return _earlier(prompt) if typed.lower() == _KEEP else ()


def _rows(prompt: Prompt) -> tuple[Row, ...]:
    skip = (Row("", prompt.skip),) if prompt.skip else ()
    return (*prompt.rows, *skip)


def _words(row: Row) -> str:
    return f"{row.label} ({row.hint})" if row.hint else row.label


def _row(typed: str, rows: Sequence[Row]) -> str | None:
    """Return the id of the row meant by a number, or by its words in full; None: no row."""
    if typed.isascii() and typed.isdigit() and len(typed) < 4:
        number = int(typed)
        return rows[number - 1].id if 1 <= number <= len(rows) else None
    word = typed.casefold().rstrip(".")
    names = {
        name.casefold(): row.id for row in reversed(rows) for name in (*row.also, row.id, row.label)
    }
    if word == _SKIP and rows[-1].id == "":
        return ""
    return names.get(word) if word else None


def _ticked(typed: str, rows: Sequence[Row], prompt: Prompt) -> tuple[str, ...] | str:
    """Return the ids of the rows meant, in their order, or a sentence saying what is wrong."""
    whole = _row(typed, rows)
    parts = [typed] if whole is not None else [part for part in _BETWEEN.split(typed) if part]
    ids = {part: _row(part, rows) for part in parts}
    wrong = next((part for part, id in ids.items() if id is None), None)
    if wrong is not None or not ids:
        return _not_a_row(wrong or "", rows, prompt)
    ticked = [row for row in rows if row.id in ids.values()]
    apart = next((row for row in ticked if row.alone or row.id == ""), None)
    if apart and len(ticked) > 1:
        return f'Choose either "{apart.label}" or others, not both.'
    return tuple(row.id for row in ticked)


def _not_a_row(typed: str, rows: Sequence[Row], prompt: Prompt) -> str:
    said = f'"{typed[:40]}" is not one of the numbers.' if typed else "Nothing was typed."
    why = "why, " if prompt.explained else ""
    return f"{said} Type a number from 1 to {len(rows)}, or: back, {why}change, quit."
