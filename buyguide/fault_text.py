"""A fault of the program itself, in words: its kind and its place in the code, and nothing else.

What a fault says of itself, and Python's own account of it, may hold an answer. Developers see
both with ``python -X dev -m buyguide``.
"""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb

from buyguide import __version__

_PACKAGE = Path(__file__).resolve().parent


def fault_lines(fault: BaseException) -> tuple[str, ...]:
    """Return the lines to print for an exception that nobody foresaw."""
    what = f"{type(fault).__name__}, {_place(fault)}, version {__version__}"
    return (
        f"This is a fault in buyguide itself, not in what you did: {what}.",
        "Do not rely on advice that stands above: it may not be whole.",
        "Please tell the makers this line and what you did, but none of your answers.",
    )


def _place(fault: BaseException) -> str:
    """Return the last of our own lines on the way to the fault."""
    steps = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(fault.__traceback__)]
    ours = [(path, line) for path, line in steps if path.is_relative_to(_PACKAGE)]
    if not ours:
        return "outside its own files"
    path, line = ours[-1]
    return f"{path.relative_to(_PACKAGE.parent).as_posix()}:{line}"
