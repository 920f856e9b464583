"""Prints, for each module named, how many slips were noticed, and those left that nobody explained.

Ends with 1 when fewer than ``LEAST`` percent were noticed, when a slip was not tried, or when one
that was left is explained nowhere (see ``mutants_kept``).
"""

from __future__ import annotations

import sys
from collections import Counter

from mutants_kept import explanations, is_explained, kept, telling_lines
from mutants_slips import slips_of

LEAST = 95
STATES = ("noticed", "slow", "explained", "left", "untried")


def main(modules: list[str]) -> int:
    """Print the table; return the status to end with."""
    total: Counter[str] = Counter()
    for module in modules:
        results, lines, needed = kept(module), explanations(module), frozenset[str]()
        counts: Counter[str] = Counter()
        for slip in slips_of(module):
            state = results[slip.key]["state"] if slip.key in results else "untried"
            if state == "left" and is_explained(slip, lines):
                state, needed = "explained", needed | telling_lines(slip)
            if state == "left":
                print(f"{module} {slip.function}", *slip.change, sep="\n    ")
            counts[state] += 1
        for line in sorted(lines - needed):
            print(f"{module}: explains no slip that was left", line, sep="\n    ")
        total += counts
        print(_line(module, counts))
    print(_line("all", total))
    return int(bool(total["left"] or total["untried"]) or _percent(total) < LEAST)


def _percent(counts: Counter[str]) -> float:
    return 100 * (counts["noticed"] + counts["slow"]) / max(1, counts.total() - counts["untried"])


def _line(name: str, counts: Counter[str]) -> str:
    states = ", ".join(f"{counts[state]} {state}" for state in STATES)
    return f"{name:36} {counts.total()} slips: {states}; {_percent(counts):.1f} % noticed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
