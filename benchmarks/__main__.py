"""Runs the benchmarks: ``python -m benchmarks [PART...] [--quick] [-o FOLDER]``.

A full run of all parts renews ``figures.json`` and ``figures.svg`` beside this file; the figures
of a quick run, or of some parts, are saved where ``-o`` says, or not at all.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks.drawing import draw
from benchmarks.table import Row, lines, save
from benchmarks.timing import QUICK

PARTS = (
    *("start", "showing", "decisions", "reading", "check"),
    *("batch", "reasoning", "lookup", "hostile"),
)
RUNS = 21


def main() -> None:
    """Run the parts that are asked for and show, save and draw their figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast it is.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="fewer runs and smaller sizes")
    parser.add_argument("-o", dest="folder", type=Path, help="save the figures in this folder")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    runs = QUICK if asked.quick else RUNS
    rows = [row for part in asked.parts or PARTS for row in _rows(part, runs)]
    print("\n".join(lines(rows)))
    complete = not asked.parts and not asked.quick
    folder = asked.folder or (Path(__file__).parent if complete else None)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        save(rows, runs, folder / "figures.json")
        draw(rows, folder / "figures.svg")


def _rows(part: str, runs: int) -> list[Row]:
    """Run one part; say on the way which, for some take minutes."""
    print(f"… {part}", flush=True)
    found: list[Row] = import_module(f"benchmarks.{part}").rows(runs)
    return found


if __name__ == "__main__":
    main()
