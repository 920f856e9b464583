"""The editor's commands from the command line: what they print, write, and end with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buyguide.editor.cases import read_cases, run_case
from buyguide.guide.reading import read_guide
from tests.bicycle import FOLDER, run

if TYPE_CHECKING:
    from pathlib import Path


def test_people_are_written_as_cases_that_hold(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert run("rules", "copy", copy, "--guide", FOLDER).returncode == 0
    done = run("rules", "people", copy, "-o", copy / "cases")
    assert done.returncode == 0, done.stderr
    guide = read_guide(copy)
    cases, problems = read_cases(copy, guide)
    assert not problems
    assert len(cases) > len(read_cases(FOLDER, guide)[0])
    assert not [problem for case in cases for problem in run_case(case, guide)]
    assert "BG520" not in run("rules", "check", copy).stdout


def test_people_never_write_over_a_case(tmp_path: Path) -> None:
    assert run("rules", "people", FOLDER, "-o", tmp_path).returncode == 0
    before = {path: path.read_text() for path in tmp_path.iterdir()}
    assert run("rules", "people", FOLDER, "-o", tmp_path).returncode == 2
    assert {path: path.read_text() for path in tmp_path.iterdir()} == before


def test_people_as_json_hold_the_same_cases(tmp_path: Path) -> None:
    run("rules", "people", FOLDER, "-o", tmp_path)
    printed = json.loads(run("rules", "people", FOLDER, "--format", "json").stdout)
    assert printed == {path.name: path.read_text() for path in tmp_path.iterdir()}


def test_a_rule_is_explained_with_what_the_cases_show_of_it() -> None:
    rule = read_guide(FOLDER).rules[0]
    done = run("rules", "explain", rule.id, "--guide", FOLDER)
    assert done.returncode == 0
    assert f"{rule.id}: speaks in " in done.stdout


def test_an_unknown_id_is_refused_with_a_guess() -> None:
    rule = read_guide(FOLDER).rules[0]
    done = run("rules", "explain", f"{rule.id}x", "--guide", FOLDER)
    assert done.returncode == 2
    assert f'Did you mean "{rule.id}"?' in done.stderr


def test_a_guide_beside_itself_tells_nobody_other_things() -> None:
    done = run("rules", "diff", FOLDER, FOLDER)
    assert (done.returncode, "Nobody gets other advice" in done.stdout) == (0, True)


def test_a_lost_caution_ends_with_findings_and_is_let_through_when_allowed(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    run("rules", "copy", copy, "--guide", FOLDER)
    guide = read_guide(FOLDER)
    urgent = next(rule for rule in guide.rules if rule.severity in {"stop", "consult"})
    rules = (copy / "rules.yaml").read_text()
    start = rules.index(f"  - id: {urgent.id}\n")
    end = rules.find("\n  - id: ", start + 1)
    (copy / "rules.yaml").write_text(rules[:start] + rules[end + 1 :])
    done = run("rules", "diff", FOLDER, copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert urgent.id in done.stdout
    assert json.loads(run("rules", "diff", FOLDER, copy, "--format", "json").stdout)
