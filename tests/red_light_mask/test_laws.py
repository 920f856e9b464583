"""What must hold for everybody, tried on many people made up at random (the same each time)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.answers import lacking, settle
from tests.red_light_mask.ladder_reference import LADDER, verdicts
from tests.red_light_mask.people import CLEAN, Names, interviews, medicine_names, told, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question

DO_NOT_STOP = re.compile(r"(do not|don't|never) (stop|skip)\b.*\bprescribed medicine", re.IGNORECASE)
RANK = {verdict: rank for rank, verdict in enumerate(LADDER)}  # 0 is the strongest
CLEAR = {"acne_severity": ("mild_moderate",)}  # the only gate whose clear answer is not marked
Interview = dict[str, "Answer"]


@pytest.fixture(scope="module")
def names() -> Names:
    return medicine_names()


@pytest.fixture(scope="module")
def people(guide: Guide, names: Names) -> list[Interview]:
    return list(interviews(guide, names, seed=7, count=2_000))


def _verdict(guide: Guide, values: Mapping[str, Answer]) -> str:
    return decide(guide, values).verdict.id


def _with(guide: Guide, values: Mapping[str, Answer], **changed: Answer) -> Mapping[str, Answer]:
    """Change answers as a person would: follow-up questions are answered as the clean buyer does."""
    filled = {**values_of(guide, goals=["acne"]), **values, **changed}
    return settle(guide, filled).values


def test_the_verdict_is_the_one_of_the_designs_table(guide: Guide, names: Names) -> None:
    seen: Counter[str] = Counter()
    for values in interviews(guide, names, seed=20, count=5_000):
        decision = decide(guide, values)
        verdict, agreed = verdicts(values, names)
        assert decision.verdict.id == verdict, values
        after = decision.once_a_clinician_agrees
        assert (after or decision.verdict).id == agreed, values
        seen.update({verdict, agreed})
    assert min(seen[verdict] for verdict in LADDER) >= 50, seen


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
        more = (stops[number % len(stops)], *others)
        values_ = _with(guide, values, medicine_list="will_list", medicines=more)
        assert _verdict(guide, values_) == "not_without_a_doctor", values_


@pytest.mark.parametrize("action", ["check", "skincare", "note", "other"])
def test_these_medicines_alone_send_nobody_away(guide: Guide, names: Names, action: str) -> None:
    for name in names.doing(action):
        decision = told(guide, medicine_list="will_list", medicines=[name])
        assert decision.verdict.id == "reasonable", name
        assert {one.severity for one in decision.findings} <= {"care", "note"}, name
        assert not [one.id for one in decision.findings if one.kind == "ask_a_clinician"], name
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
        best = max(RANK[_verdict(guide, _answering(guide, values, gate, id))] for id in clear)
        for id in unsure:
            verdict = _verdict(guide, _answering(guide, values, gate, id))
            assert RANK[verdict] <= best, (gate.id, id, values)


def _options(gate: Question, means: str) -> tuple[str, ...]:
    return tuple(option.id for option in gate.options if option.means == means)


def _answering(
    guide: Guide, values: Mapping[str, Answer], gate: Question, id: str
) -> Mapping[str, Answer]:
    return _with(guide, values, **{gate.id: id if gate.kind == "choice" else (id,)})


def test_a_skipped_gate_is_never_milder_than_the_clear_answer(
    guide: Guide, people: list[Interview]
) -> None:
    for values in people:
        skipped = _verdict(guide, {**values, "skin_marks": None})
        assert RANK[skipped] <= RANK[_verdict(guide, {**values, "skin_marks": "no"})], values
        listed = _with(guide, values, medicine_list="will_list", medicines=None)
        assert RANK[_verdict(guide, listed)] <= RANK["ask_first"], listed


def test_every_line_on_a_medicine_says_not_to_stop_or_skip_a_prescribed_one(
    guide: Guide, people: list[Interview]
) -> None:
    seen = set()
    for values in people:
        typed = values.get("medicines") or ()
        for finding in decide(guide, values).findings:
            about = {reason.question: reason.answer for reason in finding.because}
            if finding.kind == "caution" and typed and "medicines" in about:
                assert DO_NOT_STOP.search(finding.text), finding.id
                seen.add(finding.id)
    assert len(seen) >= 15, seen


def test_each_chosen_goal_gets_exactly_one_expectation(
    guide: Guide, people: list[Interview]
) -> None:
    for values in people:
        goals = values["goals"]
        assert isinstance(goals, tuple)
        expected = [
            finding.goal
            for finding in decide(guide, values).findings
            if finding.kind == "expectation"
        ]
        assert sorted(filter(None, expected)) == sorted(goals) == sorted(map(str, expected))


def test_nobody_reads_a_sentence_twice(guide: Guide, people: list[Interview]) -> None:
    for values in people:
        if len(values.get("medicines") or ()) > 1:  # type: ignore[arg-type]
            continue  # one line for each medicine is meant
        said = Counter(
            sentence
            for finding in decide(guide, values).findings
            for text in (finding.text, finding.limits)
            for sentence in re.split(r"(?<=[.?!]) ", text or "")
            if sentence and not DO_NOT_STOP.search(sentence)
        )
        assert [one for one, times in said.items() if times > 1] == [], values


def test_the_clean_buyer_answers_every_question(guide: Guide) -> None:
    assert list(CLEAN) == [question.id for question in guide.questions]
