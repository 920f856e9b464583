"""What happens to a program rather than to its input: disks, homes, links, clocks, writers."""

from __future__ import annotations

import os
import shlex
import socket
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from buyguide.errors import InputError
from buyguide.saving import check_target, save
from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT, copy_to, edit, run

if TYPE_CHECKING:
    from pathlib import Path

OURS = "guide: bicycle\nanswers: {}\n"
VERDICT = "You can buy it"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS, encoding="utf-8")
    return file


def shell(line: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a shell's line, in which ``buyguide`` is the program."""
    program = f"{shlex.quote(sys.executable)} -m buyguide"
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("buyguide", program, 1)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environ},
        timeout=60,
        check=False,
    )


# --- disks ------------------------------------------------------------------------------------


def test_when_nothing_can_be_written_the_advice_is_printed_all_the_same(answers: Path) -> None:
    line = f"ulimit -f 0; buyguide ask --answers my.yaml --save new.yaml --guide {FOLDER}"
    done = shell(line, answers.parent)
    assert VERDICT in done.stdout
    assert done.returncode == 2
    assert "new.yaml: it could not be saved: File too large." in done.stderr
    assert list(answers.parent.iterdir()) == [answers]


def test_a_report_that_cannot_be_written_leaves_the_old_one(answers: Path) -> None:
    report = answers.parent / "report.md"
    report.write_text("old")
    line = f"ulimit -f 0; buyguide report my.yaml -o report.md --force --guide {FOLDER}"
    done = shell(line, answers.parent)
    assert done.returncode == 2
    assert "could not be saved" in done.stderr
    assert report.read_text() == "old"


# --- homes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "home", ["/proc", "/nonexistent", "", "relative", "/etc/passwd", "LOOP", None],
    ids=["read-only", "none there", "empty", "relative", "a file", "a circle", "unset"],
)  # fmt: skip
def test_no_home_is_needed(home: str | None, answers: Path) -> None:
    environ = {} if home is None else {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    if home == "LOOP":
        (answers.parent / "loop").symlink_to("loop")
        environ = {"HOME": str(answers.parent / "loop")}
    line = f"buyguide ask --answers my.yaml --save new.yaml --guide {FOLDER}"
    done = shell(line, answers.parent, **environ)
    assert (done.returncode, VERDICT in done.stdout) == (0, True)
    assert "Traceback" not in done.stderr
    assert (answers.parent / "new.yaml").exists()


@pytest.mark.parametrize(
    "command", ["guides", "lookup zinc", "report ../my.yaml --guide ../bicycle", "rules book"]
)
def test_in_a_folder_that_was_removed_nothing_is_said_about_the_output(
    command: str, answers: Path
) -> None:
    copy_to(answers.parent)
    line = f"mkdir gone; cd gone; rmdir ../gone; buyguide {command}"
    done = shell(line, answers.parent)
    relative = ".." in command
    assert done.returncode == (2 if relative else 0), done.stderr
    assert "output" not in done.stderr
    assert "Traceback" not in done.stderr


# --- other writers and readers ----------------------------------------------------------------

WRITER = """
import sys
from buyguide.errors import InputError
from buyguide.saving import save
file, name, saves = sys.argv[1], sys.argv[2], int(sys.argv[3])
for number in range(saves):
    try:
        save(file, "guide: bicycle\\nanswers: {}\\n" + f"# {name} {number}\\n" * 2000)
    except InputError as error:
        print(error.problems[0].what)
    else:
        print("saved")
"""


def one_text(content: str) -> bool:
    """Say whether a file holds one writer's text from end to end."""
    lines = content.splitlines()
    return len(lines) == 2_002 and len(set(lines[2:])) == 1


def test_of_several_writers_each_is_whole_or_told(tmp_path: Path) -> None:
    file, writers, saves = tmp_path / "my.yaml", 6, 25
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, file, str(number), str(saves)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    said = []
    reads = 0
    while any(child.poll() is None for child in running):
        if file.exists():
            assert one_text(file.read_text(encoding="utf-8"))
            reads += 1
    for child in running:
        said += child.communicate()[0].splitlines()
        assert child.returncode == 0
    assert len(said) == writers * saves
    refused = set(said) - {"saved"}
    assert refused <= {"it could not be saved: Somebody else is writing it."}
    assert said.count("saved") >= saves
    assert list(tmp_path.iterdir()) == [file]
    print(f"{said.count('saved')} saves of {writers} writers, {reads} whole reads meanwhile")


def test_a_file_that_another_terminal_wrote_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    for before in ("", OURS):
        if before:
            file.write_text(before)
        since = check_target(str(file))
        save(str(file), OURS + "# theirs\n")
        with pytest.raises(InputError, match="somebody wrote this file since"):
            save(str(file), OURS + "# ours\n", since)
        assert file.read_text().endswith("# theirs\n")


def test_reading_while_many_versions_are_saved_never_sees_half_of_one(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    text = OURS + "# line\n" * 2_000
    save(str(file), text)
    over = threading.Event()

    def write() -> None:
        for _ in range(200):
            save(str(file), text)
        over.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not over.is_set():
        assert file.read_text() == text
    thread.join()


# --- links and modes --------------------------------------------------------------------------


def test_a_hard_link_leaves_the_other_name_as_it_was(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim.yaml", tmp_path / "link.yaml"
    victim.write_text(OURS)
    link.hardlink_to(victim)
    save(str(link), OURS + "# new\n")
    assert victim.read_text() == OURS


def test_a_socket_is_no_place_for_answers(tmp_path: Path) -> None:
    place = tmp_path / "my.yaml"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        with pytest.raises(InputError, match="no plain file"):
            save(str(place), OURS)


def test_a_place_open_to_others_is_narrowed_and_said(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(OURS)
    file.chmod(0o666)
    (note,) = save(str(file), OURS)
    assert "Others could read" in note
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert save(str(file), OURS) == ()
    tmp_path.chmod(0o777)
    (note,) = save(str(file), OURS)
    assert "Others can remove files" in note
    tmp_path.chmod(0o1777)
    assert save(str(file), OURS) == ()


# --- what is no file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    ["/dev/zero", "/dev/tty", "/dev/full", "PIPE", "http://example.org/rules", "a\udc80b", "LOOP",
     "/proc/self/mem", "/", ".", "x" * 5_000],
)  # fmt: skip
def test_what_is_no_guide_and_no_answers_file_is_refused_at_once(place: str, answers: Path) -> None:
    if place == "PIPE":
        place = str(answers.parent / "pipe")
        os.mkfifo(place)
    elif place == "LOOP":
        place = str(answers.parent / "loop")
        (answers.parent / "loop").symlink_to("loop")
    for words in (("report", answers, "--guide", place), ("report", place, "--guide", FOLDER)):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr
        assert "Traceback" not in done.stderr


# --- versions and clocks ----------------------------------------------------------------------


def test_the_report_names_the_version_it_used_and_not_the_files(answers: Path) -> None:
    edit(answers, 'version: "1.10"', 'version: "0.1"')
    done = run("report", answers, "--guide", FOLDER, "--format", "json")
    assert '"version": "1.10"' in done.stdout


@pytest.mark.parametrize(
    "environ",
    [{"SOURCE_DATE_EPOCH": "0"}, {"SOURCE_DATE_EPOCH": "-1"}, {"SOURCE_DATE_EPOCH": "9" * 30},
     {"TZ": "nonsense/zone"}, {"TZ": ""}, {"TZ": "UTC-14"}],
    ids=str,
)  # fmt: skip
def test_the_advice_does_not_depend_on_a_clock(environ: dict[str, str], answers: Path) -> None:
    plain = run("report", answers, "--guide", FOLDER)
    assert run("report", answers, "--guide", FOLDER, environment=environ).stdout == plain.stdout


def test_rules_edited_after_they_were_read_change_nothing_of_the_run(
    answers: Path, tmp_path: Path
) -> None:
    from buyguide.advice.deciding import decide
    from buyguide.answers_file import read_answers
    from buyguide.guide.reading import read_guide

    folder = copy_to(tmp_path)
    guide = read_guide(folder)
    values = read_answers(str(answers), guide).values
    before = decide(guide, values)
    (folder / "rules.yaml").write_text("rules: []\n")
    assert decide(guide, values) == before
