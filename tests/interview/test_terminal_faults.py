"""Faults of terminals and windows, each on a real one, with what a person then sees."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from tests.interview.terminal_driver import PATIENCE, ROOT, Terminal
from tests.interview.test_terminal import (
    ANSWERED,
    CTRL_C,
    DOWN,
    END,
    ENTER,
    PAGE,
    PROMPTED,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCRIPT = Path(__file__).parent / "hold_ladder_interview.py"
CTRL_B, CTRL_Z = "\x02", "\x1a"


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    running: list[Terminal] = []

    def run(*arguments: str, **more: Any) -> Terminal:  # noqa: ANN401
        running.append(Terminal(*arguments, **more))
        return running[-1]

    yield run
    for terminal in running:
        terminal.close()


@pytest.fixture
def ask(start: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Return what starts the interview with only the named questions open."""

    def run(*open_: str, **more: Any) -> Terminal:  # noqa: ANN401
        given = {id: answer for id, answer in ANSWERED.items() if id not in open_}
        return start(SCRIPT.name, "keys", json.dumps(given), **more)

    return run


@pytest.fixture
def shell() -> Iterator[pexpect.spawn[str]]:
    """Return a shell with job control, as a person has it."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not here")
    child = pexpect.spawn(
        bash,
        ["--norc", "--noprofile", "-i"],
        env={**os.environ, "PS1": "READY> ", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(40, 100),
    )
    child.expect_exact("READY> ")
    yield child
    child.close(force=True)


@pytest.mark.parametrize("how", ["keys", "plain"])
@pytest.mark.parametrize("stop", ["Ctrl-Z", "SIGTSTP", "SIGSTOP"])
def test_a_stop_gives_the_shell_back_and_fg_the_question(
    how: str,
    stop: str,
    shell: Any,  # noqa: ANN401
) -> None:
    given = {id: answer for id, answer in ANSWERED.items() if id != "budget"}
    shell.sendline(shlex.join([sys.executable, str(SCRIPT), how, json.dumps(given)]))
    _wait_for_cursor(shell, "Budget:" if how == "keys" else "Type your answer")
    time.sleep(0.3)
    if stop == "Ctrl-Z":
        shell.send(CTRL_Z)
    else:
        os.kill(_child_of(shell.pid), getattr(signal, stop))
    shell.expect_exact("Stopped")
    shell.expect_exact("READY> ")
    shell.sendline("echo still $((40 + 2))")
    shell.expect_exact("still 42")
    shell.expect_exact("READY> ")
    shell.sendline("fg")
    if how == "keys":
        _wait_for_cursor(shell, "Budget:")
        shell.send(CTRL_B)  # without Enter: the keys are read one by one again
        _wait_for_cursor(shell, "This is the first question.")
        _wait_for_cursor(shell, "Budget:")
    time.sleep(0.3)
    shell.send("250" + ENTER)
    shell.expect_exact("Budget: $250")
    if how == "keys":
        _wait_for_cursor(shell, "show the result")
        shell.send(CTRL_C)
    else:
        shell.expect_exact("Type")
        shell.sendline("quit")
    shell.expect_exact('"budget": 25000')
    shell.expect_exact("READY> ")


def _child_of(process: int) -> int:
    done = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)
    pairs = (line.split() for line in done.stdout.splitlines())
    return next(int(child) for child, parent in pairs if int(parent) == process)


def _wait_for_cursor(shell: Any, text: str) -> None:  # noqa: ANN401
    """Wait for a text, and answer the terminal's question for the cursor as a terminal does."""
    while shell.expect_exact([text, "\x1b[6n"]) == 1:
        shell.send("\x1b[1;1R")


@pytest.mark.parametrize("question", ["height", "health"])
@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (10, 4), (5, 3), (1, 1), (500, 5)])
def test_in_a_window_of_any_size_an_answer_can_be_given(
    ask: Callable[..., Terminal], question: str, columns: int, rows: int
) -> None:
    terminal = ask(question, columns=columns, rows=rows)
    _settle(terminal)
    terminal.press(DOWN).press(" " if question == "health" else "").press(ENTER)
    _settle(terminal)
    terminal.press(CTRL_C)
    answers = terminal.answers()
    assert answers[question] == {"height": "low", "health": ["dizzy"]}[question]


def test_in_twenty_columns_and_five_rows_the_line_pointed_at_is_in_sight(
    ask: Callable[..., Terminal],
) -> None:
    terminal = ask("height", columns=20, rows=5)
    _settle(terminal)
    for label in ("Under 2", "2 metres", "Not sure"):
        terminal.press(DOWN).until(f"» {label}")


@pytest.mark.parametrize("question", ["health", "tools", "budget"])
def test_a_storm_of_new_sizes_loses_nothing(ask: Callable[..., Terminal], question: str) -> None:
    terminal = ask(question, columns=80, rows=30).until(PROMPTED[question])
    typed = {"health": DOWN + " ", "tools": "dri", "budget": "25"}[question]
    terminal.press(typed)
    for turn in range(60):
        terminal.resize((20, 40, 100, 7, 80)[turn % 5], (5, 30, 12, 3, 24)[turn % 5])
    terminal.resize(80, 30)
    _settle(terminal)
    terminal.press({"health": "", "tools": "ll" + ENTER, "budget": "0"}[question] + ENTER)
    _settle(terminal)
    if question == "tools":
        terminal.press(ENTER)
        _settle(terminal)
        terminal.press(DOWN + ENTER)
    answers = terminal.until(PAGE).press(END + ENTER).answers()
    assert answers[question] == {"health": ["dizzy"], "tools": ["drill"], "budget": 25000}[question]
    assert "Traceback" not in terminal.text


def test_many_pasted_lines_answer_one_plain_question_at_most(
    start: Callable[..., Terminal],
) -> None:
    terminal = start(SCRIPT.name, "plain").until("Type one number.")
    terminal.press("1\r4\r1\r4\r1\r4\r1\r4\r").until("Do you have any of these?")
    assert terminal.press(CTRL_C).answers() == {"height": "low"}


@pytest.mark.parametrize("environ", [{"LANG": "C"}, {"LC_ALL": "C", "LANG": ""}, {"TERM": ""}])
def test_without_a_locale_or_a_terminals_name_it_can_be_answered(
    start: Callable[..., Terminal], environ: dict[str, str]
) -> None:
    terminal = start("run_buyguide.py", **environ).until("Who will use the mask?")
    _settle(terminal)
    assert "Traceback" not in terminal.text
    terminal.press(CTRL_C)
    assert terminal.status() == 130


@pytest.mark.parametrize("home", ["/nonexistent", "", "/proc"])
def test_an_interview_needs_no_home(start: Callable[..., Terminal], home: str) -> None:
    terminal = start("run_buyguide.py", HOME=home, TMPDIR=home, XDG_CACHE_HOME=home).until(
        "Arrows move"
    )
    terminal.press(DOWN + ENTER).until("Question 2").until("Arrows move").press(CTRL_C).until(
        "Enter: do not save"
    )
    terminal.press(ENTER).until("Nothing was saved.")
    assert terminal.status() == 130


def test_with_the_answer_going_to_head_nothing_is_asked(shell: Any) -> None:  # noqa: ANN401
    shell.sendline(f"{sys.executable} -m buyguide | head -1; echo status ${{PIPESTATUS[0]}}")
    shell.expect_exact("There is no terminal to ask in")
    shell.expect_exact("status 2")


@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "< /dev/null", "> /dev/full"])
def test_with_a_stream_closed_or_full_there_is_a_line_and_no_traceback(
    streams: str,
    shell: Any,  # noqa: ANN401
) -> None:
    shell.sendline(f"{sys.executable} -m buyguide {streams}; echo status $?")
    found = shell.expect([r"status (\d+)", "Traceback", "Who will use", "\x1b\\[6n"])
    assert found != 1
    if found == 0:
        assert shell.match[1] == "2"
    else:  # only the third stream is gone: it can still be asked and answered
        assert streams == "2>&-"


def _settle(terminal: Terminal) -> None:
    """Read until nothing more comes: windows this small show no text to wait for."""
    before = -1
    while len(terminal.raw) != before or before < 100:
        before = len(terminal.raw)
        terminal.press("")
        time.sleep(0.2)
