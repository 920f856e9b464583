"""How long ``rules check`` takes, beside yamllint and check-jsonschema on the same files.

Run from the checkout: ``python benchmarks/check.py [1000 10000]``. The numbers are rules added to
the shipped guide. yamllint and check-jsonschema are used here only; without them their columns
are empty. They look at form alone; ours also reads meaning, runs the cases and proves promises.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from buyguide.editor.checking import check  # noqa: E402
from buyguide.editor.schema import write_schemas  # noqa: E402
from buyguide.guide.places import find_guide  # noqa: E402
from buyguide.guide.reading import read_guide  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from buyguide.guide.model import Guide

UNPROVED = ("BG1", "BG2", "BG3", "BG50", "BG51", "BG6", "BG7", "BG8", "BG9")
IN_ONE_FILE = 2_000  # rules; a file of a guide is at most 2 MB
RUNS = 3  # the least counts; one run only where the first takes longer than LONG seconds
LONG = 5


def main(sizes: list[int]) -> None:
    """Print a table: the guide, and the least of some runs of each program, in seconds."""
    titles = ("reading", "no proofs", "check", "yamllint", "jsonschema")
    print(f"{'rules':>8}", *(f"{title:>10}" for title in titles))
    for size in (0, *sizes):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "guide"
            guide = grown(folder, size)
            files = sorted(folder.glob("*.yaml"))
            lists = [path for path in files if path.name != "guide.yaml"]
            schema = write_schemas(guide, folder)[1]
            columns = (
                least(partial(read_guide, folder)),
                least(partial(check, folder, select=UNPROVED)),
                least(partial(check, folder)),
                program("yamllint", "-d", "relaxed", *files),
                program("check-jsonschema", "--schemafile", schema, *lists),
            )
        shown = (f"{seconds:10.2f}" if seconds is not None else f"{'':10}" for seconds in columns)
        print(f"{len(guide.rules):8}", *shown)


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


def least(run: Callable[[], object]) -> float:
    """Return the least time of some runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
        if times[0] > LONG:
            break
    return min(times)


def program(name: str, *arguments: str | Path) -> float | None:
    """Return the least time of a program, its start included; None where it is not installed."""
    path = shutil.which(name)
    if path is None:
        return None
    command = [path, *map(str, arguments)]
    return least(partial(subprocess.run, command, capture_output=True, check=False))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 10_000])
