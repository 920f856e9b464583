"""The second guide of the tests: where it stands, its read form, copies with edits, commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from buyguide.guide.model import Guide

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "guides" / "bicycle"
MARK = "@@"  # in a test's text: the place that a problem must name
GOOD_ANSWERS = """\
guide: bicycle
version: "1.10"
answers:
  rider: me
  goals: [commute, fitness]
  back_pain: none
  days_a_week: five
  budget: 300
  price: 260
  seller: shop
  return_days: 14
  knows_model: yes
  models: [Sparrow]
  frame_number: AB1234
  parts_worn: [none]
"""


@cache
def guide() -> Guide:
    return read_guide(FOLDER)


def copy_to(folder: Path) -> Path:
    """Copy the guide into a new folder inside ``folder`` and return that."""
    return Path(shutil.copytree(FOLDER, folder / "bicycle"))


def edit(file: Path, old: str, new: str) -> list[tuple[int, int]]:
    """Replace the one place where ``old`` stands; return the places marked in the new text."""
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{content.count(old)} places hold {old!r}"
    text, places = marked(content.replace(old, new))
    file.write_text(text, encoding="utf-8")
    return places


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and the line and column (from 1) that each one stood at."""
    *before, last = text.split(MARK)
    places = []
    clean = ""
    for part in before:
        clean += part
        places.append((clean.count("\n") + 1, len(clean) - clean.rfind("\n")))
    return clean + last, places


def problems_in(folder: Path) -> tuple[Problem, ...]:
    """Read a guide and return its problems; none when it can be read."""
    try:
        read_guide(folder)
    except InputError as error:
        return error.problems
    return ()


def run(
    *words: str | Path,
    typed: str = "",
    cwd: Path = ROOT,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a child, with text typed on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "buyguide", *map(str, words)],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**_environment(), **(environment or {})},
        timeout=120,
        check=False,
    )


def _environment() -> dict[str, str]:
    """The environment without what would change how the program prints."""
    dropped = {"ACCESSIBLE", "NO_COLOR", "TERM", "PYTHONIOENCODING", "COLUMNS", "FORCE_COLOR"}
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
