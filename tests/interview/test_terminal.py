"""On a real terminal no key that means nothing answers, and every way out leaves it sane."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.interview.ladder_guide import LONG_HINT, WHY_HEIGHT
from tests.interview.terminal_driver import PATIENCE, ROOT, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"
PAGE_UP, PAGE_DOWN, HOME, END = "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F"
ENTER, ESC, CTRL_B, SHIFT_TAB, CTRL_C, CTRL_D = "\r", "\x1b", "\x02", "\x1b[Z", "\x03", "\x04"
ANSWERED: dict[str, Any] = {
    "height": "low",
    "health": ["none"],
    "has_tools": "yes",
    "tools": ["drill"],
    "budget": 25000,
    "has_ladder": "yes",
    "ladder_name": "Stepup",
    "ladder_number": "L123",
    "extras": None,
}
ASKS = {
    "height": "How high do you want to climb?",
    "health": "Do you have any of these?",
    "tools": "Which tools?",
    "budget": "How much do you want to spend?",
    "ladder_name": "What is it called?",
}
PROMPTED = {  # what is drawn last, once the prompt is open
    "height": "Arrows move, Enter chooses",
    "health": "Arrows move, Space ticks",
    "tools": "Tools: (F1 why, Ctrl-B back)",
    "budget": "Budget: (F1 why, Ctrl-B back)",
    "ladder_name": "Ladder name: (F1 why, Ctrl-B back)",
    "extras": "Arrows move, Space ticks",
}
PAGE = "These are right: show the result"
NO_CHOICE = "Point at an answer with the arrow keys first."
NO_TICK = "Tick at least one line with the space bar first."


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
        terminal = start("hold_ladder_interview.py", "keys", json.dumps(given), **more)
        return terminal.until(PROMPTED[open_[0]])

    return run


def _finish(terminal: Terminal) -> dict[str, Any]:
    answers: dict[str, Any] = terminal.until(PAGE).press(END + ENTER).answers()
    return answers


class TestTheStockPromptAnswersByAccidentAndOursDoesNot:
    """The seven faults: each with the prompt as it comes, then with ours."""

    def _stock(self, start: Callable[..., Terminal], fault: str, *keys: str) -> Any:  # noqa: ANN401
        terminal = start("ask_stock.py", fault).until("?")
        for each in keys:
            terminal.press(each)
        return terminal.answers()

    def test_keys_pressed_ahead(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        assert self._stock(start, "two questions", ENTER * 3) == [False, []]
        terminal = ask("height", "health").press(DOWN + ENTER * 4 + DOWN + " " + ENTER)
        terminal.until(ASKS["health"])
        assert not terminal.shows("Health: ")
        assert terminal.press(CTRL_C).answers()["height"] == "low"

    def test_keys_pressed_while_the_program_is_at_work(
        self, start: Callable[..., Terminal]
    ) -> None:
        terminal = start("hold_ladder_interview.py", "slow").until(PROMPTED["height"])
        terminal.program.send(DOWN + ENTER)
        terminal.until("Height: Under")  # the next question comes only some time after this
        terminal.press(DOWN + " " + ENTER + DOWN + " " + ENTER).until("Space ticks")
        assert "●" not in terminal.text
        assert "»" not in terminal.text
        assert terminal.press(CTRL_C).answers() == {"height": "low"}

    def test_letters_in_a_list_to_tick(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        assert len(self._stock(start, "ticks", "isotretinoin", ENTER)) > 1
        terminal = ask("health").press("isotretinoin" + ENTER)
        terminal.until('No line holds "isotretinoin".').until(NO_TICK)
        assert "●" not in terminal.until("Dizzy spells").text

    def test_a_search_without_a_match(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        assert self._stock(start, "search", "warfarin", " ", ENTER) == ["Lupus"]
        assert self._stock(start, "search one", "zzz", ENTER) == "Lupus"
        ask("health").press("warfarin").press(" ").press(ENTER).until(NO_TICK)
        ask("height").press("zzz").press(ENTER).until(NO_CHOICE)

    def test_the_tab_key_in_a_search(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        assert len(self._stock(start, "search", "\t", ENTER)) == 3
        ask("health").press("\t").press(ENTER).until(NO_TICK)

    def test_a_tick_that_contradicts_none_of_these(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        both = self._stock(start, "ticks", " ", DOWN + DOWN, " ", ENTER)
        assert both == ["Lupus", "None of these"]
        terminal = ask("health").press(DOWN + " ").press(DOWN * 3 + " ")
        assert terminal.until("● None of these").text.count("●") == 1
        assert terminal.press(UP + " ").until("● A bad knee").text.count("●") == 1
        assert _finish(terminal.press(ENTER))["health"] == ["knee"]

    def test_a_name_that_is_not_on_the_list(
        self, start: Callable[..., Terminal], ask: Callable[..., Terminal]
    ) -> None:
        assert self._stock(start, "names", "zzz", ENTER) == "zzz"
        terminal = ask("tools").press("zzz" + ENTER).until("is not on our list")
        terminal.press(ENTER).until(NO_CHOICE).press(DOWN + ENTER)
        terminal.until("zzz (not recognised: treated as unknown, never as clear)")
        terminal.press("DRILL" + ENTER).until("- DRILL").press(ENTER).until("That is all: 2 names")
        terminal.press(DOWN + ENTER)
        assert _finish(terminal)["tools"] == ["zzz", "DRILL"]

    def test_input_that_is_no_terminal(self) -> None:
        assert _piped("ask_stock.py", "ticks", typed="Lupus\n").stdout.endswith("ANSWERS []\n")
        piped = _piped("hold_ladder_interview.py", "keys", "{}", typed="Under 2 metres\n\n\n")
        assert piped.returncode == 2
        assert "ERROR The terminal was closed. Nothing was decided." in piped.stdout


def _piped(script: str, *arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(Path(__file__).parent / script), *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )


@pytest.mark.parametrize("question", ["height", "health"])
def test_enter_alone_never_answers_however_often(
    ask: Callable[..., Terminal], question: str
) -> None:
    terminal = ask(question)
    for _ in range(6):
        terminal.press(ENTER)
    terminal.until(NO_CHOICE if question == "height" else NO_TICK)
    assert terminal.press(CTRL_C).answers().get(question) is None


@pytest.mark.parametrize("question", ["budget", "ladder_name"])
def test_an_empty_line_is_skipped_only_where_the_screen_says_so(
    ask: Callable[..., Terminal], question: str
) -> None:
    terminal = ask(question)
    assert terminal.shows("Enter on an empty line: Skip this question")
    assert _finish(terminal.press(ENTER))[question] is None


@pytest.mark.parametrize("back", [CTRL_B, SHIFT_TAB, ESC], ids=["Ctrl-B", "Shift-Tab", "Esc"])
@pytest.mark.parametrize("question", ["health", "tools", "budget"])
def test_back_reaches_the_question_before_with_its_answer_kept(
    ask: Callable[..., Terminal], question: str, back: str
) -> None:
    terminal = ask("height", question).press(DOWN + DOWN + ENTER).until(ASKS[question])
    terminal.press(back).until("Back to: Height").until("» 2 metres or more")
    terminal.press(ENTER).until("Height: 2 metres or more")
    assert terminal.press(CTRL_C).answers()["height"] == "high"


def test_back_keeps_ticks_and_typed_text(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health", "budget", "ladder_name").press("knee").press(" ").press(ENTER)
    terminal.until(PROMPTED["budget"]).press("1,250" + ENTER).until(PROMPTED["ladder_name"])
    terminal.press(CTRL_B).until("Back to: Budget").press("").until("Budget: $1,250")
    terminal.press(CTRL_B).until("● A bad knee")
    terminal.press(ENTER).until("Budget: $1,250").press(ENTER)
    terminal.until(PROMPTED["ladder_name"]).press(ENTER)
    assert _finish(terminal)["budget"] == 125000


def test_going_back_to_a_skipped_question_the_skip_is_kept(ask: Callable[..., Terminal]) -> None:
    terminal = ask("extras").press(END + " " + ENTER).until(PAGE).press(CTRL_B)
    terminal.until("● Skip this question").press(ENTER).until(PAGE)
    assert _finish(terminal)["extras"] is None


def test_names_typed_before_going_back_are_there_when_one_comes_forward(
    ask: Callable[..., Terminal],
) -> None:
    terminal = ask("height", "tools").press(DOWN + ENTER).until(PROMPTED["tools"])
    terminal.press("drill, brush" + ENTER).until("Any other name?")
    terminal.press(CTRL_B).until("Is that all?").press(CTRL_B).until("Back to: Height")
    terminal.press(ENTER).until("Question 2").until("- brush").press("done" + ENTER)
    assert _finish(terminal)["tools"] == ["drill", "brush"]


def test_the_left_arrow_goes_back_from_a_list(ask: Callable[..., Terminal]) -> None:
    ask("height", "health").press(DOWN + ENTER).until(ASKS["health"]).until("Space ticks").press(
        LEFT
    ).until("Back to: Height")


@pytest.mark.parametrize("key", ["?", "\x1bOP"], ids=["?", "F1"])
@pytest.mark.parametrize("question", ["height", "budget"])
def test_why_is_printed_above_the_prompt(
    ask: Callable[..., Terminal], question: str, key: str
) -> None:
    reason = {"height": WHY_HEIGHT, "budget": "We compare it with the price."}[question]
    terminal = ask(question)
    before = terminal.text.count(reason)
    terminal.press(key).until(reason, before + 1).press("")
    assert terminal.text.count(reason) == before + 1
    assert terminal.text.rindex(reason) < terminal.text.rindex(question.capitalize())


def test_why_keeps_what_was_typed(ask: Callable[..., Terminal]) -> None:
    terminal = ask("budget").press("12").press("\x1bOP").press("5" + ENTER)
    assert _finish(terminal)["budget"] == 12500


def test_pages_and_ends_are_reached_by_their_keys(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health")
    terminal.press(END).until("» ○ Not sure").press(HOME).until("» ○ Dizzy spells")
    terminal.press(PAGE_DOWN).until("» ○ Not sure").press(PAGE_UP).until("» ○ Dizzy spells")


def test_the_terminals_own_cursor_is_on_the_line_pointed_at(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health").press(DOWN + DOWN)
    terminal.until("» ○ A weak grip")
    assert "A weak grip" in terminal.screen.display[terminal.screen.cursor.y]
    assert not terminal.screen.cursor.hidden


@pytest.mark.parametrize("question", ["height", "budget"])
def test_suspending_draws_nothing(ask: Callable[..., Terminal], question: str) -> None:
    terminal = ask(question)
    assert "^Z" not in terminal.press("\x1a").text


PASTED = "\x1b[200~one\ntwo\n\x1b[201~"


def test_a_paste_of_several_lines_is_one_answer(ask: Callable[..., Terminal]) -> None:
    terminal = ask("ladder_name").press(PASTED).press(ENTER)
    assert _finish(terminal)["ladder_name"] == "one two"


def test_a_pasted_list_of_names_is_several_names(ask: Callable[..., Terminal]) -> None:
    terminal = ask("tools").press("\x1b[200~drill\nClawmaster\n\x1b[201~" + ENTER)
    terminal.until("- Clawmaster: hammer").press(ENTER)
    terminal.until("That is all: 2 names").press(DOWN + ENTER)
    assert _finish(terminal)["tools"] == ["drill", "Clawmaster"]


@pytest.mark.parametrize("question", ["height", "health"])
def test_a_paste_chooses_nothing_in_a_list(ask: Callable[..., Terminal], question: str) -> None:
    terminal = ask(question).press(PASTED).press(ENTER)
    assert "one" not in terminal.text.splitlines()
    terminal.until(NO_CHOICE if question == "height" else NO_TICK)


def test_lines_pasted_without_marks_answer_one_question_only(ask: Callable[..., Terminal]) -> None:
    terminal = ask("ladder_name", "ladder_number").press("one\nL777\nL888\n")
    assert terminal.until("What number stands on it?").press(CTRL_C).answers() == {
        **{id: answer for id, answer in ANSWERED.items() if id != "ladder_number"},
        "ladder_name": "one",
    }


def test_an_amount_that_is_refused_can_be_mended(ask: Callable[..., Terminal]) -> None:
    terminal = ask("budget", columns=40).press("1e3" + ENTER).until("Write out every figure.")
    terminal.press("\x7f\x7f00" + ENTER).until("Budget: $100")
    assert _finish(terminal)["budget"] == 10000


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_every_word_of_a_list_can_be_read_at_any_width(
    ask: Callable[..., Terminal], columns: int
) -> None:
    terminal = ask("health", columns=columns, rows=40)
    assert terminal.shows(f"Dizzy spells ({LONG_HINT})")
    words = {word.strip("()") for line in terminal.screen.display for word in line.split()}
    assert set(LONG_HINT.split()) <= words
    terminal.press(DOWN + " " + ENTER)
    assert _finish(terminal)["health"] == ["dizzy"]


def test_in_a_tiny_window_the_line_pointed_at_is_always_in_sight(
    ask: Callable[..., Terminal],
) -> None:
    terminal = ask("health", columns=40, rows=6)
    for label in ("Dizzy spells", "A weak grip", "A bad knee", "None of these", "Not sure"):
        terminal.press(DOWN).until(f"» ○ {label}")


def test_rows_out_of_sight_are_announced(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health", columns=40, rows=8).until("(more below, End: last line)")
    terminal.press(DOWN + DOWN).until("(more both ways)").press(END).until("(more above)")
    assert not ask("health", columns=80, rows=24).shows("(more")


def test_the_question_stays_in_sight_over_a_list_that_fills_the_window(
    ask: Callable[..., Terminal],
) -> None:
    assert ask("health", columns=40, rows=12).shows(f"{ASKS['health']} (one or more)")
    assert ask("health", columns=80, rows=30).shows("Health (one or more)")


def test_a_row_of_several_lines_can_be_read_whole(ask: Callable[..., Terminal]) -> None:
    ask("health", columns=40, rows=8).press(DOWN).until(f"Dizzy spells ({LONG_HINT})")


def test_a_window_can_be_resized_while_a_question_is_open(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health", columns=80, rows=30).press(DOWN)
    for columns in (40, 100, 24):
        terminal.resize(columns, 30).until(f"» ○ Dizzy spells ({LONG_HINT})")
    assert _finish(terminal.press(" " + ENTER))["health"] == ["dizzy"]


def test_wide_and_combining_letters_are_typed_and_kept(ask: Callable[..., Terminal]) -> None:
    terminal = ask("ladder_name", columns=20, rows=40).press("梯子 e\u0301 😀" + ENTER)
    assert _finish(terminal)["ladder_name"] == "梯子 e\u0301 😀"


def test_no_colour_is_used_when_none_is_wanted(ask: Callable[..., Terminal]) -> None:
    terminal = ask("health", NO_COLOR="1").press(DOWN + " ")
    codes = [part.split(b"m")[0] for part in terminal.raw.split(b"\x1b[")[1:] if b"m" in part[:12]]
    numbers = {number for code in codes for number in code.split(b";")}
    assert not {n for n in numbers if n[:1] in {b"3", b"4", b"9"} and len(n) > 1}, numbers


OPEN = ["height", "health", "tools", "budget"]


@pytest.mark.parametrize("question", OPEN)
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_by_a_key_keeps_the_answers_so_far(
    ask: Callable[..., Terminal], question: str, key: str
) -> None:
    terminal = ask(question).press(key)
    assert terminal.answers() == {id: a for id, a in ANSWERED.items() if id != question}
    assert terminal.program.exitstatus == 130


@pytest.mark.parametrize("question", OPEN)
@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)],
    ids=["INT", "TERM", "HUP"],
)
def test_a_signal_ends_the_run_and_leaves_the_terminal_sane(
    ask: Callable[..., Terminal], question: str, number: int, status: int
) -> None:
    terminal = ask(question).press(DOWN)
    terminal.program.kill(number)
    assert terminal.status() == status
    assert terminal.echoes
    assert not terminal.screen.cursor.hidden
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("question", OPEN)
def test_a_terminal_that_goes_away_ends_the_run(
    ask: Callable[..., Terminal], question: str
) -> None:
    nobody_reads_the_last_words = 120  # Python's own status
    assert ask(question).hang_up() in {2, 143, nobody_reads_the_last_words}


class TestThePlainAskerOnATerminal:
    """What a screen reader meets."""

    def test_nothing_but_letters_and_line_ends_is_printed(
        self, start: Callable[..., Terminal]
    ) -> None:
        terminal = start("hold_ladder_interview.py", "plain").until("Type one number.")
        for line, then in (
            ("1", "5. Not sure"),
            ("4", "carry tools?"),
            ("2", "to spend?"),
            ("250", "in mind?"),
            ("2", PAGE),
            ("6", "ANSWERS"),
        ):
            terminal.press(line + ENTER).until(then).press("")
        assert terminal.answers()["health"] == ["none"]
        assert b"\x1b" not in terminal.raw
        assert b"\x08" not in terminal.raw

    def test_lines_typed_ahead_answer_no_later_question(
        self, start: Callable[..., Terminal]
    ) -> None:
        terminal = start("hold_ladder_interview.py", "plain").until("Type one number.")
        terminal.press("1\r4\r2\r").until(ASKS["health"])
        assert not terminal.shows("Health: ")
        assert terminal.press(CTRL_C).answers() == {"height": "low"}

    def test_the_end_of_input_decides_nothing(self, start: Callable[..., Terminal]) -> None:
        terminal = start("hold_ladder_interview.py", "plain").until("Type one number.")
        terminal.press("1\r").press(CTRL_D)
        assert terminal.until("Nothing was decided.").status() == 2
