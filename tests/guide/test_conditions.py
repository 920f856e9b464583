"""What each test of a condition means for an answer, a skipped question and one never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Check
from buyguide.guide.conditions import AMOUNT_OPERATORS, OPTION_OPERATORS, holds, matches
from buyguide.guide.conditions import tests_in as every_test_in
from tests.bicycle import guide

if TYPE_CHECKING:
    from buyguide.answers import Answer


def check(condition: Condition, **values: Answer) -> bool:
    return holds(condition, values, guide())


def ticked(operator: str, *named: str) -> Check:
    return Check("parts_worn", operator, named)


@pytest.mark.parametrize(
    ("operator", "named", "answer", "holding"),
    [
        ("any_of", ("brakes",), ("brakes", "chain"), True),
        ("any_of", ("brakes", "tyres"), ("tyres",), True),
        ("any_of", ("brakes",), ("chain",), False),
        ("all_of", ("brakes", "chain"), ("chain", "tyres", "brakes"), True),
        ("all_of", ("brakes", "chain"), ("brakes",), False),
        ("none_of", ("brakes", "chain"), ("tyres",), True),
        ("none_of", ("brakes", "chain"), ("tyres", "chain"), False),
        ("only", ("brakes", "chain"), ("brakes",), True),
        ("only", ("brakes", "chain"), ("brakes", "chain"), True),
        ("only", ("brakes", "chain"), ("brakes", "tyres"), False),
        ("only", ("brakes",), (), False),
        ("none_of", ("brakes",), (), True),
        ("any_of", ("brakes",), (), False),
    ],
)
def test_a_test_of_several_ticked_options(
    operator: str, named: tuple[str, ...], answer: tuple[str, ...], *, holding: bool
) -> None:
    assert check(ticked(operator, *named), parts_worn=answer) is holding


@pytest.mark.parametrize(
    ("operator", "named", "holding"),
    [
        ("any_of", ("shop",), True),
        ("any_of", ("private", "shop"), True),
        ("any_of", ("private",), False),
        ("none_of", ("private",), True),
        ("none_of", ("shop",), False),
        ("only", ("shop", "private"), True),
        ("only", ("private",), False),
    ],
)
def test_a_test_of_one_chosen_option(
    operator: str, named: tuple[str, ...], *, holding: bool
) -> None:
    assert check(Check("seller", operator, named), seller="shop") is holding


@pytest.mark.parametrize(
    ("operator", "holding"),
    [
        ("below", (True, False, False)),
        ("at_most", (True, True, False)),
        ("above", (False, False, True)),
        ("at_least", (False, True, True)),
    ],
)
def test_an_amount_is_compared_to_the_cent(operator: str, holding: tuple[bool, ...]) -> None:
    test = Check("price", operator, amount=10_000)
    assert tuple(check(test, price=cents) for cents in (9_999, 10_000, 10_001)) == holding
    other = Check("price", operator, other="budget")
    found = tuple(check(other, price=cents, budget=10_000) for cents in (9_999, 10_000, 10_001))
    assert found == holding


def test_an_amount_of_nothing_is_an_answer() -> None:
    assert check(Check("budget", "below", amount=100), budget=0)
    assert check(Check("budget", "answered"), budget=0)


@pytest.mark.parametrize(
    ("operator", "named", "typed", "holding"),
    [
        ("any_of", ("Heron City",), ("heron city",), True),
        ("any_of", ("Larkspur 3",), ("Sparrow", "LS3"), True),
        ("any_of", ("Heron City",), ("LS3",), False),
        ("tagged", ("do_not_ride",), ("LS3",), True),
        ("tagged", ("do_not_ride",), ("Heron City",), False),
        ("tagged", ("listed",), ("Heron City",), True),
        ("tagged", ("listed",), ("Sparrow",), False),
        ("tagged", ("other",), ("Sparrow",), True),
        ("tagged", ("unknown",), ("Sparrow",), False),
        ("tagged", ("unknown",), ("Zzyzx 9000",), True),
        ("tagged", ("unknown",), ("LS3", "Zzyzx 9000"), True),
        ("tagged", ("unknown", "other"), ("Heron City",), False),
        ("only_tagged", ("have_it_checked",), ("Heron City",), True),
        ("only_tagged", ("have_it_checked",), ("Heron City", "Otter Trail"), True),
        ("only_tagged", ("have_it_checked",), ("Heron City", "LS3"), False),
        ("only_tagged", ("have_it_checked", "other"), ("Heron City", "Sparrow"), True),
        ("only_tagged", ("have_it_checked",), ("Heron City", "Zzyzx 9000"), False),
        ("only_tagged", ("listed",), (), False),
        ("tagged", ("listed", "unknown", "other"), (), False),
        ("any_of", ("Heron City",), (), False),
    ],
)
def test_a_test_of_names(
    operator: str, named: tuple[str, ...], typed: tuple[str, ...], *, holding: bool
) -> None:
    assert check(Check("models", operator, named), models=typed) is holding


def test_an_empty_list_of_names_is_told_from_names() -> None:
    for flag in (True, False):
        test = Check("models", "empty", flag=flag)
        assert check(test, models=()) is flag
        assert check(test, models=("LS3",)) is not flag
        assert not check(test, models=None)
        assert not check(test)


def test_a_list_that_was_skipped_or_never_asked_for_holds_no_names() -> None:
    assert matches("models", {}, guide()) == matches("models", {"models": None}, guide()) == ()


def test_a_name_that_still_needs_a_word_counts_as_unknown() -> None:
    (near,) = matches("models", {"models": ("Heron Cty",)}, guide())
    assert near.status in {"near", "ask"}
    assert check(Check("models", "tagged", ("unknown",)), models=("Heron Cty",))
    assert not check(Check("models", "any_of", ("Heron City",)), models=("Heron Cty",))
    assert not check(Check("models", "only_tagged", ("listed",)), models=("Heron Cty",))


EVERY_TEST = (
    *(ticked(operator, "brakes") for operator in OPTION_OPERATORS),
    *(Check("seller", operator, ("shop",)) for operator in OPTION_OPERATORS),
    *(Check("price", operator, amount=1) for operator in AMOUNT_OPERATORS),
    *(Check("price", operator, other="budget") for operator in AMOUNT_OPERATORS),
    *(Check("parts_worn", operator, other="goals") for operator in OPTION_OPERATORS),
    Check("models", "tagged", ("unknown",)),
    Check("models", "only_tagged", ("unknown",)),
    Check("models", "any_of", ("Heron City",)),
    Check("models", "empty"),
    Check("models", "empty", flag=False),
    *(Check(id, "answered") for id in ("seller", "parts_worn", "price", "models", "frame_number")),
)


@pytest.mark.parametrize("test", EVERY_TEST, ids=[f"{t.question}-{t.operator}" for t in EVERY_TEST])
def test_no_test_holds_for_a_question_skipped_or_never_asked(test: Check) -> None:
    assert not check(test)
    assert not holds(test, {test.question: None}, guide())


@pytest.mark.parametrize("values", [{}, {"frame_number": None}])
def test_only_not_answered_holds_where_nothing_was_said(values: dict[str, Answer]) -> None:
    test = Check("frame_number", "answered", flag=False)
    assert holds(test, values, guide())
    assert not check(test, frame_number="AB1234")


@pytest.mark.parametrize(
    ("operator", "given", "named", "holding"),
    [
        ("any_of", ("commute",), ("commute", "hills"), True),
        ("none_of", ("commute",), ("hills",), True),
        ("none_of", ("commute",), ("commute",), False),
        ("all_of", ("commute", "hills"), ("hills",), True),
        ("only", ("commute",), ("hills",), False),
    ],
)
def test_a_question_compared_with_another_ones_answers(
    operator: str, given: tuple[str, ...], named: tuple[str, ...], *, holding: bool
) -> None:
    test = Check("goals", operator, other="parts_worn")
    assert check(test, goals=given, parts_worn=named) is holding


@pytest.mark.parametrize("operator", OPTION_OPERATORS)
def test_a_comparison_with_what_was_not_answered_never_holds(operator: str) -> None:
    test = Check("goals", operator, other="parts_worn")
    assert not check(test, goals=("hills",))
    assert not check(test, goals=("hills",), parts_worn=None)
    amount = Check("price", "above", other="budget")
    assert not check(amount, price=1)
    assert not check(amount, price=1, budget=None)


def test_parts_side_by_side_must_all_hold_and_one_of_any_is_enough() -> None:
    shop, hills = Check("seller", "any_of", ("shop",)), Check("goals", "any_of", ("hills",))
    assert check(All((shop, hills)), seller="shop", goals=("hills",))
    assert not check(All((shop, hills)), seller="shop", goals=("commute",))
    assert check(AnyOf((shop, hills)), seller="shop", goals=("commute",))
    assert not check(AnyOf((shop, hills)), seller="private", goals=("commute",))
    assert check(All(()))
    assert not check(AnyOf(()))


def test_a_situation_stands_for_its_own_condition() -> None:
    assert check(InSituation("hurts"), back_pain=("unsure",))
    assert not check(InSituation("hurts"), back_pain=("none",))
    assert check(InSituation("over_budget"), price=2, budget=1)


def test_the_tests_inside_a_condition_include_those_of_its_situations() -> None:
    condition = AnyOf((All((InSituation("over_budget"), Check("seller", "answered"))),))
    found = every_test_in(condition, lambda name: guide().situations[name].when)
    assert [(test.question, test.operator) for test in found] == [
        ("price", "above"), ("seller", "answered"),
    ]  # fmt: skip


def test_the_tests_inside_a_condition_include_those_of_a_situation_in_a_situation() -> None:
    outer = InSituation("outer")
    found = every_test_in(
        outer, lambda name: InSituation("hurts") if name == "outer" else ticked("any_of", "tyres")
    )
    assert list(found) == [ticked("any_of", "tyres")]
