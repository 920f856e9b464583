"""Every JSON report fits its published schema, and the schema does not change by accident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator, ValidationError

from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.editor.cases import read_cases
from buyguide.guide.reading import read_guide
from buyguide.report.as_json import json_text
from buyguide.report.clinician import clinicians_part
from buyguide.report.schema import report_schema
from tests import bicycle
from tests.report import small
from tests.report.test_writers import HOSTILE, _hostile

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision

PINNED = Path(__file__).with_name("report_schema.json")
SCHEMA = Draft202012Validator(report_schema())
GUIDES = (bicycle.ROOT / "rules" / "red_light_mask", bicycle.FOLDER)


def check(decision: Decision) -> None:
    SCHEMA.validate(json.loads(json_text(decision)))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("folder", GUIDES, ids=lambda folder: folder.name)
def test_the_report_of_every_case_fits(folder: Path) -> None:
    guide = read_guide(folder)
    cases, problems = read_cases(folder, guide)
    assert cases
    assert not problems
    for number, case in enumerate(cases):
        decision = with_outlook(decide(guide, case.values))
        check(clinicians_part(decision) if number % 2 else decision)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_report_with_any_text_fits(text: str) -> None:
    check(_hostile(text))


@pytest.mark.parametrize("path", ["", "guide", "verdict", "findings/0", "findings/0/sources/0"])
@pytest.mark.parametrize("edit", ["more", "less"])
def test_a_key_more_or_less_anywhere_does_not_fit(path: str, edit: str) -> None:
    report = json.loads(json_text(small.decision()))
    part = report
    for step in filter(None, path.split("/")):
        part = part[int(step) if step.isdigit() else step]
    if edit == "more":
        part["more"] = 1
    else:
        del part[next(iter(part))]
    with pytest.raises(ValidationError):
        SCHEMA.validate(report)


def test_the_schema_is_the_one_that_was_published() -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert report_schema() == pinned, "readers rely on it: see the docstring of report/schema.py"
