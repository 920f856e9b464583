"""Times works side by side, in turns, so that a busy machine is as unkind to one as to another."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Work = Callable[[], object]

QUICK = 3  # with no more runs than these, the parts leave out their largest sizes


@dataclass(frozen=True)
class Times:
    """The seconds of each work, a figure for each round; the same place means the same round."""

    each: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        """Return the middle time of a work."""
        return statistics.median(self.each[name])

    def ratio(self, name: str, beside: str) -> float:
        """Return the middle of the rounds' ratios of two works."""
        pairs = zip(self.each[name], self.each[beside], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)

    def row(  # noqa: PLR0913 - a row has as many parts
        self,
        part: str,
        what: str,
        name: str,
        beside: str,
        *,
        target: float | None = None,
        rules: int | None = None,
    ) -> Row:
        """Return the row that compares two works."""
        ratio = self.ratio(name, beside)
        return Row(part, what, self.median(name), beside, ratio, target, rules)


def side_by_side(
    works: Mapping[str, Work],
    runs: int,
    shares: Mapping[str, int] = MappingProxyType({}),
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """Run every work once in each round, in turns, with the collector held off.

    ``shares`` says by how much the time of a work is divided where it does a thing several times.
    """
    each: dict[str, list[float]] = {name: [] for name in works}
    gc.collect()
    gc.freeze()  # what the works have prepared is not looked through before each of them
    for _ in range(runs):
        for name, work in works.items():
            gc.collect()
            gc.disable()
            start = clock()
            work()
            each[name].append((clock() - start) / shares.get(name, 1))
            gc.enable()
    gc.unfreeze()
    return Times(each)
