"""The hazard log of the shipped guide: what the check cannot see, the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buyguide.editor.hazard_log import BUILT_IN, HazardLog, read_hazards
from tests.bicycle import ROOT


def _log() -> HazardLog:
    log = read_hazards(ROOT / "rules" / "red_light_mask")
    assert log is not None
    return log


LOG = _log()
TESTS = sorted({n.id for h in LOG.hazards for n in h.named(BUILT_IN) if n.id.startswith("tests/")})


@pytest.mark.parametrize("named", TESTS)
def test_a_test_that_a_hazard_names_is_there(named: str) -> None:
    file, _, test = named.partition("::")
    text = (ROOT / Path(file)).read_text(encoding="utf-8")
    assert not test or re.search(rf"^def {test}\(", text, re.MULTILINE)


def test_the_log_holds_each_hazard_once_and_in_order() -> None:
    assert [hazard.id for hazard in LOG.hazards] == [
        f"H{number:02}" for number in range(1, len(LOG.hazards) + 1)
    ]
    assert len(LOG.hazards) >= 40
    assert len(TESTS) >= 20


def test_a_hazard_that_rules_guard_against_has_its_promise_its_case_and_its_source() -> None:
    for hazard in LOG.hazards:
        if hazard.named("Guarded by"):
            for label in ("Promised by", "Shown by", "Rests on"):
                assert hazard.named(label), f"{hazard.id} has nothing under {label}"


def test_every_promise_about_safety_stands_with_a_hazard() -> None:
    named = {n.id for hazard in LOG.hazards for n in hazard.named("Promised by")}
    text = (ROOT / "rules" / "red_light_mask" / "promises.yaml").read_text(encoding="utf-8")
    gates = text[text.index("# Gates") : text.index("# The ladder")]
    assert set(re.findall(r"^  - id: (\w+)", gates, re.MULTILINE)) - named == set()
