"""How fast ``buyguide batch`` decides, beside a plain copy of the file and a loop in Python.

Run from the checkout: ``python benchmarks/batch.py [--rows 300000] [--json FILE]``. The table of
answers holds so many rows of random people who answered all that they must (20,000 different ones,
over and over). The floor is DuckDB copying the same table from Parquet to Parquet; the loops decide
for 5,000 people from answers that are in memory already. Runs are interleaved; medians count.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from buyguide.advice.deciding import decide  # noqa: E402 - works without an installation
from buyguide.answers import settle  # noqa: E402
from buyguide.guide.places import find_guide  # noqa: E402
from buyguide.guide.reading import read_guide  # noqa: E402
from tests.many.people import decided, people, write_table  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

DIFFERENT = 20_000
IN_A_LOOP = 5_000
RUNS = 3


def main(rows: int, file: str | None) -> None:
    """Print a table of rows a second and ratios; save the same as JSON where asked."""
    guide = read_guide(find_guide("red_light_mask"))
    print(f"{rows:,} rows, {len(guide.questions)} questions, {len(guide.rules)} rules")
    persons = [p for p in people(guide, 2 * DIFFERENT) if not decided(guide, p)[3]][:DIFFERENT]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers = _answers(guide, persons, rows, folder)
        size = min(IN_A_LOOP, len(persons))
        programs: Mapping[str, tuple[int, Callable[[], object]]] = {
            "DuckDB copies the table": (rows, lambda: _copy(answers, folder)),
            "buyguide batch": (rows, lambda: _batch(answers, folder)),
            "Python, rule ids only": (size, lambda: [decided(guide, p) for p in persons[:size]]),
            "Python, decide": (size, lambda: _decide(guide, persons[:size])),
        }
        seconds = {name: list[float]() for name in programs}
        for _ in range(RUNS):
            for which, (_, run) in programs.items():
                start = time.perf_counter()
                run()
                seconds[which].append(time.perf_counter() - start)
    rates = {name: programs[name][0] / statistics.median(seconds[name]) for name in programs}
    floor = rates["DuckDB copies the table"]
    print(f"{'':26} {'rows/s':>12} {'of the copy':>12}")
    for name, rate in rates.items():
        print(f"{name:26} {rate:12,.0f} {rate / floor:12.4f}")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"largest memory of a child: {largest:,} MiB")
    if file:
        found = {"rows": rows, "rows_a_second": rates, "largest_memory_mib": largest}
        Path(file).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _answers(guide: Guide, persons: Sequence[Mapping[str, Answer]], rows: int, to: Path) -> Path:
    """Write the people to a Parquet file, over and over until there are so many rows."""
    few, many = to / "few.csv", to / "answers.parquet"
    write_table(guide, persons, few)
    _in_a_child(
        f"COPY (SELECT few.* FROM range({-(-rows // len(persons))}), "
        f"read_csv('{few}', all_varchar = true) AS few LIMIT {rows}) TO '{many}' (FORMAT parquet)"
    )
    return many


def _copy(answers: Path, folder: Path) -> None:
    copy = f"COPY (SELECT * FROM read_parquet('{answers}')) TO '{folder / 'copy'}' (FORMAT parquet)"
    _in_a_child(copy)


def _in_a_child(statement: str) -> None:
    """Run it in a process of its own: what this one holds would count as memory of its children."""
    program = f"import duckdb; duckdb.execute({statement!r})"
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)


def _batch(answers: Path, folder: Path) -> None:
    target = str(folder / "results.parquet")
    command = [sys.executable, "-m", "buyguide", "batch", str(answers), "-o", target, "--force"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    if "could not be decided" in done.stderr:
        raise SystemExit(done.stderr)


def _decide(guide: Guide, persons: Sequence[Mapping[str, Answer]]) -> None:
    for person in persons:
        decide(guide, settle(guide, person).values)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How fast batch decides.")
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--json", metavar="FILE")
    asked = parser.parse_args()
    main(asked.rows, asked.json)
