"""What would change the advice, asked for by itself, and what changed since answers were saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bicycle import FOLDER, GOOD_ANSWERS, copy_to, edit, run
from tests.test_compare import CLEARED, PERSON, Desk

if TYPE_CHECKING:
    from pathlib import Path

WITH_DEVICE = PERSON.replace("  device_in_mind: no\n", f"  device_in_mind: yes\n{CLEARED}")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_each_verdict_is_told_with_the_smallest_changes_that_lead_there(desk: Desk) -> None:
    mine = desk.file("mine.yaml", WITH_DEVICE.replace("eye_protection: yes", "eye_protection: no"))
    done = run("whatif", mine, "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    parts = done.stdout.split("\n\n")
    best = next(part for part in parts if part.startswith("You can buy one"))
    assert "If you answered Eye protection: Yes." in best
    stop = next(part for part in parts if part.startswith("Do not use a mask"))
    assert stop.splitlines()[1] == "No answer that you can choose or check leads there from here."
    now = next(part for part in parts if part.startswith("Do not buy this one"))
    assert now.splitlines()[1] == "This is our advice now."


def test_a_device_that_is_only_claimed_to_be_cleared_is_to_be_looked_up_and_not_given_up(
    desk: Desk,
) -> None:
    claimed = WITH_DEVICE.replace("clearance: confirmed", "clearance: claimed")
    claimed = claimed.replace("  device_k_number: K240001\n", "")
    named = "medicine_list: will_list\n  medicines: [doxycycline]"
    mine = desk.file("mine.yaml", claimed.replace("medicine_list: none", named))
    way = "FDA clearance: Yes, I looked up its K number and K number (filled in)."
    said = run("whatif", mine, "--plain").stdout
    assert f"Once a clinician agrees, if you answered {way}" in said
    assert "Device in mind" not in said
    reported = run("report", mine, "--plain").stdout
    assert f"once a clinician agrees, if you answered {way}" in reported


def test_one_verdict_can_be_asked_for_and_a_misspelt_one_is_guessed_at(desk: Desk) -> None:
    mine = desk.file("mine.yaml", WITH_DEVICE)
    done = run("whatif", mine, "--to", "not_yet", "--format", "json")
    found = json.loads(done.stdout)
    assert list(found["changes"]) == ["not_yet"]
    assert {"device_clearance": "claimed"} in [
        one["answers"] for one in found["changes"]["not_yet"]
    ]
    done = run("whatif", mine, "--to", "notyet")
    assert done.returncode == 2
    assert done.stderr == 'There is no verdict "notyet" in this guide. Did you mean "not_yet"?\n'


def test_a_doubt_about_health_is_put_as_what_a_clinician_would_say(desk: Desk) -> None:
    unsure = WITH_DEVICE.replace("eye_conditions: [none]", "eye_conditions: [unsure]")
    said = run("whatif", desk.file("mine.yaml", unsure), "--plain").stdout
    assert "If a clinician says Eyes: None of these." in said
    assert "Most worth finding out first: Eyes" in said
    assert "If you answered Eyes" not in said


def test_what_is_advised_once_a_clinician_agrees_is_said_to_be_so_already(desk: Desk) -> None:
    listed = "medicine_list: will_list\n  medicines: [isotretinoin]"
    mine = WITH_DEVICE.replace("medicine_list: none", listed).replace("confirmed", "claimed")
    file = desk.file("mine.yaml", mine)
    report = run("report", file, "--plain").stdout
    assert "Once a clinician agrees: Wait: settle these points first." in report
    said = run("whatif", file, "--plain").stdout.split("\n\n")
    wait = next(part for part in said if part.startswith("Wait: settle these points first"))
    assert wait.splitlines()[1:] == ["This is our advice already, once a clinician agrees."]


def test_what_leads_without_a_clinician_to_what_would_then_be_advised_is_told_too(
    desk: Desk,
) -> None:
    unsure = WITH_DEVICE.replace("eye_conditions: [none]", "eye_conditions: [unsure]")
    said = run("whatif", desk.file("mine.yaml", unsure), "--plain").stdout.split("\n\n")
    best = next(part for part in said if part.startswith("You can buy one"))
    assert best.splitlines()[1:] == [
        "This is our advice already, once a clinician agrees.",
        "If a clinician says Eyes: None of these.",
    ]


def test_the_report_says_what_would_change_it_in_the_same_words(desk: Desk) -> None:
    unsure = WITH_DEVICE.replace("eye_conditions: [none]", "eye_conditions: [unsure]")
    said = run("report", desk.file("mine.yaml", unsure), "--plain").stdout
    assert "That would be our advice if a clinician says Eyes: None of these." in said


def test_whatif_works_for_a_guide_without_candidates(desk: Desk) -> None:
    done = run("whatif", desk.file("bicycle.yaml", GOOD_ANSWERS), "--guide", FOLDER, "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    assert "This is our advice now." in done.stdout


RESULT = """\
result:
  verdict: {verdict}
  digest: "{digest}"
  findings:
    - {finding}
"""


def _report(folder: Path, guide: Path, result: str) -> str:
    mine = folder / "mine.yaml"
    mine.write_text(GOOD_ANSWERS + result, encoding="utf-8")
    done = run("report", mine, "--guide", guide, "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def _saved(folder: Path, guide: Path) -> str:
    """Return what ``--save`` writes as the result of the answers."""
    mine, out = folder / "before.yaml", folder / "saved.yaml"
    mine.write_text(GOOD_ANSWERS, encoding="utf-8")
    done = run("ask", "--answers", mine, "--save", out, "--guide", guide)
    assert done.returncode == 0
    return "result:" + out.read_text(encoding="utf-8").split("result:")[1]


def test_a_result_of_the_same_guide_is_said_to_hold(tmp_path: Path) -> None:
    said = _report(tmp_path, FOLDER, _saved(tmp_path, FOLDER))
    assert "The guide is the same as when you saved these answers." in said


def test_a_changed_guide_with_the_same_advice_says_so(tmp_path: Path) -> None:
    guide = copy_to(tmp_path)
    saved = _saved(tmp_path, guide)
    edit(guide / "guide.yaml", "1.10", "1.11")
    said = _report(tmp_path, guide, saved)
    assert (
        "The guide has changed since you saved these answers. Its advice to you is the same."
        in said
    )


def test_a_changed_guide_says_which_lines_are_new_and_gone_and_both_verdicts(
    tmp_path: Path,
) -> None:
    result = RESULT.format(verdict="some_old_step", digest="sha256:0", finding="some_old_rule")
    said = _report(tmp_path, FOLDER, result)
    part = said.split("Since you saved your answers")[1].split("\n\n")[0].splitlines()
    assert part[1] == "The guide has changed since you saved these answers."
    assert part[2] == 'Our advice then: "some_old_step".'
    assert part[3].startswith("Our advice now: ")
    assert any(line.startswith("New: ") for line in part)
    assert part[-1] == "Gone: a line that the guide no longer has (some_old_rule)."


def test_however_many_lines_are_gone_those_of_the_guide_are_named_and_few_others(
    tmp_path: Path,
) -> None:
    ids = ", ".join(["recalled", *(f"old{n % 500}" for n in range(40_000))])
    result = f'result: {{verdict: buy, digest: "sha256:0", findings: [{ids}, too_dear]}}\n'
    said = _report(tmp_path, FOLDER, result)
    gone = [line for line in said.splitlines() if line.startswith("Gone: ")]
    assert "Gone: ... was called back." in gone
    assert "Gone: It costs more than you want to spend." in gone
    assert gone[-1] == "Gone: 480 further lines that the guide no longer has."
    assert len(gone) == 23


def test_other_answers_under_the_same_guide_are_named_as_the_cause(tmp_path: Path) -> None:
    saved = _saved(tmp_path, FOLDER).replace("findings:\n", "findings:\n    - some_other_rule\n")
    said = _report(tmp_path, FOLDER, saved)
    assert "so the answers in the file have changed." in said


def test_a_result_that_is_not_ours_is_refused_with_its_line(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(f"{GOOD_ANSWERS}result: [1, 2]\n", encoding="utf-8")
    done = run("report", mine, "--guide", FOLDER)
    assert (done.returncode, done.stdout) == (2, "")
    assert '"result" is not as this program writes it' in done.stderr


def test_what_is_saved_holds_further_devices_and_is_read_back(desk: Desk, tmp_path: Path) -> None:
    lines = CLEARED.replace("Glow One", "Glow Two").splitlines()
    listed = "candidates:\n  - " + "\n    ".join(line.strip() for line in lines) + "\n"
    both, out = desk.file("both.yaml", WITH_DEVICE + listed), tmp_path / "saved.yaml"
    assert run("ask", "--answers", both, "--save", out).returncode == 0
    again = desk.compare(person="saved.yaml")
    assert again == desk.compare(person="both.yaml")
    assert [one["name"] for one in again["candidates"]][1] == "Device B: Glow Two"
