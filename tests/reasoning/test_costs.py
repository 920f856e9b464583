"""How plain each answer is: the all-clear before what no rule minds, doubt last of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, InSituation
from buyguide.reasoning.costs import (
    CLEAR,
    LOADED,
    PLAIN,
    UNSURE,
    kind_cost,
    loaded_answers,
    option_costs,
)
from buyguide.reasoning.names import kinds, seen_by
from buyguide.reasoning.prover import prepare
from buyguide.reasoning.walking import every_test
from buyguide.reasoning.walking import tests_of as every_test_of
from tests.reasoning.small_guides import NAMES, Asks, guide_of, option, question, rule

if TYPE_CHECKING:
    from buyguide.guide.condition import Condition

CHOICE = question("q", "choice", options=(option("a"), option("b"), option("c")), required=True)
NAMED = Asks("q", "any_of", ("b",))


def test_only_what_a_rule_with_a_verdict_names_weighs() -> None:
    other = Asks("q", "none_of", ("a",))
    rules = [rule("asks", All((NAMED, other)), "ask"), rule("says", Asks("q", "any_of", ("c",)))]
    assert loaded_answers([guide_of([CHOICE], rules)]) == {("q", "b")}
    assert loaded_answers([guide_of([CHOICE], rules[1:])]) == frozenset()
    tagged = rule("tagged", Asks("q", "tagged", ("red",)), "ask")
    both = [guide_of([CHOICE], rules), guide_of([CHOICE], [tagged])]
    assert loaded_answers(both) == {("q", "b"), ("q", "red")}


def test_the_all_clear_costs_least_then_what_no_rule_minds_and_doubt_most() -> None:
    options = [option("b"), option("a"), option("no", "clear"), option("hm", "unsure")]
    found = option_costs("q", options, frozenset({("q", "b"), ("other", "a")}))
    assert found == (LOADED, PLAIN + 1, CLEAR + 2, UNSURE + 3)
    assert CLEAR < PLAIN < LOADED < UNSURE


def test_a_name_that_a_verdict_hangs_on_costs_more_than_another() -> None:
    found = kinds([NAMES], seen_by([Asks("list", "tagged", ("blue", "unknown"))]))
    loaded = frozenset({("list", "blue"), ("other", "unknown")})
    costs = {kind.example: kind_cost("list", kind, loaded) for kind in found}
    blue = {name: cost for name, cost in costs.items() if "blue" in NAMES.look_up(name).tags}
    assert blue
    assert set(blue.values()) == {LOADED}
    assert {cost for name, cost in costs.items() if name not in blue} == {PLAIN}


def test_the_smallest_interview_prefers_what_no_rule_minds() -> None:
    asks = rule("asks", Asks("q", "any_of", ("a", "b")), "ask")
    [world] = prepare([guide_of([CHOICE], [asks])])
    assert world.smallest(world.real) == {"q": "c"}


def test_the_tests_of_a_guide_are_those_of_rules_situations_and_follow_ups() -> None:
    more = replace(CHOICE, id="more", ask_when=InSituation("outer"))
    situations: dict[str, Condition] = {
        "inner": Asks("q", "any_of", ("c",)),
        "outer": All((InSituation("inner"),)),
    }
    guide = guide_of([CHOICE, more], [rule("says", NAMED), rule("always", None)], situations)
    inner = situations["inner"]
    assert list(every_test(guide)) == [NAMED, inner, inner, inner]
    assert list(every_test_of(InSituation("outer"), guide)) == [inner]
    assert list(every_test_of(None, guide)) == []
