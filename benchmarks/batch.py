"""How fast ``buyguide batch`` decides, beside a plain copy of the file and a loop in Python.

The table of answers holds rows of random people who answered all that they must (20,000 different
ones, over and over). The floor is DuckDB copying the same table from Parquet to Parquet; the loops
decide for 5,000 people from answers that are in memory already.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import QUICK, side_by_side
from buyguide.advice.deciding import decide
from buyguide.answers import settle
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from tests.many.people import decided, people, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.table import Row
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

ROOT = Path(__file__).resolve().parent.parent
DIFFERENT = 20_000
IN_A_LOOP = 5_000
MANY, SOME = 10_000_000, 100_000
OURS, COPY = "buyguide batch", "DuckDB copies the table"


def rows(runs: int) -> list[Row]:
    """Return the time of a row beside the copy, the loops, and a tenth of the rows."""
    guide = read_guide(find_guide("red_light_mask"))
    persons = [p for p in people(guide, 2 * DIFFERENT) if not decided(guide, p)[3]][:DIFFERENT]
    loop, many = persons[:IN_A_LOOP], SOME if runs <= QUICK else MANY
    few = many // 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = _answers(guide, persons, many, folder / "many.parquet")
        tenth = _answers(guide, persons, few, folder / "few.parquet")
        works: Mapping[str, tuple[int, Callable[[], object]]] = {
            OURS: (many, lambda: _batch(table, folder)),
            COPY: (many, lambda: _copy(table, folder)),
            "Python, rule ids only": (len(loop), lambda: [decided(guide, p) for p in loop]),
            "Python, decide": (len(loop), lambda: _decide(guide, loop)),
            f"{few:,} rows": (few, lambda: _batch(tenth, folder)),
        }
        times = side_by_side(
            {name: work for name, (_, work) in works.items()},
            min(runs, 3),
            {name: size for name, (size, _) in works.items()},
        )
    what = f"one of {many:,} rows, from Parquet to Parquet"
    return [times.row("batch", what, OURS, beside) for beside in works if beside != OURS]


def _answers(guide: Guide, persons: Sequence[Mapping[str, Answer]], rows: int, many: Path) -> Path:
    """Write the people to a Parquet file, over and over until there are so many rows."""
    few = many.with_suffix(".csv")
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
