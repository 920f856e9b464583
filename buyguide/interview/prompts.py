"""Makes each prompt and asks it, dressed; slow to import, so import it late.

With ``dress``, ``lines`` and ``running`` the only module that knows prompt_toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app_session
from prompt_toolkit.styles import DEFAULT_ATTRS

from buyguide.interview.asker import Move
from buyguide.interview.dress import ask_line, ask_list
from buyguide.interview.sheet import SKIP, Sheet, drawn
from buyguide.plain_text import clean, fit
from buyguide.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.styles import Attrs

    from buyguide.interview.asker import Prompt, Row

    Tell = Callable[..., None]

_BOLD, _ITALIC = DEFAULT_ATTRS._replace(bold=True), DEFAULT_ATTRS._replace(italic=True)
_AROUND = 7  # lines: the question, over the rows, and what stands under them


def ask_rows(prompt: Prompt, encoding: str | None, *, many: bool) -> tuple[str, ...] | Move | None:
    """Return the ids of the rows chosen, one unless ``many``; None: the prompt is skipped."""
    _introduce(prompt, encoding)
    rows = tuple(_shown_row(row, encoding) for row in prompt.rows)
    sheet = Sheet(prompt._replace(rows=rows), many=many)
    move = ask_list(_title(sheet, encoding), sheet, lambda: _why(prompt, encoding))
    reply = sheet.reply()
    return move or (None if reply == (SKIP,) else reply)


def ask_text(prompt: Prompt, tell: Tell, encoding: str | None) -> str | Move | None:
    """Return what is typed; None: the prompt is skipped."""
    from buyguide.interview.lines import line

    _introduce(prompt, encoding)
    if prompt.skip and not prompt.open_end:
        _put(DEFAULT_ATTRS, f"Enter on an empty line: {prompt.skip}", encoding)
    between = ", " if prompt.complete else " "
    while True:
        reply = ask_line(line(prompt, encoding), lambda: _why(prompt, encoding), between)
        if isinstance(reply, Move):
            return reply
        typed = " ".join(reply.split())
        if typed or prompt.open_end:
            return typed
        if prompt.skip:
            return None
        tell("Nothing was typed.")


def _title(sheet: Sheet, encoding: str | None) -> str:
    """Return what stands over the rows: the whole question if they push it out of sight."""
    size = get_app_session().output.get_size()
    rows = sum(piece == ("", "\n") for piece in drawn(sheet, size.columns))
    title = sheet.prompt.label if rows + _AROUND < size.rows else sheet.prompt.ask
    many = " (one or more)" if sheet.many else ""
    return "\n ".join(wrap(shown(f"{title}{many}", encoding), size.columns - 2))


def _introduce(prompt: Prompt, encoding: str | None) -> None:
    for line in ("", *prompt.before):
        _put(DEFAULT_ATTRS, line, encoding)
    _put(_BOLD, prompt.ask, encoding)
    for line in prompt.after:
        _put(DEFAULT_ATTRS, line, encoding)


def _why(prompt: Prompt, encoding: str | None) -> None:
    for line in prompt.reasons:
        _put(_ITALIC, line, encoding)


def _put(attributes: Attrs, text: str, encoding: str | None) -> None:
    """Print text so, once the prompt is drawn, so that all of it appears at once.

    With a style sheet, making that would take longer than all the rest.
    """
    output = get_app_session().output
    for line in wrap(shown(text, encoding), output.get_size().columns - 1):
        output.set_attributes(attributes, output.get_default_color_depth())
        output.write(line)
        output.reset_attributes()
        output.write("\n")


def shown(text: str, encoding: str | None) -> str:
    """Return a text harmless, in letters that the screen can show."""
    return fit(clean(text), encoding)


def _shown_row(row: Row, encoding: str | None) -> Row:
    hint, above = row.hint and shown(row.hint, encoding), row.above and shown(row.above, encoding)
    return row._replace(label=shown(row.label, encoding), hint=hint, above=above)
