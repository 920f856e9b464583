"""Reads command lines that hold no option, without the parser; every other one is left to that.

Making the parser takes as long as starting Python, and most people type no option.
"""

from __future__ import annotations

from types import SimpleNamespace

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

_WRITTEN = {"guide": None, "format": None, "output": None, "force": False}
_ASKED = {"answers": None, "save": None, "plain": False, "reader": "shopper", "pager": False}


def read_plain(words: Sequence[str]) -> Namespace | None:
    """Return what the parser would return for ``ask`` and ``lookup``; None: let it read them."""
    command, names = (words[0], [*words[1:]]) if words else ("ask", [])
    found = None
    if command == "ask" and not names:
        found = SimpleNamespace(command=command, **_WRITTEN, **_ASKED)
    elif command == "lookup" and names and not any(name.startswith("-") for name in names):
        found = SimpleNamespace(command=command, names=names, **_WRITTEN)
    return found  # type: ignore[return-value]  # both hold values by name, and only that
