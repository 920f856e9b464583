"""Answers are printed in a text, in a figure of a text, on a scale or as a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from buyguide.guide.candidates import Candidates
from buyguide.guide.printed import printed_answers, printed_in
from buyguide.guide.rules import Arithmetic, Figure, ForEach, Scale
from tests.reasoning.small_guides import HERE, guide_of, question, rule

SUM = Arithmetic("add", ("price", Arithmetic("multiply", ("days.number", 200)), "price"))
TOTAL = Figure("total", SUM, 0, None, HERE)
QUESTIONS = (
    question("price", "amount"),
    question("budget", "amount"),
    question("days", "choice"),
    question("names", "lookup"),
    question("model", "text"),
)


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ({"say": "It costs {price}."}, {"price"}),
        ({"title": "{days.number} days"}, {"days"}),
        ({"how_sure": "{price}", "limits": "{days}"}, {"price", "days"}),
        ({"say": "In all {total}."}, {"price", "days"}),
        ({"scale": Scale("Usual", 1, 2, ("price", "budget"))}, {"price", "budget"}),
        ({"for_each": ForEach("names", ("red",)), "say": "{entry.name}"}, {"names"}),
        ({}, set()),
    ],
)
def test_what_a_rule_prints_is_all_that_stands_in_it(
    parts: dict[str, object], printed: set[str]
) -> None:
    told = replace(rule("one", None), **parts)  # type: ignore[arg-type] # any of its parts
    guide = replace(guide_of(QUESTIONS, [told]), figures={"total": TOTAL})
    assert printed_in(guide.rules[0], guide) == printed
    assert printed_answers(guide) == printed


def test_the_name_of_a_candidate_is_printed() -> None:
    names = Candidates("bicycle", "bicycles", "model", {}, "Another?")
    guide = guide_of(QUESTIONS, [rule("one", None, say="{price}")])
    assert printed_answers(replace(guide, candidates=names)) == {"model", "price"}


def test_the_inputs_of_a_figure_are_those_of_its_steps_too() -> None:
    assert list(SUM.every_input) == ["price", "days.number", 200, "price"]
    assert SUM.questions == ("price", "days")
