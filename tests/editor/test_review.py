"""The record of review: what reads otherwise since it was written is told at its line."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import check
from buyguide.editor.desk import read_desk
from buyguide.editor.pieces import pieces
from buyguide.editor.record import RECORD, record_text
from buyguide.editor.starting import copy_guide, new_guide
from buyguide.guide.places import find_guide
from tests.bicycle import FOLDER, copy_to, edit, run

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

TODAY = date(2026, 11, 21)
RULE = """\
  - id: stand_it_up
    kind: using
    severity: note
    title: Stand it up
    say: A bicycle that lies on the ground is bent soon.
    because: [guide]

"""
AGAIN = "Read it again. If it is as it should be, run: buyguide rules review"


def sign(folder: Path) -> None:
    (folder / RECORD).write_text(record_text(pieces(read_desk(folder)[0])), encoding="utf-8")


def notes(folder: Path) -> list[Problem]:
    found = [p for p in check(folder, today=TODAY).problems if p.id.startswith("BG91")]
    assert {problem.severity for problem in found} <= {"note"}
    return found


def told(folder: Path) -> list[tuple[str, str, int, str]]:
    """Return each note's id, file, line and what it says."""
    size = len(str(folder)) + 1
    return [(p.id, p.file[size:], p.line, p.what) for p in notes(folder)]


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    folder = copy_to(tmp_path)
    sign(folder)
    return folder


def line_of(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").split("\n")
    (number,) = (number for number, line in enumerate(lines, 1) if words in line)
    return number


def test_the_record_of_the_shipped_guide_is_as_young_as_its_rules() -> None:
    folder = find_guide("red_light_mask")
    assert (folder / RECORD).is_file(), "run: buyguide rules review"
    assert [(p.where, p.what) for p in notes(folder)] == [], "read them; run: buyguide rules review"


def test_a_guide_just_signed_off_has_no_note(signed: Path) -> None:
    assert told(signed) == []


def test_a_guide_without_a_record_has_no_note(tmp_path: Path) -> None:
    assert told(copy_to(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.yaml", "the seat can rise", "the seat can lower", 'this line of the rule "'),
        ("questions.yaml", "minimum: 1\n", "minimum: 2\n", 'this line of the question "'),
        ("sources.yaml", "called back", "called up", 'this line of the fact "F-REC"'),
        ("guide.yaml", "version: ", 'version: "1.11" # ', '"version" in guide.yaml reads'),
        ("recalls.csv", "chain guard", "chain", 'the row "Heron City" of recalls.csv'),
        ("cases/sore-knees-go-to-a-fitter.yaml", "301", "302", 'this line of the case "sore-knees'),
    ],
)
def test_a_changed_line_is_pointed_at(
    file: str, old: str, new: str, said: str, signed: Path
) -> None:
    path = signed / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    at = content[: content.index(old)].count("\n") + 1
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    first = told(signed)[0]
    assert (first[0] in {"BG910", "BG911"}, first[1:3]) == (True, (file, at)), first
    assert said in first[3]


def test_each_place_of_a_long_text_is_pointed_at_by_itself(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    lines = "".join(f"      Sentence number {number} of a long text.\n" for number in range(9))
    edit(
        folder / "rules.yaml",
        "    say: There is always another bicycle.\n",
        f"    say: >-\n{lines}",
    )
    sign(folder)
    rules = folder / "rules.yaml"
    third, seventh = line_of(rules, "number 3"), line_of(rules, "number 7")
    edit(rules, "number 3 of", "number three of")
    edit(rules, "      Sentence number 7 of a long text.\n", "")
    assert [(id, line) for id, _, line, _ in told(folder)] == [
        ("BG910", third),
        ("BG910", seventh - 1),
    ]
    assert "something was taken out" in told(folder)[1][3]


def test_comments_blank_lines_and_folding_are_no_change(signed: Path) -> None:
    rules = signed / "rules.yaml"
    edit(rules, "rules:\n", "# A remark.\n\nrules:\n\n")
    edit(
        rules,
        "    say: There is always another bicycle.\n",
        "    say: >-\n      There is always\n      another bicycle.\n",
    )
    assert told(signed) == []


def test_what_is_new_and_what_is_gone_is_named(signed: Path) -> None:
    sources = signed / "sources.yaml"
    edit(sources, "- id: F-REC\n", "- id: F-RAC\n")
    rules = signed / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("F-REC", "F-RAC"), encoding="utf-8")
    found = told(signed)
    assert ("BG911", "sources.yaml", line_of(sources, "id: F-RAC"),
            'the fact "F-RAC" is new since the last review.') in found  # fmt: skip
    assert ("BG912", RECORD, line_of(signed / RECORD, "facts/F-REC "),
            'the fact "F-REC" was there at the last review, and is gone.') in found  # fmt: skip


def test_a_case_that_cannot_be_read_is_not_said_to_be_gone(signed: Path) -> None:
    edit(signed / "cases" / "sore-knees-go-to-a-fitter.yaml", "verdict:", "verdct:")
    assert told(signed) == []


def test_a_name_that_is_missing_is_said_to_have_been_there(signed: Path) -> None:
    edit(signed / "sources.yaml", "- id: F-REC\n", "- id: F-RAC\n")
    edit(signed / "situations.yaml", "[lower_back, knees, unsure]", "[lower_back, knies, unsure]")
    problems = check(signed, today=TODAY).problems
    known = [p.what for p in problems if p.remedy.startswith("At the last review it was there")]
    assert known
    assert all('"F-REC"' in what for what in known)
    assert any('"knies"' in p.what for p in problems), "which never was"
    (signed / RECORD).unlink()
    remedies = [p.remedy for p in check(signed, today=TODAY).problems]
    assert not any("last review" in remedy for remedy in remedies)


WAS = "At the last review it was there: it is renamed or gone since. "


def remedy_of(folder: Path, id: str) -> str:
    return next(p.remedy for p in check(folder, today=TODAY).problems if p.id == id)


def test_what_was_there_at_the_review_too_is_no_guess_at_what_is_gone(signed: Path) -> None:
    edit(signed / "sources.yaml", "  - id: F-REC\n", "  - id: F-ROC\n")
    assert remedy_of(signed, "BG313") == f'{WAS}Did you mean "F-ROC"?', "which is new"
    record = signed / RECORD
    record.write_text(f"{record.read_text()}facts/F-ROC 00000000\n", encoding="utf-8")
    assert remedy_of(signed, "BG313") == f"{WAS}Put it back, or cite another that says the same."


def test_an_entry_that_is_gone_is_not_taken_for_one_that_looks_like_it(signed: Path) -> None:
    table = signed / "recalls.csv"
    table.write_text(f"{table.read_text()}Otter Trial,,do_not_ride,fork,S-REC\n", encoding="utf-8")
    edit(signed / "rules.yaml", "models: {tagged: have_it_checked}", "models: Otter Trial")
    sign(signed)
    edit(table, "Otter Trial,,do_not_ride,fork,S-REC\n", "")
    assert remedy_of(signed, "BG302") == f"{WAS}Put it back, or write here what took its place."
    (signed / RECORD).unlink()
    assert remedy_of(signed, "BG302") == 'Did you mean "Otter Trail"?'


def test_a_rule_that_is_gone_is_put_back_or_replaced_where_the_hazard_log_names_it(
    signed: Path,
) -> None:
    edit(signed / "rules.yaml", "- id: check_recall\n", "- id: ask_for_the_bill\n")
    assert remedy_of(signed, "BG960").startswith(f"{WAS}Put it back")
    case = signed / "cases" / "sore-knees-go-to-a-fitter.yaml"
    edit(case, "too_dear]", "too_dear, check_recall]")
    assert remedy_of(signed, "BG502").startswith(f"{WAS}Put it back")


def test_what_changed_its_place_among_others_is_named_once(signed: Path) -> None:
    rules = signed / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    head, first, second, *rest = re.split(r"(?m)^(?=  - id: )", text)
    rules.write_text("".join([head, second, first, *rest]), encoding="utf-8")
    ids = [part.split("\n")[0].removeprefix("  - id: ") for part in (first, second)]
    was = f'the rule "{ids[1]}" stood below the rule "{ids[0]}" when it was reviewed'
    line = line_of(rules, f"- id: {ids[1]}")
    assert told(signed) == [("BG914", "rules.yaml", line, f"{was}, and is above it.")]


def test_a_new_rule_moves_no_other(signed: Path) -> None:
    edit(signed / "rules.yaml", "rules:\n", f"rules:\n{RULE}")
    assert [(id, line) for id, _, line, _ in told(signed)] == [
        ("BG911", line_of(signed / "rules.yaml", "- id: stand_it_up"))
    ]


def test_a_failing_case_names_what_changed(signed: Path) -> None:
    path = signed / "situations.yaml"
    edit(path, "[lower_back, knees, unsure]", "[lower_back, unsure]")
    line = line_of(path, "[lower_back, unsure]")
    wrong = [p for p in check(signed, today=TODAY).problems if p.id == "BG501"]
    assert wrong
    assert all(f"Changed since the last review: {path}:{line}." in p.remedy for p in wrong)


def test_a_file_that_is_new_throughout_is_one_note(signed: Path) -> None:
    names = "".join(f"Bicycle {number}\n" for number in range(30))
    edit(
        signed / "other_models.csv",
        (text := (FOLDER / "other_models.csv").read_text()),
        text + names,
    )
    ((id, file, _, what),) = told(signed)
    assert (id, file) == ("BG911", "other_models.csv")
    assert "at 30 places of this file" in what


def test_a_merge_that_kept_both_sides_counts_both_as_read(signed: Path) -> None:
    before = (signed / RECORD).read_text(encoding="utf-8")
    edit(signed / "sources.yaml", "called back", "called up")
    sign(signed)
    after = (signed / RECORD).read_text(encoding="utf-8")
    (signed / RECORD).write_text(before + after, encoding="utf-8")
    assert told(signed) == []
    edit(signed / "sources.yaml", "called up", "called back")
    assert told(signed) == []
    edit(signed / "sources.yaml", "called back", "called off")
    assert [id for id, *_ in told(signed)] == ["BG910"]


def test_marks_of_a_conflict_are_pointed_at_and_hide_nothing(signed: Path) -> None:
    record = signed / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n", encoding="utf-8")
    edit(signed / "sources.yaml", "called back", "called up")
    assert [(id, line) for id, file, line, _ in told(signed) if file == RECORD] == [("BG913", 1)]
    assert [id for id, file, *_ in told(signed) if file == "sources.yaml"] == ["BG910"]


def test_a_record_that_is_no_text_is_a_note_and_no_more(signed: Path) -> None:
    (signed / RECORD).write_bytes(b"\xff\xfe\x00")
    assert [(id, file) for id, file, *_ in told(signed)] == [("BG913", RECORD)]


def test_a_side_table_without_its_end_is_a_note_and_no_crash(signed: Path) -> None:
    (signed / "remarks.csv").write_text('name,why\n"' + "a" * 200_000, encoding="utf-8")
    assert ("BG913", "remarks.csv") in [(id, file) for id, file, *_ in told(signed)]


def test_the_record_is_sorted_short_and_says_how_it_came_about(signed: Path) -> None:
    written = (signed / RECORD).read_text(encoding="utf-8").splitlines()
    head = [line for line in written if line.startswith("#")]
    lines = written[len(head) :]
    assert lines == sorted(lines)
    assert "buyguide rules review" in " ".join(head)
    assert len({line.split(" ")[0] for line in lines}) == len(lines)
    assert sorted(len(line) for line in lines)[len(lines) // 2] < 60


def test_the_record_is_no_part_of_the_guide(signed: Path) -> None:
    digest = read_desk(signed)[0].guide.digest
    (signed / RECORD).unlink()
    assert read_desk(signed)[0].guide.digest == digest


def test_a_copy_takes_the_record_along_and_a_new_guide_has_none(
    signed: Path, tmp_path: Path
) -> None:
    copy_guide(signed, tmp_path / "copy")
    new_guide(tmp_path / "new", today=TODAY)
    assert (tmp_path / "copy" / RECORD).read_bytes() == (signed / RECORD).read_bytes()
    assert not (tmp_path / "new" / RECORD).exists()


def test_the_command_lists_what_changed_and_writes_the_record(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    first = run("rules", "review", folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert "first review" in first.stdout
    assert "your word" in first.stdout
    umask = os.umask(0)
    os.umask(umask)
    assert (folder / RECORD).stat().st_mode & 0o777 == 0o666 & ~umask
    edit(folder / "sources.yaml", "called back", "called up")
    before = (folder / RECORD).read_bytes()
    checked = run("rules", "check", folder, "--select", "BG910")
    assert checked.returncode == 0
    assert f"{AGAIN} {folder}" in checked.stdout
    again = run("rules", "review", folder)
    line = line_of(folder / "sources.yaml", "called up")
    assert f"{folder}/sources.yaml:{line}:" in again.stdout
    assert "Changed since the last review: 1." in again.stdout
    assert (folder / RECORD).read_bytes() != before
    assert told(folder) == []
    assert "Changed since the last review: 0." in run("rules", "review", folder).stdout


def test_a_guide_with_errors_is_not_signed_off(signed: Path) -> None:
    before = (signed / RECORD).read_bytes()
    edit(signed / "situations.yaml", "[lower_back, knees, unsure]", "[lower_back, unsure]")
    done = run("rules", "review", signed)
    assert done.returncode == 1
    assert "error BG501" in done.stdout
    assert "Nothing was written" in done.stderr
    assert (signed / RECORD).read_bytes() == before


def test_the_record_is_not_written_through_a_link(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    (folder / RECORD).symlink_to(other)
    done = run("rules", "review", folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_hazard_that_is_gone_or_changed_is_named(signed: Path) -> None:
    log = signed / "HAZARDS.md"
    edit(log, "- **Harm**: A fall.\n", "- **Harm**: A bad fall.\n")
    what = 'this line of the hazard "H1" reads otherwise than when it was reviewed.'
    assert told(signed) == [("BG910", "HAZARDS.md", line_of(log, "A bad fall"), what)]
    edit(log, "- **Harm**: A bad fall.\n", "- **Harm**: A\n  fall.\n")
    assert told(signed) == []
    log.unlink()
    what = 'the hazard "H1" was there at the last review, and is gone.'
    assert ("BG912", RECORD, line_of(signed / RECORD, "hazards/H1 "), what) in told(signed)
