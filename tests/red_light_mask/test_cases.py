"""That the shipped guide's cases hold, and that together they reach every rule and every step."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from buyguide.answers import lacking
from buyguide.editor.cases import run_case
from tests.red_light_mask.ladder_reference import LADDER
from tests.red_light_mask.people import CLEAN

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision
    from buyguide.editor.cases import Case
    from buyguide.guide.model import Guide


def test_there_are_enough_cases_and_each_is_a_whole_interview(
    guide: Guide, cases: tuple[Case, ...]
) -> None:
    assert len(cases) >= 45
    for case in cases:
        assert lacking(guide, case.values) == (), case.sentence


def test_every_case_holds_and_expects_a_verdict_and_more(
    guide: Guide, cases: tuple[Case, ...]
) -> None:
    for case in cases:
        assert run_case(case, guide) == [], case.sentence
        expect = case.written.expect
        assert expect.verdict or expect.says or expect.does_not_say, case.sentence


def test_every_rule_speaks_in_a_case_and_is_silent_in_another(
    guide: Guide, decisions: dict[str, Decision]
) -> None:
    fired = Counter(
        id for one in decisions.values() for id in {finding.id for finding in one.findings}
    )
    assert [rule.id for rule in guide.rules if not fired[rule.id]] == []
    always = {id for id, times in fired.items() if times == len(decisions)}
    assert always == {rule.id for rule in guide.rules if rule.when is None}


def test_every_step_of_the_ladder_is_the_advice_in_a_case(decisions: dict[str, Decision]) -> None:
    assert {decision.verdict.id for decision in decisions.values()} == set(LADDER)


def test_every_option_of_a_gate_is_answered_in_a_case(
    guide: Guide, cases: tuple[Case, ...]
) -> None:
    for question in guide.questions:
        if question.gate and question.options:
            answers = [case.values.get(question.id) for case in cases]
            given = {
                part
                for one in answers
                if one
                for part in ((one,) if isinstance(one, str) else one)  # type: ignore[union-attr]
            }
            assert set(question.option_by_id) <= given, question.id


def test_the_clean_buyer_answers_every_question(guide: Guide) -> None:
    assert list(CLEAN) == [question.id for question in guide.questions]
