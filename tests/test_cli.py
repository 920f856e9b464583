"""The command line: help, guesses, exit statuses, and places where printing is hard."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from buyguide import __version__
from buyguide.arguments.reading import parser
from buyguide.errors import Exit
from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT, copy_to, edit, run

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("ask",),
    ("report",),
    ("lookup",),
    ("guides",),
    ("rules",),
    ("rules", "check"),
)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS, encoding="utf-8")
    return file


def refused(*words: str | Path) -> str:
    """Run a command that must be refused as bad usage, and return what it says."""
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


# --- help and guesses ------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(c) or "buyguide" for c in COMMANDS])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_examples_that_name_the_command(command: tuple[str, ...], flag: str) -> None:
    done = run(*command, flag)
    assert (done.returncode, done.stderr) == (0, "")
    _, examples = done.stdout.split("Examples:\n")
    assert f"  {' '.join(('buyguide', *command))}" in examples


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(c) or "buyguide" for c in COMMANDS])
def test_help_has_no_colours_even_where_they_are_forced(command: tuple[str, ...]) -> None:
    plain = run(*command, "--help", environment={"COLUMNS": "80"})
    forced = run(*command, "--help", environment={"COLUMNS": "80", "FORCE_COLOR": "1"})
    assert forced.stdout == plain.stdout
    assert re.search(r"\[[0-9;]*m", plain.stdout) is None


def test_no_parser_colours_its_help() -> None:
    assert parser().color is False, "Python 3.14 and later look there"


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"buyguide {__version__}")


@pytest.mark.parametrize(
    ("words", "said", "guess"),
    [
        (("reprot", "x.yaml"), '"reprot" is not a command.', 'Did you mean "report"?'),
        (("chekc",), '"chekc" is not a command.', "Commands: "),
        (("zebra",), '"zebra" is not a command.', "report"),
        (("report", "x.yaml", "--fromat", "json"), '"--fromat"', 'Did you mean "--format"?'),
        (("report", "x.yaml", "--format=jsn"), '"jsn" is not one of', 'Did you mean "json"?'),
        (("report", "x.yaml", "--format", "jsn"), '"jsn" is not one of', 'Did you mean "json"?'),
        (("ask", "--plian"), '"--plian"', 'Did you mean "--plain"?'),
        (("--plian",), '"--plian"', 'Did you mean "--plain"?'),
        (("rules", "chek"), '"chek" is not one of', 'Did you mean "check"?'),
        (("report",), "ANSWERS is missing.", "report --help"),
        (("compare",), "ANSWERS is missing.", "compare --help"),
        (("batch",), "ANSWERS, -o/--output are missing.", "batch --help"),
        (("rules",), "COMMAND is missing.", "rules --help"),
        (("lookup",), "NAME is missing.", "lookup --help"),
        (("report", "a", "b"), '"b" is not understood here.', "report --help"),
        (("report", "x.yaml", "--guide"), "expected one argument", "report --help"),
        (("rules", "check", "--guide", "bicylce"), "no such guide", ""),
        (("guides", "--format", "markdown"), '"markdown" is not one of', "guides --help"),
    ],
)
def test_a_wrong_word_is_named_and_the_right_one_guessed(
    words: tuple[str, ...], said: str, guess: str
) -> None:
    done = run(*words)
    assert done.returncode in ((1, 2) if words[0] == "rules" else (2,))
    assert "Traceback" not in done.stderr
    assert said in done.stderr
    assert guess in done.stderr


def test_a_misspelt_guide_is_guessed_and_a_folder_without_one_is_told(tmp_path: Path) -> None:
    assert 'Did you mean "red_light_mask"?' in refused("report", "x", "--guide", "red_light_msk")
    assert "holds no guide.yaml" in refused("report", "x", "--guide", tmp_path)
    assert "no such guide or folder" in refused("report", "x", "--guide", "a\x1b[2Jb")


def test_no_word_reaches_the_screen_unharmed() -> None:
    for words in (("\x1b[2J",), ("report", "\x1b[2J"), ("report", "x", "--format", "\x1b[2J")):
        said = refused(*words)
        assert "\x1b" not in said


# --- exit statuses ---------------------------------------------------------------------------


def test_a_report_and_a_right_guide_end_with_nought(answers: Path) -> None:
    assert run("report", answers, "--guide", FOLDER).returncode == 0
    assert run("rules", "check", FOLDER).returncode == 0
    assert run("rules", "check", "--guide", FOLDER).returncode == 0
    assert run("guides").returncode == 0


def test_findings_end_with_one_for_the_editor_and_two_for_everybody_else(
    answers: Path, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    places = edit(folder / "rules.yaml", "parts_worn: brakes", "parts_worn: @@brake")
    line, column = places[0]
    wanted = f"{folder}/rules.yaml:{line}:{column}: "
    checked = run("rules", "check", folder)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert wanted in checked.stdout
    assert "      parts_worn: brake\n" in checked.stdout
    assert "^^^^^\n" in checked.stdout
    assert 'Did you mean "brakes"?' in checked.stdout
    for words in (("report", answers), ("ask", "--plain"), ("lookup", "LS3")):
        done = run(*words, "--guide", folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert wanted in done.stderr


# --- without a terminal ----------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("ask",), ("ask", "--guide", str(FOLDER))])
def test_without_a_terminal_nothing_is_asked_and_the_flag_is_named(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--answers FILE" in done.stderr
    assert "--plain" in done.stderr


def test_answers_in_a_file_need_no_terminal(answers: Path) -> None:
    done = run("ask", "--answers", answers, "--guide", FOLDER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "You can buy it" in done.stdout


def test_without_a_terminal_a_half_answered_file_names_what_is_lacking(answers: Path) -> None:
    edit(answers, "  seller: shop\n", "")
    edit(answers, "  rider: me\n", "")
    said = refused("ask", "--answers", answers, "--guide", FOLDER)
    assert '"rider" is not answered' in said
    assert '"seller" is not answered' in said


@pytest.mark.parametrize(
    "words",
    [
        ("--save",),
        ("ask", "--answers"),
        ("report", "my.yaml", "-o"),
        ("report",),
        ("whatif", "my.yaml", "--guide"),
        ("compare", "my.yaml", "--output"),
        ("batch", "all.csv", "-o"),
        ("batch", "-o", "all.csv"),
        ("rules", "check", "--articles"),
        ("rules", "check"),
        ("rules", "sql", "--names"),
        ("rules", "people", "-o"),
        ("rules", "diff", "HEAD"),
        ("rules", "diff"),
        ("rules", "new"),
    ],
    ids=" ".join,
)
def test_an_empty_name_is_refused_whatever_it_should_name(words: tuple[str, ...]) -> None:
    said = refused(*words, "")
    assert said.startswith('The name given for "')
    command = " ".join(words[:2] if words[0] == "rules" else words[:1]).replace("--save", "ask")
    assert said.endswith(f'" is empty. See buyguide {command} --help.\n')


# --- where printing is hard ------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [("report", "ANSWERS"), ("report", "ANSWERS", "--format", "markdown"), ("rules", "check"),
     ("ask", "--answers", "ANSWERS"), ("report", "ANSWERS", "--format", "json")],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_narrow_encoding_costs_no_words(
    words: tuple[str, ...], encoding: str, answers: Path, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "say: There is always another bicycle.",
         "say: “There” is always – another café, 東京.")  # fmt: skip
    given = [str(answers) if word == "ANSWERS" else word for word in words]
    done = subprocess.run(
        [sys.executable, "-m", "buyguide", *given, "--guide", str(folder)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        timeout=120,
        check=False,
    )
    said = done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    if "json" in given:
        assert "\u201cThere\u201d" in json.dumps(json.loads(said), ensure_ascii=False)
    elif given[0] != "rules":
        assert "is always" in said
        assert "another caf" in said
        assert "\u6771" not in said


@pytest.mark.parametrize("size", [1, 0])
@pytest.mark.parametrize("style", ["text", "markdown", "json"])
def test_a_reader_that_leaves_early_causes_no_traceback(
    size: int, style: str, answers: Path
) -> None:
    command = shlex.join(
        [sys.executable, "-m", "buyguide", "report", str(answers), "--guide", str(FOLDER),
         "--format", style]
    )  # fmt: skip
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} | head -n {size}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) <= size
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "streams", [">&-", "> /dev/full", ">&- 2>&-", "2> /dev/full", "< /dev/null"]
)
@pytest.mark.parametrize("good", [True, False], ids=["a report", "a refusal"])
def test_streams_that_take_nothing_cause_no_traceback(
    streams: str, answers: Path, *, good: bool
) -> None:
    file = answers if good else "nowhere.yaml"
    words = [sys.executable, "-m", "buyguide", "report", str(file), "--guide", str(FOLDER)]
    done = subprocess.run(
        ["/bin/sh", "-c", f"{shlex.join(words)} {streams}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode in {0, 2}
    if streams == "> /dev/full":
        assert done.returncode == 2
        assert done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["--help", "--version", "rules check --help"])
def test_help_that_nobody_can_read_is_no_success(command: str, unbuffered: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123  a device
        done = subprocess.run(
            [sys.executable, "-m", "buyguide", *command.split()], stdout=full,
            stderr=subprocess.PIPE, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_report_that_nobody_reads_is_output_not_written(answers: Path) -> None:
    words = f"{sys.executable} -m buyguide report {answers} --guide {FOLDER}"
    line = f"{words} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="limits are the system's own")
@pytest.mark.parametrize("limit", ["-n 4", "-n 5", "-v 30000", "-v 45000"])
def test_with_hardly_any_files_or_memory_there_is_no_traceback(limit: str, answers: Path) -> None:
    words = f"{sys.executable} -m buyguide report {answers} --guide {FOLDER}"
    done = subprocess.run(
        ["bash", "-c", f"ulimit {limit}; {words}"], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if "init_" not in done.stderr:  # else Python itself could not begin
        assert "Traceback" not in done.stderr
        assert done.returncode in {0, Exit.BAD_INPUT, Exit.FAULT}
        assert (done.returncode == 0) == ("You can buy it" in done.stdout)


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "dumb"}, {"TERM": "xterm-256color"}, {"TERM": "nonsense"}, {"COLUMNS": "1"},
     {"COLUMNS": "0"}, {"COLUMNS": "00"}, {"COLUMNS": "40", "NO_COLOR": "1"}, {"COLUMNS": "x"},
     {"ACCESSIBLE": "1"}, {"LANG": "C", "LC_ALL": "C"}],
    ids=lambda environment: " ".join(f"{k}={v}" for k, v in environment.items()),
)  # fmt: skip
def test_into_a_pipe_the_report_is_words_alone(environment: dict[str, str], answers: Path) -> None:
    done = run("report", answers, "--guide", FOLDER, environment=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "Youcanbuyit" in "".join(done.stdout.split())


def test_a_dumb_terminal_is_asked_by_lines() -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "buyguide", "ask", "--guide", str(FOLDER)],
        env={**os.environ, "TERM": "dumb", "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        timeout=60,
        cwd=str(ROOT),
    )
    child.expect_exact("1. I will")
    child.expect_exact("Type one number.")
    child.sendline("1")
    child.expect_exact("Rider: I will")
    child.expect_exact("Type one or more numbers")
    child.sendline("quit")
    child.expect_exact("Enter: do not save")
    child.sendline("")
    child.expect(pexpect.EOF)
    assert "\x1b" not in (child.before or "")
    child.close()
    assert child.exitstatus == 130


# --- JSON ------------------------------------------------------------------------------------


def test_every_json_output_is_whole_json_in_plain_letters(answers: Path, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "parts_worn: brakes", "parts_worn: brake")
    for words, status in (
        (("report", answers, "--guide", FOLDER), 0),
        (("rules", "check", FOLDER), 0),
        (("rules", "check", folder), 1),
        (("guides",), 0),
        (("lookup", "LS3", "\x1b[2J“x”", "--guide", FOLDER), 0),
    ):
        done = run(*words, "--format", "json")
        assert (done.returncode, done.stderr) == (status, "")
        assert done.stdout.isascii()
        assert json.loads(done.stdout)


def test_a_finding_in_json_has_its_place_and_remedy(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    places = edit(folder / "rules.yaml", "parts_worn: brakes", "parts_worn: @@brake")
    (found,) = json.loads(run("rules", "check", folder, "--format", "json").stdout)["problems"]
    assert (found["line"], found["column"]) == places[0]
    assert found["file"] == f"{folder}/rules.yaml"
    assert 'no option "brake"' in found["what"]
    assert found["remedy"] == 'Did you mean "brakes"?'
