"""Look-ups a second, and how often they are right, beside rapidfuzz's WRatio on the same names.

Run from the checkout: ``python benchmarks/lookup.py``. rapidfuzz is used here only; without it
its rows are left out.
"""

from __future__ import annotations

import csv
import random
import string
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from buyguide.guide.completion import suggestions  # noqa: E402
from buyguide.guide.places import find_guide  # noqa: E402
from buyguide.guide.reading import read_guide  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buyguide.guide.catalogues import Catalogue

    Offer = Callable[[str], frozenset[str]]  # the entries that a name is said to be, or may be
    Cases = list[tuple[str, frozenset[str]]]  # what is typed, and the entries that are meant


def ours(catalogue: Catalogue) -> Offer:
    """Everything that a look-up says a name is or may be."""
    return lambda typed: frozenset(entry.name for entry in catalogue.look_up(typed).entries)


def wratio(catalogue: Catalogue, cutoff: int) -> Offer | None:
    """The best name by WRatio among all that lead to an entry; None without rapidfuzz."""
    try:
        from rapidfuzz import fuzz, process, utils  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
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


def speed(label: str, work: Callable[[str], object], typed: Iterable[str]) -> None:
    """Print how many of the names the work does in a second."""
    names = list(typed)
    start = time.perf_counter()
    for name in names:
        work(name)
    each = (time.perf_counter() - start) / len(names)
    print(f"{label:44} {1 / each:10,.0f} a second {each * 1e6:8.0f} µs each")


def main() -> None:
    """Print every figure."""
    catalogue = read_guide(find_guide(None)).catalogues["known_medicines"]
    start = time.perf_counter()
    catalogue.look_up("nothing like it")
    print(f"first look-up, building the index: {(time.perf_counter() - start) * 1e3:.1f} ms")
    tried = cases(catalogue)
    everywhere = [typed for group in tried.values() for typed, _ in group]
    speed(f"exact names ({len(catalogue.all_names)})", catalogue.look_up, catalogue.all_names)
    speed("one typo", catalogue.look_up, (typed for typed, _ in tried["one typo"]))
    speed("two typos", catalogue.look_up, (typed for typed, _ in tried["two typos"]))
    keys = [name[:length] for name in catalogue.all_names for length in (1, 2, 4)]
    speed("suggestions at a key", lambda typed: suggestions(catalogue, typed, 10), keys)
    compared: dict[str, Offer] = {"this": ours(catalogue)}
    for cutoff in (80, 90):
        offer = wratio(catalogue, cutoff)
        if offer is None:
            print("rapidfuzz is not installed, so there is nothing to compare with.")
            break
        compared[f"WRatio {cutoff}"] = offer
        speed(f"WRatio {cutoff}, all of the above", offer, everywhere)
    print(f"\n{'right and wrong (false suggestions)':36}", *(f"{name:>16}" for name in compared))
    unseen = replace(catalogue, others=catalogue.others[1::2])
    for label, group in tried.items():
        offers = compared | ({"this": ours(unseen)} if label.endswith("never seen") else {})
        print(f"{label:30} {len(group):5}", *(f" {rates(o, group)}" for o in offers.values()))


if __name__ == "__main__":
    main()
