"""How long a guide takes to be read as it grows, beside other readers of the same files.

ruamel.yaml and PyYAML make plain data of them, yamllint looks at their form; ours also checks
every key, value and name, and keeps the place of each. A row beside "half the rules" says how the
time grows: 2 is in step with the rules.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.check import grown, program
from benchmarks.timing import QUICK, side_by_side
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.table import Row

SIZES = (1_250, 2_500, 5_000, 10_000)  # rules added to the shipped guide; more are refused
BESIDE = 10_000  # rules in the guide that the others read as well
IN_STEP = 2.2  # twice the rules in twice the time, with a little for larger memory
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rows(runs: int) -> list[Row]:
    """Return how the time grows from size to size, and one size beside the others."""
    sizes = SIZES[:2] if runs <= QUICK else SIZES
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            grown(folder, size)
            shutil.rmtree(folder / "cases")
        return [*_growth(folders, runs), *_beside(folders[min(BESIDE, max(sizes))], runs)]


def _growth(folders: dict[int, Path], runs: int) -> list[Row]:
    works = {f"{size:,} rules": partial(read_guide, folder) for size, folder in folders.items()}
    times = side_by_side(works, min(runs, 5))
    names = list(works)
    return [
        times.row("reading", f"reading {more}", more, half, target=IN_STEP)
        for half, more in pairwise(names)
    ]


def _beside(folder: Path, runs: int) -> list[Row]:
    files = sorted(folder.glob("*.yaml"))
    works: dict[str, Callable[[], object]] = {
        "read": partial(read_guide, folder),
        "PyYAML, in C": partial(_plain, files),
        "ruamel.yaml": partial(_round_trip, files),
        "yamllint": program("yamllint", "-d", "relaxed", *files),
    }
    times = side_by_side(works, min(runs, 3))
    what = f"reading {int(folder.name):,} rules"
    return [times.row("reading", what, "read", other) for other in list(works)[1:]]


def _plain(files: Sequence[Path]) -> None:
    for file in files:
        yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - it is a safe one


def _round_trip(files: Sequence[Path]) -> None:
    from ruamel.yaml import YAML

    reader = YAML()  # the kind that keeps places and comments
    for file in files:
        reader.load(file)
