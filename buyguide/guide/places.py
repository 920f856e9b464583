"""Finds the guides: those that come with the program, and a folder somebody names."""

from __future__ import annotations

from pathlib import Path

from buyguide.errors import InputError, Problem
from buyguide.guide.shipped import DEFAULT_GUIDE, RULES
from buyguide.nearest_word import did_you_mean

GUIDE_FILE = "guide.yaml"


def rules_folder() -> Path:
    """Return the folder of the guides that ship."""
    return Path(RULES)


def guide_names() -> tuple[str, ...]:
    """Return the names of the guides that ship, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in rules_folder().glob(f"*/{GUIDE_FILE}")))


def find_guide(name_or_folder: str | None) -> Path:
    """Return the folder of a guide, given its name, its folder, or nothing for the usual one.

    The folder is said as short as it can be from here, since people read it in messages.
    Raises ``InputError`` when there is no such guide.
    """
    wanted = name_or_folder or DEFAULT_GUIDE
    names = guide_names()
    if wanted in names:
        return _short(rules_folder() / wanted)
    try:
        folder = Path(wanted)
        if (folder / GUIDE_FILE).exists():
            return folder
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if is_folder:
        what = f"this folder holds no {GUIDE_FILE}."
        raise InputError(
            [Problem(wanted, 0, 0, what, "Name the folder that holds it.").named("BG213")]
        )
    remedy = did_you_mean(wanted, names) or f"Guides that ship: {', '.join(names)}."
    raise InputError(
        [Problem(wanted, 0, 0, "there is no such guide or folder.", remedy).named("BG213")]
    )


def _short(folder: Path) -> Path:
    try:
        here = Path.cwd()
    except OSError:  # it was removed: a program may be started from a place that is no more
        return folder
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
