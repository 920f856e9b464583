"""Look-ups a second, and how often they are right, beside rapidfuzz's WRatio on the same names.

``python -m benchmarks.lookup`` prints how often; the time is a part of all benchmarks.
"""

from __future__ import annotations

import csv
import random
import string
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import side_by_side
from buyguide.guide.completion import suggestions
from buyguide.guide.name_index import find
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.table import Row
    from buyguide.guide.catalogues import Catalogue

    Offer = Callable[[str], frozenset[str]]  # the entries that a name is said to be, or may be
    Cases = list[tuple[str, frozenset[str]]]  # what is typed, and the entries that are meant

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 100  # names of each kind that are timed
OURS, WRATIO = "ours", "rapidfuzz WRatio"


def ours(catalogue: Catalogue) -> Offer:
    """Everything that a look-up says a name is or may be."""
    return lambda typed: frozenset(entry.name for entry in catalogue.look_up(typed).entries)


def wratio(catalogue: Catalogue, cutoff: int) -> Offer:
    """The best name by WRatio among all that lead to an entry."""
    from rapidfuzz import fuzz, process, utils

    look_up = ours(catalogue)
    entries = [(utils.default_process(name), look_up(name)) for name in catalogue.all_names]
    names = [name for name, _ in entries]

    def offer(typed: str) -> frozenset[str]:
        plain = utils.default_process(typed)
        found = process.extractOne(plain, names, scorer=fuzz.WRatio, score_cutoff=cutoff)
        return entries[found[2]][1] if found else frozenset()

    return offer


def rates(offer: Offer, cases: Cases) -> str:
    """Right: all that is meant is offered; wrong: something is offered, but not that."""
    right = sum(bool(meant) and meant <= offer(typed) for typed, meant in cases)
    wrong = sum(
        bool(found := offer(typed)) and not (meant and meant <= found) for typed, meant in cases
    )
    return f"{right / len(cases):7.1%} {wrong / len(cases):7.2%}"


def typo(name: str, chance: random.Random) -> str:
    """The name with one letter added, lost, changed or swapped; the first is kept."""
    place, letter = chance.randrange(1, len(name)), chance.choice(string.ascii_lowercase)
    return chance.choice(
        (
            name[:place] + letter + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place + 1 :],
            name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :],
        )
    )


def cases(catalogue: Catalogue) -> dict[str, Cases]:
    """What is typed and what is meant, by kind of slip."""
    chance = random.Random(7)  # noqa: S311 - the same typos each time
    look_up, none = ours(catalogue), frozenset[str]()
    folder = ROOT / "tests" / "guide" / "names"
    with (folder / "misspellings.csv").open(encoding="utf-8", newline="") as file:
        written = [(row["typed"], frozenset({row["entry"]})) for row in csv.DictReader(file)]
    names = [name for name in catalogue.all_names if len(name) >= 5]
    once = [(typo(name, chance), look_up(name)) for name in names for _ in range(3)]
    twice = [(typo(typo(name, chance), chance), look_up(name)) for name in names for _ in range(3)]
    return {
        "misspellings written by hand": written,
        "one typo": once,
        "two typos": twice,
        "other names, spelled right": [(name, none) for name in catalogue.others],
        "other names, one typo": [
            (typo(n, chance), none) for n in catalogue.others for _ in range(3)
        ],
        "other names, never seen": [(name, none) for name in catalogue.others[::2]],
    }


def rows(runs: int) -> list[Row]:
    """Return the time of one look-up, and of the offers at a key, beside WRatio's best name."""
    catalogue = read_guide(find_guide(None)).catalogues["known_medicines"]
    other = wratio(catalogue, 80)
    typed = {"exact name": list(catalogue.all_names)}
    typed |= {label: [name for name, _ in group] for label, group in cases(catalogue).items()}
    keys = [name[:length] for name in catalogue.all_names for length in (1, 2, 4)]
    looking = partial(find, index=catalogue.index)  # a look-up itself keeps what was asked before
    found = [_row(f"look-up: {label}", looking, other, typed[label], runs) for label in typed]
    return [
        *found,
        _row("offers at a key", lambda key: suggestions(catalogue, key, 10), other, keys, runs),
    ]


def _row(
    what: str, work: Callable[[str], object], other: Offer, typed: Sequence[str], runs: int
) -> Row:
    names = typed[:: max(1, len(typed) // SAMPLE)]
    works = {
        OURS: lambda: [work(name) for name in names],
        WRATIO: lambda: [other(name) for name in names],
    }
    times = side_by_side(works, min(runs, 5), dict.fromkeys(works, len(names)))
    return times.row("lookup", what, OURS, WRATIO)


def show_rates() -> None:
    """Print how often each is right, and how often it suggests something else, by kind of slip."""
    catalogue = read_guide(find_guide(None)).catalogues["known_medicines"]
    unseen = replace(catalogue, others=catalogue.others[1::2])
    compared = {"this": ours(catalogue)}
    compared |= {f"WRatio {cutoff}": wratio(catalogue, cutoff) for cutoff in (80, 90)}
    print(f"{'right and wrong (false suggestions)':36}", *(f"{name:>16}" for name in compared))
    for label, group in cases(catalogue).items():
        offers = compared | ({"this": ours(unseen)} if label.endswith("never seen") else {})
        shown = (rates(offer, group) for offer in offers.values())
        print(f"{label + f' ({len(group)})':36}", *(f"{each:>16}" for each in shown))


if __name__ == "__main__":
    show_rates()
