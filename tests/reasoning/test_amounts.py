"""Amounts cut into cells: compared with going through every amount, on questions made at random."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.guide.condition import Test as Asks
from buyguide.reasoning.amounts import TooManyCellsError, compared, cut_amounts
from tests.reasoning.small_guides import question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buyguide.guide.model import Question
    from buyguide.reasoning.amounts import Cell, Cells

HIGHEST = 8
OPERATORS = ("below", "at_most", "above", "at_least")


@dataclass(frozen=True)
class Some:
    """Amounts that are compared with each other, and what is tested of them."""

    questions: tuple[Question, ...]
    tests: tuple[Asks, ...]


@st.composite
def some_amounts(draw: st.DrawFn) -> Some:
    names = ("p", "q", "r")[: draw(st.integers(1, 3))]
    questions = []
    for name in names:
        least = draw(st.integers(0, HIGHEST))
        most = draw(st.integers(least, HIGHEST))
        questions.append(question(name, "amount", minimum=least, maximum=most))
    sorts = st.sampled_from(OPERATORS)
    plain = st.builds(
        lambda asked, op, at: Asks(asked, op, amount=at),
        st.sampled_from(names),
        sorts,
        st.integers(0, HIGHEST + 1),
    )
    chain = [Asks(one, draw(sorts), other=two) for one, two in pairwise(names)]
    return Some(tuple(questions), (*chain, *draw(st.lists(plain, max_size=3))))


def every_cell(questions: Sequence[Question]) -> Iterator[Cell]:
    return product(*([None, *range(q.minimum, q.maximum + 1)] for q in questions))


def cells_of(some: Some) -> Cells:
    return cut_amounts(some.questions, some.tests)


@settings(max_examples=300, deadline=None)
@given(some=some_amounts())
def test_the_cells_are_all_ways_in_which_amounts_can_stand_and_no_others(some: Some) -> None:
    cells = cells_of(some)
    everyone = set(every_cell(some.questions))
    assert set(cells.all) <= everyone
    assert {cells.signature(cell) for cell in cells.all} == set(map(cells.signature, everyone))
    assert len(set(map(cells.signature, cells.all))) == len(cells.all)


@settings(max_examples=300, deadline=None)
@given(some=some_amounts(), data=st.data())
def test_once_some_amounts_are_given_the_others_stand_in_every_way_that_is_left(
    some: Some, data: st.DataObject
) -> None:
    cells = cells_of(some)
    cell = data.draw(st.sampled_from(list(every_cell(some.questions))))
    known = data.draw(st.sets(st.sampled_from(cells.questions)))
    given = {id: at for id, at in zip(cells.questions, cell, strict=True) if id in known}
    left = [
        each
        for each in every_cell(some.questions)
        if all(each[cells.questions.index(id)] == at for id, at in given.items())
    ]
    expected = {cells.state_of[cells.signature(each)] for each in left}
    assert cells.with_given(given) == expected


def test_a_test_moved_by_one_step_has_a_cell_of_its_own() -> None:
    (price,) = compared(["price"], [])
    asked = question(price[0], "amount", maximum=1_000_00)
    for operator in OPERATORS:
        cells = cut_amounts([asked], [Asks("price", operator, amount=300_00)])
        assert len({cells.signature((at,)) for at in (None, 299_99, 300_00, 300_01)}) == 4


def test_whole_units_stand_for_a_band_where_one_lies_in_it() -> None:
    asked = question("price", "amount", minimum=50, maximum=1_000_00)
    cells = cut_amounts([asked], [Asks("price", "above", amount=49_50)])
    assert cells.all == ((None,), (1_00,), (50_00,), (49_50,))
    high = cut_amounts([asked], [Asks("price", "at_least", amount=300_10)])
    assert high.all == ((None,), (1_00,), (301_00,), (300_10,))
    narrow = question("price", "amount", minimum=49_51, maximum=49_99)
    assert cut_amounts([narrow], []).all == ((None,), (49_51,))


def test_amounts_are_taken_together_just_when_tests_compare_them_even_by_way_of_others() -> None:
    names = ["tin", "lead", "zinc", "iron", "gold"]
    tests = [
        Asks("iron", "above", other="tin"),
        Asks("tin", "below", other="zinc"),
        Asks("gold", "below", amount=5),
        Asks("colour", "any_of", other="gold"),
        Asks("lead", "any_of", other="colour"),
    ]
    assert compared(names, tests) == [("tin", "zinc", "iron"), ("lead",), ("gold",)]


def ladder(count: int, threshold: int) -> Cells:
    names = [f"q{number}" for number in range(count)]
    tests = [Asks(one, "above", other=two) for one, two in pairwise(names)]
    asked = [question(name, "amount", maximum=8) for name in names]
    return cut_amounts(asked, [*tests, Asks("q0", "above", amount=threshold)])


def test_amounts_compared_in_more_ways_than_can_be_listed_are_refused_and_no_fewer() -> None:
    assert ladder(5, 4).all  # 10 amounts for each of 5 questions: just as many as may be
    with pytest.raises(TooManyCellsError):
        ladder(6, 4)
