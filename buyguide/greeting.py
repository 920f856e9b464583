"""Greets whoever begins an interview, before anything slow is imported."""

from __future__ import annotations

import sys

from buyguide import __version__

_GREETING = f"buyguide {__version__}"  # short: nothing that breaks lines is imported yet


def greet() -> None:
    """Print the greeting where somebody can read it and answer."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        print(_GREETING, flush=True)
