"""Answers are health data: no network, no file that was not asked for, and no echo of a secret."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from buyguide.answers_file import read_answers
from buyguide.errors import InputError
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT, run
from tests.interview.test_whole_interview import asked, line_for
from tests.traced import Call, calls_in, needs_strace, traced

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "Zanzibarium"
SHOWN = 12  # letters of a wrong answer that may be quoted: enough for a person to find it
CALLS = "network,file"
HARMLESS = ("/dev/null", "/dev/tty", "/dev/pts/", "/proc/self/")


def written(calls: list[Call]) -> set[str]:
    """Return the names under which something was made, changed or removed, devices left out."""
    changing = {"open", "openat", "creat", "rename", "renameat", "renameat2", "unlink", "unlinkat",
                "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat", "truncate", "chmod",
                "fchmodat", "mknod", "mknodat"}  # fmt: skip
    return {
        path
        for call in calls
        if call.name in changing and call.writes and call.result >= 0
        for path in call.paths
        if not path.startswith(HARMLESS)
    }


def reached(calls: list[Call]) -> list[Call]:
    """Return the calls that reach out of the machine, or try to."""
    names = {"socket", "connect", "sendto", "sendmsg", "bind", "listen"}
    return [call for call in calls if call.name in names]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "my.yaml"
    text = GOOD_ANSWERS.replace("[Sparrow]", f"[{CANARY}]")
    file.write_text(text, encoding="utf-8")
    row = {"rider": "me", "knows_model": "yes", "models": CANARY}
    (tmp_path / "all.jsonl").write_text(f"{json.dumps(row)}\n", encoding="utf-8")
    return file


@needs_strace
@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["report", "my.yaml"], set()),
        (["report", "my.yaml", "--format", "html"], set()),
        (["report", "my.yaml", "-o", "my.html"], {"my.html"}),
        (["ask", "--answers", "my.yaml"], set()),
        (["ask", "--answers", "my.yaml", "--save", "kept.yaml"], {"kept.yaml"}),
        (["batch", "all.jsonl", "-o", "all.csv"], {"all.csv", "all.rejects.jsonl"}),
        (["rules", "sql", "--names", "all.jsonl", "-o", "names.csv"], {"names.csv"}),
        (["lookup", CANARY], set()),
        (["rules", "check"], set()),
    ],
    ids=" ".join,
)
def test_a_command_writes_what_was_asked_for_and_reaches_no_network(
    words: list[str], made: set[str], answers: Path
) -> None:
    given = {path.name for path in answers.parent.iterdir()}
    command = ["-B", "-m", "buyguide", *words, "--guide", str(FOLDER)]
    done, calls = traced(command, CALLS, cwd=answers.parent)
    assert done.returncode == 0, done.stderr
    assert not reached(calls)
    paths = {answers.parent / path for path in written(calls)}
    assert made <= {path.name for path in paths}
    making = {path for path in paths if ".buyguide-" in str(path)}
    assert all(path.is_relative_to(answers.parent) for path in making)
    # a folder is emptied by the names that stand in it
    assert {path.name for path in paths - making} <= made | {path.name for path in making}
    assert {path.name for path in answers.parent.iterdir()} == made | given
    assert all((answers.parent / name).stat().st_mode & 0o077 == 0 for name in made)


@needs_strace
def test_a_whole_interview_on_a_terminal_writes_nothing_but_to_the_terminal(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "calls"
    home.mkdir()
    child = pexpect.spawn(
        "strace",
        ["-f", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, "-B", "-m",
         "buyguide", "--plain"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home),
             "TMPDIR": str(home), "TERM": "xterm", "LANG": "C.UTF-8"},
        cwd=str(home), encoding="utf-8", timeout=60, dimensions=(200, 100),
    )  # fmt: skip
    people = list(asked())
    for question, answer in people:
        child.expect_exact(question.ask)
        child.expect_exact("Type")
        child.sendline(line_for(question, answer))
        if question.kind == "lookup":
            child.expect_exact("Any other name?")
            child.sendline("done")
    child.expect_exact("Check your answers")
    child.expect_exact("Type")
    child.sendline(str(len(people) + 1))
    child.expect_exact("Is there another device")
    child.expect_exact("Type")
    child.sendline("no")
    child.expect_exact("Enter: do not save")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    calls = list(calls_in(log.read_text(encoding="utf-8", errors="replace")))
    assert len(calls) > 100
    assert not reached(calls)
    assert written(calls) == set()
    assert list(home.iterdir()) == []


def test_a_secret_answer_stands_only_where_it_was_asked_for(answers: Path) -> None:
    home = answers.parent / "home"
    home.mkdir()
    environ = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    kept, page = answers.parent / "kept.yaml", answers.parent / "page.html"
    done = run("ask", "--answers", answers, "--save", kept, "--guide", FOLDER, environment=environ)
    assert CANARY in done.stdout
    assert "Traceback" not in done.stderr
    run("report", answers, "-o", page, "--guide", FOLDER, environment=environ)
    holding = {path.name for path in answers.parent.rglob("*") if path.is_file() and _holds(path)}
    assert holding == {"all.jsonl", "my.yaml", "kept.yaml", "page.html"}
    assert list(home.iterdir()) == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in (kept, page))


def _holds(path: Path) -> bool:
    return CANARY.encode() in path.read_bytes()


SECRET = CANARY * 30  # long: what is quoted of it is seen to be cut
WRONG: dict[str, str] = {
    "an amount": GOOD_ANSWERS.replace("budget: 300", f"budget: {SECRET}"),
    "an option": GOOD_ANSWERS.replace("rider: me", f"rider: {SECRET}"),
    "options": GOOD_ANSWERS.replace("[commute, fitness]", f"[commute, {SECRET}]"),
    "a text of a form": GOOD_ANSWERS.replace("AB1234", SECRET),
    "a key": GOOD_ANSWERS + f"  {SECRET}: 1\n",
}


@pytest.mark.parametrize("kind", WRONG)
def test_of_an_answer_that_is_not_understood_no_more_than_its_line_is_quoted(
    kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(WRONG[kind], encoding="utf-8")
    done = run("report", file, "--guide", FOLDER)
    assert (done.returncode, done.stdout) == (2, "")
    assert SECRET not in done.stderr
    others = [line for line in done.stderr.splitlines() if not re.match(r" +\d+ \|", line)]
    assert max(map(len, others)) < 250


def test_one_wrong_answer_does_not_bring_the_others_to_light(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    text = GOOD_ANSWERS.replace("[Sparrow]", f"[{CANARY}]").replace("rider: me", "rider: mee")
    file.write_text(text, encoding="utf-8")
    done = run("report", file, "--guide", FOLDER)
    assert done.returncode == 2
    assert CANARY not in done.stdout + done.stderr


def test_no_error_of_ours_carries_another_error_that_holds_an_answer(tmp_path: Path) -> None:
    """A crash reporter follows causes and contexts, and pydantic's errors hold their input."""
    guide = read_guide(find_guide(FOLDER.__fspath__()))
    for text in (*WRONG.values(), f"{{{CANARY}", f'{{"guide": {CANARY}}}', f'"{CANARY}'):
        file = tmp_path / "my.yaml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_answers(str(file), guide)
        for error in _behind(caught.value):
            assert isinstance(error, InputError)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_fault_of_the_program_itself_tells_no_answer(answers: Path) -> None:
    broken = "import buyguide.advice.deciding as d; d.decide = lambda *a: 1 / 0; "
    script = f"{broken}import sys; from buyguide.cli import main; sys.exit(main())"
    words = ["report", str(answers), "--guide", str(FOLDER)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(
        sys.executable, ["-c", script, *words], env=environ, encoding="utf-8", timeout=60
    )
    child.expect(pexpect.EOF)
    assert "ZeroDivisionError" in (child.before or "")
    assert CANARY not in re.sub(r"Note: .*", "", child.before or "")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc here")
def test_answers_stand_in_no_environment_and_no_arguments(tmp_path: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "buyguide", "--plain", "--guide", str(FOLDER)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=str(tmp_path), encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect_exact("Type one number.")
    child.sendline(CANARY)
    child.expect_exact("is not one of the numbers")
    process = Path(f"/proc/{child.pid}")
    assert CANARY.encode() not in (process / "environ").read_bytes()
    assert CANARY.encode() not in (process / "cmdline").read_bytes()
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert list(tmp_path.iterdir()) == []
