"""At a gate, "not sure" and names that nobody knows weigh like a worrying answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.editor.checking import check
from buyguide.editor.diff import told
from buyguide.editor.doubts import CAUTION, EMPTY, UNKNOWN, VERDICT, Doubt, doubts
from buyguide.editor.laws import URGENT
from buyguide.editor.starting import NEW_GUIDE
from buyguide.guide.condition import All, AnyOf
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import world_of
from tests.bicycle import FOLDER, copy_to, edit
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
    from pathlib import Path

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule

OPTIONS = (option("yes"), option("no", "clear"), option("unsure", "unsure"))
NONE, UNSURE = option("none", "clear", alone=True), option("unsure", "unsure", alone=True)
GATE = question("gate", "choice", options=OPTIONS, required=True, gate=True)
TICKS = (option("a"), option("b"), NONE, UNSURE)
MANY = question("many", "choices", options=TICKS, required=True, gate=True)
LIST = question("list", "lookup", catalogue="list", gate=True)


def names(*options: str, question: str = "gate") -> Asks:
    return Asks(question, "any_of", options)


def found(questions: list[Question], *rules: Rule) -> list[Doubt]:
    return list(doubts(world_of(guide_of(questions, rules))))


def test_unsure_must_get_the_verdict_of_the_only_worrying_answer() -> None:
    stop = rule("stop", names("yes"), "never", severity="stop")
    [doubt] = found([GATE], stop, rule("care", names("unsure"), "wait"))
    assert (doubt.answer, doubt.lacks, doubt.worries) == ("unsure", VERDICT, ("yes",))
    assert doubt.example == {"gate": "unsure"}
    same = rule("both", names("yes", "unsure"), "never", severity="stop")
    assert not found([GATE], same)


def test_of_several_worrying_answers_the_least_is_enough_for_unsure() -> None:
    stop = rule("stop", names("a", question="many"), "never", severity="stop")
    ask = rule("ask", names("b", "unsure", question="many"), "ask", severity="consult")
    assert not found([MANY], stop, ask)
    less = rule("ask", names("b", question="many"), "ask", severity="consult")
    wait = rule("wait", names("unsure", question="many"), "wait")
    [doubt] = found([MANY], stop, less, wait)
    assert doubt.worries == ("a", "b")


def test_an_answer_that_sets_nothing_off_does_not_lighten_the_doubt() -> None:
    stop = rule("stop", names("a", question="many"), "never", severity="stop")
    [doubt] = found([MANY], stop)
    assert doubt.worries == ("a",)


@pytest.mark.parametrize("severity", ["stop", "consult", "care"])
def test_unsure_must_be_told_as_urgent_a_caution_where_no_verdict_is_asked_for(
    severity: str,
) -> None:
    [doubt] = found([GATE], rule("it", names("yes"), None, severity=severity))
    assert doubt.lacks == CAUTION
    assert not found([GATE], rule("it", names("yes", "unsure"), None, severity=severity))


def test_a_gate_without_an_all_clear_has_the_same_law() -> None:
    both = question("gate", "choice", options=OPTIONS[::2], required=True, gate=True)
    [doubt] = found([both], rule("ask", names("yes"), "ask"))
    assert doubt.worries == ("yes",)


def test_a_line_for_everybody_at_the_gate_makes_no_answer_a_worry() -> None:
    everybody = rule("all", Asks("gate", "answered", flag=True), "wait")
    assert not found([GATE], everybody)


def test_a_doubt_is_no_lighter_where_another_rule_is_heard_by_all() -> None:
    ask = rule("ask", names("yes"), "ask", severity="consult")
    assert found([GATE], ask)
    assert not found([GATE], ask, rule("all", None, "never", severity="stop"))


def test_the_least_that_a_follow_up_can_lead_to_is_enough_for_unsure() -> None:
    more = question("more", "choice", options=OPTIONS[:2], required=True, ask_when=names("yes"))
    ask = rule("ask", names("yes", question="more"), "ask")
    assert not found([GATE, more], ask)
    always = rule("wait", names("yes"), "wait")
    [doubt] = found([GATE, more], ask, always)
    assert doubt.lacks == VERDICT


def test_a_question_that_is_no_gate_may_take_doubt_lightly() -> None:
    assert not found([replace(GATE, gate=False)], rule("ask", names("yes"), "ask"))


def test_an_unknown_name_at_a_gate_must_be_told_what_gates() -> None:
    red = rule("red", Asks("list", "tagged", ("red",)), "ask")
    [doubt] = found([LIST], red)
    assert (doubt.question, doubt.answer) == ("list", UNKNOWN)
    unknown = Asks("list", "tagged", ("unknown",))
    assert found([LIST], red, rule("care", unknown, None))
    assert found([LIST], red, rule("last", unknown, LADDER[-1]))
    assert not found([LIST], red, rule("wait", unknown, "wait"))
    assert not found([LIST], red, rule("consult", unknown, None, severity="consult"))


def test_an_empty_list_must_be_told_what_gates_where_names_were_announced() -> None:
    unknown = rule("unknown", Asks("list", "tagged", ("unknown",)), "ask")
    unsure = rule("unsure", names("unsure"), "ask")
    after = replace(LIST, ask_when=names("yes"))
    [doubt] = found([GATE, after], unknown, unsure)
    assert (doubt.answer, doubt.example) == (EMPTY, {"gate": "yes", "list": ()})
    empty = rule("empty", Asks("list", "empty", flag=True), "ask")
    assert not found([GATE, after], unknown, unsure, empty)
    assert not found([LIST], unknown)
    assert not found([GATE, replace(LIST, ask_when=names("no"))], unknown)


@pytest.mark.parametrize("folder", [find_guide(None), FOLDER, NEW_GUIDE], ids=lambda f: f.name)
def test_in_the_guides_at_hand_no_doubt_weighs_too_little(folder: Path) -> None:
    assert not list(doubts(world_of(read_guide(folder))))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(guides(2, 4).filter(is_small), st.data())
def test_the_law_of_doubt_finds_a_softer_verdict_exactly_where_a_full_search_does(
    guide: Guide, data: st.DataObject
) -> None:
    named = st.sampled_from((("yes",), ("unsure",), ("yes", "unsure"), ("no",)))
    changed = []
    for first in guide.rules[:2]:
        parts = (names(*data.draw(named)), *([first.when] if first.when else []))
        when: Condition = All(parts) if data.draw(st.booleans()) else AnyOf(parts)
        changed.append(rule(f"{first.id}_gate", when, data.draw(st.sampled_from(LADDER))))
    rules = (*changed, *guide.rules[2:])
    guide = replace(guide, questions=(*guide.questions, GATE), rules=rules)
    expected = any(
        _asks(guide, alike["yes"]) - _asks(guide, alike["no"]) for alike in _people(guide)
    ) and any(
        _rank(guide, alike["unsure"]) > _rank(guide, alike["yes"]) for alike in _people(guide)
    )
    seen = [d for d in doubts(world_of(guide)) if (d.question, d.lacks) == ("gate", VERDICT)]
    assert bool(seen) == expected


def _people(guide: Guide) -> list[dict[str, dict[str, Answer]]]:
    """Return people who answer alike but for the gate, by what they answer there."""
    everybody: dict[object, dict[str, dict[str, Answer]]] = {}
    for values in interviews(guide):
        rest = tuple((q, a) for q, a in values.items() if q != "gate" and a is not None)
        everybody.setdefault(rest, {})[str(values.get("gate"))] = values
    return list(everybody.values())


def _rank(guide: Guide, values: dict[str, Answer]) -> int:
    return LADDER.index(told(guide, values)[0])


def _asks(guide: Guide, values: dict[str, Answer]) -> frozenset[str]:
    """Return the rules that speak and ask for more than the last step."""
    strong = {rule.id for rule in guide.rules if rule.verdict in LADDER[:-1]}
    return frozenset(strong.intersection(told(guide, values)[1]))


# What the check says of it


def errors(folder: Path) -> list[tuple[str, str]]:
    return [(p.id, p.excerpt.strip()) for p in check(folder).problems if p.severity == "error"]


def test_the_check_names_an_unsure_option_that_weighs_less(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    assert {"stop", "consult"} == set(URGENT)
    edit(
        folder / "rules.yaml",
        "  - id: walk_away\n",
        "  - id: ask_if_unsure\n    when:\n      back_pain: unsure\n    kind: caution\n"
        "    severity: care\n    verdict: wait\n    title: See what hurts\n"
        "    say: Find out what hurts first.\n    because: [guide]\n\n  - id: walk_away\n",
    )
    (folder / "situations.yaml").write_text(
        (folder / "situations.yaml")
        .read_text(encoding="utf-8")
        .replace("[lower_back, knees, unsure]", "[lower_back, knees]"),
        encoding="utf-8",
    )
    assert ("BG407", "- id: unsure") in errors(folder)


def test_the_check_names_a_gate_that_forgets_unknown_names(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "models: {tagged: unknown}", "models: {tagged: other}")
    assert ("BG408", "- id: models") in errors(folder)


@pytest.mark.parametrize("test", ["{none_of: [none, knees]}", "unsure"])
def test_the_unsure_are_not_forgotten_by_a_rule_that_does_not_name_them(
    test: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "situations.yaml", "[lower_back, knees, unsure]", "[lower_back, knees]")
    assert "BG333" in [p.id for p in check(folder, select=["BG333"]).problems]
    rule_for_all = (
        f"rules:\n  - id: extra\n    when:\n      back_pain: {test}\n    kind: caution\n"
        "    severity: consult\n    verdict: ask_a_fitter\n    title: Ask\n    say: Ask.\n"
        "    because: [guide]\n"
    )
    (folder / "extra.yaml").write_text(rule_for_all, encoding="utf-8")
    assert "BG333" not in [p.id for p in check(folder, select=["BG333"]).problems]
