"""Diagrams beside plain sets of assignments."""

from __future__ import annotations

import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.reasoning.diagram import EVERYTHING, NOTHING, Diagram, TangledError

if TYPE_CHECKING:
    from collections.abc import Collection

COSTS = ((0, 1), (0, 2, 1), (3, 1), (0, 1, 1, 5))
EVERYONE = frozenset(product(*(range(len(costs)) for costs in COSTS)))

Shape = tuple[
    Any, ...
]  # a nested expression: ("where", level, states), ("both", a, b), ("not", a), …

unhurried = settings(deadline=None)  # the machine may be busy
wheres = st.integers(0, len(COSTS) - 1).flatmap(
    lambda level: st.tuples(
        st.just("where"), st.just(level), st.frozensets(st.integers(0, len(COSTS[level]) - 1))
    )
)
shapes = st.recursive(
    wheres,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("both", "either")), inner, inner),
        st.tuples(st.just("not"), inner),
    ),
    max_leaves=8,
)


def node(shape: Shape, diagram: Diagram) -> int:
    if shape[0] == "where":
        return diagram.where(shape[1], shape[2])
    if shape[0] == "not":
        return -node(shape[1], diagram)
    return int(getattr(diagram, shape[0])(node(shape[1], diagram), node(shape[2], diagram)))


def members(shape: Shape) -> frozenset[tuple[int, ...]]:
    if shape[0] == "where":
        return frozenset(one for one in EVERYONE if one[shape[1]] in shape[2])
    if shape[0] == "not":
        return EVERYONE - members(shape[1])
    left, right = members(shape[1]), members(shape[2])
    return left & right if shape[0] == "both" else left | right


@unhurried
@given(shapes)
def test_a_set_holds_what_it_should(shape: Shape) -> None:
    diagram = Diagram(COSTS)
    made, expected = node(shape, diagram), members(shape)
    assert {one for one in EVERYONE if diagram.holds(made, one)} == expected


@unhurried
@given(shapes, shapes)
def test_equal_sets_are_the_same_number(one: Shape, other: Shape) -> None:
    diagram = Diagram(COSTS)
    same = members(one) == members(other)
    assert (node(one, diagram) == node(other, diagram)) == same


@unhurried
@given(shapes)
def test_the_smallest_member_costs_least_and_is_the_first_of_those(shape: Shape) -> None:
    diagram = Diagram(COSTS)
    expected = members(shape)
    found = diagram.smallest(node(shape, diagram))

    def cost(one: tuple[int, ...]) -> int:
        return sum(costs[state] for costs, state in zip(COSTS, one, strict=True))

    assert found == min(expected, key=lambda one: (cost(one), one), default=None)


@unhurried
@given(shapes, st.integers(0, len(COSTS) - 1))
def test_fixing_a_level_and_forgetting_it_do_what_they_say(shape: Shape, level: int) -> None:
    diagram = Diagram(COSTS)
    made, expected = node(shape, diagram), members(shape)
    for state in range(len(COSTS[level])):
        fixed = diagram.fixed(made, {level: state})
        for one in EVERYONE:
            changed = (*one[:level], state, *one[level + 1 :])
            assert diagram.holds(fixed, one) == (changed in expected)
    forgotten = diagram.some(made, {level})
    for one in EVERYONE:
        changes = ((*one[:level], s, *one[level + 1 :]) for s in range(len(COSTS[level])))
        assert diagram.holds(forgotten, one) == any(change in expected for change in changes)


@unhurried
@given(shapes, shapes, shapes)
def test_sets_meet_exactly_when_they_share_a_member(one: Shape, other: Shape, third: Shape) -> None:
    diagram = Diagram(COSTS)
    sets = [node(shape, diagram) for shape in (one, other, third)]
    shared = members(one) & members(other) & members(third)
    found = diagram.member(*sets)
    assert (found is None) == (not shared)
    assert found is None or found in shared
    assert diagram.meet(*sets) == bool(shared)


def test_sets_that_share_nothing_have_members_each() -> None:
    diagram = Diagram(COSTS)
    first, last = (diagram.both(diagram.where(0, {0}), diagram.where(3, {n})) for n in (0, 1))
    assert not diagram.meet(first, last)
    assert diagram.member(first, last) is None
    for one in (first, last):
        assert diagram.member(one) is not None
        assert diagram.meet(one, diagram.where(1, {0}))


def test_a_member_of_sets_that_look_at_levels_apart_has_the_state_that_each_wants() -> None:
    diagram = Diagram(COSTS)
    sets = [diagram.where(0, {1}), diagram.where(1, {2}), diagram.where(3, {3})]
    assert diagram.member(*sets) == (1, 2, 1, 3)


def test_what_a_level_costs_at_least_is_no_reason_to_pass_it_over() -> None:
    diagram = Diagram([(0, 1), (3, 1)])
    last = diagram.both(diagram.where(0, {0}), diagram.where(1, {1}))
    assert diagram.smallest(diagram.either(last, diagram.where(0, {1}))) == (0, 1)


def test_a_set_and_what_it_is_not_make_everything_and_share_nothing() -> None:
    diagram = Diagram(COSTS)
    one = diagram.where(1, {0, 2})
    assert diagram.either(one, -one) == EVERYTHING
    assert diagram.both(one, -one) == NOTHING
    assert diagram.levels_in(one) == {1}


def test_a_set_that_needs_too_many_nodes_is_given_up_with_the_levels_to_blame() -> None:
    width = 16  # pairs a far apart: as many nodes as there are subsets of them
    diagram = Diagram([(0, 1)] * (2 * width), most_nodes=5_000)
    pairs = (
        diagram.either(diagram.where(n, {1}), -diagram.where(n + width, {1})) for n in range(width)
    )
    with pytest.raises(TangledError) as caught:
        diagram.all_of(list(pairs))
    assert caught.value.levels


def test_a_set_that_takes_too_long_is_given_up() -> None:
    width = 16
    diagram = Diagram([(0, 1)] * (2 * width), seconds=0)
    pairs = [
        diagram.either(diagram.where(n, {1}), -diagram.where(n + width, {1})) for n in range(width)
    ]
    with pytest.raises(TangledError):
        diagram.all_of(pairs)


def test_with_no_level_to_fix_or_forget_a_set_stays_what_it_is() -> None:
    diagram = Diagram(COSTS)
    one = diagram.both(diagram.where(0, {1}), diagram.where(2, {0}))
    for made in (one, -one, EVERYTHING, NOTHING):
        assert diagram.fixed(made, {}) == made
        assert diagram.some(made, ()) == made


def test_a_set_is_walked_once_for_each_node_and_not_for_each_member() -> None:
    """As many ways lead down as there are members: nobody would see the end of all of them."""
    depth = 80
    diagram = Diagram([(0, 1)] * depth)
    even = EVERYTHING
    for level in reversed(range(depth)):
        one = diagram.where(level, {1})
        even = diagram.either(diagram.both(-one, even), diagram.both(one, -even))
    last = diagram.fixed(even, {depth - 1: 0})
    assert diagram.levels_in(last) == frozenset(range(depth - 1))
    assert diagram.some(even, {depth - 1}) == EVERYTHING
    assert diagram.meet(even, diagram.where(0, {1}))


def test_a_long_search_is_given_up_once_the_time_is_over() -> None:
    Diagram(COSTS).look_at_clock()
    with pytest.raises(TangledError):
        Diagram(COSTS, seconds=-1).look_at_clock()


@unhurried
@given(shapes, shapes)
def test_what_fixes_or_frees_levels_serves_for_one_set_after_another(
    one: Shape, other: Shape
) -> None:
    diagram = Diagram(COSTS)
    fix, free = diagram.fixing({0: 1, 2: 0}), diagram.freeing({1})
    for made in (node(one, diagram), node(other, diagram), -node(one, diagram)):
        assert fix(made) == diagram.fixed(diagram.fixed(made, {0: 1}), {2: 0})
        assert free(made) == diagram.some(made, {1})


@unhurried
@given(shapes)
def test_a_set_depends_on_the_levels_at_which_another_state_can_lead_out_of_it(
    shape: Shape,
) -> None:
    diagram, expected = Diagram(COSTS), members(shape)
    depends = {
        level
        for one in expected
        for level in range(len(COSTS))
        if not expected.issuperset(_with_any_state(one, {level}))
    }
    assert diagram.levels_in(node(shape, diagram)) == depends


@unhurried
@given(shapes, st.dictionaries(st.sampled_from((0, 1, 3)), st.integers(0, 1)))
def test_several_levels_are_fixed_and_forgotten_together(
    shape: Shape, states: dict[int, int]
) -> None:
    diagram, expected = Diagram(COSTS), members(shape)
    made = node(shape, diagram)
    fixing, freeing = diagram.fixing(states), diagram.freeing(states)
    for one in EVERYONE:
        changed = tuple(states.get(level, state) for level, state in enumerate(one))
        assert diagram.holds(fixing(made), one) == (changed in expected)
        assert diagram.holds(freeing(made), one) == (
            not expected.isdisjoint(_with_any_state(one, states))
        )


def _with_any_state(one: tuple[int, ...], levels: Collection[int]) -> set[tuple[int, ...]]:
    own = [range(len(COSTS[n])) if n in levels else (state,) for n, state in enumerate(one)]
    return set(product(*own))


@unhurried
@given(st.lists(shapes, max_size=4))
def test_any_number_of_sets_are_put_together(several: list[Shape]) -> None:
    diagram = Diagram(COSTS)
    sets = [node(shape, diagram) for shape in several]
    common, whole = EVERYONE, frozenset[tuple[int, ...]]()
    for shape in several:
        common, whole = common & members(shape), whole | members(shape)
    all_of, any_of = diagram.all_of(sets), diagram.any_of(sets)
    assert {one for one in EVERYONE if diagram.holds(all_of, one)} == common
    assert {one for one in EVERYONE if diagram.holds(any_of, one)} == whole


def test_a_deep_set_is_walked_though_python_would_stop_early() -> None:
    depth = 3_000
    diagram = Diagram([(0, 1)] * depth)
    every = diagram.all_of(diagram.where(level, {1}) for level in range(depth))
    most = diagram.all_of(diagram.where(level, {1}) for level in range(depth - 1))
    assert diagram.some(every, {depth - 1}) == most
    assert diagram.fixed(every, {depth - 1: 0}) == NOTHING
    assert diagram.smallest(every) == (1,) * depth
    assert diagram.meet(every, diagram.where(0, {1}))


def test_there_is_room_for_the_calls_that_walk_a_set_and_for_those_before_them() -> None:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        diagram = Diagram([(0, 1)] * 230)
        every = diagram.all_of(diagram.where(level, {1}) for level in range(230))
        assert diagram.fixed(every, {229: 0}) == NOTHING
    finally:
        sys.setrecursionlimit(usual)


def test_a_level_with_one_state_decides_nothing() -> None:
    diagram = Diagram([(0,), (0, 1)])
    assert diagram.where(0, {0}) == EVERYTHING
    assert diagram.where(0, ()) == NOTHING
    assert diagram.smallest(diagram.where(1, {1})) == (0, 1)


def test_nodes_are_counted_with_the_end_and_each_set_once() -> None:
    diagram = Diagram(COSTS)
    assert diagram.nodes == 1
    diagram.where(0, {1})
    diagram.where(0, {0})  # what the first is not
    assert diagram.nodes == 2


def test_as_many_nodes_as_are_allowed_may_be_made() -> None:
    diagram = Diagram([(0, 1)] * 4_095, most_nodes=4_096)
    for level in range(diagram.depth):
        diagram.where(level, {1})
    assert diagram.nodes == 4_096


def test_the_twelve_levels_with_the_most_nodes_are_to_blame() -> None:
    diagram = Diagram([(0,) * 20] * 16)
    diagram.where(4, {19})
    for level in range(16):
        for state in range(1, 2 + level):
            diagram.where(level, {state})
    diagram.deadline = 0
    with pytest.raises(TangledError) as caught:
        diagram.look_at_clock()
    assert caught.value.levels == (15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 5)


def equal_halves(width: int, **bounds: int) -> tuple[Diagram, int, int]:
    """Return two sets that share nothing: equal halves; halves of which one has an odd sum."""
    diagram = Diagram([(0, 1)] * (2 * width), **bounds)
    ones = [diagram.where(level, {1}) for level in range(2 * width)]
    equal = diagram.all_of(
        -differ(diagram, one, other) for one, other in zip(ones, ones[width:], strict=False)
    )
    odd = NOTHING
    for one in reversed(ones):
        odd = differ(diagram, one, odd)
    return diagram, equal, odd


def differ(diagram: Diagram, one: int, other: int) -> int:
    return diagram.either(diagram.both(one, -other), diagram.both(-one, other))


@pytest.mark.parametrize("search", ["meet", "member"])
def test_a_search_that_makes_no_nodes_is_given_up_too(search: str) -> None:
    """What it keeps in mind takes room as nodes do."""
    diagram, *sets = equal_halves(12)
    made = diagram.nodes
    diagram.deadline = 0
    with pytest.raises(TangledError):
        getattr(diagram, search)(*sets)
    crowded, *sets = equal_halves(12, most_nodes=made + 4_000)
    with pytest.raises(TangledError):
        getattr(crowded, search)(*sets)
    roomy, *sets = equal_halves(12, most_nodes=made + 40_000)
    assert not getattr(roomy, search)(*sets)
    assert roomy.nodes == made
