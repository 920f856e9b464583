"""That the shipped guide's verdict is always the one of the design's table, read independently."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from buyguide.advice.compiled import compile_rules
from buyguide.advice.deciding import decide
from buyguide.answers import settle
from tests.red_light_mask.ladder_reference import LADDER, verdicts
from tests.red_light_mask.people import AMOUNTS, K_NUMBERS, interviews, medicine_names, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from tests.red_light_mask.people import Names

IN_PAIRS = {"goals", "device_light", "device_cleared_for"}  # two options matter together
NO_STEP_ASKS = {  # left out of the pairs to save time; the random people have all answers
    "country",
    "device_name",
    "device_wavelength",
    "device_claims",
    "device_return_days",
    "device_session_minutes",
}


def test_the_verdict_is_the_tables_for_random_people(guide: Guide) -> None:
    names = medicine_names()
    seen: Counter[str] = Counter()
    for number, values in enumerate(interviews(guide, names, seed=20, count=5_000)):
        verdict, agreed = verdicts(values, names)
        assert _verdict(guide, values) == verdict, values
        if number % 5 == 0:  # a whole decision takes longer than its verdict
            decision = decide(guide, values)
            after = decision.once_a_clinician_agrees
            assert decision.verdict.id == verdict, values
            assert (after or decision.verdict).id == agreed, values
        seen.update({verdict, agreed})
    assert min(seen[verdict] for verdict in LADDER) >= 50, seen


def test_the_verdict_is_the_tables_for_every_two_answers_changed(guide: Guide) -> None:
    names = medicine_names()
    seen: Counter[str] = Counter()
    for values in _two_changed(guide, names):
        verdict, _ = verdicts(values, names)
        assert _verdict(guide, values) == verdict, values
        seen[verdict] += 1
    assert min(seen[verdict] for verdict in LADDER) >= 50, seen


def _verdict(guide: Guide, values: Mapping[str, Answer]) -> str:
    compiled = compile_rules(guide)
    return compiled.verdict(compiled.left(values)).id


def _two_changed(guide: Guide, names: Names) -> Iterator[Mapping[str, Answer]]:
    """Yield someone whom a mask may serve well, with every two answers changed in every way."""
    start = values_of(
        guide,
        goals=["wrinkles", "acne"],
        device_light=["red", "blue"],
        device_cleared_for=["wrinkles", "acne"],
        medicine_list="will_list",
    )
    asked = [question for question in guide.questions if question.id not in NO_STEP_ASKS]
    answers = {question.id: _each_answer(question, names) for question in asked}
    for one, two in combinations(answers, 2):
        for first in answers[one]:
            for second in answers[two]:
                yield settle(guide, {**start, one: first, two: second}).values


def _each_answer(question: Question, names: Names) -> Sequence[Answer]:
    skipped = () if question.required else (None,)
    if question.kind == "amount":
        return (*AMOUNTS[question.unit or ""], *skipped)
    if question.kind == "text":
        return (*(K_NUMBERS if question.pattern else ("Lamp",)), *skipped)
    if question.kind == "lookup":
        actions = sorted({action for found in names.actions.values() for action in found})
        return ((), *skipped, *((names.doing(action)[0],) for action in actions))
    if question.kind == "choice":
        return (*question.option_by_id, *skipped)
    together = [option.id for option in question.options if not option.exclusive]
    pairs = combinations(together, 2) if question.id in IN_PAIRS else ()
    return (*((id,) for id in question.option_by_id), *pairs, *skipped)
