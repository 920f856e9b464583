"""Reads a guide: the one way from a rules folder to a frozen guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem, TooManyProblems
from buyguide.guide.assembling import assemble
from buyguide.guide.gathering import gather
from buyguide.guide.places import GUIDE_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.gathering import Gathered
    from buyguide.guide.model import Guide


def read_guide(folder: Path) -> Guide:
    """Return the guide in a folder. Raises ``InputError`` with every problem found in it."""
    return read_with_places(folder)[0]


def read_with_places(folder: Path) -> tuple[Guide, Gathered]:
    """Return the guide, and what was written with all its places. Raises ``InputError``."""
    try:
        gathered = gather(folder)
        guide = assemble(gathered, folder)
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    except OSError as error:
        problem = Problem(str(folder), 0, 0, f"it cannot be read: {error.strerror}.", "").named(
            "BG101"
        )
        raise InputError([problem]) from None
    if guide is None and not gathered.problems:
        what = f"this folder holds no {GUIDE_FILE}."
        raise InputError(
            [Problem(str(folder), 0, 0, what, "Name the folder that holds it.").named("BG213")]
        )
    if gathered.problems or guide is None:
        raise InputError(gathered.problems)
    return guide, gathered
