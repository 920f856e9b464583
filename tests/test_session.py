"""The ends of an interview: what is kept, where, and what is said on what can be done next."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from buyguide.session import what_next
from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT, run
from tests.interview.terminal_driver import Terminal
from tests.test_compare import CLEARED, PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENTER, CTRL_C = "\r", "\x03"
OFFER = "To keep your answers so far, type a file name (Enter: do not save):"
_LINES = "1,us,3,no,4,13,10,no,2,no,3,1,skip,skip,yes"
HALF = """guide: red_light_mask
answers:
  goals: [wrinkles]
  device_name: Glow
"""


def _with_a_second(device: str) -> str:
    """Return the answers of a person about a device, with another device beside it."""
    person = PERSON.replace(
        "device_in_mind: no", f"reasons: [none]\n  device_in_mind: yes\n{CLEARED}"
    )
    second = device.strip().replace("\n", "\n  ")
    return f"{person}candidates:\n  - {second}\n"


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    running: list[Terminal] = []

    def run(*arguments: str, **more: Any) -> Terminal:  # noqa: ANN401
        running.append(Terminal("run_buyguide.py", *arguments, **more))
        return running[-1]

    yield run
    for terminal in running:
        terminal.close()


@pytest.fixture
def left(start: Callable[..., Terminal], tmp_path: Path) -> Terminal:
    """Return an interview that was left after one answer, by somebody who lives in a folder."""
    terminal = start("--plain", HOME=str(tmp_path)).until("Type one number.").press(f"1{ENTER}")
    return terminal.until("Question 2").press(CTRL_C).until(OFFER)


def test_answers_so_far_are_kept_where_asked(left: Terminal, tmp_path: Path) -> None:
    left.press(f"{tmp_path / 'my.yaml'}{ENTER}").until("half-way is asked again.")
    assert left.status() == 130
    assert "for_whom: me" in (tmp_path / "my.yaml").read_text(encoding="utf-8")


def test_how_to_go_on_is_named_with_the_guide_and_asks_only_what_is_open(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    file = tmp_path / "my answers.yaml"
    terminal = start("--plain", "--guide", str(FOLDER), columns=200)
    terminal.until("Type one number").press(f"1{ENTER}").until("Question 2").press(CTRL_C)
    terminal.until(OFFER).press(f"{file}{ENTER}")
    command = f"buyguide ask --answers '{file}' --guide {FOLDER}"
    terminal.until(f"Next: {command} goes on from there.")
    assert terminal.status() == 130
    again = start(*shlex.split(command)[1:], "--plain")
    again.until("Type one or more numbers").press(CTRL_C).until(OFFER)
    assert not again.shows("Who will ride it?")


def test_a_file_that_lacks_answers_is_refused_with_the_command_that_asks_for_them(
    tmp_path: Path,
) -> None:
    file = tmp_path / "my half.yaml"
    file.write_text(GOOD_ANSWERS.replace("[commute, fitness]", "~"), encoding="utf-8")
    done = run("report", file, "--guide", FOLDER)
    command = f"buyguide ask --answers '{file}' --guide {FOLDER}"
    assert done.stderr.splitlines()[-2:] == [
        f"{file}: 1 answer is missing.",
        f"      {command} asks for what is missing.",
    ]
    asked = run(*shlex.split(command)[1:], "--plain", typed="1\n")
    assert "Goals: " in asked.stdout


def test_what_a_candidate_lacks_is_asked_for_too(tmp_path: Path) -> None:
    given = PERSON.replace("device_in_mind: no", f"device_in_mind: yes\n{CLEARED}")
    file = tmp_path / "my.yaml"
    file.write_text(f"{given}candidates:\n  - device_form: mask\n", encoding="utf-8")
    said = run("report", file).stderr.splitlines()
    assert said[-2] == f"{file} (candidate 1): 3 answers are missing."
    assert said[-1] == f"      buyguide ask --answers {file} asks for what is missing."


def test_who_was_asked_nothing_is_not_asked_where_to_save_nor_told_what_comes_next(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(_with_a_second(CLEARED), encoding="utf-8")
    terminal = start("ask", "--answers", str(file))
    assert terminal.status() == 0
    assert terminal.shows("Our advice: ")
    assert b"To keep your answers" not in terminal.raw
    assert b"Next time" not in terminal.raw


def test_who_was_asked_only_about_a_further_candidate_may_keep_that_too(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(_with_a_second(CLEARED.replace("  device_form: mask\n", "")), encoding="utf-8")
    terminal = start("ask", "--plain", "--answers", str(file), rows=60)
    terminal.until("What kind of device").until("Type one number.").press(f"1{ENTER}")
    terminal.until("15. These are right").press(f"15{ENTER}").until("To keep your answers,")
    terminal.press(f"{tmp_path / 'both.yaml'}{ENTER}").until("Our advice: ")
    assert (tmp_path / "both.yaml").read_text(encoding="utf-8").count("device_form: mask") == 2


def test_a_name_is_taken_as_a_shell_would_take_it(left: Terminal, tmp_path: Path) -> None:
    left.press(f"~/my.yaml{ENTER}").until(f"Your answers so far are in {tmp_path / 'my.yaml'}")
    assert left.status() == 130
    assert (tmp_path / "my.yaml").exists()


@pytest.mark.parametrize("mark", ["'", '"'])
def test_marks_around_a_name_are_no_part_of_it(left: Terminal, tmp_path: Path, mark: str) -> None:
    file = tmp_path / "my answers.yaml"
    left.press(f"{mark}{file}{mark}{ENTER}").until("goes on from there.")
    assert left.status() == 130
    assert file.exists()


def test_a_home_that_is_not_there_is_no_folder(left: Terminal) -> None:
    left.press(f"~nobody_of_that_name/my.yaml{ENTER}").until("its folder does not exist")
    left.press(f"''{ENTER}").until("Nothing was saved.")


def test_leaving_while_the_last_work_is_waited_for_keeps_the_answers(tmp_path: Path) -> None:
    given = tmp_path / "all.yaml"
    given.write_text(GOOD_ANSWERS.replace("  parts_worn: [none]\n", ""), encoding="utf-8")
    terminal = Terminal(
        "run_slow_buyguide.py", "--plain", "--guide", str(FOLDER), "--answers", str(given)
    )
    terminal.until("Type one or more").press(f"4{ENTER}").until("13. These")
    terminal.until("Type one number").press(f"13{ENTER}").press("")
    terminal.press(CTRL_C).until(OFFER).press(f"{tmp_path / 'my.yaml'}{ENTER}")
    assert terminal.status() == 130
    assert "rider: me" in (tmp_path / "my.yaml").read_text(encoding="utf-8")


def test_a_name_that_cannot_be_used_is_asked_for_again(left: Terminal, tmp_path: Path) -> None:
    left.press(f"{tmp_path / 'no' / 'my.yaml'}{ENTER}").until("its folder does not exist")
    left.press(f"{tmp_path / 'my.yaml'}{ENTER}").until("Your answers so far are in")
    assert left.status() == 130


@pytest.mark.parametrize("typed", ["yes", "Y", "\x1b[A"])
def test_what_is_no_name_is_answered_with_what_is_wanted(left: Terminal, typed: str) -> None:
    left.press(f"{typed}{ENTER}").until("type the name that the file shall have")
    left.press(ENTER).until("Nothing was saved.")
    assert left.status() == 130


@pytest.mark.parametrize("typed", ["", "n", "No"])
def test_no_keeps_nothing(left: Terminal, typed: str) -> None:
    left.press(f"{typed}{ENTER}").until("Stopped. Nothing was saved.")
    assert left.status() == 130
    assert not typed or not (ROOT / typed).exists()


def test_a_given_answer_that_does_not_apply_yet_is_not_asked_for_again(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    (tmp_path / "half.yaml").write_text(HALF, encoding="utf-8")
    terminal = start("--plain", "--answers", str(tmp_path / "half.yaml"), rows=100)
    lines = [
        "1",
        "us",
        "3",
        "no",
        "4",
        "13",
        "10",
        "no",
        "2",
        "no",
        "3",
        "1",
        "skip",
        "skip",
        "yes",
    ]
    for number, line in enumerate(lines, 1):  # what is typed before the question is dropped
        terminal.until(f"Question {number} of").press(line + ENTER)
    terminal.until("What kind of device is it?")
    assert not terminal.shows("What is it called?")
    assert not terminal.shows("does not apply here")


def test_a_file_name_that_the_screen_cannot_show_can_still_be_saved_in(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    file = tmp_path / "caf\u00e9.yaml"
    terminal = start("--plain", "--save", str(file), PYTHONIOENCODING="ascii")
    terminal.until("Type one number.").press(f"1{ENTER}").until("Question 2").press(CTRL_C)
    terminal.until("cafe.yaml? Type y or n").press(f"y{ENTER}").until("Your answers so far are in")
    assert terminal.status() == 130
    assert file.exists()


@pytest.mark.parametrize("encoding", ["ascii", "utf-8:strict"])
def test_a_letter_that_cannot_be_read_ends_nothing(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "buyguide", "--plain"],
        input=b"1\ncaf\xc3\xa9\xff\nus\n",
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert b"Country: United States" in done.stdout
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_what_can_be_done_next_is_a_command_that_can_be_copied() -> None:
    assert "buyguide report 'my answers.yaml' --for clinician" in what_next("my answers.yaml")
    assert "buyguide --save my.yaml keeps" in what_next("")
    assert "buyguide --save my.yaml --guide 'my guide' keeps" in what_next("", "my guide")
    assert "buyguide report a.yaml --guide bicycle -o" in what_next("a.yaml", "bicycle")
