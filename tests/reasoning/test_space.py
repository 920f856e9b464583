"""The space of interviews: which levels are whose, and how answers are named in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.guide.catalogues import Catalogue
from buyguide.guide.condition import AnyOf
from buyguide.reasoning.prover import prepare
from buyguide.reasoning.slots import AmountSlot, LookupSlot, NameSlot, levels_of, questions_of
from tests.reasoning.small_guides import Asks, entry, guide_of, option, question, rule

if TYPE_CHECKING:
    from buyguide.guide.model import Guide, Question
    from buyguide.reasoning.prover import World

OPTIONS = (option("a"), option("b"))
ASKED = (
    *(question(kind, kind, options=OPTIONS) for kind in ("choice", "choices", "text", "amount")),
    question("more", "amount"),
    question("name", "text", catalogue="list"),
    question("names", "lookup", catalogue="list"),
)
RED = [Asks(id, "tagged", ("red",)) for id in ("name", "names")]
BLUE = [Asks(id, "tagged", ("blue",)) for id in ("name", "names")]


def test_every_level_is_put_down_to_the_questions_that_are_answered_there() -> None:
    compared = rule("r", Asks("more", "above", other="amount"))
    tagged = [rule(test.question, test) for test in RED]
    [world] = prepare([guide_of(ASKED, [compared, *tagged])])
    space = world.space
    found = {level: questions_of(slot) for slot in space.slots for level in levels_of(slot)}
    assert space.at_level == tuple(found[level] for level in range(space.diagram.depth))


def test_to_leave_a_question_open_costs_nothing() -> None:
    [world] = prepare([guide_of(ASKED, [rule(test.question, test) for test in RED])])
    assert {costs[0] for costs in world.diagram.costs} == {0}


def test_the_smallest_interview_rather_names_what_no_verdict_hangs_on() -> None:
    for loaded, free, name in ((RED, BLUE, "cedar"), (BLUE, RED, "alder")):
        rules = [
            *(rule(f"loaded {test.question}", test, "ask") for test in loaded),
            *(rule(f"free {test.question}", test) for test in free),
        ]
        [world] = prepare([guide_of(ASKED, rules)])
        for tests in zip(RED, BLUE, strict=True):
            found = world.smallest(world.within(AnyOf(tests)))
            assert found in ({"name": name}, {"names": (name,)})


SWAPPED = Catalogue("list", (entry("alder", "blue"), entry("cedar", "red"), entry("elm")))


def test_each_version_looks_a_name_up_in_its_own_list() -> None:
    rules = [rule(test.question, test) for test in RED]
    own, swapped = guide_of(ASKED, rules), guide_of(ASKED, rules, catalogue=SWAPPED)
    for guides in ([own, swapped], [swapped, own]):
        for world in prepare(guides):
            name = "alder" if world.guide is own else "cedar"
            assert world.smallest(world.within(RED[0])) == {"name": name}
            assert world.smallest(world.within(RED[1])) == {"names": (name,)}


@pytest.mark.parametrize(("kind", "other"), [("text", "lookup"), ("lookup", "text")])
def test_a_version_that_does_not_ask_for_a_name_splits_no_kind_of_it(kind: str, other: str) -> None:
    def guide(*asked: Question, catalogue: Catalogue | None = None) -> Guide:
        rules = [rule(one.id, Asks(one.id, "tagged", ("red", "blue", "listed"))) for one in asked]
        return guide_of([ASKED[0], *asked], rules, catalogue=catalogue)

    named = guide(question("q", kind, catalogue="list"))
    renamed = guide(question("q", other, catalogue="list"), catalogue=SWAPPED)
    [alone] = prepare([named])
    for guides in ([named, guide()], [guide(), named], [named, renamed], [renamed, named]):
        world = prepare(guides)[guides.index(named)]
        assert kinds_of(world) == kinds_of(alone)


def kinds_of(world: World) -> list[str]:
    slot = world.version.slots["q"]
    assert isinstance(slot, NameSlot | LookupSlot)
    return [kind.example for kind in slot.kinds]


def test_what_only_the_other_version_asks_stands_after_its_neighbour_there() -> None:
    def guide(*ids: str) -> Guide:
        return guide_of([question(id, "text") for id in ids], [rule("r", None)])

    space = prepare([guide("gone", "x", "lost", "left", "y"), guide("x", "y", "z")])[0].space
    assert [slot.question for slot in space.slots] == ["gone", "x", "lost", "left", "y", "z"]


@pytest.mark.parametrize("limits", [(0, 5), (5, 10)])
def test_amounts_are_cut_where_the_limits_of_either_version_lie(limits: tuple[int, int]) -> None:
    def guide(least: int, most: int) -> Guide:
        asked = [question(id, "amount", minimum=least, maximum=most) for id in ("p", "q")]
        return guide_of(asked, [rule("r", Asks("p", "above", other="q"))])

    narrow, wide = guide(*limits), guide(0, 10)
    for guides in ([narrow, wide], [wide, narrow]):
        for world in prepare(guides):
            for asked in world.guide.questions:
                slot = world.version.slots[asked.id]
                assert isinstance(slot, AmountSlot)
                place = slot.cells.questions.index(asked.id)
                assert {cell[place] for cell in slot.cells.all} >= {0, *limits, 10}
                answered = world.diagram.both(world.real, slot.answered(world.diagram))
                assert world.smallest(answered) == {asked.id: asked.minimum}
