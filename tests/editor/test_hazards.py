"""The hazard log as a file: links, copies and looking again; what it finds has its faults."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from buyguide.editor.checking import check
from buyguide.editor.hazard_log import HAZARDS_FILE, read_hazards
from buyguide.editor.starting import copy_guide
from buyguide.editor.watching import snapshot
from tests.bicycle import FOLDER, copy_to, edit

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


def ids(folder: Path) -> list[str]:
    return [p.id for p in check(folder, today=TODAY, select=["BG1", "BG96"]).problems]


def test_each_hazard_is_read_with_its_lines_and_ids() -> None:
    log = read_hazards(FOLDER)
    assert log is not None
    assert [hazard.id for hazard in log.hazards] == ["H1", "H2", "H3"]
    assert log.problems == ()
    first = log.hazards[0]
    assert first.words("Causes") == "Nobody told the buyer. The model is misspelt."
    assert first.words("Built in") == ""
    assert [named.id for named in first.named("Answers")] == [
        "models: do_not_ride",
        "models: have_it_checked",
        "models: unknown",
        "models: other",
    ]
    assert log.text.lines[first.at[0]][first.at[1] :].startswith("H1: ")


def test_a_log_that_leads_out_of_the_folder_is_never_read(tmp_path: Path) -> None:
    folder, secret = copy_to(tmp_path), tmp_path / "secret"
    secret.write_text("### H9: my password\n", encoding="utf-8")
    (folder / HAZARDS_FILE).unlink()
    (folder / HAZARDS_FILE).symlink_to(secret)
    problems = check(folder, today=TODAY).problems
    assert [(p.id, p.severity) for p in problems if HAZARDS_FILE in p.file] == [("BG101", "error")]
    assert not any("password" in f"{p.what}{p.excerpt}" for p in problems)


def test_a_link_to_nowhere_and_a_pipe_are_findings(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / HAZARDS_FILE).unlink()
    (folder / HAZARDS_FILE).symlink_to(folder / "nowhere.md")
    assert ids(folder) == ["BG101"]
    (folder / HAZARDS_FILE).unlink()
    os.mkfifo(folder / HAZARDS_FILE)
    assert ids(folder) == ["BG101"]


def test_a_guide_that_keeps_no_log_has_no_findings_of_it(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / HAZARDS_FILE).unlink()
    assert ids(folder) == []


def test_an_urgent_rule_without_its_hazard_can_be_silenced_with_a_reason(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / HAZARDS_FILE, "`check_recall`, `model_unknown`", "`check_recall`")
    assert ids(folder) == ["BG962"]
    title = "    title: We do not know this model\n"
    silence = "    silence:\n      BG962: It is looked at next week.\n"
    edit(folder / "rules.yaml", title, title + silence)
    assert ids(folder) == []


def test_a_copy_has_the_log_and_a_change_of_it_is_seen(tmp_path: Path) -> None:
    copy_guide(FOLDER, tmp_path / "copy")
    log = tmp_path / "copy" / HAZARDS_FILE
    assert log.read_bytes() == (FOLDER / HAZARDS_FILE).read_bytes()
    before = snapshot(log.parent)
    log.write_text("# Nothing\n", encoding="utf-8")
    assert snapshot(log.parent) != before
