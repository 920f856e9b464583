"""One whole interview of the guide that ships: by keys on a real terminal, and in plain lines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buyguide.answers import next_question
from buyguide.answers_file import read_answers
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from tests.interview.terminal_driver import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.answers import Answer
    from buyguide.guide.model import Question

DOWN, END, ENTER = "\x1b[B", "\x1b[F", "\r"
SCRIPT = Path(__file__).parent / "run_buyguide.py"
GUIDE = read_guide(find_guide(None))
CHOSEN = {
    "medicine_list": "will_list",
    "device_in_mind": "yes",
    "device_clearance": "claimed",
}
TYPED: dict[str, Answer] = {
    "medicines": ("doxycycline",),
    "budget": 25000,
    "device_price": 19900,
    "device_name": "Glow",
    "device_k_number": "K240001",
    "device_return_days": 3000,
    "device_session_minutes": 1000,
}


def answer_to(question: Question) -> Answer:
    """The answer this shopper gives: all clear, or the first, where the tables name no other."""
    if question.id in TYPED:
        return TYPED[question.id]
    clear = [option.id for option in question.options if option.means == "clear"]
    option = CHOSEN.get(question.id) or (clear or [question.options[0].id])[0]
    return option if question.kind == "choice" else (option,)


def asked() -> Iterator[tuple[Question, Answer]]:
    """Every question that this shopper is asked, in order, with the answer."""
    values: dict[str, Answer] = {}
    while (question := next_question(GUIDE, values)) is not None:
        values[question.id] = answer_to(question)
        yield question, values[question.id]


def words_of(answer: Answer) -> str:
    if isinstance(answer, int):
        return str(answer // 100)
    return answer if isinstance(answer, str) else "".join(answer or ())


def keys_for(question: Question, answer: Answer) -> str:
    """Return the keys that a person presses for the answer."""
    words = words_of(answer)
    if question.options:
        down = DOWN * (1 + [option.id for option in question.options].index(words))
        return down + (" " if question.kind == "choices" else "") + ENTER
    return words + ENTER


def line_for(question: Question, answer: Answer) -> str:
    words = words_of(answer)
    if question.options:
        return str(1 + [option.id for option in question.options].index(words))
    return words


@pytest.mark.parametrize("columns", [40, 100])
def test_by_keys_it_ends_in_advice_whose_last_line_is_the_verdict(
    columns: int, tmp_path: Path
) -> None:
    terminal = Terminal(SCRIPT.name, columns=columns, rows=100)
    try:
        for question, answer in asked():
            terminal.until(question.ask).press(keys_for(question, answer))
            if question.kind == "lookup":
                terminal.until("Any other name?").press("done" + ENTER)
        terminal.until("Check your answers").press(END)
        terminal.until("These are right: go on").press(ENTER)
        terminal.until("Is there another device").press(DOWN + ENTER)
        terminal.until("To keep your answers, type a file name").press(
            "no/such/folder.yaml" + ENTER
        )
        terminal.until("its folder does not exist").press(f"{tmp_path / 'my.yaml'}" + ENTER)
        headline = GUIDE.verdict_by_id["ask_first"].headline
        terminal.until(f"Our advice: {headline}.")
        assert terminal.status() == 0
        lines = [line for line in terminal.text.splitlines() if line]
        end = "".join(lines[lines.index("To sum up") :])
        assert end.startswith("To sum upNext: buyguide report")
        assert end.replace(" ", "").endswith(f"Our advice: {headline}.".replace(" ", ""))
        assert read_answers(str(tmp_path / "my.yaml"), GUIDE).values == {
            question.id: answer for question, answer in asked()
        }
    finally:
        terminal.close()


@pytest.mark.parametrize(
    "environ",
    [{}, {"TERM": "dumb"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C"}],
    ids=["as it is", "dumb terminal", "ascii only", "no locale"],
)
def test_in_plain_lines_from_a_pipe_it_ends_in_the_same_advice(environ: dict[str, str]) -> None:
    lines = []
    for question, answer in asked():
        lines.append(line_for(question, answer))
        if question.kind == "lookup":
            lines.append("done")
    lines.append(str(len(list(asked())) + 1))
    lines.append("no")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--plain"],
        input="\n".join(lines) + "\n",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    headline = GUIDE.verdict_by_id["ask_first"].headline
    assert done.stdout.splitlines()[-1] == f"Our advice: {headline}."
    assert "\x1b" not in done.stdout
