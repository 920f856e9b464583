"""What would change the advice of the shipped guide: exact, and never a matter of health."""

from __future__ import annotations

import os
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from buyguide.advice.changing import changes_once_agreed, changes_to, with_outlook
from buyguide.advice.compiled import compile_rules
from buyguide.advice.deciding import decide
from buyguide.answers import lacking, settle
from buyguide.guide.conditions import test_holds as holds
from buyguide.reasoning.walking import tests_of as asked_in
from tests.red_light_mask.people import AMOUNTS, interviews, medicine_names, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.condition import Test as Asks
    from buyguide.guide.model import Guide, Question

PEOPLE = int(os.environ.get("BUYGUIDE_PEOPLE", "20"))  # 1000 take some minutes
CHANGEABLE = {"checkable", "choosable"}


def people(guide: Guide, count: int) -> Iterator[Mapping[str, Answer]]:
    """Yield people at random, every second of them in good health: more is theirs to change."""
    clean = values_of(guide)
    health = {q.id: clean[q.id] for q in guide.questions if q.gate and q.id in clean}
    for number, values in enumerate(interviews(guide, medicine_names(), 2026, count)):
        kept = {**values, **health, "acne_severity": "mild_moderate"} if number % 2 else values
        yield settle(guide, kept).values


def verdict(guide: Guide, values: Mapping[str, Answer]) -> str | None:
    """Return the verdict that answers lead to, or None when one of them is missing."""
    settled = settle(guide, values).values
    if lacking(guide, settled):
        return None
    compiled = compile_rules(guide)
    return compiled.verdict(compiled.left(settled)).id


def other_answers(guide: Guide, question: Question, values: Mapping[str, Answer]) -> list[Answer]:
    """Return the answers worth trying: one of each sort that a rule with a verdict can see."""
    tests = [t for t in _tests(guide) if question.id in {t.question, t.other}]
    alone = [t for t in tests if t.other is None]
    compared = len(alone) < len(tests)
    found: dict[object, Answer] = {}
    for answer in _answers(question, values):
        if answer != values.get(question.id):
            seen = tuple(holds(test, {**values, question.id: answer}, guide) for test in alone)
            found.setdefault((seen, answer if compared else None), answer)
    return list(found.values())


def _tests(guide: Guide) -> list[Asks]:
    deciding = [rule.when for rule in guide.rules if rule.verdict is not None]
    asked = [question.ask_when for question in guide.questions]
    return [test for when in (*deciding, *asked) for test in asked_in(when, guide)]


def _answers(question: Question, values: Mapping[str, Answer]) -> list[Answer]:
    sure = [option for option in question.options if option.means != "unsure"]
    if question.kind == "choice":
        return [option.id for option in sure]
    if question.kind == "choices":
        several = [option.id for option in sure if not option.exclusive]
        sets = chain.from_iterable(combinations(several, n) for n in range(1, len(several) + 1))
        return [*sets, *((option.id,) for option in sure if option.exclusive)]
    if question.kind == "amount":
        given = (amount for amount in values.values() if isinstance(amount, int))
        near = [at + step for at in given for step in (-1, 0, 1)]
        found = sorted({*AMOUNTS[question.unit or ""], *near})
        return [at for at in found if question.minimum <= at <= question.maximum]
    return ["K240001"] if question.pattern else ["Lamp"]


def smaller(guide: Guide, values: Mapping[str, Answer], most: int) -> dict[str, int]:
    """Return, by trying all, which verdicts one or two changes lead to, and how many it takes."""
    free = [q for q in guide.questions if q.answers_are in CHANGEABLE]
    options = {q.id: other_answers(guide, q, values) for q in free}
    found: dict[str, int] = {}
    for count in range(1, most + 1):
        for ids in combinations(options, count):
            for answers in product(*(options[id] for id in ids)):
                changed = dict(zip(ids, answers, strict=True))
                settled = settle(guide, {**values, **changed}).values
                if changed.keys() <= settled.keys():
                    ends = verdict(guide, {**values, **changed})
                    if ends is not None:
                        found.setdefault(ends, count)
    return found


def test_each_change_leads_to_its_verdict_and_no_smaller_one_does(guide: Guide) -> None:
    proposed = 0
    for values in people(guide, PEOPLE):
        decision = decide(guide, values)
        found = {
            one.id: [c for c in changes_to(decision, one) if not c.unsure]
            for one in guide.verdicts
            if one is not decision.verdict
        }
        sizes = {id: min((len(c.answers) for c in cs), default=99) for id, cs in found.items()}
        tried = smaller(guide, values, min(2, max(sizes.values()) - 1))
        for id, changes in found.items():
            assert tried.get(id, 99) >= sizes[id], (id, values)
            for change in changes:
                assert verdict(guide, {**values, **dict(change.answers)}) == id, (change, values)
                proposed += 1
    assert proposed > PEOPLE


def test_nothing_about_a_persons_health_is_proposed_as_something_to_change(guide: Guide) -> None:
    for values in people(guide, 60):
        decision = with_outlook(decide(guide, values))
        for change in decision.changes:
            for id, _ in change.answers:
                question = guide.question_by_id[id]
                unsure = {o.id for o in question.options if o.means == "unsure"}
                given = values.get(id)
                doubt = unsure & set(given if isinstance(given, tuple) else (given,))
                assert question.answers_are in CHANGEABLE or (id in change.unsure and doubt)


def test_a_doubt_about_health_is_for_a_clinician_to_settle(guide: Guide) -> None:
    values = values_of(guide, eye_conditions=["unsure"])
    decision = with_outlook(decide(guide, values))
    (change,) = (c for c in decision.changes if c.verdict.id == "reasonable" and not c.agreed)
    assert change.answers == (("eye_conditions", ("none",)),)
    assert change.unsure == ("eye_conditions",)


def test_what_could_lead_to_the_strongest_advice_is_worth_finding_out_first(guide: Guide) -> None:
    values = values_of(
        guide, skin_marks="unsure", light_conditions=["unsure"], device_light=["unsure"]
    )
    decision = with_outlook(decide(guide, values))
    first = decision.unknowns[0]
    assert first.question == "light_conditions"
    leads = {lead.verdict.id for lead in first.leads}
    assert "not_without_a_doctor" in leads


def test_where_an_unknown_could_lead_is_where_it_leads(guide: Guide) -> None:
    for values in people(guide, 40):
        for unknown in with_outlook(decide(guide, values)).unknowns:
            for lead in unknown.leads:
                assert verdict(guide, {**values, **dict(lead.answers)}) == lead.verdict.id


def test_a_device_behind_a_gate_is_told_what_would_change_once_a_clinician_agrees(
    guide: Guide,
) -> None:
    values = values_of(guide, pregnancy="yes", device_eye_protection="no")
    decision = decide(guide, values)
    assert decision.once_a_clinician_agrees is guide.verdict_by_id["not_this_device"]
    changes = changes_once_agreed(decision, guide.verdict_by_id["reasonable"])
    assert (("device_eye_protection", "yes"),) in [change.answers for change in changes]
    for change in changes:
        changed = settle(guide, {**values, **dict(change.answers)}).values
        assert decide(guide, changed).once_a_clinician_agrees is change.verdict
        assert change.agreed
