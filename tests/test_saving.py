"""Answers are written only where asked, for the shopper's eyes only, and whole."""

from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.advice.deciding import decide
from buyguide.answers import settle
from buyguide.answers_file import read_answers
from buyguide.errors import InputError
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.saving import (
    answers_text,
    check_new,
    check_target,
    private_folder,
    save,
    save_new,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from buyguide.answers import Answer
    from buyguide.guide.model import Question

GUIDE = read_guide(find_guide(None))
OURS = "guide: red_light_mask\nanswers: {}\n"
TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer that the question can have."""
    options = [option.id for option in question.options]
    several = [option.id for option in question.options if not option.exclusive]
    if question.kind == "choice":
        return st.sampled_from(options)
    if question.kind == "choices":
        ticked = st.sets(st.sampled_from(several), min_size=1)
        return ticked.map(lambda ids: tuple(id for id in options if id in ids))
    if question.kind == "amount":
        return st.integers(question.minimum, question.maximum)
    if question.kind == "lookup":
        return st.lists(TYPED, max_size=3, unique=True).map(tuple)
    return st.from_regex(question.pattern, fullmatch=True) if question.pattern else TYPED


@st.composite
def interviews(draw: st.DrawFn) -> Mapping[str, Answer]:
    values = {}
    for question in GUIDE.questions:
        values[question.id] = draw(answers_to(question))
        if not question.required and draw(st.booleans()):
            values[question.id] = None
    return settle(GUIDE, values).values


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=interviews())
def test_what_was_written_reads_back_as_the_same_answers(
    values: Mapping[str, Answer], tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    save(str(file), answers_text(GUIDE, values, None))
    assert dict(read_answers(str(file), GUIDE).values) == dict(values)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=interviews())
def test_what_was_read_back_is_written_and_decided_as_before(
    values: Mapping[str, Answer], tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    text = answers_text(GUIDE, values, None)
    file.write_text(text, encoding="utf-8")
    again = read_answers(str(file), GUIDE).values
    assert answers_text(GUIDE, again, None) == text
    before, after = decide(GUIDE, values), decide(GUIDE, again)
    assert (before.verdict, before.findings) == (after.verdict, after.findings)


def test_a_saved_file_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    before = os.umask(0)
    try:
        save(str(file), OURS)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_of_ours_is_replaced_and_narrowed(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(OURS)
    file.chmod(0o666)
    save(str(file), "guide: other\nanswers: {}\n")
    assert file.read_text().startswith("guide: other")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def write_in_place(file: Path, text: str) -> None:
    file.write_text(text)


def put_another_in_place(file: Path, text: str) -> None:
    other = file.with_name("other.yaml")
    other.write_text(text)
    other.replace(file)


@pytest.mark.parametrize(
    ("write", "text", "later"),
    [
        (write_in_place, OURS, 1),
        (write_in_place, f"{OURS}# more\n", 0),
        (put_another_in_place, OURS, 0),
    ],
    ids=["at another time", "of another size", "another file"],
)
def test_what_somebody_wrote_meanwhile_is_not_written_over(
    write: Callable[[Path, str], None], text: str, later: int, tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(OURS)
    since, then = check_target(str(file)), file.stat().st_mtime_ns
    write(file, text)
    os.utime(file, ns=(then + later, then + later))
    with pytest.raises(InputError, match="somebody wrote this file since you began"):
        save(str(file), f"{OURS}# new\n", since)
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("mode", "noted"), [(0o700, False), (0o755, False), (0o720, True), (0o702, True)]
)
def test_a_folder_in_which_others_can_put_files_is_noted(
    mode: int, *, noted: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(mode)
    (note,) = save(str(folder / "my.yaml"), OURS) or ("",)
    assert note.startswith("Others can remove files in") == noted
    folder.chmod(mode | stat.S_ISVTX)  # nobody can remove what is another's
    assert save(str(folder / "my.yaml"), OURS) == ()


def test_a_file_that_is_not_ours_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear doctor")
    with pytest.raises(InputError, match="no answers of this program"):
        save(str(file), OURS)
    assert file.read_text() == "Dear doctor"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim.yaml"
    victim.write_text(OURS)
    link = tmp_path / "link.yaml"
    link.symlink_to(victim)
    with pytest.raises(InputError, match="link"):
        save(str(link), "guide: other\nanswers: {}\n")
    assert victim.read_text() == OURS


@pytest.mark.parametrize("name", ["", ".", "no/such/folder/my.yaml", "a\0b", "x" * 300])
def test_a_name_that_is_no_file_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    file = f"{tmp_path}/{name}"
    with pytest.raises(InputError):
        check_target(file)


def test_a_pipe_or_folder_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for target in (pipe, tmp_path):
        with pytest.raises(InputError, match="no plain file"):
            check_target(str(target))


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_at_any_step_leaves_the_old_file_and_no_rest(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(OURS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if call == "write":
        monkeypatch.setattr(os, "fdopen", full)
    else:
        monkeypatch.setattr(os, call, full)
    with pytest.raises(InputError, match="No space left"):
        save(str(file), "guide: other\nanswers: {}\n")
    assert file.read_text() == OURS
    assert list(tmp_path.iterdir()) == [file]


def test_answers_are_never_written_over_a_report(tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text('{\n  "guide": {\n    "id": "red_light_mask"')
    with pytest.raises(InputError, match="no answers of this program"):
        check_target(str(file))
    file.write_text('{"guide": "red_light_mask", "answers": {}}')
    check_target(str(file))


def test_a_report_is_for_its_owner_only_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    before = os.umask(0)
    try:
        save_new(str(file), "<p>é</p>\n")
    finally:
        os.umask(before)
    assert file.read_text(encoding="utf-8") == "<p>é</p>\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("there", [OURS, "Dear doctor", "{}"])
def test_a_report_is_never_written_over_a_file_unless_told(there: str, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(there)
    with pytest.raises(InputError) as caught:
        save_new(str(file), "new")
    assert "--force" in caught.value.problems[0].remedy
    assert file.read_text() == there
    save_new(str(file), "new", replace=True)
    assert file.read_text() == "new"


def test_an_empty_file_may_become_a_report(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.touch()
    save_new(str(file), "new")
    assert file.read_text() == "new"


def test_a_folder_for_results_in_the_making_is_for_its_owner_only_and_goes(tmp_path: Path) -> None:
    def break_off() -> None:
        with private_folder(str(tmp_path / "all.csv")) as folder:
            assert folder.parent == tmp_path
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            (folder / "rows").write_text("an answer")
            raise KeyboardInterrupt

    before = os.umask(0)
    try:
        with pytest.raises(KeyboardInterrupt):
            break_off()
    finally:
        os.umask(before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", ["my.yaml", "all.csv"])
def test_whatever_writes_next_in_a_folder_removes_what_a_killed_run_left(
    file: str, tmp_path: Path
) -> None:
    ended = subprocess.Popen(["true"])  # its number is nobody's any more
    ended.wait()
    left = tmp_path / f".buyguide-{ended.pid}-abc"
    left.mkdir()
    (left / "rows.duckdb.wal").write_text("an answer")
    (tmp_path / f".buyguide-{ended.pid}-def").write_text("an answer")
    running = tmp_path / f".buyguide-{os.getppid()}-ghi"
    running.write_text("an answer")
    if file == "my.yaml":
        save(str(tmp_path / file), OURS)
    else:
        with private_folder(str(tmp_path / file)):
            pass
    assert {path.name for path in tmp_path.iterdir()} <= {file, running.name}
    assert running.exists()


def test_a_report_is_never_written_through_a_link_even_when_told_to_replace(
    tmp_path: Path,
) -> None:
    victim = tmp_path / "victim.md"
    victim.write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to(victim)
    for replace in (False, True):
        with pytest.raises(InputError, match="link"):
            check_new(str(link), replace=replace)
        with pytest.raises(InputError, match="link"):
            save_new(str(link), "new", replace=replace)
    assert victim.read_text() == "old"
    assert link.is_symlink()


def test_a_link_to_nowhere_is_refused_too(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "new.md")
    with pytest.raises(InputError, match="link"):
        save_new(str(link), "new")
    assert not (tmp_path / "new.md").exists()
