"""What must hold for everybody, tried on many people made up at random (the same each time)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.compiled import compile_rules
from buyguide.advice.deciding import decide
from buyguide.answers import lacking, settle
from tests.red_light_mask.ladder_reference import LADDER
from tests.red_light_mask.people import THE_LIST, Names, interviews, medicine_names, told, values_of
from tests.red_light_mask.words import DO_NOT_STOP, rule_texts, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question

RANK = {verdict: rank for rank, verdict in enumerate(LADDER)}  # 0 is the strongest
CLEAR = {"acne_severity": ("mild_moderate",)}  # the only gate whose clear answer is not marked
Interview = dict[str, "Answer"]


@pytest.fixture(scope="module")
def names() -> Names:
    return medicine_names()


@pytest.fixture(scope="module")
def people(guide: Guide, names: Names) -> list[Interview]:
    return list(interviews(guide, names, seed=7, count=2_000))


@pytest.fixture(scope="module")
def decided(guide: Guide, people: list[Interview]) -> list[Decision]:
    return [decide(guide, values) for values in people]


def _verdict(guide: Guide, values: Mapping[str, Answer]) -> str:
    """Return the verdict alone, which is quicker than the whole decision."""
    compiled = compile_rules(guide)
    return compiled.verdict(compiled.left(values)).id


@cache
def _clean(guide: Guide) -> Mapping[str, Answer]:
    return values_of(guide, goals=["acne"])


def _with(guide: Guide, values: Mapping[str, Answer], **changed: Answer) -> Mapping[str, Answer]:
    """Change answers; what is asked because of them is answered as the clean buyer does."""
    filled = {**_clean(guide), **values, **changed}
    return settle(guide, filled).values


def test_random_people_are_complete_interviews(guide: Guide, people: list[Interview]) -> None:
    for values in people:
        assert not lacking(guide, values)
        assert settle(guide, values).values == values


def test_an_unknown_medicine_is_never_milder_than_ask_first(
    guide: Guide, people: list[Interview]
) -> None:
    for values in people:
        others = values.get("medicines") or ()
        assert isinstance(others, tuple)
        more = _with(guide, values, medicine_list="will_list", medicines=(*others, "zzzz"))
        assert RANK[_verdict(guide, more)] <= RANK["ask_first"], more


def test_a_stop_medicine_is_always_not_without_a_doctor(
    guide: Guide, names: Names, people: list[Interview]
) -> None:
    stops = names.doing("stop")
    assert len(stops) >= 6
    for number, values in enumerate(people):
        others = values.get("medicines") or ()
        assert isinstance(others, tuple)
        named = (stops[number % len(stops)], *others)
        more = _with(guide, values, medicine_list="will_list", medicines=named)
        assert _verdict(guide, more) == "not_without_a_doctor", more


@pytest.mark.parametrize("action", ["check", "skincare", "note", "other"])
def test_these_medicines_alone_send_nobody_away(guide: Guide, names: Names, action: str) -> None:
    for name in names.doing(action):
        decision = told(guide, medicine_list="will_list", medicines=[name])
        assert decision.verdict.id == "reasonable", name
        assert {one.severity for one in decision.findings} <= {"care", "note"}, name
        asks = {one.id for one in decision.findings if one.kind == "ask_a_clinician"}
        assert asks <= {THE_LIST}, name
    together = list(names.doing(action))[:100]
    decision = told(guide, medicine_list="will_list", medicines=together)
    assert decision.verdict.id == "reasonable"


def test_not_sure_is_never_milder_than_the_clear_answer(
    guide: Guide, people: list[Interview]
) -> None:
    gates = [question for question in guide.questions if question.gate and question.options]
    assert len(gates) == 9
    for number, values in enumerate(people):
        gate = gates[number % len(gates)]
        unsure, clear = _options(gate, "unsure"), CLEAR.get(gate.id) or _options(gate, "clear")
        if gate.id not in values or gate.id == "age":
            continue
        assert unsure, gate.id
        assert clear, gate.id
        strictest = min(RANK[_verdict(guide, _answering(guide, values, gate, id))] for id in clear)
        for id in unsure:
            verdict = _verdict(guide, _answering(guide, values, gate, id))
            assert RANK[verdict] <= strictest, (gate.id, id, values)


def _options(gate: Question, means: str) -> tuple[str, ...]:
    return tuple(option.id for option in gate.options if option.means == means)


def _answering(
    guide: Guide, values: Mapping[str, Answer], gate: Question, id: str
) -> Mapping[str, Answer]:
    return _with(guide, values, **{gate.id: id if gate.kind == "choice" else (id,)})


def test_a_skipped_gate_is_never_milder_than_the_clear_answer(
    guide: Guide, people: list[Interview]
) -> None:
    for values in people[::2]:
        skipped = _verdict(guide, {**values, "skin_marks": None})
        assert RANK[skipped] <= RANK[_verdict(guide, {**values, "skin_marks": "no"})], values
        listed = _with(guide, values, medicine_list="will_list", medicines=None)
        assert RANK[_verdict(guide, listed)] <= RANK["ask_first"], listed


def test_every_line_on_a_medicine_says_not_to_stop_or_skip_a_prescribed_one(
    decided: list[Decision],
) -> None:
    seen = set()
    for decision in decided:
        for finding in decision.findings:
            about = {reason.question: reason.answer for reason in finding.because}
            if finding.kind == "caution" and about.get("medicines"):
                assert DO_NOT_STOP.search(finding.text), finding.id
                seen.add(finding.id)
    assert len(seen) >= 10, seen


def test_each_chosen_goal_gets_exactly_one_expectation(decided: list[Decision]) -> None:
    for decision in decided:
        expected = [one.goal for one in decision.findings if one.kind == "expectation"]
        goals = decision.values["goals"]
        assert isinstance(goals, tuple)
        assert sorted(map(str, expected)) == sorted(goals)


def test_nobody_reads_a_sentence_twice_but_the_one_on_prescribed_medicines(
    guide: Guide, decided: list[Decision]
) -> None:
    rules: defaultdict[str, set[str]] = defaultdict(set)
    for rule in guide.rules:
        for text in rule_texts(rule)[1:]:
            for sentence in sentences(text):
                rules[sentence.casefold()].add(rule.id)
    shared = {
        said: ids for said, ids in rules.items() if len(ids) > 1 and not DO_NOT_STOP.search(said)
    }
    for decision in decided:
        told = {finding.id for finding in decision.findings}
        assert [said for said, ids in shared.items() if len(ids & told) > 1] == []
