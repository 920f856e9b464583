"""The one adapter through which every prompt passes before it is asked.

With ``prompts``, ``lines`` and ``running`` the only module that knows prompt_toolkit.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application, get_app, run_in_terminal
from prompt_toolkit.application import application as _application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import DynamicKeyBindings, KeyBindings, merge_key_bindings
from prompt_toolkit.key_binding import defaults as _defaults
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, ScrollOffsets, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.styles import Style

from buyguide.errors import NoTerminal
from buyguide.interview.asker import Move
from buyguide.interview.running import run, stop
from buyguide.interview.sheet import drawn, foot
from buyguide.interview.terminal import forget_typed_ahead
from buyguide.meanwhile import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding import KeyPressEvent
    from questionary import Question

    from buyguide.interview.sheet import Piece, Sheet

# A lone Esc is told from an arrow key by a pause; a slow line splits arrow keys by up to 60 ms.
_ESCAPE_PAUSE = 0.3
_BACK = (Keys.ControlB, Keys.BackTab, Keys.Escape)
_LEAVE = (Keys.ControlC, Keys.ControlQ, Keys.SIGINT)
_NOTHING = (Keys.ControlR, Keys.ControlS, Keys.ControlX)
_FOOT_ROWS = 4
LOOK = Style([("question", "bold")])  # as questionary's, which leaves the rest of a list plain
_IN_SIGHT = ScrollOffsets(top=1, bottom=3)  # lines around the pointer: its row is read whole

# No prompt has Vi's modes, and most default bindings are theirs.
_defaults.load_vi_bindings = KeyBindings  # type: ignore[attr-defined]

# Every application builds the same default bindings anew, which takes longer than all the rest
# between two questions. They hold no state, so one set serves all, and is made at the first key.
_DEFAULT_KEYS = DynamicKeyBindings(
    cache(_application.load_key_bindings)  # type: ignore[attr-defined]
)
_application.load_key_bindings = lambda: _DEFAULT_KEYS  # type: ignore[attr-defined]


def ask_list(title: str, sheet: Sheet, why: Callable[[], None]) -> Move | None:
    """Ask a list under a title; the answer is left in the sheet, a move is returned.

    It looks as questionary's lists do. Those build three applications each, of which a person
    sees one, and leave the drawing and the keys to be replaced; so the one is built here.
    """
    rows = FormattedTextControl(lambda: _shown(drawn, sheet), focusable=True)  # the cursor is there
    window = Window(rows, wrap_lines=True, dont_extend_height=True, scroll_offsets=_IN_SIGHT)
    head = FormattedTextControl([("class:question", f" {title} ")])
    parts = [
        Window(head, wrap_lines=True, dont_extend_height=True, height=Dimension(min=1)),
        window,
        _more(window),
        _under(sheet),
    ]
    app: Application[Move | None] = Application(
        Layout(HSplit(parts), focused_element=window),
        key_bindings=merge_key_bindings([_moves(why), _list_keys(sheet, why)]),
        style=LOOK,
        include_default_pygments_style=False,
    )
    move: Move | None = _ask(app)
    return move


def ask_line(question: Question, why: Callable[[], None], between: str) -> str | Move:
    """Ask a dressed line of text; lines of a paste are joined with ``between``."""
    app = question.application
    own = merge_key_bindings([_moves(why), _line_keys(why, between)])
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), own])
    reply: str | Move = _ask(app)
    return reply


def _ask(app: Application[Any]) -> Any:  # noqa: ANN401  whatever the application is ended with
    app.ttimeoutlen = _ESCAPE_PAUSE
    app.erase_when_done = True  # the answer is told afterwards, as understood
    app.after_render += lambda _: begin()
    clear_typeahead(app.input)
    forget_typed_ahead(app.input.fileno())
    try:
        return run(app)
    except (EOFError, OSError):  # hung up: there is no terminal any more
        raise NoTerminal("The terminal was closed. Nothing was decided.") from None


def _more(window: Window) -> Window:
    """Return a line that says when rows are out of sight; it is drawn after the rows are."""

    def said() -> str:
        seen = window.render_info
        hidden = (seen.vertical_scroll > 0, not seen.bottom_visible) if seen else (False, False)
        return {
            (True, True): "   (more both ways)",
            (True, False): "   (more above)",
            (False, True): "   (more below, End: last line)",
        }.get(hidden, "")

    line = FormattedTextControl(lambda: [("class:instruction", said())])
    return Window(line, height=Dimension.exact(1))


def _under(sheet: Sheet) -> Window:
    def height() -> Dimension:
        rows = get_app().output.get_size().rows
        return Dimension(min=0, max=max(1, min(_FOOT_ROWS, rows // 4)))

    said = FormattedTextControl(lambda: _shown(foot, sheet))
    return Window(said, height=height, dont_extend_height=True, wrap_lines=True)


def _shown(draw: Callable[[Sheet, int], list[Piece]], sheet: Sheet) -> FormattedText:
    return FormattedText(draw(sheet, get_app().output.get_size().columns))


def _moves(why: Callable[[], None]) -> KeyBindings:
    """Keys that mean the same everywhere: back, leave, why, and keys kept from doing harm."""
    keys = KeyBindings()
    for key in _BACK:
        keys.add(key, eager=True)(lambda event: event.app.exit(result=Move.BACK))
    for key in _LEAVE:
        keys.add(key, eager=True)(_leave)
    for key in _NOTHING:
        keys.add(key, eager=True)(lambda _: None)
    keys.add(Keys.F1, eager=True)(lambda _: _say(why))
    keys.add(Keys.ControlZ, eager=True)(lambda event: stop(event.app))
    return keys


def _leave(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt())


def _say(why: Callable[[], None]) -> None:
    """Print above the prompt, which is drawn again below with all that was typed."""
    run_in_terminal(why)  # runs as a task of the prompt's own loop


def _list_keys(sheet: Sheet, why: Callable[[], None]) -> KeyBindings:
    keys = KeyBindings()
    does: dict[Keys | str, Callable[[], object]] = {
        Keys.Down: lambda: sheet.move(1),
        Keys.ControlN: lambda: sheet.move(1),
        Keys.Up: lambda: sheet.move(-1),
        Keys.ControlP: lambda: sheet.move(-1),
        Keys.PageDown: lambda: sheet.page(1),
        Keys.PageUp: lambda: sheet.page(-1),
        Keys.Home: lambda: sheet.end(last=False),
        Keys.End: lambda: sheet.end(last=True),
        Keys.Backspace: lambda: sheet.find(sheet.search[:-1]),
        Keys.BracketedPaste: lambda: None,  # pasted text chooses nothing
        " ": sheet.space,
        "?": lambda: _say(why),
    }
    for key, do in does.items():
        keys.add(key, eager=True)(lambda _, do=do: do())

    @keys.add(Keys.Escape, eager=True, filter=Condition(lambda: bool(sheet.search)))
    def clear_search(_: KeyPressEvent) -> None:
        sheet.find("")

    @keys.add(Keys.Enter, eager=True)
    def enter(event: KeyPressEvent) -> None:
        if sheet.reply():
            event.app.exit(result=None)

    @keys.add(Keys.Any)
    def find(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            sheet.find(sheet.search + event.data)

    keys.add(Keys.ControlD, eager=True)(_leave)
    keys.add(Keys.Left, eager=True)(lambda event: event.app.exit(result=Move.BACK))
    return keys


def _line_keys(why: Callable[[], None], between: str) -> KeyBindings:
    keys = KeyBindings()
    empty = Condition(lambda: not get_app().current_buffer.text)

    @keys.add(Keys.BracketedPaste, eager=True)
    def paste(event: KeyPressEvent) -> None:
        lines = (line.strip() for line in event.data.splitlines())
        event.current_buffer.insert_text(between.join(line for line in lines if line))

    @keys.add(Keys.Escape, eager=True, filter=Condition(_offers_names))
    def close_offers(event: KeyPressEvent) -> None:
        event.current_buffer.cancel_completion()

    keys.add(Keys.ControlD, eager=True, filter=empty)(_leave)
    keys.add("?", eager=True, filter=empty)(lambda _: _say(why))
    return keys


def _offers_names() -> bool:
    state = get_app().current_buffer.complete_state
    return bool(state and state.completions)
