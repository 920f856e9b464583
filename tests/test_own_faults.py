"""A fault of the program itself is told in words that hold no answer, and loses none."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from buyguide.errors import Exit
from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT
from tests.broken import CANARY
from tests.interview.terminal_driver import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BROKEN = ROOT / "tests" / "broken.py"
DOWN, ENTER = "\x1b[B", "\r"
SAID = re.compile(r"faultinbuyguideitself,[a-z]+:ZeroDivisionError,(buyguide/[a-z_/]+\.py):\d+,")
PLACES = {  # where it breaks: the function, the command, and the file that called it
    "reading": ("guide.gathering gather", "report", "buyguide/guide/reading.py"),
    "deciding": ("advice.deciding decide", "report", "buyguide/commands/given.py"),
    "printing": ("report.compose compose", "report", "buyguide/report/"),
    "checking": ("editor.checking check", "rules check", "buyguide/commands/editor.py"),
    "arguments": ("arguments.reading parser", "guides", "buyguide/arguments/reading.py"),
}

# Prints a word, and hears a Ctrl-C, only once the program itself has begun to be imported.
STARTED = """
import signal, sys
class Door:
    def find_spec(self, name, *_):
        if name == "buyguide.cli":
            sys.meta_path.remove(self)
            print("started", flush=True)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
sys.meta_path.insert(0, Door())
from buyguide.__main__ import main
sys.exit(main())
"""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run_broken(what: str, *words: str, dev: bool = False) -> subprocess.CompletedProcess[str]:
    python = [sys.executable, *(["-X", "dev"] if dev else []), str(BROKEN)]
    return subprocess.run(
        [*python, *what.split(), *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS, encoding="utf-8")
    return file


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    running: list[Terminal] = []

    def run(what: str, *words: str, **more: Any) -> Terminal:  # noqa: ANN401
        running.append(Terminal("../broken.py", *what.split(), *words, **more))
        return running[-1]

    yield run
    for terminal in running:
        terminal.close()


def told(text: str) -> str:
    """Return the place that a fault is told with; nothing of its message stands beside it."""
    assert CANARY not in text
    assert "Traceback" not in text
    found = SAID.search("".join(text.split()))
    assert found, text
    return found[1]


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_is_told_by_its_kind_and_place_alone(place: str, answers: Path) -> None:
    what, command, file = PLACES[place]
    given = [str(answers)] if command == "report" else []
    guide = ["--guide", str(FOLDER)] if command != "guides" else []
    done = run_broken(what, *command.split(), *given, *guide)
    assert done.returncode == Exit.FAULT
    assert CANARY not in done.stdout
    assert told(done.stderr).startswith(file)
    assert "none of your answers" in done.stderr


def test_a_developer_sees_all_of_a_fault_in_pythons_own_development_mode(answers: Path) -> None:
    done = run_broken(
        "advice.deciding decide", "report", str(answers), "--guide", str(FOLDER), dev=True
    )
    assert "Traceback" in done.stderr
    assert CANARY in done.stderr


@pytest.mark.parametrize(
    ("what", "plain"),
    [
        ("interview.plain Plain.tick", True),
        ("interview.sheet Sheet.tick", False),  # in a key
        ("interview.sheet _drawn_row", False),  # while it is drawn
        ("interview.asking in_words", False),
        ("interview.mattering what_it_can_change", False),  # asked for with a key
    ],
)
def test_a_fault_in_the_interview_loses_no_answer(
    what: str, start: Callable[..., Terminal], tmp_path: Path, *, plain: bool
) -> None:
    half, kept = tmp_path / "half.yaml", tmp_path / "kept.yaml"
    half.write_text("guide: red_light_mask\nanswers: {for_whom: me}\n", encoding="utf-8")
    words = ["--answers", str(half), *(["--plain"] if plain else [])]
    terminal = start(what, *words, rows=60, columns=100)
    if plain:
        terminal.until("Type one number.").press(f"1{ENTER}")
    elif what.endswith("_drawn_row"):
        pass
    else:
        terminal.until("Enter chooses").press("?" if "change" in what else DOWN + ENTER)
        if what.endswith("tick"):
            terminal.until("Space ticks").press(DOWN + " ")
    terminal.until("type a file name").press(str(kept) + ENTER)
    assert terminal.status() == Exit.FAULT
    assert told(terminal.text)
    assert terminal.echoes
    assert "for_whom: me" in kept.read_text(encoding="utf-8")


def test_a_fault_in_deciding_loses_no_answer_of_the_interview(
    start: Callable[..., Terminal], answers: Path
) -> None:
    kept = answers.with_name("kept.yaml")
    answers.write_text(GOOD_ANSWERS.replace("  rider: me\n", ""), encoding="utf-8")
    words = ["--plain", "--answers", str(answers), "--guide", str(FOLDER)]
    terminal = start("advice.deciding decide", *words, rows=60)
    terminal.until("Type one number.").press(f"1{ENTER}").until("Check your answers")
    terminal.until("Type").press(f"13{ENTER}")
    terminal.until("type a file name").press(str(kept) + ENTER)
    assert terminal.status() == Exit.FAULT
    assert told(terminal.text) == "buyguide/commands/given.py"
    assert "rider: me" in kept.read_text(encoding="utf-8")


def test_ctrl_c_while_the_program_starts_or_ends_is_no_traceback_of_ours(answers: Path) -> None:
    words = ["report", str(answers), "--guide", str(FOLDER)]
    for number in range(20):
        child = subprocess.Popen(
            [sys.executable, "-c", STARTED, *words],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        with child:
            assert child.stdout
            assert child.stdout.readline() == b"started\n"
            time.sleep(number * 0.03)
            child.send_signal(signal.SIGINT)
            _, said = child.communicate(timeout=60)
        assert b"Traceback" not in said, said.decode()
        assert child.returncode in {0, Exit.INTERRUPTED, -signal.SIGINT}
