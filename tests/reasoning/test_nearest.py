"""The smallest changes of answers: compared with trying all, on random guides."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.answers import settle
from buyguide.guide.condition import All, AnyOf
from buyguide.guide.condition import Test as Asks
from buyguide.reasoning.nearest import nearest, start_at
from buyguide.reasoning.prover import world_of
from tests.reasoning.small_guides import (
    guide_of,
    interviews,
    option,
    outcome,
    question,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide

TOO_DEAR = rule("dear", Asks("price", "above", other="budget"), "wait")
SHOP = guide_of(
    (
        question("price", "amount", required=True, maximum=1_000_00),
        question("budget", "amount", required=True, maximum=1_000_00),
        question(
            "box", "choice", options=(option("sealed"), option("open"), option("unsure", "unsure"))
        ),
    ),
    (TOO_DEAR, rule("not_sealed", Asks("box", "any_of", ("open", "unsure")), "wait")),
)


def changes(
    guide: Guide, values: Mapping[str, Answer], verdict: str, free: set[str]
) -> tuple[dict[str, Answer], ...]:
    world = world_of(guide)
    return nearest(start_at(world, values, free), world.verdicts[verdict])


def by_trying_all(
    guide: Guide, values: Mapping[str, Answer], free: set[str]
) -> Mapping[str, set[frozenset[str]]]:
    """Return, for each verdict, the smallest sets of questions that another interview changes."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for other in interviews(guide):
        changed = _changed(guide, values, other, free)
        if changed is not None:
            found[outcome(guide, other)[0]].add(changed)
    return {
        verdict: {c for c in sets if len(c) == min(map(len, sets))}
        for verdict, sets in found.items()
    }


def _changed(
    guide: Guide, before: Mapping[str, Answer], after: Mapping[str, Answer], free: set[str]
) -> frozenset[str] | None:
    """Return the questions that a person has to answer anew, or None where that is not allowed."""
    changed = set()
    for asked in guide.questions:
        old, new = before.get(asked.id), after.get(asked.id)
        if old == new or asked.id not in after:
            continue
        if asked.id not in free or new is None or asked.kind == "lookup":
            return None
        changed.add(asked.id)
    return frozenset(changed)


@settings(max_examples=150, deadline=None)
@given(guide=small_guides(), data=st.data())
def test_the_smallest_changes_are_those_found_by_trying_all_interviews(
    guide: Guide, data: st.DataObject
) -> None:
    everybody = list(interviews(guide))
    values = data.draw(st.sampled_from(everybody))
    free = data.draw(st.sets(st.sampled_from([asked.id for asked in guide.questions])))
    expected = by_trying_all(guide, values, free)
    for verdict in guide.verdicts:
        found = changes(guide, values, verdict.id, free)
        assert {frozenset(change) for change in found} == expected.get(verdict.id, set())
        for change in found:
            applied = settle(guide, {**values, **change}).values
            assert outcome(guide, applied)[0] == verdict.id


def test_an_amount_goes_no_further_than_it_must() -> None:
    values: dict[str, Answer] = {"price": 250_00, "budget": 99_50, "box": "sealed"}
    assert changes(SHOP, values, "buy", {"price", "budget"}) == (
        {"price": 99_50},
        {"budget": 250_00},
    )
    assert changes(SHOP, values, "buy", {"budget"}) == ({"budget": 250_00},)


def test_an_answer_that_stays_is_not_left_out_because_one_it_is_compared_with_may_change() -> None:
    unpriced = rule("unpriced", Asks("price", "answered", flag=False), "wait")
    shop = guide_of(
        (
            question("price", "amount", maximum=1_000_00),
            question("budget", "amount", maximum=1_000_00),
        ),
        (unpriced, rule("dear", Asks("price", "below", other="budget"))),
    )
    assert changes(shop, {"price": 10_00, "budget": None}, "wait", {"budget"}) == ()


def test_nobody_is_told_to_be_unsure_or_to_leave_a_question_open() -> None:
    values: dict[str, Answer] = {"price": 10_00, "budget": 99_00, "box": "sealed"}
    assert changes(SHOP, values, "wait", {"box"}) == ({"box": "open"},)
    values |= {"budget": 5_00, "box": "open"}
    assert changes(SHOP, values, "buy", {"box"}) == ()


def test_answers_that_lead_there_already_need_no_change() -> None:
    values: dict[str, Answer] = {"price": 10_00, "budget": 99_00, "box": "sealed"}
    assert changes(SHOP, values, "buy", {"price"}) == ({},)


ABC = (option("a"), option("b"), option("c"))


def is_(id: str, *options: str) -> Asks:
    return Asks(id, "any_of", options)


def pair(*wanted: tuple[str, str]) -> Guide:
    """Return a guide of two choices in which some pairs of answers lead to waiting."""
    whens = [All((is_("x", x), is_("y", y))) for x, y in wanted]
    return guide_of(
        [question(id, "choice", required=True, options=ABC) for id in ("x", "y")],
        [rule(f"r{number}", when, "wait") for number, when in enumerate(whens)],
    )


def test_what_follows_one_answer_is_not_taken_for_what_follows_another() -> None:
    guide = pair(("a", "a"), ("b", "b"))
    assert changes(guide, {"x": "c", "y": "b"}, "wait", {"x", "y"}) == ({"x": "b"},)


def test_of_changes_of_the_same_answers_the_one_to_options_further_up_is_named() -> None:
    values: dict[str, Answer] = {"x": "a", "y": "a"}
    for guide in (pair(("b", "b"), ("c", "c")), pair(("c", "c"), ("b", "b"))):
        assert changes(guide, values, "wait", {"x", "y"}) == ({"x": "b", "y": "b"},)


def test_changes_that_are_equally_near_are_both_right_and_one_is_named() -> None:
    found = changes(pair(("b", "c"), ("c", "b")), {"x": "a", "y": "a"}, "wait", {"x", "y"})
    assert found in (({"x": "b", "y": "c"},), ({"x": "c", "y": "b"},))


def opening(*follows: str, kind: str = "choice", wanted: Condition | None = None) -> Guide:
    """Return a guide whose second question is asked only after some answers to the first."""
    return guide_of(
        (
            question("x", "choice", required=True, options=ABC),
            question("y", kind, required=True, options=ABC, ask_when=is_("x", *follows)),
        ),
        (rule("r", wanted or is_("x", "b", "c"), "wait"),),
    )


def test_an_answer_that_drops_out_is_no_obstacle_and_no_change() -> None:
    free = {"x", "y"}
    for own in (free, {"x"}):
        assert changes(opening("a"), {"x": "a", "y": "a"}, "wait", own) == ({"x": "b"},)
    several = opening("a", kind="choices")
    assert changes(several, {"x": "a", "y": ("a", "b")}, "wait", free) == ({"x": "b"},)


def test_whether_an_answer_stays_or_drops_out_makes_no_change_nearer() -> None:
    values: dict[str, Answer] = {"x": "a", "y": "a"}
    assert changes(opening("a", "b"), values, "wait", {"x"}) == ({"x": "b"},)
    assert changes(opening("a", "c"), values, "wait", {"x"}) == ({"x": "b"},)


def test_an_answer_that_may_only_drop_out_is_not_changed() -> None:
    guide = opening("a", wanted=is_("y", "b"))
    assert changes(guide, {"x": "a", "y": "a"}, "wait", {"x"}) == ()
    assert changes(guide, {"x": "a", "y": "a"}, "wait", {"x", "y"}) == ({"y": "b"},)


def test_a_question_that_was_skipped_may_stay_so() -> None:
    guide = guide_of(
        (question("x", "choice", options=ABC), question("y", "choice", options=ABC)),
        (rule("r", is_("x", "b"), "wait"),),
    )
    assert changes(guide, {"x": "a", "y": None}, "wait", {"x", "y"}) == ({"x": "b"},)


def test_where_only_doubt_would_lead_there_is_no_way() -> None:
    box = (option("open"), option("sealed"), option("unsure", "unsure"))
    for kind, before in (("choice", "open"), ("choices", ("open",))):
        guide = guide_of(
            (question("box", kind, required=True, options=box),),
            (rule("r", is_("box", "unsure"), "wait"),),
        )
        assert changes(guide, {"box": before}, "wait", {"box"}) == ()


def test_the_new_answers_stand_in_the_order_of_their_questions() -> None:
    guide = guide_of(
        [question(id, "choice", required=True, options=ABC) for id in ("zinc", "iron")],
        (rule("r", All((is_("zinc", "b"), is_("iron", "b"))), "wait"),),
    )
    (change,) = changes(guide, {"zinc": "a", "iron": "a"}, "wait", {"zinc", "iron"})
    assert list(change) == ["zinc", "iron"]


def test_the_ways_stand_in_the_order_of_their_questions() -> None:
    guide = guide_of(
        [question(id, "choice", required=True, options=ABC) for id in ("zinc", "iron")],
        [rule(id, is_(id, "b"), "wait") for id in ("iron", "zinc")],
    )
    found = changes(guide, {"zinc": "a", "iron": "a"}, "wait", {"zinc", "iron"})
    assert found == ({"zinc": "b"}, {"iron": "b"})


def test_a_name_is_looked_for_where_a_text_names_one_thing_and_never_in_a_list() -> None:
    for kind, typed, found in (("text", "alder", ({"name": "maple"},)), ("lookup", ("alder",), ())):
        guide = guide_of(
            (question("name", kind, required=True, catalogue="list"),),
            (rule("r", Asks("name", "tagged", ("red", "blue", "unknown", "other")), "ask"),),
        )
        assert changes(guide, {"name": typed}, "buy", {"name"}) == found


def test_a_text_that_is_wanted_is_any_that_fits() -> None:
    guide = guide_of(
        (question("x", "choice", required=True, options=ABC), question("note", "text")),
        (rule("r", Asks("note", "answered"), "wait"),),
    )
    (change,) = changes(guide, {"x": "a", "note": None}, "wait", {"note"})
    assert isinstance(change["note"], str)


def test_ticks_stay_as_they_are_but_for_those_that_must_change() -> None:
    ticks = (*ABC, option("d"), option("none", alone=True))
    guide = guide_of(
        (question("q", "choices", required=True, options=ticks),),
        (
            rule("r", All((is_("q", "c"), Asks("q", "none_of", ("b",)))), "wait"),
            rule("alone", is_("q", "none"), "ask"),
        ),
    )
    assert changes(guide, {"q": ("a", "b")}, "wait", {"q"}) == ({"q": ("a", "c")},)
    assert changes(guide, {"q": ("b",)}, "wait", {"q"}) == ({"q": ("c",)},)
    assert changes(guide, {"q": ("a", "d")}, "wait", {"q"}) == ({"q": ("a", "c", "d")},)
    assert changes(guide, {"q": ("a", "d")}, "ask", {"q"}) == ({"q": ("none",)},)
    one_tick = [{"q": (id,)} for id in "abd"]
    assert changes(guide, {"q": ("none",)}, "buy", {"q"})[0] in one_tick


def test_a_tick_is_rather_taken_away_than_added() -> None:
    guide = guide_of(
        (question("q", "choices", required=True, options=ABC),),
        (rule("r", AnyOf((is_("q", "c"), Asks("q", "none_of", ("a",)))), "wait"),),
    )
    assert changes(guide, {"q": ("a", "b")}, "wait", {"q"}) == ({"q": ("b",)},)


def test_doubt_that_was_ticked_may_stay_where_it_does_no_harm() -> None:
    ticks = (option("a"), option("b"), option("unsure", "unsure"))
    guide = guide_of(
        (question("q", "choices", required=True, options=ticks),),
        (rule("r", is_("q", "b"), "wait"),),
    )
    assert changes(guide, {"q": ("a", "unsure")}, "wait", {"q"}) == ({"q": ("a", "b", "unsure")},)


def test_of_amounts_that_would_do_the_nearest_plain_one_is_named() -> None:
    guide = guide_of(
        (question("x", "choice", required=True, options=ABC), question("at", "amount")),
        (rule("r", Asks("at", "above", amount=49_50), "wait"),),
    )
    free = {"at"}
    assert changes(guide, {"x": "a", "at": 20_00}, "wait", free) == ({"at": 50_00},)
    assert changes(guide, {"x": "a", "at": None}, "wait", free) == ({"at": 50_00},)
    assert changes(guide, {"x": "a", "at": 60_00}, "buy", free) == ({"at": 49_50},)
    assert changes(guide, {"x": "a", "at": 60_00}, "wait", free) == ({},)


def test_where_no_amount_was_given_a_whole_one_is_named_rather_than_a_small_one() -> None:
    odd = All((Asks("at", "at_least", amount=10_09), Asks("at", "at_most", amount=10_11)))
    guide = guide_of(
        (question("at", "amount"),),
        (rule("r", AnyOf((odd, Asks("at", "above", amount=49_50))), "wait"),),
    )
    assert changes(guide, {"at": None}, "wait", {"at"}) == ({"at": 50_00},)


def test_beside_another_amount_a_whole_one_is_named() -> None:
    asked = (
        question("price", "amount", required=True, maximum=1_000_00),
        question("paid", "amount", required=True, minimum=49_00, maximum=51_00),
    )
    guide = guide_of(
        asked,
        (
            rule("less", Asks("paid", "below", other="price"), "ask"),
            rule("more", Asks("paid", "above", other="price"), "wait"),
        ),
    )
    values: dict[str, Answer] = {"price": 50_30, "paid": 50_30}
    assert changes(guide, values, "wait", {"paid"}) == ({"paid": 51_00},)
    assert changes(guide, values, "ask", {"paid"}) == ({"paid": 50_00},)


def test_a_whole_amount_is_named_that_lies_below_another_just_above_or_at_a_whole_one() -> None:
    asked = [question(id, "amount", required=True, maximum=1_000_00) for id in ("price", "paid")]
    guide = guide_of(asked, (rule("less", Asks("paid", "below", other="price"), "ask"),))
    for price, whole in ((50_00, 49_00), (50_01, 50_00)):
        values: dict[str, Answer] = {"price": price, "paid": price}
        assert changes(guide, values, "ask", {"paid"}) == ({"paid": whole},)


def test_an_amount_that_was_not_given_may_be_the_least_that_its_question_takes() -> None:
    guide = guide_of(
        (question("at", "amount", minimum=50_37),),
        (rule("r", Asks("at", "at_most", amount=50_40), "wait"),),
    )
    assert changes(guide, {"at": None}, "wait", {"at"}) == ({"at": 50_37},)


def test_an_amount_is_no_nearer_because_another_that_it_is_compared_with_drops_out() -> None:
    """One less and one more are equally near; with one more the other is not asked for."""
    off = AnyOf((Asks("at", "at_most", amount=49_99), Asks("at", "above", amount=50_00)))
    few = Asks("at", "at_most", amount=50_00)
    guide = guide_of(
        (
            question("at", "amount", required=True, maximum=1_000_00),
            question("paid", "amount", required=True, maximum=1_000_00, ask_when=few),
        ),
        (rule("r", off, "wait"), rule("less", Asks("paid", "below", other="at"))),
    )
    values: dict[str, Answer] = {"at": 50_00, "paid": 20_00}
    for free in ({"at"}, {"at", "paid"}):
        assert changes(guide, values, "wait", free) == ({"at": 49_99},)


def test_of_two_amounts_equally_near_the_higher_is_named() -> None:
    just = All((Asks("at", "at_least", amount=50_00), Asks("at", "at_most", amount=50_00)))
    guide = guide_of((question("at", "amount", required=True),), (rule("r", just, "wait"),))
    assert changes(guide, {"at": 50_00}, "buy", {"at"}) == ({"at": 51_00},)


def test_of_two_amounts_beside_others_equally_near_the_lower_is_named() -> None:
    between = (Asks("paid", "above", other="low"), Asks("paid", "below", other="high"))
    other = AnyOf((Asks("paid", "above", other="price"), Asks("paid", "below", other="price")))
    ids = ("price", "paid", "low", "high")
    guide = guide_of(
        [question(id, "amount", required=True, maximum=1_000_00) for id in ids],
        (rule("r", All((*between, other)), "wait"),),
    )
    values: dict[str, Answer] = {"price": 50_10, "paid": 50_10, "low": 50_08, "high": 50_12}
    assert changes(guide, values, "wait", {"paid"}) == ({"paid": 50_09},)


def test_an_amount_stays_between_the_least_and_the_most_that_its_question_takes() -> None:
    def at(least: int, most: int) -> Guide:
        return guide_of(
            (
                question("price", "amount", required=True, maximum=1_000_00),
                question("paid", "amount", required=True, minimum=least, maximum=most),
            ),
            (rule("r", Asks("paid", "above", other="price"), "wait"),),
        )

    values: dict[str, Answer] = {"price": 50_00, "paid": 20_00}
    assert changes(at(10_00, 50_01), values, "wait", {"paid"}) == ({"paid": 50_01},)
    assert changes(at(10_00, 50_00), values, "wait", {"paid"}) == ()
    high: dict[str, Answer] = {"price": 50_00, "paid": 60_00}
    assert changes(at(50_00, 90_00), high, "buy", {"paid"}) == ({"paid": 50_00},)
    assert changes(at(50_01, 90_00), high, "buy", {"paid"}) == ()


def test_an_amount_is_found_where_only_a_few_would_do() -> None:
    guide = guide_of(
        [question(id, "amount", required=True, maximum=1_000_00) for id in ("price", "paid")],
        (
            rule(
                "r",
                All((Asks("paid", "above", other="price"), Asks("paid", "below", amount=50_03))),
                "wait",
            ),
        ),
    )
    for paid in (20_00, 50_00):
        values: dict[str, Answer] = {"price": 50_00, "paid": paid}
        assert changes(guide, values, "wait", {"paid"}) == ({"paid": 50_01},)
    assert changes(guide, {"price": 50_02, "paid": 20_00}, "wait", {"paid"}) == ()
