"""A figure of a benchmark: how it is shown in a table, and how it is saved."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import distributions
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (0.0, "ns"))


@dataclass(frozen=True)
class Row:
    """What was timed, beside what, in one run.

    ``seconds`` is our median, ``ratio`` our time divided by the other's, and ``target`` the
    ratio that must not be passed. ``rules`` makes the row a point of a curve over the size of
    a guide.
    """

    part: str
    what: str
    seconds: float
    beside: str
    ratio: float
    target: float | None = None
    rules: int | None = None

    @property
    def kept(self) -> bool | None:
        """Say whether the target is kept; None: there is none."""
        return None if self.target is None else self.ratio <= self.target


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the table's lines: each part under its name, missed targets marked."""
    wide = max((len(row.what) for row in rows), default=0)
    beside = max((len(row.beside) for row in rows), default=0)
    yield f"{'':{wide + 2}} {'median':>9}  {'beside':{beside}} {'ratio':>9} {'target':>7}"
    part = None
    for row in rows:
        if row.part != part:
            part = row.part
            yield part
        target = "" if row.target is None else f"{row.target:g}"
        mark = "  MISSED" if row.kept is False else ""
        yield (
            f"  {row.what:{wide}} {in_units(row.seconds):>9}  {row.beside:{beside}} "
            f"{in_figures(row.ratio):>9} {target:>7}{mark}"
        )


def in_units(seconds: float) -> str:
    """Return a time with the unit in which it is easily read."""
    size, unit = next(pair for pair in _UNITS if seconds >= pair[0])
    return f"{in_figures(seconds / (size or 1e-9))} {unit}"


def in_figures(number: float) -> str:
    """Return a number with about three figures, and no more places than these need."""
    places = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= 0.1 else 5
    return f"{number:,.{places}f}"


def save(rows: Sequence[Row], runs: int, file: Path) -> None:
    """Write the rows, and what they were measured with, as JSON."""
    found = {
        "runs": runs,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": dict(sorted(_versions())),
        "rows": [asdict(row) for row in rows],
    }
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _versions() -> Iterable[tuple[str, str]]:
    return ((found.metadata["Name"], found.version) for found in distributions())
