"""A rule may set the shopper's amounts on a usual range; a range that cannot be is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.advice.decision import Strip
from buyguide.guide.reading import read_guide
from buyguide.guide.rules import Scale
from tests.bicycle import copy_to, edit, problems_in

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "say: The seller asks {price}, and your budget is {budget}.\n"
AFTER = (
    BEFORE + "    scale: {label: Usual prices, least: 100, most: 900.50, marks: [budget, price]}\n"
)


def _with(old: str, new: str, folder: Path) -> tuple[Path, list[tuple[int, int]]]:
    copied = copy_to(folder)
    return copied, edit(copied / "rules.yaml", BEFORE, AFTER.replace(old, new))


def test_a_rule_sets_the_amounts_that_were_answered_on_its_range(tmp_path: Path) -> None:
    folder, _ = _with("", "", tmp_path)
    guide = read_guide(folder)
    rule = next(rule for rule in guide.rules if rule.scale)
    assert rule.scale == Scale("Usual prices", 10_000, 90_050, ("budget", "price"))
    findings = decide(guide, {"budget": 20_000, "price": 30_000}).findings
    strip = next(one.strip for one in findings if one.id == rule.id)
    assert strip == Strip(
        "Usual prices", "USD", 10_000, 90_050, (("budget", 20_000), ("price", 30_000))
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[budget, price]", "[budget, @@prize]", 'no question "prize" that asks for an amount'),
        ("[budget, price]", "[@@rider]", 'no question "rider" that asks for an amount'),
        ("[budget, price]", "@@[budget, return_days]", "different units"),
        ("900.50", "@@100", "from a smaller to a larger amount"),
    ],
)
def test_a_range_that_cannot_be_is_one_problem_at_its_place(
    old: str, new: str, what: str, tmp_path: Path
) -> None:
    folder, places = _with(old, new, tmp_path)
    (problem,) = problems_in(folder)
    assert what in problem.what
    assert [(problem.line, problem.column)] == places
