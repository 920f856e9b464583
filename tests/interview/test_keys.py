"""Keys on a prompt: back, why, leaving and answering, each through the real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import questionary
from prompt_toolkit.application import application, create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import defaults
from prompt_toolkit.output import DummyOutput

import buyguide.interview.dress
from buyguide.errors import NoTerminal
from buyguide.interview.asker import Completion, Move, Prompt, Row
from buyguide.interview.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.input import PipeInput

UP, DOWN, LEFT, END, F1 = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[F", "\x1bOP"
ENTER, CTRL_B, SHIFT_TAB, CTRL_C, CTRL_D = "\r", "\x02", "\x1b[Z", "\x03", "\x04"
PASTE = "\x1b[200~{}\x1b[201~"
ROWS = (Row("a", "First"), Row("b", "Second"), Row("none", "None of these", alone=True))
LIST = Prompt("Which?", "Which", rows=ROWS, why="Because.")
LINE = Prompt("What?", "What", why="Because.")


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def _choose(keyboard: PipeInput, keys: str, prompt: Prompt = LIST) -> object:
    return _press(keyboard, keys, lambda: Keys().choose(prompt))


def _tick(keyboard: PipeInput, keys: str, prompt: Prompt = LIST) -> object:
    return _press(keyboard, keys, lambda: Keys().tick(prompt))


def _type(keyboard: PipeInput, keys: str, prompt: Prompt = LINE) -> object:
    return _press(keyboard, keys, lambda: Keys().type(prompt))


def _press(keyboard: PipeInput, keys: str, ask: Callable[[], object]) -> object:
    """Ask with these keys and nothing after them, so that a prompt still open is an error."""
    keyboard.send_text(keys)
    if not keys.endswith("\x1b"):  # a lone Esc is known by the silence after it
        keyboard.close()
    return ask()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (DOWN + ENTER, "a"),
        (DOWN + DOWN + ENTER, "b"),
        (UP + ENTER, "none"),
        (END + ENTER, "none"),
        ("sec" + ENTER, "b"),
        (ENTER + " " + ENTER + DOWN + ENTER, "a"),
        ("zzz" + ENTER + "\x7f\x7f\x7f" + DOWN + ENTER, "a"),
        (PASTE.format("second") + ENTER + DOWN + ENTER, "a"),
        ("\t" + ENTER + DOWN + ENTER, "a"),
        ("?" + DOWN + ENTER, "a"),
    ],
)
def test_a_line_is_chosen_only_by_a_key_that_points_at_it(
    keyboard: PipeInput, keys: str, answer: str
) -> None:
    assert _choose(keyboard, keys) == answer


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (DOWN + " " + ENTER, ("a",)),
        (DOWN + " " + DOWN + " " + ENTER, ("a", "b")),
        (DOWN + " " + END + " " + ENTER, ("none",)),
        (END + " " + DOWN + " " + ENTER, ("a",)),
        ("ai" + ENTER + DOWN + " " + ENTER, ("a",)),
        ("ai\x1b" + "sec" + " " + ENTER, ("b",)),
        ("\t\t" + ENTER + DOWN + " " + ENTER, ("a",)),
        ("\x01" + ENTER + DOWN + " " + ENTER, ("a",)),
        (" " + ENTER + DOWN + ENTER + " " + ENTER, ("a",)),
    ],
)
def test_lines_are_ticked_only_by_the_space_bar(
    keyboard: PipeInput, keys: str, answer: tuple[str, ...]
) -> None:
    assert _tick(keyboard, keys) == answer


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("abc" + ENTER, "abc"),
        (PASTE.format("one\r\ntwo\n") + ENTER, "one two"),
        ("why?" + ENTER, "why?"),
        ("?why" + ENTER, "why"),
        ("ab" + F1 + "c" + ENTER, "abc"),
        ("ab\x12\x13c" + ENTER, "abc"),
    ],
)
def test_a_line_of_text_is_what_was_typed(keyboard: PipeInput, keys: str, answer: str) -> None:
    assert _type(keyboard, keys) == answer


@pytest.mark.parametrize("back", [CTRL_B, SHIFT_TAB, "\x1b"], ids=["Ctrl-B", "Shift-Tab", "Esc"])
@pytest.mark.parametrize("ask", [_choose, _tick, _type])
def test_every_prompt_can_be_gone_back_from(
    keyboard: PipeInput, back: str, ask: Callable[[PipeInput, str], object]
) -> None:
    assert ask(keyboard, back) is Move.BACK


@pytest.mark.parametrize("ask", [_choose, _tick])
def test_the_left_arrow_goes_back_from_a_list(
    keyboard: PipeInput, ask: Callable[[PipeInput, str], object]
) -> None:
    assert ask(keyboard, LEFT) is Move.BACK


@pytest.mark.parametrize("leave", [CTRL_C, CTRL_D, "\x11"], ids=["Ctrl-C", "Ctrl-D", "Ctrl-Q"])
@pytest.mark.parametrize("ask", [_choose, _tick, _type])
def test_every_prompt_can_be_left(
    keyboard: PipeInput, leave: str, ask: Callable[[PipeInput, str], object]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(keyboard, leave)


def test_keys_left_over_from_one_prompt_answer_no_other(keyboard: PipeInput) -> None:
    keyboard.send_text(DOWN + ENTER + DOWN + DOWN + ENTER)
    assert Keys().choose(LIST) == "a"
    assert _choose(keyboard, CTRL_B) is Move.BACK


@pytest.mark.parametrize("ask", [_choose, _tick, _type])
def test_a_terminal_that_closes_answers_nothing(
    keyboard: PipeInput, ask: Callable[[PipeInput, str], object]
) -> None:
    with pytest.raises(NoTerminal, match="Nothing was decided"):
        ask(keyboard, "x")


EARLIER = Prompt("Which?", "Which", rows=ROWS, earlier=("b",))
OPTIONAL = Prompt("Which?", "Which", rows=ROWS, skip="Skip it")


@pytest.mark.parametrize(
    ("ask", "prompt", "keys", "answer"),
    [
        (_choose, EARLIER, ENTER, "b"),
        (_tick, EARLIER, ENTER, ("b",)),
        (_type, EARLIER, "!" + ENTER, "b!"),
        (_choose, OPTIONAL, END + ENTER, None),
        (_tick, OPTIONAL, DOWN + " " + END + " " + ENTER, None),
        (_type, OPTIONAL, ENTER, None),
    ],
)
def test_enter_keeps_an_earlier_answer_and_skipping_is_a_choice(
    keyboard: PipeInput, ask: Callable[..., object], prompt: Prompt, keys: str, answer: object
) -> None:
    assert ask(keyboard, keys, prompt) == answer


def _offer(typed: str) -> tuple[Completion, ...]:
    known = [Completion("hammer", "a tool"), Completion("<b>&\x1b[31m")]
    return tuple(offer for offer in known if typed.lower() in offer.name)


NAMES = Prompt("Which tools?", "Tools", open_end=True, complete=_offer)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("HAM" + ENTER, "HAM"),
        (PASTE.format("one\n\ntwo, three\n") + ENTER, "one, two, three"),
        (ENTER, ""),
        ("<" + ENTER, "<"),
    ],
)
def test_names_come_back_as_typed_and_pasted_lines_stay_apart(
    keyboard: PipeInput, keys: str, answer: str
) -> None:
    assert _type(keyboard, keys, NAMES) == answer


def test_a_guide_with_hostile_words_is_asked_all_the_same(keyboard: PipeInput) -> None:
    words = "<b>&amp;{0}%s\x1b[31m\u202e[red]"
    row = Row("a", words, words, (words,))
    hostile = Prompt(words, words, (words,), (words,), why=words, rows=(row,))
    keyboard.send_text("?" + F1 + DOWN + ENTER)
    assert Keys().choose(hostile) == "a"
    assert _type(keyboard, "?x" + ENTER, hostile) == "x"


class TestWhatTheAdapterUses:
    """The names of prompt_toolkit that are replaced, and what must stay true of them."""

    def test_the_default_keys_are_built_once_for_all_prompts(self) -> None:
        first = application.load_key_bindings()  # type: ignore[attr-defined]
        assert application.load_key_bindings() is first  # type: ignore[attr-defined]
        assert first.bindings

    @pytest.mark.parametrize(
        "name", ["question", "pointer", "selected", "separator", "instruction", "text"]
    )
    def test_a_list_looks_as_questionary_draws_one(self, name: str) -> None:
        ours, theirs = buyguide.interview.dress.LOOK, questionary.constants.DEFAULT_STYLE
        style = f"class:{name}"
        assert ours.get_attrs_for_style_str(style) == theirs.get_attrs_for_style_str(style)

    def test_no_key_of_vi_is_left(self) -> None:
        assert not defaults.load_vi_bindings().bindings  # type: ignore[attr-defined]
        keys = application.load_key_bindings().bindings  # type: ignore[attr-defined]
        assert 100 < len(keys) < 400  # with those of Vi they are about 700

    @pytest.mark.parametrize(
        "make", [questionary.text, lambda ask: questionary.autocomplete(ask, ["a"])]
    )
    def test_a_line_has_an_application_whose_keys_can_be_added_to(
        self, make: Callable[[str], questionary.Question]
    ) -> None:
        app = make("Which?").application
        assert isinstance(app, application.Application)
        assert app.key_bindings is not None
