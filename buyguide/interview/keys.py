"""The asker for a terminal: arrow keys, typed text and completion.

Its slow libraries come with the first question only, so that what is told first is there at once.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from buyguide.loading import loading
from buyguide.plain_text import clean, fit
from buyguide.screen import show
from buyguide.wrapping import wrap

if TYPE_CHECKING:
    from types import ModuleType

    from buyguide.interview.asker import Move, Prompt

_COLUMNS = 80  # of what is no terminal


class Keys(NamedTuple):
    """Asks with keys on the terminal that the program runs in."""

    encoding: str | None = "utf-8"
    directions: tuple[str, ...] = (
        "Move with the arrow keys, tick with the space bar, and press Enter to go on.",
        "In a long list, type a few letters to find a line.",
        "Ctrl-B or Esc goes back, ? or F1 says why we ask, Ctrl-C leaves.",
    )

    def tell(self, *lines: str) -> None:
        """Print each line, harmless and broken by words."""
        for line in lines:
            show(*wrap(fit(clean(line), self.encoding), _columns() - 1))
        sys.stdout.flush()

    def choose(self, prompt: Prompt) -> str | Move | None:
        """Ask for one row."""
        reply = self._rows(prompt, many=False)
        return reply[0] if isinstance(reply, tuple) else reply

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        """Ask for one or more rows."""
        return self._rows(prompt, many=True)

    def type(self, prompt: Prompt) -> str | Move | None:
        """Ask for a line of text; an empty one skips where that is offered."""
        reply: str | Move | None = _prompts().ask_text(prompt, self.tell, self.encoding)
        return reply

    def _rows(self, prompt: Prompt, *, many: bool) -> tuple[str, ...] | Move | None:
        reply: tuple[str, ...] | Move | None
        reply = _prompts().ask_rows(prompt, self.encoding, many=many)
        return reply


@cache
def _prompts() -> ModuleType:
    with loading():
        from buyguide.interview import prompts

    return prompts


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _COLUMNS
    except (OSError, ValueError):
        return _COLUMNS
