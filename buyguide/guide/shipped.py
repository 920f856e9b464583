"""Where the guides that ship lie, as they were written and as they were prepared.

Paths are plain text here: importing pathlib takes half as long as starting Python does.
"""

from __future__ import annotations

import os

DEFAULT_GUIDE = "red_light_mask"
ROOM = os.path.dirname(os.path.realpath(__file__))
PACKAGE = os.path.dirname(ROOM)
_INSIDE = os.path.join(PACKAGE, "_rules")
RULES = _INSIDE if os.path.isdir(_INSIDE) else os.path.join(os.path.dirname(PACKAGE), "rules")
"""The folder of the guides: inside the wheel, or beside a checkout's code."""
PREPARED = os.path.join(PACKAGE, "_prepared")
"""The folder of the sealed files made of them when the program was built, if it was."""


def is_name(name: str) -> bool:
    """Say whether this can be the name of a guide that ships, and not a way to another folder."""
    return name.isidentifier() and name.isascii()
