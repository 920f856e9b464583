"""A fault of the program itself, in words: its kind and its place in the code, and nothing else.

What a fault says of itself, and Python's own account of it, may hold an answer. Developers see
both with ``python -X dev -m buyguide``.
"""

from __future__ import annotations

import os

from buyguide import __version__

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  imports nothing more


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
    place, step = "outside its own files", fault.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith(_PACKAGE + os.sep):
            inside = file.removeprefix(_PACKAGE).replace(os.sep, "/")
            place = f"buyguide{inside}:{step.tb_lineno}"
        step = step.tb_next
    return place
