"""How long ``rules check`` takes, beside yamllint and check-jsonschema on the same files.

The shipped guide is taken as it is, and with many rules added. The others look at form alone;
ours also reads meaning, runs the cases and proves promises.

Cold, each run is a program of its own, as it is installed, its start included, and the reading
grade is left out. It stands beside two other programs. The first imports pydantic and PyYAML, makes
plain data of the same files with PyYAML's parser in C, and checks nothing. The second reads the
guide and its cases as ours does, and stops there.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.terminals import installed
from benchmarks.timing import QUICK, side_by_side
from buyguide.editor.checking import check
from buyguide.editor.schema import write_schemas
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.table import Row
    from buyguide.guide.model import Guide

UNPROVED = ("BG1", "BG2", "BG3", "BG50", "BG51", "BG6", "BG7", "BG8", "BG9")
IN_ONE_FILE = 2_000  # rules; a file of a guide is at most 2 MB
CHECKED = """
import sys
sys.modules["textstat"] = None  # as where it is not installed: no reading grade
from buyguide.cli import main
sys.exit(main(["rules", "check", sys.argv[1]]))
"""
PLAIN = """
import sys
from pathlib import Path
import yaml
from pydantic import BaseModel
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
for file in Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
"""
READ = """
import sys
from pathlib import Path
from buyguide.loading import loading
with loading():
    from buyguide.editor.desk import read_desk
    read_desk(Path(sys.argv[1]))
"""
SIZES = (0, 1_000, 10_000)  # rules added to the shipped guide


def rows(runs: int) -> list[Row]:
    """Return the time of a cold check, and for each size of the guide ours beside the others'."""
    sizes = SIZES[: 1 if runs <= QUICK else None]
    return [*_cold(runs), *(row for size in sizes for row in _rows(size, runs))]


def _cold(runs: int) -> list[Row]:
    guide = str(find_guide("red_light_mask"))
    scripts = {"checked": CHECKED, "imports and plain data": PLAIN, "read by ours": READ}
    commands = {name: [sys.executable, "-c", script, guide] for name, script in scripts.items()}
    with installed() as environ:
        works = {
            name: partial(subprocess.run, command, env=environ, capture_output=True, check=True)
            for name, command in commands.items()
        }
        times = side_by_side(works, runs)
    targets = {"imports and plain data": 2.0, "read by ours": None}
    return [
        times.row("check", "checking the shipped guide, cold", "checked", beside, target=target)
        for beside, target in targets.items()
    ]


def _rows(size: int, runs: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "guide"
        guide = grown(folder, size)
        files = sorted(folder.glob("*.yaml"))
        lists = [path for path in files if path.name != "guide.yaml"]
        schema = write_schemas(guide, folder)[1]
        works: dict[str, Callable[[], object]] = {
            "read": partial(read_guide, folder),
            "checked without proofs": partial(check, folder, select=UNPROVED),
            "checked": partial(check, folder),
            "yamllint": program("yamllint", "-d", "relaxed", *files),
            "check-jsonschema": program("check-jsonschema", "--schemafile", schema, *lists),
        }
        times = side_by_side(works, min(runs, 3))
    rules = len(guide.rules)
    return [
        times.row("check", f"{rules:,} rules {work}", work, beside)
        for work in tuple(works)[:3]
        for beside in tuple(works)[3:]
    ]


def grown(folder: Path, size: int) -> Guide:
    """Copy the shipped guide with so many more rules, each with a condition of its own."""
    shutil.copytree(find_guide("red_light_mask"), folder)
    guide = read_guide(folder)
    chance = random.Random(1)  # noqa: S311 - the same guide every time
    questions = [question for question in guide.questions if question.options]
    rules = []
    for number in range(size):
        asked = chance.sample(questions, 3)
        tests = [f"{q.id}: {chance.choice(q.options).id!r}".replace("'", '"') for q in asked]
        rules.append(
            f"  - id: added_{number}\n    when:\n"
            + "".join(f"      {test}\n" for test in tests)
            + f"    kind: choosing\n    severity: note\n    title: Point {number}\n"
            + f"    say: This is point {number} of many, and it is short.\n    because: [guide]\n"
        )
    for start in range(0, size, IN_ONE_FILE):
        text = "rules:\n" + "\n".join(rules[start : start + IN_ONE_FILE])
        (folder / f"added_{start}.yaml").write_text(text, encoding="utf-8")
    return read_guide(folder)


def program(name: str, *arguments: str | Path) -> Callable[[], object]:
    """Return the run of a program of this environment, its start included."""
    path = shutil.which(name, path=Path(sys.executable).parent)
    if path is None:
        raise SystemExit(f"{name} is not installed: pip install -e '.[benchmarks]'")
    command = [path, *map(str, arguments)]
    return partial(subprocess.run, command, capture_output=True, check=False)
