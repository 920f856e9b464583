"""The guide as one query decides as the program does; here on DuckDB, for any condition."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.advice.deciding import decide
from buyguide.answers import settle
from buyguide.arguments.editor import DIALECTS
from buyguide.errors import BuyguideError
from buyguide.guide.condition import Test as Check
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.many.query import query_text
from tests.advice.conditions import ANSWERS, CONDITIONS
from tests.advice.test_compiled import speaking, with_rules
from tests.bicycle import guide as bicycle
from tests.many.databases import by_duckdb, tables
from tests.many.people import decided, people

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question

PEOPLE = int(os.environ.get("BUYGUIDE_PEOPLE", "3000"))  # .ci/databases takes many more


@cache
def shipped() -> Guide:
    return read_guide(find_guide("red_light_mask"))


GUIDES = {"shipped": shipped, "bicycle": bicycle}


def nobody_must_answer(tried: Guide) -> Guide:
    """Return the guide with no answer required, and no amount too small."""
    lenient = (replace(q, required=False, minimum=0) for q in tried.questions)
    return replace(tried, questions=tuple(lenient))


def can_be_given(question: Question, answer: Answer) -> bool:
    """Say whether a file may hold it: of several options none may be one that stands alone."""
    if question.kind != "choices" or not isinstance(answer, tuple):
        return True
    alone = {option.id for option in question.options if option.exclusive}
    return len(answer) == 1 or (bool(answer) and alone.isdisjoint(answer))


@pytest.mark.parametrize("name", GUIDES)
def test_every_verdict_and_rule_id_is_the_programs_for_random_people(name: str) -> None:
    tried = GUIDES[name]()
    persons = people(tried, PEOPLE)
    wanted = [decided(tried, person) for person in persons]
    assert by_duckdb(tried, persons) == wanted
    whole = [row for row in wanted if not row[3]]
    assert len(whole) > PEOPLE // 4
    assert {row[0] for row in whole} == {verdict.id for verdict in tried.verdicts}
    assert any(row[1] for row in whole) == any(verdict.clinician for verdict in tried.verdicts)


@pytest.mark.parametrize("name", GUIDES)
def test_what_random_people_are_told_is_what_decide_tells(name: str) -> None:
    tried = GUIDES[name]()
    for person in people(tried, 300, seed=2):
        verdict, lifted, rules, problem = decided(tried, person)
        if not problem:
            decision = decide(tried, settle(tried, person).values)
            agreed = decision.once_a_clinician_agrees
            assert (decision.verdict.id, agreed.id if agreed else None) == (verdict, lifted)
            told = ";".join(dict.fromkeys(finding.id for finding in decision.findings))
            assert told == rules


@given(
    st.lists(st.none() | CONDITIONS, min_size=1, max_size=20),
    st.lists(ANSWERS, min_size=1, max_size=20),
)
@settings(max_examples=20, deadline=None)  # many conditions and people in each
def test_a_condition_holds_in_the_query_exactly_where_it_holds_in_the_program(
    conditions: list[Condition | None], answers: list[dict[str, Answer]]
) -> None:
    tried = nobody_must_answer(with_rules(*conditions))
    persons = [
        {id: answer for id, answer in one.items() if can_be_given(tried.question_by_id[id], answer)}
        for one in answers
    ]
    wanted = [";".join(speaking(tried, dict(settle(tried, one).values))) for one in persons]
    assert [row[2] for row in by_duckdb(tried, persons)] == wanted


def test_a_guide_of_a_thousand_rules_is_one_query_too() -> None:
    rules = shipped().rules
    many = [replace(rule, id=f"{rule.id}_{n}") for n in range(6) for rule in rules]
    tried = replace(shipped(), rules=tuple(many))
    persons = people(tried, 200)
    assert len(many) > 1_000
    assert by_duckdb(tried, persons) == [decided(tried, person) for person in persons]


def test_names_that_are_not_in_the_table_of_names_count_as_unknown() -> None:
    tagged = [Check("models", "tagged", (tag,)) for tag in ("unknown", "listed", "do_not_ride")]
    tried = nobody_must_answer(with_rules(*tagged))
    with duckdb.connect() as database:
        for statement in tables(tried):
            database.execute(statement)
        database.execute("INSERT INTO answers BY NAME SELECT '1' AS id, 'Sparrow' AS models,")
        database.execute("UPDATE answers SET knows_model = 'yes'")
        rows = database.execute(query_text(tried, "duckdb")).fetchall()
    assert [row[3] for row in rows] == ["r0"]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("rider", "nobody", "rider cannot be read"),
        ("rider", None, "rider is not answered"),
        ("goals", "commute;speed", "goals cannot be read"),
        ("goals", "", "goals cannot be read"),
        ("goals", "commute;commute", "goals cannot be read"),
        ("back_pain", "none;knees", "back_pain cannot be read"),
        ("budget", "-1", "budget cannot be read"),
        ("budget", "1e12", "budget cannot be read"),
        ("frame_number", "AB12345", "frame_number cannot be read"),
        ("frame_number", "1AB1234", "frame_number cannot be read"),
        ("frame_number", "AB1234\n", "frame_number cannot be read"),
    ],
)
def test_a_row_that_a_report_would_refuse_gets_no_verdict(
    column: str, value: str | None, said: str
) -> None:
    sound = {
        "rider": "me",
        "goals": "commute",
        "back_pain": "none",
        "days_a_week": "five",
        "knows_model": "no",
        "seller": "shop",
        "parts_worn": "none",
    }
    with duckdb.connect() as database:
        for statement in tables(bicycle()):
            database.execute(statement.replace("DECIMAL(18, 2)", "DOUBLE"))
        for row in (sound, {**sound, column: value}):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            database.execute(f"INSERT INTO answers ({names}) VALUES ({marks})", list(row.values()))
        rows = database.execute(query_text(bicycle(), "duckdb")).fetchall()
    assert rows[0][1] is not None
    assert rows[0][4] is None
    assert rows[1][1:] == (None, None, None, said)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_query_names_its_stages_and_each_rule_in_its_order(dialect: str) -> None:
    text = query_text(shipped(), dialect)
    for stage in ("given", "ticked_0", "asked_1", "situations", "rules", "decided"):
        assert f"{stage} /*" in text
    comments = [f"/* {rule.id}: " for rule in shipped().rules]
    places = [text.index(comment) for comment in comments]
    assert places == sorted(places)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_test_that_negates_says_itself_that_there_is_an_answer(dialect: str) -> None:
    # PostgreSQL takes "is not among the options" for true where there are none: NULL does not help
    tried = with_rules(Check("back_pain", "none_of", ("knees",)))
    text = query_text(tried, dialect)
    (line,) = [part for part in text.splitlines() if "/* r0:" in part]
    assert line.strip().startswith("NOT back_pain IS NULL AND NOT back_pain__knees")


def test_a_long_id_or_one_that_is_a_word_of_sql_is_still_a_column() -> None:
    plain = with_rules(None, None)
    ids = ("a" * 64, "a" * 63 + "b")
    rules = tuple(replace(rule, id=id) for rule, id in zip(plain.rules, ids, strict=True))
    tried = nobody_must_answer(replace(plain, rules=rules))
    (row,) = by_duckdb(tried, [{}])
    assert row[2] == ";".join(ids)
    ids = ("select", "order")
    rules = tuple(replace(rule, id=id) for rule, id in zip(plain.rules, ids, strict=True))
    (row,) = by_duckdb(replace(tried, rules=rules), [{}])
    assert row[2] == "select;order"


def test_a_question_that_has_the_name_of_a_column_of_the_results_is_refused() -> None:
    question = replace(bicycle().questions[0], id="verdict")
    tried = replace(bicycle(), questions=(question, *bicycle().questions))
    with pytest.raises(BuyguideError, match='"verdict": rename it'):
        query_text(tried, "duckdb")
