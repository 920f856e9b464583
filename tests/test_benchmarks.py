"""The benchmarks: what they compare with finds the same, and figures are shown as they are."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks.__main__ import PARTS
from benchmarks.drawing import curves_of, draw, hardest
from benchmarks.languages import by_hand, by_hand_with_reasons, in_words
from benchmarks.table import Row, in_units, lines, save
from benchmarks.timing import Times, side_by_side
from benchmarks.workload import generated, people
from buyguide.advice.compiled import compile_rules

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    Row("one", "60 rules", 2e-6, "by hand", 0.5, target=1.5, rules=60),
    Row("one", "60 rules", 2e-6, "an engine", 0.9, target=1.0, rules=60),
    Row("one", "1,000 rules", 2e-5, "by hand", 0.25, rules=1_000),
    Row("two", "a start", 0.03, "python", 2.0, target=1.0),
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_run(part: str) -> None:
    assert callable(import_module(f"benchmarks.{part}").rows)


def test_python_by_hand_decides_as_the_compiled_rules_do() -> None:
    guide = generated(200)
    names: dict[str, Any] = {}
    exec(by_hand(guide), names)  # noqa: S102 - the benchmarks wrote it
    bare = names["decide"]
    exec(by_hand_with_reasons(guide), names)  # noqa: S102 - as above
    compiled, ladder = compile_rules(guide), [verdict.id for verdict in guide.verdicts]
    for person in people(200):
        left = compiled.left(person)
        step = ladder.index(compiled.verdict(left).id)
        assert bare(person) == (step, compiled.speaking(left))
        why = [(h.rule.id, [*map(in_words, h.clauses)]) for h in compiled.holding(left)]
        told_step, told = names["decide"](person)
        assert (told_step, [(id, list(because)) for id, because in told]) == (step, why)


def test_about_a_fifth_of_the_rules_hold_and_a_larger_guide_starts_as_a_smaller_does() -> None:
    guide, persons = generated(1_000), people(100)
    compiled = compile_rules(guide)
    held = sum(len(compiled.speaking(compiled.left(person))) for person in persons)
    assert 0.15 < held / (100 * 1_000) < 0.25
    assert [rule.when for rule in generated(60).rules] == [rule.when for rule in guide.rules[:60]]


def test_the_table_marks_the_targets_that_are_missed_and_no_others() -> None:
    marked = [line.split()[0:2] for line in lines(ROWS) if line.endswith("MISSED")]
    assert marked == [["a", "start"]]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (2.5, "2.50 s"),
        (0.0311, "31.1 ms"),
        (1.5e-4, "150 µs"),
        (3.1e-6, "3.10 µs"),
        (4e-9, "4.00 ns"),
    ],
)
def test_times_are_shown_in_the_unit_that_fits(seconds: float, shown: str) -> None:
    assert in_units(seconds) == shown


def test_a_ratio_is_the_middle_of_the_rounds_and_not_the_ratio_of_the_middles() -> None:
    times = Times({"ours": [1.0, 10.0, 3.0], "theirs": [2.0, 4.0, 30.0]})
    assert (times.median("ours"), times.median("theirs")) == (3.0, 4.0)
    assert times.ratio("ours", "theirs") == 0.5


def test_works_are_run_in_turns() -> None:
    order: list[str] = []
    works = {name: lambda name=name: order.append(name) for name in "ab"}
    times = side_by_side(works, 3, {"b": 2})
    assert order == ["a", "b"] * 3
    assert [len(each) for each in times.each.values()] == [3, 3]


def test_all_that_was_measured_is_saved(tmp_path: Path) -> None:
    save(ROWS, 7, tmp_path / "figures.json")
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [Row(**row) for row in found["rows"]] == ROWS
    assert found["runs"] == 7
    assert "pydantic" in found["versions"]


def test_the_picture_shows_the_hardest_comparisons_and_the_curves(tmp_path: Path) -> None:
    assert hardest(ROWS) == [ROWS[1], ROWS[3]]
    assert curves_of(ROWS) == {
        "buyguide": {60: 2e-6, 1_000: 2e-5},
        "by hand": {60: 4e-6, 1_000: 8e-5},
    }
    other = Row("two", "500 rules read", 0.5, "250 rules read", 1.5, rules=500)
    assert curves_of([*ROWS, other]) == curves_of(ROWS)
    draw(ROWS, tmp_path / "figures.svg")
    text = " ".join(ET.parse(tmp_path / "figures.svg").getroot().itertext())  # noqa: S314
    assert "60 rules ÷ an engine" in text
    assert "by hand: 80.0 µs" in text
    assert "prefers-color-scheme: dark" in text
