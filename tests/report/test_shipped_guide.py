"""What the people of the shipped guide's cases get to read."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from buyguide.advice.deciding import decide
from buyguide.editor.cases import read_cases
from buyguide.guide.reading import read_guide
from buyguide.report.as_json import json_text
from buyguide.report.compose import compose
from buyguide.report.document import Item, fitted
from buyguide.report.plain import plain_lines
from buyguide.report.terminal import for_terminal

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision

RULES = Path(__file__).parents[2] / "rules" / "red_light_mask"


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision]:
    guide = read_guide(RULES)
    cases, problems = read_cases(RULES, guide)
    assert not problems
    return {case.sentence: decide(guide, case.values) for case in cases}


def test_each_report_ends_with_its_verdict_and_says_that_it_is_not_medical_advice(
    decisions: dict[str, Decision],
) -> None:
    assert decisions
    for decision in decisions.values():
        lines = plain_lines(compose(decision))
        assert decision.verdict.headline in lines[-1]
        assert any("not medical advice" in line.lower() for line in lines)


def test_each_finding_is_read_with_its_reason_and_a_source(
    decisions: dict[str, Decision],
) -> None:
    for decision in decisions.values():
        lines = plain_lines(compose(decision))
        whys = [
            line for line in lines if line.startswith(("Because you answered", "For everyone."))
        ]
        assert len(whys) >= len(decision.findings) > 0
        assert all(line.endswith("]") for line in whys)


def test_each_finding_is_in_the_json_word_for_word(decisions: dict[str, Decision]) -> None:
    for decision in decisions.values():
        read = set(plain_lines(compose(decision)))
        for finding in json.loads(json_text(decision))["findings"]:
            assert set(finding["text"].splitlines()) <= read


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_a_long_report_fits_narrow_and_wide_terminals_that_show_ascii_only(
    decisions: dict[str, Decision], width: int
) -> None:
    longest = max(decisions.values(), key=lambda decision: len(decision.findings))
    file = io.StringIO()
    screen = Console(file=file, width=width, force_terminal=True, color_system=None)
    screen.print(for_terminal(fitted(compose(longest), "ascii")))
    shown = file.getvalue()
    assert shown.isascii()
    assert max(map(cell_len, shown.splitlines())) <= min(width, 100)


def test_where_no_screen_is_every_address_can_be_copied_from_its_line(
    decisions: dict[str, Decision],
) -> None:
    longest = compose(max(decisions.values(), key=lambda decision: len(decision.findings)))
    file = io.StringIO()
    Console(file=file, width=40).print(for_terminal(longest), crop=False)
    addresses = {block.address for block in longest.blocks if isinstance(block, Item)} - {""}
    assert len(addresses) > 5
    lines = file.getvalue().splitlines()
    assert addresses <= {word for line in lines for word in line.split()}
    assert all(len(line.split()) == 1 for line in lines if cell_len(line) > 40)
