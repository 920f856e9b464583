"""The two streams: the one door through which any line reaches a person, harmless and in order."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from buyguide.plain_text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 10_000_000  # letters; nothing that is printed comes near


def show(*lines: str) -> None:
    """Print what was asked for."""
    _write(sys.stdout, lines)


def say(*lines: str) -> None:
    """Print what is said beside it: notes and refusals."""
    _write(sys.stderr, lines)


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
