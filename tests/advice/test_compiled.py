"""The compiled rules say exactly what the plain reading of their conditions says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from buyguide.advice.columns import MOST_BYTES, MOST_KEPT, Column
from buyguide.advice.compiled import compile_rules
from buyguide.guide import conditions as plain
from buyguide.guide.clauses import (
    MOST_CLAUSES,
    MOST_IN_CLAUSES,
    TooTangledError,
    always_answered,
    clauses,
    surely_answered,
)
from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Check
from tests.advice.conditions import ANSWERS, CONDITIONS
from tests.bicycle import guide

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict


def with_rules(*conditions: Condition | None) -> Guide:
    """Return the second guide with one rule for each condition, and no others."""
    like = guide().rules[-1]
    rules = tuple(replace(like, id=f"r{n}", when=when) for n, when in enumerate(conditions))
    return replace(guide(), rules=rules)


def speaking(tried: Guide, values: dict[str, Answer]) -> list[str]:
    compiled = compile_rules(tried)
    left = compiled.left(values)
    told = [holding.rule.id for holding in compiled.holding(left)]
    assert compiled.speaking(left) == told
    return told


@given(st.lists(st.none() | CONDITIONS, max_size=6), st.lists(ANSWERS, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_the_compiled_rules_speak_exactly_where_their_conditions_hold(
    conditions: list[Condition | None], answers: list[dict[str, Answer]]
) -> None:
    tried = with_rules(*conditions)
    for values in (*answers, *answers):  # the second time from what was kept
        wanted = [
            f"r{number}"
            for number, when in enumerate(conditions)
            if when is None or plain.holds(when, values, tried)
        ]
        assert speaking(tried, values) == wanted


@given(CONDITIONS, ANSWERS)
@settings(max_examples=300, deadline=None)
def test_the_clauses_told_as_reasons_are_those_that_hold(
    condition: Condition, values: dict[str, Answer]
) -> None:
    tried = with_rules(condition)
    compiled = compile_rules(tried)
    holding = compiled.holding(compiled.left(values))
    told = [clause for rule in holding for clause in rule.clauses]
    every = clauses(condition, tried.situations)
    assert told == [
        clause for clause in every if all(plain.test_holds(t, values, tried) for t in clause)
    ]


@given(CONDITIONS, ANSWERS)
@settings(max_examples=300, deadline=None)
def test_what_is_surely_answered_is_answered_wherever_the_clause_holds(
    condition: Condition, values: dict[str, Answer]
) -> None:
    for clause in clauses(condition, guide().situations):
        if all(plain.test_holds(test, values, guide()) for test in clause):
            assert all(values.get(id) is not None for id in surely_answered(clause))


@given(st.none() | CONDITIONS)
@example(None)
@example(AnyOf(()))
@example(All((AnyOf(()), Check("price", "below", amount=1))))
@example(AnyOf((AnyOf(()), Check("price", "below", amount=1))))
@settings(max_examples=300, deadline=None)
def test_what_is_always_answered_is_what_every_clause_is_sure_of(
    condition: Condition | None,
) -> None:
    every = [surely_answered(clause) for clause in clauses(condition, guide().situations)]
    wanted = frozenset[str].intersection(*every) if every else None
    assert always_answered(condition, guide().situations) == wanted


def ranges() -> st.SearchStrategy[Condition]:
    """Return conditions on amounts that cut the line into many steps."""
    cents = st.integers(0, 60)
    one = st.builds(
        lambda operator, amount: Check("price", operator, amount=amount),
        st.sampled_from(plain.AMOUNT_OPERATORS),
        cents,
    )
    answered = st.builds(lambda flag: Check("price", "answered", flag=flag), st.booleans())
    return st.lists(one | answered, min_size=1, max_size=3).map(lambda tests: All(tuple(tests)))


@given(st.lists(ranges(), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_every_amount_is_understood_however_many_are_named(conditions: list[Condition]) -> None:
    tried = with_rules(*conditions)
    people: list[dict[str, Answer]] = [{"price": cents} for cents in (None, *range(62))]
    for values in people:
        wanted = [f"r{n}" for n, c in enumerate(conditions) if plain.holds(c, values, tried)]
        assert speaking(tried, values) == wanted


def test_hundreds_of_amounts_are_told_apart() -> None:
    limits = range(1, 201)
    tried = with_rules(
        *(Check("price", operator, amount=n) for n in limits for operator in ("below", "above"))
    )
    for cents in (0, *limits, 201):
        wanted = [
            f"r{2 * at + higher}"
            for at, n in enumerate(limits)
            for higher in (0, 1)
            if (cents > n if higher else cents < n)
        ]
        assert speaking(tried, {"price": cents}) == wanted


def test_whichever_clauses_of_a_rule_hold_they_are_told_and_so_are_those_of_the_next() -> None:
    for bits in range(1, 1 << 7):
        tests = [Check("price", "above", amount=n if bits >> n & 1 else 100 + n) for n in range(7)]
        compiled = compile_rules(with_rules(AnyOf(tuple(tests)), tests[0], None))
        told = compiled.holding(compiled.left({"price": 50}))
        assert told[0].clauses == tuple((test,) for n, test in enumerate(tests) if bits >> n & 1)
        assert [one.rule.id for one in told] == ["r0", *(["r1"] if bits & 1 else []), "r2"]


def test_the_many_ways_in_which_a_long_rule_can_hold_are_not_kept() -> None:
    compiled = compile_rules(with_rules(*map(alternatives, (6, 7, 8, 30))))
    for cents in range(0, 300, 10):
        compiled.holding(compiled.left({"price": cents}))
    assert [len(ways) for ways in compiled.ways] == [6, 7, 0, 0]


def alternatives(number: int) -> Condition:
    """Return a condition of so many clauses: a price of a whole number of tens, to that many."""
    return AnyOf(
        tuple(
            All((Check("price", "above", amount=n - 5), Check("price", "below", amount=n + 5)))
            for n in range(0, 10 * number, 10)
        )
    )


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 300))
@example([8, 9], 70)  # both hold by their eighth clause alone
@settings(max_examples=200, deadline=None)
def test_a_rule_of_many_clauses_speaks_in_its_place_and_tells_those_that_hold(
    numbers: list[int], cents: int
) -> None:
    tried = with_rules(*map(alternatives, numbers))
    values: dict[str, Answer] = {"price": cents}
    compiled = compile_rules(tried)
    told = [(held.rule.id, held.clauses) for held in compiled.holding(compiled.left(values))]
    wanted = {
        f"r{at}": tuple(
            clause
            for clause in clauses(alternatives(number), {})
            if all(plain.test_holds(test, values, tried) for test in clause)
        )
        for at, number in enumerate(numbers)
    }
    assert told == [(id, found) for id, found in wanted.items() if found]
    assert speaking(tried, values) == [id for id, _ in told]


@given(st.lists(st.sampled_from((None, *guide().verdicts)), max_size=6), ANSWERS, st.data())
@settings(max_examples=100, deadline=None)
def test_the_verdict_is_the_first_of_the_ladder_that_a_speaking_rule_asks_for(
    verdicts: list[Verdict | None], values: dict[str, Answer], data: st.DataObject
) -> None:
    conditions = data.draw(st.lists(CONDITIONS, min_size=len(verdicts), max_size=len(verdicts)))
    rules = tuple(
        replace(rule, verdict=verdict.id if verdict else None)
        for rule, verdict in zip(with_rules(*conditions).rules, verdicts, strict=True)
    )
    tried = replace(guide(), rules=rules)
    compiled = compile_rules(tried)
    left = compiled.left(values)
    asked = {r.verdict for r in rules if r.when and plain.holds(r.when, values, tried)}
    for agreed in (False, True):
        wanted = [v for v in tried.verdicts if v.id in asked and not (agreed and v.clinician)]
        assert compiled.verdict(left, agreed=agreed) == (*wanted, tried.verdicts[-1])[0]


def test_the_rules_speak_in_the_order_of_the_guide() -> None:
    shop, late = Check("seller", "any_of", ("shop",)), Check("parts_worn", "answered", flag=False)
    tried = with_rules(late, None, shop, late, None)
    assert speaking(tried, {"seller": "shop"}) == ["r0", "r1", "r2", "r3", "r4"]
    assert speaking(tried, {"parts_worn": ("brakes",)}) == ["r1", "r4"]


def test_no_more_answers_are_kept_than_the_bound_and_all_are_understood() -> None:
    tried = with_rules(Check("price", "below", amount=MOST_KEPT + 5))
    for cents in range(MOST_KEPT + 10):
        assert speaking(tried, {"price": cents}) == (["r0"] if cents < MOST_KEPT + 5 else [])
    (column,) = compile_rules(tried).columns.values()
    assert len(column) == MOST_KEPT


def test_the_answers_kept_take_no_more_room_as_rules_grow() -> None:
    tried = with_rules(*[Check("price", "below", amount=2)] * 8_001)
    assert [len(speaking(tried, {"price": cents})) for cents in (1, 2)] == [8_001, 0]
    (column,) = compile_rules(tried).columns.values()
    for cents in range(column.room + 10):
        assert bool(column[cents]) == (cents < 2)
    assert len(column) == column.room == MOST_BYTES // 8_002


def test_the_room_for_answers_is_what_their_bytes_and_one_more_leave_of_the_bound() -> None:
    for size, room in ((8_001, 3_999), (15_991, 2_001), (1, MOST_KEPT)):
        assert Column(guide(), ("price",), {}, bytes(size)).room == room
    assert MOST_BYTES // 8_002 == 3_999


def test_a_guide_is_compiled_once() -> None:
    assert compile_rules(guide()) is compile_rules(guide())


def test_a_condition_whose_clauses_hold_too_many_tests_is_too_tangled() -> None:
    def either(clauses_: int, tests: int) -> AnyOf:
        every = iter(range(clauses_ * tests))
        return AnyOf(
            tuple(
                All(tuple(Check("price", "below", amount=next(every)) for _ in range(tests)))
                for _ in range(clauses_)
            )
        )

    assert len(clauses(either(MOST_IN_CLAUSES // 200, 200), {})) == MOST_IN_CLAUSES // 200
    with pytest.raises(TooTangledError, match="tests"):
        clauses(either(MOST_IN_CLAUSES // 200 + 1, 200), {})


def test_tests_that_are_put_together_count_before_they_are_found_to_be_the_same() -> None:
    shared = tuple(Check("price", "below", amount=n) for n in range(100))

    def either(operator: str, number: int) -> AnyOf:
        own = (Check("budget", operator, amount=n) for n in range(number))
        return AnyOf(tuple(All((*shared, one)) for one in own))

    assert sum(map(len, clauses(All((either("below", 40), either("above", 2))), {}))) == 80 * 102
    with pytest.raises(TooTangledError, match="tests"):
        clauses(All((either("below", 40), either("above", 4))), {})


def test_a_condition_of_too_many_clauses_is_too_tangled() -> None:
    def either(number: int) -> Condition:
        return AnyOf(tuple(Check(id, "below", amount=number) for id in ("price", "budget")))

    assert len(clauses(All(tuple(map(either, range(10)))), {})) == 1_024
    with pytest.raises(TooTangledError, match="combinations"):
        clauses(All(tuple(map(either, range(11)))), {})
    wide = AnyOf(tuple(Check("price", "below", amount=n) for n in range(MOST_CLAUSES)))
    assert len(clauses(wide, {})) == MOST_CLAUSES
    assert len(clauses(All((wide, Check("budget", "answered"))), {})) == MOST_CLAUSES
    with pytest.raises(TooTangledError):
        clauses(AnyOf((wide, Check("price", "answered"))), {})


def test_a_clause_names_each_test_once() -> None:
    shop = Check("seller", "any_of", ("shop",))
    assert clauses(All((shop, AnyOf((shop, All((shop, shop)))))), {}) == ((shop,),)


def test_no_condition_is_one_clause_that_always_holds() -> None:
    assert clauses(None, {}) == ((),)
    assert clauses(All(()), {}) == ((),)
    assert clauses(AnyOf(()), {}) == ()


def test_a_situation_is_written_out_in_clauses() -> None:
    (clause,) = clauses(InSituation("over_budget"), guide().situations)
    assert clause == (Check("price", "above", other="budget"),)
    assert surely_answered(clause) == {"price", "budget"}


def test_a_situation_inside_a_situation_is_written_out_too() -> None:
    inner = guide().situations["over_budget"]
    outer = replace(inner, id="outer", when=All((InSituation("over_budget"),)))
    found = clauses(InSituation("outer"), {"outer": outer, "over_budget": inner})
    assert found == ((Check("price", "above", other="budget"),),)


def test_not_answered_makes_nothing_sure() -> None:
    assert surely_answered((Check("price", "answered", flag=False),)) == frozenset()
    assert surely_answered((Check("price", "answered"),)) == {"price"}
