"""Reads situations, conditions with names; what leads back to itself or grows too large is refused.

They are followed without recursion, since strangers can write chains of any length.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from buyguide.guide.condition import AnyOf, InSituation, Test
from buyguide.guide.condition_reading import ConditionReader
from buyguide.guide.model import Situation
from buyguide.guide.written_out import DEEPEST_SITUATION, MOST_TESTS, MOST_TOGETHER, Size, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.condition import Condition
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.written import WrittenSituation


def read_situations(gathered: Gathered, known: Known) -> tuple[dict[str, Situation], Known]:
    """Return the situations by id, and what is known with their sizes; one refused never holds."""
    found, items = {}, {}
    for item in cast("list[Item[WrittenSituation]]", gathered.lists["situations"]):
        reader = ConditionReader(known, item.document, gathered.problems)
        when = reader.read(item.written.when, (*item.path, "when"))
        found[item.written.id] = Situation(item.written.id, item.written.say, when, item.place)
        items[item.written.id] = item
    sizes: dict[str, Size] = {}
    refused: dict[str, tuple[str, str, str]] = {}
    for together in _in_order(found):
        for id in together:
            sizes[id] = size_of(found[id].when, sizes)
            if len(together) > 1 or id in _named(found[id].when):
                what = f'the situation "{id}" leads back to itself.'
                refused[id] = ("BG310", what, "Write out what it means.")
            elif sizes[id].tests > MOST_TESTS or sizes[id].depth >= DEEPEST_SITUATION:
                what = f"with what it names written out, this has more than {MOST_TESTS:,} tests,"
                what += f" or names situations more than {DEEPEST_SITUATION} deep."
                refused[id] = ("BG309", what, "Name fewer situations in it.")
            elif known.room.use(sizes[id].tests):
                what = "up to here, the situations, with those that they name written out, have"
                what += f" more than {MOST_TOGETHER:,} tests."
                refused[id] = ("BG309", what, "Keep a guide smaller.")
            if id in refused:
                found[id] = Situation(id, found[id].say, AnyOf(()), found[id].place)
                sizes[id] = Size(0, 0, 0, 0)
    for id in (id for id in found if id in refused):
        name, what, remedy = refused[id]
        gathered.problems.append(items[id].problem("when", what, remedy).named(name))
    return found, replace(known, sizes=sizes)


def _in_order(situations: Mapping[str, Situation]) -> Iterator[tuple[str, ...]]:
    """Yield the situations, each after those that it names; those in one circle come together.

    Tarjan's strongly connected components: R. Tarjan, SIAM Journal on Computing 1 (1972), 146-160.
    """
    named = {id: [n for n in _named(s.when) if n in situations] for id, s in situations.items()}
    met: dict[str, int] = {}  # in which order
    back: dict[str, int] = {}  # the first met that it leads back to
    open_: dict[str, None] = {}
    for start, first in named.items():
        ways = [] if start in met else [(start, iter(first))]
        while ways:
            id, others = ways[-1]
            if id not in met:
                met[id] = back[id] = len(met)
                open_[id] = None
            other = next(others, None)
            if other is None:
                ways.pop()
                if ways:
                    back[ways[-1][0]] = min(back[ways[-1][0]], back[id])
                if back[id] == met[id]:
                    yield _closed(open_, id)
            elif other not in met:
                ways.append((other, iter(named[other])))
            elif other in open_:
                back[id] = min(back[id], met[other])


def _closed(open_: dict[str, None], first: str) -> tuple[str, ...]:
    """Take the last ones out, down to the first of them."""
    found = []
    while first in open_:
        found.append(open_.popitem()[0])
    return tuple(found)


def _named(condition: Condition) -> tuple[str, ...]:
    """Return the situations that a condition names itself, each once."""
    if isinstance(condition, InSituation):
        return (condition.id,)
    if isinstance(condition, Test):
        return ()
    return tuple(dict.fromkeys(id for part in condition.parts for id in _named(part)))
