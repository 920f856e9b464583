"""The built-in laws about gates, and what can never matter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.editor.diff import told
from buyguide.editor.laws import Breach, breaches, one_verdict_each
from buyguide.editor.reachability import idle_questions, idle_steps, said_twice, silent_rules
from buyguide.guide.condition import All, AnyOf
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import world_of
from tests.reasoning.small_guides import (
    LADDER,
    Asks,
    guide_of,
    guides,
    interviews,
    is_small,
    option,
    question,
    rule,
)

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule

SHIPPED = read_guide(find_guide(None))
OPTIONS = (option("yes"), option("no", "clear"), option("unsure", "unsure"))
NONE, UNSURE = option("none", "clear", alone=True), option("unsure", "unsure", alone=True)
TICKS = (option("a"), option("b"), NONE, UNSURE)
GATE = question("gate", "choice", options=OPTIONS, required=True, gate=True)
MANY = question("many", "choices", options=TICKS, required=True, gate=True)
LIST = question("list", "lookup", catalogue="list", gate=True)


def names(*options: str, question: str = "gate", operator: str = "any_of") -> Asks:
    return Asks(question, operator, options)


def found(questions: list[Question], *rules: Rule) -> list[Breach]:
    return list(breaches(world_of(guide_of(questions, rules))))


def softened(breach: Breach) -> bool:
    return breach.verdicts is not None


def test_unsure_must_not_get_a_milder_verdict_than_clear() -> None:
    [breach] = found([GATE], rule("odd", names("no"), "wait", kind="choosing"))[:1]
    assert breach.step.said == '"yes" in the place of "no"'
    assert breach.verdicts == ("wait", "buy")
    assert (breach.before, breach.after) == ({"gate": "no"}, {"gate": "yes"})


def test_a_verdict_for_yes_and_unsure_alike_breaks_no_law() -> None:
    assert not found([GATE], rule("fine", names("yes", "unsure"), "ask"))


def test_unsure_must_not_lose_a_caution_that_clear_gets() -> None:
    said = {b.step.said for b in found([GATE], rule("odd", names("no"), None))}
    assert said == {'"yes" in the place of "no"', '"unsure" in the place of "no"'}


def test_a_caution_may_give_way_to_one_as_urgent() -> None:
    hint = rule("hint", names("no"), None)
    gate = rule("gate_it", names("yes", "unsure"), "ask", severity="consult")
    assert not found([GATE], hint, gate)


def test_an_urgent_caution_gives_way_to_none() -> None:
    hint = rule("hint", names("no"), None, severity="consult")
    gate = rule("gate_it", names("yes", "unsure"), "ask", severity="stop")
    assert {b.rule for b in found([GATE], hint, gate)} == {"hint"}


def test_a_skip_at_a_gate_counts_like_a_doubt() -> None:
    optional = replace(GATE, required=False)
    [breach] = found([optional], rule("wait_if_known", names("no"), "wait", kind="choosing"))[-1:]
    assert breach.step.said == '"skipped" in the place of "no"'
    assert breach.after == {}


def test_one_more_tick_must_not_soften_the_verdict() -> None:
    alone = rule("only_a", names("a", question="many", operator="only"), "ask", kind="choosing")
    [breach] = found([MANY], alone)
    assert breach.step.said == '"b" ticked as well'
    assert (breach.before, breach.after) == ({"many": ("a",)}, {"many": ("a", "b")})


def test_a_skip_is_no_all_clear_so_ticking_something_may_soften() -> None:
    optional = replace(MANY, required=False)
    assert not found([optional], rule("ask", Asks("many", "answered", flag=False), "ask"))


def test_one_more_name_must_not_take_a_caution_away() -> None:
    only = rule("only_red", Asks("list", "only_tagged", ("red",)), None)
    [breach, *_] = found([LIST], only)
    assert breach.step.question == "list"
    assert set(breach.before["list"]) < set(breach.after["list"])  # type: ignore[arg-type]


def test_an_empty_list_is_no_all_clear_so_naming_something_may_soften() -> None:
    empty = rule("empty", Asks("list", "empty"), "ask")
    assert not found([LIST], empty)


def test_a_question_that_is_no_gate_is_left_alone() -> None:
    plain = replace(GATE, gate=False)
    assert not found([plain], rule("odd", names("no"), "wait"))


def test_a_follow_up_of_the_doubtful_may_not_be_a_way_out() -> None:
    more = question("more", "choice", options=OPTIONS[:2], required=True, ask_when=names("unsure"))
    way_out = rule("ask", All((names("unsure"), names("yes", question="more"))), "ask")
    clear = rule("wait", names("no"), "wait", kind="choosing")
    steps = [b for b in found([GATE, more], way_out, clear) if "unsure" in b.step.said]
    assert steps[0].after == {"gate": "unsure", "more": "no"}
    safe = rule("wait_too", names("unsure", "yes"), "wait", kind="choosing")
    assert not [b for b in found([GATE, more], way_out, clear, safe) if softened(b)]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(guides(2, 4).filter(is_small), st.data())
def test_the_laws_find_a_breach_of_the_verdict_exactly_where_a_full_search_does(
    guide: Guide, data: st.DataObject
) -> None:
    gate = data.draw(st.sampled_from((GATE, MANY, replace(GATE, required=False))))
    some = st.lists(st.sampled_from([o.id for o in gate.options]), min_size=1, unique=True)
    operator = data.draw(st.sampled_from(("any_of", "none_of", "only")))
    test = Asks(gate.id, operator, tuple(data.draw(some)))
    first = guide.rules[0]
    parts = (test,) if first.when is None else (test, first.when)
    when: Condition = All(parts) if data.draw(st.booleans()) else AnyOf(parts)
    changed = rule("changed", when, first.verdict)
    guide = replace(guide, questions=(*guide.questions, gate), rules=(changed, *guide.rules[1:]))
    rank = {verdict: number for number, verdict in enumerate(LADDER)}
    everybody: dict[object, list[dict[str, Answer]]] = {}
    for values in interviews(guide):
        rest = tuple((q, a) for q, a in values.items() if q != gate.id and a is not None)
        everybody.setdefault(rest, []).append(values)
    expected = any(
        rank[told(guide, after)[0]] > rank[told(guide, before)[0]]
        for alike in everybody.values()
        for before in alike
        for after in alike
        if _is_step(before.get(gate.id), after.get(gate.id), gate)
    )
    assert any(softened(b) for b in breaches(world_of(guide))) == expected


def _is_step(before: object, after: object, gate: Question) -> bool:
    """Say whether one answer may be exchanged for the other as the laws say."""
    if gate.kind == "choice":
        return before == "no" and after != "no"
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return before == ("none",) and after is None
    if before == ("none",):
        return len(after) == 1 and after != before
    return before != ("unsure",) and set(before) < set(after)


def test_the_shipped_guide_breaks_no_law() -> None:
    world = world_of(SHIPPED)
    assert one_verdict_each(world)
    assert [(b.step.question, b.step.said, b.rule) for b in breaches(world)] == []


# What can never matter


def idle(guide: Guide) -> set[tuple[str, str, str]]:
    world = world_of(guide)
    searches = (silent_rules, said_twice, idle_steps, idle_questions)
    return {(i.sort, i.id, i.other) for search in searches for i in search(world)}


def test_a_rule_whose_condition_nobody_can_meet_never_speaks() -> None:
    never = rule("never", All((names("yes"), names("no"))), "ask")
    assert ("never speaks", "never", "") in idle(guide_of([GATE], [never]))


def test_a_rule_about_a_question_that_is_not_asked_then_never_speaks() -> None:
    more = question("more", "choice", options=OPTIONS, ask_when=names("yes"))
    never = rule("never", All((names("no"), names("yes", question="more"))), "ask")
    assert ("never speaks", "never", "") in idle(guide_of([GATE, more], [never]))


def test_a_rule_that_others_between_them_always_outrank_never_decides() -> None:
    stronger = [rule("s1", names("yes"), "ask"), rule("s2", names("no", "unsure"), "never")]
    weak = rule("weak", names("yes", "unsure"), "wait")
    assert ("never decides", "weak", "wait") in idle(guide_of([GATE], [*stronger, weak]))


def test_a_condition_that_always_holds_is_named() -> None:
    always = rule("always", names("yes", "no", "unsure"), None)
    assert ("always speaks", "always", "") in idle(guide_of([GATE], [always]))


def test_the_same_words_for_some_of_the_same_people_are_said_twice() -> None:
    wide = rule("wide", names("yes", "unsure"), None, say="Ask.")
    narrow = rule("narrow", names("yes"), None, say="Ask.")
    assert ("said twice", "narrow", "wide") in idle(guide_of([GATE], [wide, narrow]))


def test_a_rule_that_repeats_several_is_told_of_once() -> None:
    alike = [rule(f"same{n}", names("yes"), None, say="Ask.") for n in range(4)]
    told = sorted(one for one in idle(guide_of([GATE], alike)) if one[0] == "said twice")
    assert told == [("said twice", f"same{n}", "same0") for n in (1, 2, 3)]


def test_a_step_that_no_rule_asks_for_never_wins() -> None:
    found_ = idle(guide_of([GATE], [rule("ask", names("yes"), "ask")]))
    assert {("never wins", "never", ""), ("never wins", "wait", "")} <= found_
    assert ("default only", "buy", "") in found_


def test_a_question_and_an_option_that_change_nothing_are_named() -> None:
    spare = question("spare", "choice", options=OPTIONS)
    found_ = idle(guide_of([GATE, spare], [rule("ask", names("yes"), "ask")]))
    assert ("idle question", "spare", "") in found_
    assert ("idle option", "gate", "unsure") in found_


@pytest.mark.parametrize(("required", "named"), [(True, set()), (False, {("many", "b")})])
def test_the_one_neutral_option_is_needed_where_an_answer_is_required(
    *, required: bool, named: set[tuple[str, str]]
) -> None:
    many = question("many", "choices", options=TICKS[:2], required=required)
    asks = rule("ask", names("a", question="many"), "ask")
    assert {i[1:] for i in idle(guide_of([many], [asks])) if i[0] == "idle option"} == named


@pytest.mark.parametrize("sort", ["never speaks", "never decides", "never wins", "idle question"])
def test_in_the_shipped_guide_everything_can_matter(sort: str) -> None:
    assert not {one for one in idle(SHIPPED) if one[0] == sort}
