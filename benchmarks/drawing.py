"""Draws figures as an SVG picture: bars for what has a target, curves for what grows."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from benchmarks.table import in_figures, in_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.table import Row

    Curves = Mapping[str, Mapping[int, float]]  # seconds by rules, by name; ours first

WIDTH, LINE, LEFT, RIGHT = 820, 22, 440, 740
CURVES_HIGH, CURVES_LEFT, CURVES_RIGHT = 300, 60, 500
OURS = "buyguide"
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f } .faint { fill: #57606a }
.bar { fill: #0969da } .missed { fill: #cf222e } .target { stroke: #57606a; stroke-width: 2 }
.axis { stroke: #d0d7de } .curve { fill: none; stroke: #8c959f; stroke-width: 1.5 }
.ours { stroke: #0969da; stroke-width: 3 } .strong { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .faint { fill: #9198a1 } .bar { fill: #4493f8 } .missed { fill: #f85149 }
  .target { stroke: #9198a1 } .axis { stroke: #3d444d } .curve { stroke: #656c76 }
  .ours { stroke: #4493f8 }
}
"""


def draw(rows: Sequence[Row], file: Path) -> None:
    """Write the picture; it suits light and dark pages."""
    picture = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    SubElement(picture, "title").text = "Time beside others, measured in one run"
    SubElement(picture, "style").text = STYLE
    high = _bars(picture, hardest(rows))
    curves = curves_of(rows)
    if curves:
        high = _curves(picture, curves, high + 2 * LINE)
    picture.set("viewBox", f"0 0 {WIDTH} {high + LINE}")
    indent(picture)
    ElementTree(picture).write(file, encoding="unicode")


def hardest(rows: Sequence[Row]) -> list[Row]:
    """Return, for all that has a target, the comparison that comes closest to missing it."""
    found: dict[tuple[str, str], tuple[float, Row]] = {}
    for row in rows:
        if row.target is not None:
            share = row.ratio / row.target
            if share > found.get((row.part, row.what), (0, row))[0]:
                found[row.part, row.what] = share, row
    return [row for _, row in found.values()]


def curves_of(rows: Sequence[Row]) -> Curves:
    """Return the seconds by number of rules: ours, and those that were timed with the most too.

    They are those of the first part that has such rows: what others time is something else.
    """
    ours: dict[int, float] = {}
    others: dict[str, dict[int, float]] = {}
    part = next((row.part for row in rows if row.rules is not None), None)
    for row in rows:
        if row.rules is not None and row.part == part:
            ours[row.rules] = row.seconds
            others.setdefault(row.beside, {})[row.rules] = row.seconds / row.ratio
    reach = {name: curve for name, curve in others.items() if max(curve) == max(ours)}
    return {OURS: ours, **reach} if ours else {}


def _bars(picture: Element, rows: Sequence[Row]) -> int:
    """Draw a bar for each row, and a stroke where its target stands; return how high it is."""
    _text(picture, 0, LINE, "Our time ÷ the other's (a stroke marks the target)", "strong")
    ratios = [number for row in rows for number in (row.ratio, row.target) if number]
    least, most = min((*ratios, 1)) / 2, max((*ratios, 1))

    def across(ratio: float) -> float:
        return LEFT + (RIGHT - LEFT) * log10(ratio / least) / log10(most / least)

    for place, row in enumerate(rows, 2):
        y = place * LINE
        _text(picture, 0, y, f"{row.what} ÷ {row.beside}")
        kind = "bar" if row.kept else "bar missed"
        size = {"x": f"{LEFT}", "y": f"{y - 11}", "height": "12"}
        width = f"{across(row.ratio) - LEFT:.1f}"
        SubElement(picture, "rect", {**size, "width": width, "class": kind})
        _line(
            picture, (across(row.target or 1), y - 13), (across(row.target or 1), y + 3), "target"
        )
        _text(picture, RIGHT + 10, y, in_figures(row.ratio))
    return (len(rows) + 2) * LINE


def _curves(picture: Element, curves: Curves, top: int) -> int:
    """Draw the time of a decision over the number of rules; return how far down it reaches."""
    _text(picture, 0, top, "One decision, by number of rules (both scales logarithmic)", "strong")
    top, bottom = top + LINE, top + LINE + CURVES_HIGH
    sizes = sorted({size for curve in curves.values() for size in curve})
    times = [seconds for curve in curves.values() for seconds in curve.values()]
    wide, tall = log10(sizes[-1] / sizes[0]) or 1, log10(max(times) / min(times)) or 1

    def place(size: int, seconds: float) -> tuple[float, float]:
        x = CURVES_LEFT + (CURVES_RIGHT - CURVES_LEFT) * log10(size / sizes[0]) / wide
        return x, bottom - CURVES_HIGH * log10(seconds / min(times)) / tall

    for size in sizes:
        x, _ = place(size, max(times))
        _line(picture, (x, top), (x, bottom), "axis")
        _text(picture, x, bottom + LINE, f"{size:,}", "faint")
    ends = sorted((place(sizes[-1], c[sizes[-1]]), name, c) for name, c in curves.items())
    free: float = top
    for (x, y), name, curve in ends:
        points = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in curve.items())
        kind = "curve ours" if name == OURS else "curve"
        SubElement(picture, "polyline", {"points": points, "class": kind})
        free = max(free, y) + LINE  # the next name stands below this one
        words = f"{name}: {in_units(curve[sizes[-1]])}"
        _text(picture, x + 8, free - LINE + 4, words, "strong" if name == OURS else "")
    return bottom + LINE


def _text(picture: Element, x: float, y: float, words: str, kind: str = "") -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", **({"class": kind} if kind else {})}
    SubElement(picture, "text", place).text = words


def _line(
    picture: Element, start: tuple[float, float], end: tuple[float, float], kind: str
) -> None:
    names = zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
    SubElement(picture, "line", {name: f"{at:.1f}" for name, at in names} | {"class": kind})
