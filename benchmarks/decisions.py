"""How long a decision takes, beside Python written by hand and other engines, as rules grow.

All decide for the same people and must find the same rules, in order, before anything is timed;
Python by hand finds the verdict too, and in a second form the reasons: which alternatives of each
rule hold. Other engines are asked for the rules only. The time is that of the processor, so that
other programs of the machine count less. All have decided for these people once before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from benchmarks.languages import by_hand, by_hand_with_reasons, in_words
from benchmarks.peers import PEERS
from benchmarks.timing import QUICK, side_by_side
from benchmarks.workload import generated, people
from buyguide.advice.compiled import compile_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.peers import Engine
    from benchmarks.table import Row
    from benchmarks.workload import Person
    from buyguide.advice.compiled import Holding
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict

PERSONS = {60: 2_000, 1_000: 1_000, 10_000: 300, 100_000: 20}  # the largest is only sampled
LONGEST = {60: 1.0, 1_000: 0.1, 10_000: 0.03}  # seconds: who needs more is left out from here on
MOST_RUNS = 9
ROUND = 0.1  # seconds that an engine has in a round, for one person or more
OURS, HAND, SMALL = "ours", "if/else by hand", "ours with 60 rules"
OURS_WHY, HAND_WHY = "ours with reasons", "if/else by hand with reasons"
TARGETS = {60: 1.5, 1_000: 0.5, 10_000: 0.3}  # beside Python by hand
GROWTH = 40.0  # from 60 rules to 10,000
RULES, BARE, REASONS = "rules", "verdict and rules", "verdict, rules and reasons"


@dataclass(frozen=True)
class Decider:
    """What decides, the people as it wants them, and how to read what it finds.

    ``finds`` says what that is: the rules, the verdict with them, or the reasons as well.
    """

    finds: str
    decide: Callable[[Any], Any]
    people: Sequence[Any]
    read: Callable[[Any], object]

    def run(self, number: int) -> None:
        """Decide for the first of the people."""
        for person in islice(self.people, number):
            self.decide(person)

    def number(self) -> int:
        """Return for how many people it decides in a round."""
        self.run(1)
        start = time.process_time()
        self.run(1)
        seconds = time.process_time() - start
        return max(1, min(len(self.people), int(ROUND / (seconds + 1e-9))))


def rows(runs: int) -> list[Row]:
    """Return our time beside each other's at each size, and how ours grows."""
    peers = dict(PEERS)
    sizes = list(PERSONS)[: 2 if runs <= QUICK else None]
    return [row for size in sizes for row in _rows(size, runs, peers)]


def _rows(size: int, runs: int, peers: dict[str, Callable[[Guide], Engine]]) -> Iterator[Row]:
    """Yield the rows of one size; peers that are too slow for the next are taken out."""
    deciders = _deciders(generated(size), people(PERSONS[size]), peers)
    numbers = {name: decider.number() for name, decider in deciders.items()}
    _agree(deciders, numbers)
    if size > 60:
        deciders[SMALL] = _ours(generated(60), people(PERSONS[60]))[OURS]
        numbers[SMALL] = PERSONS[60]
    works = {name: partial(d.run, numbers[name]) for name, d in deciders.items()}
    times = side_by_side(works, min(runs, MOST_RUNS), numbers, clock=time.process_time)
    what, row = f"decision by {size:,} rules", partial(times.row, "decisions")
    yield row(what, OURS, HAND, target=TARGETS.get(size), rules=size)
    for name in peers:
        yield row(what, OURS, name, target=1.0, rules=size)
    yield row(f"{what}, with reasons", OURS_WHY, HAND_WHY, target=TARGETS.get(size))
    yield row(f"{what}, with reasons", OURS_WHY, OURS)
    if size > 60:
        yield row(f"{what}, grown from 60", OURS, SMALL, target=GROWTH if size == 10_000 else None)
    for name in list(peers):
        if times.median(name) > LONGEST.get(size, 0):
            del peers[name]


def _deciders(
    guide: Guide, persons: Sequence[Person], peers: Mapping[str, Callable[[Guide], Engine]]
) -> dict[str, Decider]:
    deciders = {**_by_hand(guide, persons), **_ours(guide, persons)}
    for name, load in peers.items():
        engine = load(guide)
        ready = [engine.ready(person) for person in persons]
        deciders[name] = Decider(RULES, engine.decide, ready, engine.ids)
    return deciders


def _ours(guide: Guide, persons: Sequence[Person]) -> dict[str, Decider]:
    """Return our bare decision, and the one with reasons."""
    compiled = compile_rules(guide)
    step = {verdict.id: number for number, verdict in enumerate(guide.verdicts)}

    def decide(person: Person) -> tuple[Verdict, list[str]]:
        left = compiled.left(person)
        return compiled.verdict(left), compiled.speaking(left)

    def with_reasons(person: Person) -> tuple[Verdict, list[Holding]]:
        left = compiled.left(person)
        return compiled.verdict(left), compiled.holding(left)

    def read(found: tuple[Verdict, list[Holding]]) -> object:
        told = [(held.rule.id, list(map(in_words, held.clauses))) for held in found[1]]
        return step[found[0].id], told

    return {
        OURS: Decider(BARE, decide, persons, lambda found: (step[found[0].id], found[1])),
        OURS_WHY: Decider(REASONS, with_reasons, persons, read),
    }


def _by_hand(guide: Guide, persons: Sequence[Person]) -> dict[str, Decider]:
    """Return the functions written by hand; options ticked are a set, as suits them best."""
    sets = [
        {id: frozenset(a) if isinstance(a, tuple) else a for id, a in person.items()}
        for person in persons
    ]

    def read(found: tuple[int, list[tuple[str, Sequence[str]]]]) -> object:
        return found[0], [(id, list(because)) for id, because in found[1]]

    return {
        HAND: Decider(BARE, _function(by_hand(guide)), sets, lambda found: found),
        HAND_WHY: Decider(REASONS, _function(by_hand_with_reasons(guide)), sets, read),
    }


def _function(source: str) -> Callable[[Any], Any]:
    names: dict[str, Any] = {}
    exec(compile(source, "by hand", "exec"), names)  # noqa: S102 - this package wrote it
    decide: Callable[[Any], Any] = names["decide"]
    return decide


def _agree(deciders: Mapping[str, Decider], numbers: Mapping[str, int]) -> None:
    """Stop unless all find the same, each for the people that it is timed with."""
    reasons: list[Any] = [
        deciders[HAND_WHY].read(deciders[HAND_WHY].decide(person))
        for person in deciders[HAND_WHY].people
    ]
    bare = [(step, [id for id, _ in told]) for step, told in reasons]
    wanted = {REASONS: reasons, BARE: bare, RULES: [ids for _, ids in bare]}
    for name, decider in deciders.items():
        number = len(decider.people) if decider.finds != RULES else numbers[name]
        found = [decider.read(decider.decide(person)) for person in decider.people[:number]]
        if found != wanted[decider.finds][:number]:
            raise SystemExit(f"{name} does not agree with Python by hand.")
