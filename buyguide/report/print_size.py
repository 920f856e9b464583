"""How large the type of a printed document may be so that it fills the sheets meant for it.

An estimate that was measured on printed results: letters, and what each line's end leaves empty.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from buyguide.report.document import Grid, Item, Table, lines_of

if TYPE_CHECKING:
    from buyguide.report.document import Block, Document

_SMALLEST, _LARGEST = 6.2, 9.5  # points: hard to read below, a waste of paper above
_LETTERS = 710_000  # that one page would hold in type of one point
_LINE_END = 26  # letters that fit into what the last line of a text leaves empty
_HEADING = 60  # letters that fit into the height of a heading or a row
_SMALL = 0.74  # share of the room that reasons need in their smaller type
_SMALLER = 0.6  # as much for sources


def print_points(document: Document) -> float:
    """Return the type's size in points."""
    room = sum(map(_room, document.blocks)) + 4 * _HEADING
    points = sqrt(_LETTERS * document.sheets / room)
    return min(_LARGEST, max(_SMALLEST, round(points - 0.05, 1)))


def _room(block: Block) -> float:
    """Return how many letters would fit where the block is printed."""
    lines = lines_of(block)
    if isinstance(block, Table | Grid):
        return sum(max(_HEADING, len(line)) for line in lines)
    if not isinstance(block, Item):
        return sum(len(line) + _HEADING for line in lines)
    if block.address:
        return _SMALLER * sum(map(len, lines))
    said = sum(len(line) + _LINE_END for line in lines)
    return said - (1 - _SMALL) * len(block.why)
