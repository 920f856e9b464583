"""The plain asker: whole lines, typed words for every move, and no end of input is an answer."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from buyguide.errors import Interrupted, NoTerminal
from buyguide.interview.asker import Prompt, Row
from buyguide.interview.interview import hold_interview
from buyguide.interview.plain import Plain
from tests.bicycle import FOLDER, ROOT
from tests.interview.ladder_guide import GUIDE, LONG_HINT

SHORTEST = "1\n4\n2\n250\n2\n6\n"
ANSWERS = {
    "height": "low",
    "health": ("none",),
    "has_tools": "no",
    "budget": 25000,
    "has_ladder": "no",
}


def _out(typed: str) -> str:
    """Return what is printed, whatever the interview ends with."""
    out = io.StringIO()
    with pytest.raises((NoTerminal, Interrupted)):
        hold_interview(GUIDE, Plain(io.StringIO(typed), out), {})
    return out.getvalue()


def _answers(typed: str) -> dict[str, object]:
    return dict(hold_interview(GUIDE, Plain(io.StringIO(typed), io.StringIO()), {}))


def test_numbers_answer_the_whole_interview() -> None:
    assert _answers(SHORTEST) == ANSWERS


def test_words_answer_as_well_as_numbers() -> None:
    typed = "roof\nNone of these\nNO\n$250\nno\nthese are right: show the result\n"
    assert _answers(typed) == {**ANSWERS, "height": "high"}


@pytest.mark.parametrize("ticks", ["1,3", "3 1", "1;3,", "1, 3", "dizzy, arthritis"])
def test_several_numbers_tick_several_lines(ticks: str) -> None:
    assert _answers(f"1\n{ticks}\n2\n250\n2\n6\n")["health"] == ("dizzy", "knee")


def test_what_stands_alone_cannot_be_joined_with_others() -> None:
    assert 'Choose either "None of these" or others, not both.' in _out("1\n1,4\n")


@pytest.mark.parametrize("typed", ["", "0", "4", "-1", "1.", "99999999999", "²", "١", "yes", "1 2"])
def test_what_is_no_number_of_a_line_is_never_an_answer(typed: str) -> None:
    out = _out(f"{typed}\n")
    assert "Type a number from 1 to 3, or: back, why, change, quit." in out
    assert "Height:" not in out


@pytest.mark.parametrize("answered", range(6))
def test_the_end_of_input_decides_nothing(answered: int) -> None:
    typed = "".join(SHORTEST.splitlines(keepends=True)[:answered])
    with pytest.raises(NoTerminal, match="Nothing was decided"):
        _answers(typed)


@pytest.mark.parametrize(
    ("source", "said"),
    [("yes", "More than 10,000 lines were typed"), ("cat /dev/zero", "one line without an end")],
)
def test_a_program_that_types_for_ever_is_not_listened_to_for_ever(source: str, said: str) -> None:
    with subprocess.Popen(source.split(), stdout=subprocess.PIPE) as typist:
        done = subprocess.run(
            [sys.executable, "-m", "buyguide", "--plain", "--guide", str(FOLDER)],
            stdin=typist.stdout, capture_output=True, check=False, timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}, text=True,
        )  # fmt: skip
        typist.kill()
    assert done.returncode == 2
    assert said in done.stderr
    assert "Our advice" not in done.stdout


def test_a_last_line_without_an_end_still_counts() -> None:
    assert _answers(SHORTEST.rstrip("\n")) == ANSWERS


def test_why_gives_the_reason_and_asks_on() -> None:
    out = _out("1\n4\n2\nwhy\n?\n250\n")
    assert out.count("We compare it with the price.") == 2
    assert "Budget: $250" in out


def test_back_offers_the_earlier_answer_and_keep_keeps_it() -> None:
    out = _out("2\nback\nkeep\n1,2\nback\nback\n\nkeep\nkeep\n")
    assert "Your earlier answer: 2 metres or more. Type keep to keep it." in out
    assert "Your earlier answer: Dizzy spells; A weak grip. Type keep to keep it." in out
    assert out.count("Height: 2 metres or more") == 3
    assert out.count("Health: Dizzy spells; A weak grip") == 2


def test_an_earlier_amount_can_be_kept() -> None:
    assert _answers("1\n4\n2\n1250\nback\nkeep\n2\n6\n")["budget"] == 125000


def test_a_skip_can_be_kept_whatever_is_skipped() -> None:
    typed = "1\n4\n2\nskip\nback\n"
    assert "Your earlier answer: Skip this question. Type keep to keep it." in _out(typed)
    assert _answers(f"{typed}keep\n2\n6\n")["budget"] is None
    device = "1\n4\n2\n250\n1\nskip\nskip\n"
    assert _answers(f"{device}8\n")["ladder_name"] is None
    named = "1\n4\n2\n250\n1\nStepup\nskip\nskip\nback\n"
    assert _out(named).count("Your earlier answer: Skip this question.") == 1
    assert _answers(f"{named}keep\n9\n")["extras"] is None
    tools = "1\n4\n1\nback\nkeep\n\n3\nback\n"
    assert _answers(f"{tools}keep\n250\n2\n7\n")["tools"] is None


def test_a_skip_cannot_be_joined_with_answers() -> None:
    typed = "1\n4\n2\n250\n1\nStepup\nskip\n"
    assert 'Choose either "Skip this question" or others, not both.' in _out(f"{typed}1,3\n")
    assert _answers(f"{typed}1,3\n1\n9\n")["extras"] == ("feet",)


def test_what_was_never_skipped_cannot_be_kept() -> None:
    assert "Your earlier answer" not in _out("1\n4\n2\n")
    assert '"keep" cannot be read.' in _out("1\n4\n2\nkeep\n")


def test_a_skip_that_was_kept_does_not_lose_names_typed_since() -> None:
    tools = "1\n4\n1\n\n3\nback\nhammer\nkeep\n1\n\n1\n"
    assert _answers(f"{tools}250\n2\n7\n")["tools"] == ("hammer", "keep")


def test_a_prompt_without_a_reason_does_not_offer_one() -> None:
    asked = Prompt("Which?", "Which", rows=(Row("a", "A"), Row("b", "B")))
    out = io.StringIO()
    assert Plain(io.StringIO("9\n1\n"), out).choose(asked) == "a"
    assert "Type a number from 1 to 2, or: back, change, quit." in out.getvalue()


def test_change_leads_to_all_answers_and_back_to_the_question() -> None:
    out = _out("1\n4\nchange\n1\n2\n")
    assert "3. Go on with the questions" in out
    assert out.rstrip().endswith("Type one number.")
    assert out.count("Will you carry tools?") == 2


@pytest.mark.parametrize("word", ["quit", "QUIT", " exit "])
def test_quit_leaves_with_the_answers_so_far(word: str) -> None:
    with pytest.raises(Interrupted) as left:
        _answers(f"1\n{word}\n")
    assert left.value.values == {"height": "low"}


def test_an_empty_line_is_no_text_but_skip_skips() -> None:
    typed = "1\n4\n2\n\nskip\n1\n\nskip\nskip\n"
    assert _out(typed).count("Nothing was typed. Skip this question: type skip.") == 2
    assert _answers(f"{typed}8\n")["ladder_name"] is None


def test_names_are_gathered_by_lines() -> None:
    typed = "1\n4\n1\nClawmaster\nhamer\n1\nsprocket\n1\n\n1\n250\n2\n7\n"
    assert _answers(typed)["tools"] == ("Clawmaster", "hammer", "sprocket")


def test_every_line_printed_is_whole_and_holds_no_control_character() -> None:
    out = _out("1\n\x1b[2J\x07\n4\n1\nham\x9b31mer\n1\n\x1b]0;x\x07\n2\n")
    assert re.fullmatch(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f]*\n", out)


def test_long_words_are_not_broken_into_lines() -> None:
    assert f"1. Dizzy spells ({LONG_HINT})\n" in _out("1\n")


def test_output_that_cannot_show_a_letter_gets_another() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    with pytest.raises(NoTerminal):
        hold_interview(GUIDE, Plain(io.StringIO("1\n4\n1\ncafé “x”\n"), out), {})
    out.flush()
    assert b'"cafe "x"" is not on our list.' in raw.getvalue()


def test_a_line_without_end_is_cut_instead_of_filling_the_memory() -> None:
    assert _out("7" * 3_000_000 + "\n").count("is not one of the numbers") == 1
