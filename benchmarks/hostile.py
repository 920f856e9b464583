"""Attacks on the reading of rules: how long each is looked at, and how much memory that holds.

Beside Python that only imports what reads rules, yaml and pydantic.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import QUICK, side_by_side
from tests.bicycle import copy_to
from tests.test_hostile_files import ATTACKS, SMALL_PARENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.table import Row
    from tests.test_hostile_files import Attack

BARE = "importing yaml and pydantic"
HARDEST = (
    *("billion laughs", "100,000 brackets", "20,000 options", "fifty megabytes"),
    *("a million values", "list twice", "no text", "python object"),
)


def rows(runs: int) -> list[Row]:
    """Return a row for each attack; a quick run leaves some out."""
    attacks = [attack for attack in ATTACKS if attack.name in HARDEST]
    attacks = attacks[:3] if runs <= QUICK else attacks
    with tempfile.TemporaryDirectory() as folder:
        checks = {attack.name: _attacked(attack, Path(folder)) for attack in attacks}
        bare = [sys.executable, "-c", "import yaml, pydantic; pydantic.BaseModel"]
        works = {name: partial(_run, words) for name, words in checks.items()}
        times = side_by_side({BARE: partial(_run, bare), **works}, runs)
        return [
            times.row("hostile", f"{name}, {_held(words)} MB", name, BARE)
            for name, words in checks.items()
        ]


def _attacked(attack: Attack, folder: Path) -> Sequence[str]:
    """Return the words that check a guide with the attack in it."""
    place = folder / attack.name.replace(" ", "_")
    place.mkdir()
    guide = copy_to(place)
    file = guide / attack.file
    file.write_bytes(attack.change(file.read_bytes()))
    return [sys.executable, "-m", "buyguide", "rules", "check", str(guide)]


def _run(words: Sequence[str]) -> None:
    subprocess.run(words, capture_output=True, check=False)


def _held(words: Sequence[str]) -> int:
    """Return how many megabytes the program held at most."""
    with tempfile.NamedTemporaryFile("r") as held:
        _run([sys.executable, "-c", SMALL_PARENT, held.name, *words[3:]])
        return round(int(held.read()) / (1_000_000 if sys.platform == "darwin" else 1_000))
