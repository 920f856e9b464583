"""How many assignments a set holds: the program has no use for it, tests have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.reasoning.diagram import EVERYTHING, NOTHING

if TYPE_CHECKING:
    from buyguide.reasoning.diagram import Diagram


def count(diagram: Diagram, members: int) -> int:
    """Count a set by fixing one level after the other; each set that is left is counted once."""
    left = {members: 1}  # what is left of the set, and by how many ways it is reached
    for level, size in enumerate(diagram.sizes):
        after: dict[int, int] = {}
        for node, ways in left.items():
            for state in range(size):
                rest = diagram.fixed(node, {level: state})
                after[rest] = after.get(rest, 0) + ways
        left = after
    assert left.keys() <= {EVERYTHING, NOTHING}
    return left.get(EVERYTHING, 0)
