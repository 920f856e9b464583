"""Conditions from strangers: however a few lines multiply, they are refused where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from buyguide.guide.clauses import MOST_IN_CLAUSES, TooTangledError, always_answered, clauses
from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Check
from buyguide.guide.density import MOST_SIGNS
from buyguide.guide.question_reading import MOST_QUESTIONS
from buyguide.guide.reading import read_guide
from buyguide.guide.written_out import (
    DEEPEST_SITUATION,
    MOST_TESTS,
    MOST_TOGETHER,
    Room,
    size_of,
)
from tests.advice.conditions import CONDITIONS
from tests.bicycle import copy_to, guide, problems_in

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

FIRST = "rider: me"


def situation(number: int, when: str) -> str:
    return f"  - {{id: s{number}, say: so it is, when: {{{when}}}}}\n"


def chain(length: int, link: str = "situation: s{}") -> list[str]:
    """Return situations that each name the one before."""
    return [
        situation(0, FIRST),
        *(situation(n, link.format(n - 1, n - 1)) for n in range(1, length)),
    ]


def rule(number: int, when: str) -> str:
    return (
        f"  - {{id: r{number}, kind: choosing, severity: note, title: Title {number}, say: Say it."
        f", because: [guide], when: {{{when}}}}}\n"
    )


def refused(folder: Path, situations: list[str], rules: list[str]) -> tuple[Problem, ...]:
    copy = copy_to(folder)
    for start in range(0, len(situations), 5_000):
        part = "".join(situations[start : start + 5_000])
        (copy / f"more_situations{start}.yaml").write_text("situations:\n" + part)
    (copy / "more_rules.yaml").write_text("rules:\n" + "".join(rules))
    return problems_in(copy)


@pytest.mark.parametrize("word", ["any", "all"])
def test_situations_that_double_the_one_before_are_refused_before_they_are_written_out(
    word: str, tmp_path: Path
) -> None:
    doubles = chain(60, word + ": [{{situation: s{}}}, {{situation: s{}}}]")
    problems = refused(tmp_path, doubles, [rule(1, "situation: s59")])
    assert {problem.id for problem in problems} == {"BG309"}
    doublings = MOST_TESTS.bit_length() - 1  # the last that still fits
    assert problems[0].line == doublings + 3  # one line for the list's name, and s0


def test_situations_in_a_chain_of_thousands_end_in_no_traceback(tmp_path: Path) -> None:
    problems = refused(tmp_path, chain(12_000), [rule(1, "situation: s11999")])
    assert "BG309" in {problem.id for problem in problems}


def test_situations_as_deep_as_is_allowed_are_read(tmp_path: Path) -> None:
    deep = chain(DEEPEST_SITUATION + 1)
    use = rule(1, f"situation: s{DEEPEST_SITUATION - 1}")
    assert not refused(tmp_path / "fits", deep[:-1], [use])
    (problem,) = refused(tmp_path / "deeper", deep, [use])
    assert (problem.id, problem.line) == ("BG309", DEEPEST_SITUATION + 2)


def test_situations_in_a_circle_of_thousands_are_named(tmp_path: Path) -> None:
    circle = [situation(n, f"situation: s{(n + 1) % 3_000}") for n in range(3_000)]
    problems = refused(tmp_path, circle, [rule(1, FIRST)])
    assert {problem.id for problem in problems} == {"BG310", "BG113"}


def test_only_the_situations_of_a_circle_lead_back_to_themselves(tmp_path: Path) -> None:
    names = {0: 1, 1: 2, 2: 0, 3: 0, 5: 6, 6: 5, 7: 7, 4: 5}
    lines = [situation(n, f"situation: s{names[n]}") for n in range(8)]
    problems = refused(tmp_path, lines, [rule(1, FIRST)])
    assert [problem.line - 2 for problem in problems] == [0, 1, 2, 5, 6, 7]


def test_a_condition_has_so_many_tests_and_no_more(tmp_path: Path) -> None:
    half = f"any: [{', '.join(['{rider: me}'] * (MOST_TESTS // 2))}]"
    whole = "any: [{situation: s0}, {situation: s0}]"
    assert not refused(tmp_path / "fits", [situation(0, half)], [rule(1, whole)])
    more = whole.replace("]", ", {rider: me}]")
    (problem,) = refused(tmp_path / "more", [situation(0, half)], [rule(1, more)])
    assert problem.id == "BG309"
    assert "written out" in problem.what


def test_rules_that_multiply_two_situations_are_refused_once_for_all(tmp_path: Path) -> None:
    either = [
        f"any: [{', '.join(f'{{price: {{below: {n}.{m}}}}}' for n in range(40))}]" for m in "12"
    ]
    product = "all: [{situation: s0}, {situation: s1}]"
    number = MOST_TOGETHER // (40 * 40 * 2) + 20
    rules = [rule(n, product) for n in range(number)]
    situations = [situation(n, when) for n, when in enumerate(either)]
    (problem,) = refused(tmp_path, situations, rules)
    assert problem.id == "BG309"
    assert problem.file.endswith("more_rules.yaml")
    assert 100 < problem.line < number


def test_clauses_that_are_few_but_long_are_too_tangled() -> None:
    many = tuple(Check("price", "below", amount=n) for n in range(1_000))
    few = AnyOf(tuple(Check("budget", "below", amount=n) for n in range(MOST_IN_CLAUSES // 1_000)))
    assert len(clauses(All(many), {})[0]) == 1_000
    for condition in (All((few, *many)), All((*many, few))):
        with pytest.raises(TooTangledError, match="hold more than"):
            clauses(condition, {})


def test_neighbours_of_one_clause_each_keep_their_order() -> None:
    a, b, c, d, e = (Check("price", "below", amount=n) for n in range(5))
    found = clauses(All((a, b, AnyOf((c, d)), b, e)), {})
    assert found == ((a, b, c, e), (a, b, d, e))
    assert clauses(All((a, AnyOf(()), b)), {}) == ()


@given(CONDITIONS)
@settings(max_examples=300, deadline=None)
def test_no_more_clauses_are_made_than_were_counted(condition: Condition) -> None:
    situations = guide().situations
    sizes = {id: size_of(one.when, {}) for id, one in situations.items()}
    size, made = size_of(condition, sizes), clauses(condition, situations)
    assert len(made) <= size.clauses
    assert sum(map(len, made)) <= size.combined


def test_what_is_always_answered_in_a_situation_within_another_is_found() -> None:
    inner = guide().situations["over_budget"]
    outer = replace(inner, id="outer", when=InSituation("over_budget"))
    found = always_answered(InSituation("outer"), {"outer": outer, "over_budget": inner})
    assert found == frozenset({"price", "budget"})


def test_rules_that_multiply_beyond_all_bounds_are_refused_without_being_written_out(
    tmp_path: Path,
) -> None:
    either = "{any: [{price: {below: 1}}, {price: {below: 2}}, {price: {below: 3}}]}"
    power = f"all: [{', '.join([either] * 600)}]"
    (problem, *others) = refused(tmp_path, [situation(0, power)], [rule(1, "situation: s0")])
    assert (problem.id, others) == ("BG309", [])
    assert "2,000 combinations" in problem.what


def test_situations_that_name_a_large_one_a_thousand_times_are_refused(tmp_path: Path) -> None:
    large = f"any: [{', '.join(['{rider: me}'] * (MOST_TESTS - 10))}]"
    naming = [situation(n, "situation: s0") for n in range(1, 1_000)]
    (problem,) = refused(tmp_path, [situation(0, large), *naming], [rule(1, FIRST)])
    assert problem.id == "BG309"
    assert "up to here, the situations" in problem.what


def test_a_guide_of_a_thousand_questions_is_one_problem(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    asked = "".join(f"  - {{id: q{n}, kind: amount, unit: USD, ask: Q?}}\n" for n in range(1_000))
    (folder / "more.yaml").write_text("questions:\n" + asked)
    (problem,) = problems_in(folder)
    assert f"more than {MOST_QUESTIONS} questions" in problem.what


def test_room_says_once_that_it_has_come_to_an_end() -> None:
    room = Room(2)
    assert [room.use(2), room.use(1), room.use(1)] == [False, True, False]
    assert room.is_full


def test_a_guide_of_more_values_than_any_can_need_is_one_problem_and_is_not_read(
    tmp_path: Path,
) -> None:
    folder = copy_to(tmp_path)
    more = "rules: [" + "[], " * 30_000 + "]\n"  # each file has room, and is full of faults
    for number in range(MOST_SIGNS // 60_000 + 1):
        (folder / f"more{number}.yaml").write_text(more)
    (problem,) = problems_in(folder)
    assert problem.id == "BG113"
    assert f"more than {MOST_SIGNS:,} dashes, colons, commas and brackets" in problem.what
    assert (problem.file, problem.line) == (str(folder / "more2.yaml"), 1)
    assert 70_000 < problem.column < 90_000


def test_a_file_too_dense_by_itself_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "more.yaml").write_text("rules: " + "[" * 200_000)
    (problem,) = problems_in(folder)
    assert "more than 40 deep" in problem.what


def test_the_second_guide_is_far_from_any_bound(tmp_path: Path) -> None:
    assert read_guide(copy_to(tmp_path)).situations
