"""The two streams: the one door through which any line reaches a person, harmless and in order."""

from __future__ import annotations

import os
import sys

from buyguide.plain_text import clean, fit

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

_LONGEST = 10_000_000  # letters; nothing that is printed comes near


def show(*lines: str) -> None:
    """Print what was asked for."""
    _write(sys.stdout, lines)


def say(*lines: str) -> None:
    """Print what is said beside it: notes and refusals."""
    _write(sys.stderr, lines)


def page(text: str) -> None:
    """Show harmless text in the person's own pager (``PAGER``); without a terminal, print it."""
    from pydoc import pager

    os.environ.setdefault("LESS", "-FIRX")  # colours; ends by itself when all is in sight
    pager(fit(text, sys.stdout.encoding))


def open_streams() -> None:
    """Put an empty stream in the place of each that the system closed, on a screen of some width.

    Raises ``BuyguideError`` when there is no output to write to.
    """
    if not os.environ.get("COLUMNS", "?").strip("0"):  # in no columns, no letter would be shown
        del os.environ["COLUMNS"]
    if sys.stdin and sys.stdout and sys.stderr:
        return
    from pathlib import Path

    from buyguide.errors import BuyguideError

    there = sys.stdout is not None
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    if not there:
        raise BuyguideError("There is no standard output to write to.")


def drop_output() -> None:
    """Nobody reads any more: keep Python from complaining about it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        text = clean(line, newlines=True, limit=_LONGEST).removesuffix("\n")
        stream.write(fit(text, stream.encoding) + "\n")
