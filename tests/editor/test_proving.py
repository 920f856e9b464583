"""What is proved, as the check prints it: each finding at its place, with an example that runs."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import check
from buyguide.editor.finding_ids import finding_ids
from buyguide.guide.places import find_guide
from tests.bicycle import copy_to, edit, run

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

RULE = """\
rules:
  - id: extra
    when:
{when}
    kind: {kind}
    severity: {severity}
{verdict}    title: Extra
    say: {say}
    because: [guide]
"""
PROMISE = """\
promises:
  - id: extra
    say: It holds.
{body}
"""
NOBODY = "      all:\n        - {rider: me}\n        - {rider: child}"


def rule(
    when: str,
    verdict: str = "",
    *,
    kind: str = "choosing",
    severity: str = "care",
    say: str = "So.",
) -> str:
    line = f"    verdict: {verdict}\n" if verdict else ""
    return RULE.format(when=when, verdict=line, kind=kind, severity=severity, say=say)


def promise(body: str) -> str:
    return PROMISE.format(body=body)


def tangled() -> str:
    """Amounts that are compared with each other, and with many thresholds each."""
    names = ("one", "two", "three")
    questions = "".join(
        f"  - id: {n}\n    kind: amount\n    ask: How much is {n}?\n    unit: USD\n" for n in names
    )
    tests = [f"{{{n}: {{below: {at}}}}}" for n in names for at in range(5, 100, 5)]
    tests += [f"{{{a}: {{above: {{question: {b}}}}}}}" for a, b in pairwise(names)]
    lines = "".join(f"        - {test}\n" for test in tests)
    return f"questions:\n{questions}" + rule(f"      any:\n{lines}".rstrip("\n"))


FAULTS = {
    "BG401": promise("    whenever:\n      back_pain: knees\n    verdict_in: never_buy"),
    "BG402": promise(f"    whenever:\n{NOBODY}\n    verdict_in: never_buy"),
    "BG403": tangled(),
    "BG405": rule("      back_pain: none", "never_buy"),
    "BG406": rule("      back_pain: none", kind="caution", severity="consult"),
    "BG410": rule(NOBODY),
    "BG411": rule("      back_pain: knees", "wait"),
    "BG412": rule("      rider: [me, child]"),
    "BG413": rule(
        "      parts_worn: brakes\n      rider: me",
        say="Worn brakes must be changed before the first ride.",
    ),
    "BG416": "questions:\n  - id: extra\n    kind: text\n    ask: What else?\n",
    "BG520": rule("      rider: child"),
}


def findings(folder: Path, id: str) -> list[Problem]:
    return [problem for problem in check(folder).problems if problem.id == id]


@pytest.mark.parametrize("id", FAULTS)
def test_a_fault_is_found_where_it_stands_and_the_sound_guide_has_none_like_it(
    id: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    before = {(p.what, p.line) for p in findings(folder, id)}
    (folder / "extra.yaml").write_text(FAULTS[id], encoding="utf-8")
    new = [p for p in findings(folder, id) if (p.what, p.line) not in before]
    assert new
    assert finding_ids()[id].severity == new[0].severity
    place = "guide.yaml" if id == "BG403" else "extra.yaml"
    assert new[0].file.endswith(place)
    assert new[0].line


def test_a_step_of_the_ladder_that_nobody_asks_for_is_found(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    step = "  - id: never_mind\n    headline: Never mind\n    say: So.\n\n  - id: wait\n"
    edit(folder / "guide.yaml", "  - id: wait\n", step)
    [problem] = findings(folder, "BG414")
    assert "never_mind" in problem.what


def test_an_option_that_changes_nothing_is_found(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    options = "kind: choice\n    ask: Which?\n    options:\n"
    ids = (("a", ""), ("b", ""), ("c", "        means: clear\n"))
    options += "".join(f"      - id: {id}\n        label: {id}\n{more}" for id, more in ids)
    content = f"questions:\n  - id: which\n    {options}" + rule("      which: a")
    (folder / "extra.yaml").write_text(content, encoding="utf-8")
    problems = [p for p in findings(folder, "BG417") if '"which"' in p.what]
    assert [p.excerpt.strip() for p in problems] == ["- id: b"]
    found = [p.what for p in problems]
    assert found == ['the option "b" of "which" changes nothing that anybody is told or asked.']


def test_a_broken_promise_prints_an_interview_that_report_runs_and_that_shows_the_fault(
    tmp_path: Path,
) -> None:
    folder = copy_to(tmp_path)
    (folder / "extra.yaml").write_text(FAULTS["BG401"], encoding="utf-8")
    [problem] = findings(folder, "BG401")
    assert 'Look at the rule "ask_about_aches" first.' in problem.remedy
    printed = run("rules", "check", folder).stdout
    start = printed.index("# A smallest interview that breaks it")
    example = printed[start : printed.index("\n\n", start)]
    file = tmp_path / "shown.yaml"
    file.write_text(example + "\n", encoding="utf-8")
    report = run("report", file, "--guide", folder, "--format", "json")
    assert report.returncode == 0, report.stderr
    assert json.loads(report.stdout)["verdict"]["id"] == "ask_a_fitter"
    assert "# Verdict: ask_a_fitter." in example


def test_a_check_that_was_not_decided_in_time_is_an_error(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "extra.yaml").write_text(FAULTS["BG403"], encoding="utf-8")
    [problem] = findings(folder, "BG403")
    assert '"one", "two", "three"' in problem.what
    assert check(folder).exit != 0


@pytest.mark.parametrize("seconds", [0, 0.05, 0.2])
def test_a_time_that_runs_out_anywhere_is_told_and_nothing_counts_as_proved(
    seconds: float,
) -> None:
    found = check(find_guide(None), seconds=seconds)
    told = [problem for problem in found.problems if problem.id == "BG403"]
    assert not told or found.exit != 0
    assert told or seconds, "no time at all is not enough for the shipped guide"
    assert all("too tangled" in problem.what for problem in told)


def test_the_case_that_is_printed_for_a_missed_slip_is_a_case_that_holds(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "extra.yaml").write_text(FAULTS["BG520"], encoding="utf-8")
    for number in range(20):
        missed = findings(folder, "BG520")
        if not missed:
            break
        case = folder / "cases" / f"made-up-{number}.yaml"
        case.write_text(missed[0].example, encoding="utf-8")
        assert not findings(folder, "BG501")
        assert not findings(folder, "BG502")
    assert number > 0
    assert len(findings(folder, "BG520")) < len(missed) or not missed


def test_an_unsure_option_at_a_gate_is_not_to_be_deleted(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    ids = (("a", ""), ("unsure", "        means: unsure\n"), ("c", "        means: clear\n"))
    options = "".join(f"      - id: {id}\n        label: {id}\n{more}" for id, more in ids)
    head = "questions:\n  - id: which\n    kind: choice\n    gate: true\n    ask: Which?\n"
    content = f"{head}    options:\n{options}" + rule("      which: a")
    (folder / "extra.yaml").write_text(content, encoding="utf-8")
    [problem] = [p for p in findings(folder, "BG417") if '"unsure"' in p.what]
    assert problem.excerpt.strip() == "- id: unsure"
    assert problem.remedy == "Let a rule know it: at a gate it counts like yes."
