"""``rules copy`` and ``rules new``: a folder to edit, which is never written over another."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from buyguide.editor.hazard_log import HAZARDS_FILE
from buyguide.editor.record import RECORD
from buyguide.editor.schema import write_schemas
from buyguide.errors import InputError, Problem
from buyguide.guide.reading import read_guide
from buyguide.guide.text_checks import read_inside

NEW_GUIDE = Path(__file__).parent / "new_guide"
_PARTS = ("*.yaml", "*.csv", HAZARDS_FILE, "cases/*.yaml", RECORD)
_REVIEWED, _REVIEW_BY = "2000-01-01", "2000-07-01"  # stand in for today and half a year on


def copy_guide(guide: Path, folder: Path) -> int:
    """Copy a guide's files into a new folder; return how many. Raises ``InputError``."""
    paths = (path for part in _PARTS for path in sorted(guide.glob(part)))
    files = {path.relative_to(guide): read_inside(guide, path) for path in paths}
    _must_be_new(folder)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    write_schemas(read_guide(folder), folder)
    return len(files)


def new_guide(folder: Path, *, today: date) -> int:
    """Write a small complete guide into a new folder; return how many files it has."""
    written = copy_guide(NEW_GUIDE, folder)
    path = folder / "guide.yaml"
    text = path.read_text(encoding="utf-8").replace(_REVIEWED, today.isoformat())
    text = text.replace(_REVIEW_BY, (today + timedelta(days=182)).isoformat())
    path.write_text(text, encoding="utf-8")
    return written


def _must_be_new(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        what = f"the folder cannot be made: {error}."
        raise InputError([Problem(str(folder), 0, 0, what, "Choose another name.")]) from None
    if taken:
        what = "this folder is not empty, and nothing in it is written over."
        raise InputError([Problem(str(folder), 0, 0, what, "Choose a new name.")])
