"""What an answer can still change: compared with all interviews, on guides made at random."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.advice.compiled import compile_rules
from buyguide.guide.candidates import Candidates
from buyguide.guide.catalogues import Catalogue, Entry
from buyguide.guide.condition import All, InSituation
from buyguide.guide.condition import Test as Asks
from buyguide.guide.rules import Arithmetic, Figure, ForEach, Scale
from buyguide.reasoning.mattering import effect_of, matters, opened_by
from buyguide.reasoning.placing import place
from buyguide.reasoning.prover import world_of
from buyguide.reasoning.tangled import TooTangledError
from tests.reasoning.small_guides import (
    HERE,
    guide_of,
    interviews,
    option,
    question,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question

TWO = (option("a"), option("b"))
GUIDE = guide_of(
    (
        question("first", "choice", required=True, options=TWO),
        question("second", "choice", options=TWO),
        question("third", "amount", maximum=10_00),
    ),
    (
        rule(
            "both", All((Asks("first", "any_of", ("a",)), Asks("second", "any_of", ("a",)))), "ask"
        ),
        rule("shown", Asks("first", "any_of", ("b",)), say="You said {third}."),
    ),
)
COST = Arithmetic("multiply", (2, "third", Arithmetic("add", ("second", 1))))
COSTED = {"second", "third"}


def by_trying_all(guide: Guide, known: Mapping[str, Answer], asked: str) -> bool:
    """Say whether two interviews that differ in that answer alone are advised differently.

    Follow-up questions that it opens may differ too. The clauses that hold are the reasons.
    """
    loose = {asked, *opened_by(asked, guide)} - known.keys()
    compiled = compile_rules(guide)
    heard = defaultdict(set)
    for values in interviews(guide):
        if all(values.get(id, "?") == answer for id, answer in known.items()):
            rest = frozenset(
                (id, a) for id, a in values.items() if id not in loose and a is not None
            )
            held = frozenset(
                (h.rule.id, h.clauses) for h in compiled.holding(compiled.left(values))
            )
            heard[rest].add(held)
    return any(len(held) > 1 for held in heard.values())


@settings(max_examples=200, deadline=None)
@given(guide=small_guides(), data=st.data())
def test_a_question_matters_just_when_two_interviews_that_differ_in_it_are_advised_differently(
    guide: Guide, data: st.DataObject
) -> None:
    values = data.draw(st.sampled_from(list(interviews(guide))))
    asked = data.draw(st.sampled_from(list(values) or [guide.questions[0].id]))
    before = dict(list(values.items())[: list(values).index(asked)]) if asked in values else {}
    assert matters(world_of(guide), before, asked) == by_trying_all(guide, before, asked)


def test_an_earlier_answer_can_settle_what_a_later_one_would_decide() -> None:
    world = world_of(GUIDE)
    assert matters(world, {"first": "a"}, "second")
    assert not matters(world, {"first": "b"}, "second")


def test_a_question_whose_answer_is_printed_matters_while_its_line_can_be_said() -> None:
    world = world_of(GUIDE)
    assert matters(world, {"first": "b", "second": None}, "third")
    assert not matters(world, {"first": "a", "second": None}, "third")


def test_what_can_change_is_named_by_verdict_and_rule() -> None:
    effect = effect_of(world_of(GUIDE), {"first": "a"}, "second")
    assert effect.verdicts == ("ask", "buy")
    assert effect.rules == ("both",)


def test_a_question_does_not_matter_where_whichever_answer_leaves_the_advice_as_it_is() -> None:
    either = All((Asks("other", "any_of", ("a",)), Asks("first", "any_of", ("a", "b"))))
    guide = guide_of(
        (
            question("first", "choice", required=True, options=TWO),
            question("other", "choice", required=True, options=TWO),
        ),
        (rule("whichever", either, "ask"),),
    )
    assert not matters(world_of(guide), {}, "first")
    assert matters(world_of(guide), {}, "other")


def test_the_name_of_a_candidate_matters_even_if_no_line_hangs_on_it() -> None:
    named = (*GUIDE.questions, question("name", "text"), question("remark", "text"))
    guide = replace(
        GUIDE, questions=named, candidates=Candidates("one", "ones", "name", {}, "Another?")
    )
    assert matters(world_of(guide), {}, "name")
    assert not matters(world_of(guide), {}, "remark")
    assert not matters(world_of(replace(guide, candidates=None)), {}, "name")


def test_an_answer_printed_only_where_no_interview_leads_does_not_matter() -> None:
    never = rule("never", Asks("first", "answered", flag=False), say="You said {third}.")
    assert not matters(world_of(replace(GUIDE, rules=(never,))), {}, "third")


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({"say": "It costs {cost}."}, "third"),
        ({"say": "It costs {cost}."}, "second"),
        ({"title": "{third}"}, "third"),
        ({"how_sure": "{third}"}, "third"),
        ({"limits": "{third}"}, "third"),
        ({"say": "That is {second.number}."}, "second"),
        ({"scale": Scale("Price", 0, 5, ("third",))}, "third"),
        ({"for_each": ForEach("fourth", ("red",))}, "fourth"),
    ],
)
def test_an_answer_that_a_line_prints_matters_wherever_it_stands_in_it(
    more: dict[str, Any], asked: str
) -> None:
    cost = Figure("cost", COST, 0, None, HERE)
    guide = replace(
        GUIDE,
        questions=(*GUIDE.questions, question("fourth", "lookup", catalogue="list")),
        rules=(replace(rule("shown", None), **more),),
        figures={"cost": cost},
    )
    world = world_of(guide)
    others = {"second", "third", "fourth"} - {asked} - (COSTED if "cost" in str(more) else set())
    assert matters(world, {"first": "a"}, asked)
    assert not any(matters(world, {"first": "a"}, id) for id in others)


def test_an_amount_matters_to_the_other_that_it_is_compared_with() -> None:
    world = world_of(_shop(Asks("price", "above", other="budget")))
    assert matters(world, {"first": "a", "price": 5_00}, "budget")
    assert matters(world, {"first": "a", "budget": 5_00}, "price")


def test_an_amount_that_no_answer_can_exceed_settles_the_comparison() -> None:
    world = world_of(_shop(Asks("budget", "above", other="price")))
    assert matters(world, {"first": "a", "price": 9_99}, "budget")
    assert not matters(world, {"first": "a", "price": 10_00}, "budget")


def test_what_no_amount_can_exceed_settles_what_hangs_on_that_and_on_another_question() -> None:
    both = All((Asks("first", "any_of", ("b",)), Asks("budget", "above", other="price")))
    world = world_of(_shop(both))
    assert matters(world, {"price": 9_99}, "first")
    assert not matters(world, {"price": 10_00}, "first")


def test_an_amount_does_not_matter_because_another_that_it_is_compared_with_does() -> None:
    world = world_of(
        _shop(
            All((Asks("first", "any_of", ("b",)), Asks("price", "above", other="budget"))),
            All((Asks("price", "at_least", amount=0), Asks("budget", "below", amount=5_00))),
        )
    )
    assert not matters(world, {"first": "a"}, "price")
    assert matters(world, {"first": "b"}, "price")
    assert matters(world, {"first": "a"}, "budget")


def _shop(*conditions: Condition) -> Guide:
    return guide_of(
        (
            question("first", "choice", required=True, options=TWO),
            question("price", "amount", required=True, maximum=10_00),
            question("budget", "amount", required=True, maximum=10_00),
        ),
        [rule(f"r{number}", when, "ask") for number, when in enumerate(conditions)],
    )


def test_a_question_opens_those_that_hang_on_it_and_those_that_hang_on_them() -> None:
    def hangs(id: str, when: Condition) -> Question:
        return question(id, "choice", options=TWO, ask_when=when)

    guide = guide_of(
        (
            *GUIDE.questions,
            hangs("direct", Asks("first", "any_of", ("a",))),
            hangs("named", InSituation("direct_is_a")),
            hangs("compared", Asks("second", "any_of", other="named")),
            hangs("apart", Asks("second", "any_of", ("a",))),
        ),
        GUIDE.rules,
        {"direct_is_a": Asks("direct", "any_of", ("a",))},
    )
    assert opened_by("first", guide) == {"direct", "named", "compared"}
    assert opened_by("second", guide) == {"compared", "apart"}
    assert opened_by("third", guide) == set()


def test_a_text_that_names_two_things_was_taken_for_one_that_names_nothing_known() -> None:
    """So a question was passed over, and with it what a rule had to say of one of the two."""
    guide = guide_of(
        (
            question("name", "text", required=True, catalogue="list"),
            question("second", "choice", required=True, options=TWO),
        ),
        (
            rule("blue", Asks("name", "tagged", ("blue",)), "wait"),
            rule(
                "red",
                All((Asks("name", "tagged", ("red",)), Asks("second", "any_of", ("a",)))),
                "never",
            ),
            rule("other", Asks("name", "tagged", ("other",))),
        ),
    )
    world = world_of(guide)
    for name in ("alder", "alder / maple", "alder and birch", "alder + granite"):
        assert matters(world, {"name": name}, "second")
    for name in ("cedar / maple", "granite", "alder / nobody knows"):
        assert not matters(world, {"name": name}, "second")


def test_a_text_looked_up_among_many_tags_is_too_tangled_and_named() -> None:
    ids = "abcdefghijklmnopqrst"
    listed = [Entry(f"{id}{id}", (f"{id}{id}",), frozenset({f"is_{id}"}), {}) for id in ids]
    asked = question("name", "text", required=True, catalogue="list")
    rules = [rule(f"r_{id}", Asks("name", "tagged", (f"is_{id}",))) for id in ids]
    guide = guide_of((asked,), rules)
    guide = replace(guide, catalogues={"list": Catalogue("list", tuple(listed))})
    with pytest.raises(TooTangledError, match="name"):
        world_of(guide)


def test_a_text_that_was_not_thought_of_is_taken_for_one_on_no_list() -> None:
    three = "[a-z]+ / [a-z]+ / [a-z]+"
    asked = question("name", "text", required=True, catalogue="list", pattern=three)
    red = rule("red", Asks("name", "tagged", ("red",)), "never")
    world = world_of(guide_of((asked,), (red,)))
    states = place({"name": "alder / birch / maple"}, world.space)
    assert world.space.read(states) == {"name": "a / a / a"}
