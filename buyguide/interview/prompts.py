"""Makes each prompt with questionary and asks it, dressed; slow to import, so import it late.

With ``dress`` and ``running`` the only module that knows questionary and prompt_toolkit.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.application import get_app_session
from prompt_toolkit.completion import Completer
from prompt_toolkit.completion import Completion as Offer
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.styles import DEFAULT_ATTRS

from buyguide.interview.asker import Move
from buyguide.interview.dress import ask_line, ask_list
from buyguide.interview.sheet import SKIP, Sheet, drawn
from buyguide.plain_text import clean, fit
from buyguide.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.styles import Attrs
    from questionary import Question

    from buyguide.interview.asker import Completion, Prompt, Row

    Tell = Callable[..., None]

_HINT = FormattedText([("class:instruction", "(F1 why, Ctrl-B back)")])
_BOLD, _ITALIC = DEFAULT_ATTRS._replace(bold=True), DEFAULT_ATTRS._replace(italic=True)
_PLAIN_STYLE: dict[str, Any] = {"include_default_pygments_style": False}  # no code is shown
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
    _introduce(prompt, encoding)
    if prompt.skip and not prompt.open_end:
        _put(DEFAULT_ATTRS, f"Enter on an empty line: {prompt.skip}", encoding)
    between = ", " if prompt.complete else " "
    while True:
        reply = ask_line(_line(prompt, encoding), lambda: _why(prompt, encoding), between)
        if isinstance(reply, Move):
            return reply
        typed = " ".join(reply.split())
        if typed or prompt.open_end:
            return typed
        if prompt.skip:
            return None
        tell("Nothing was typed.")


def _line(prompt: Prompt, encoding: str | None) -> Question:
    label = f"{_shown(prompt.label, encoding)}:"
    start = prompt.earlier[0] if prompt.earlier else ""
    if prompt.complete:
        names = _Names(prompt.complete, partial(_shown, encoding=encoding))
        return questionary.autocomplete(
            label, [], start, qmark="", completer=names, placeholder=_HINT, **_PLAIN_STYLE
        )
    return questionary.text(label, start, qmark="", placeholder=_HINT, **_PLAIN_STYLE)


def _title(sheet: Sheet, encoding: str | None) -> str:
    """Return what stands over the rows: the whole question if they push it out of sight."""
    size = get_app_session().output.get_size()
    rows = sum(piece == ("", "\n") for piece in drawn(sheet, size.columns))
    title = sheet.prompt.label if rows + _AROUND < size.rows else sheet.prompt.ask
    many = " (one or more)" if sheet.many else ""
    return "\n ".join(wrap(_shown(f"{title}{many}", encoding), size.columns - 2))


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
    for line in wrap(_shown(text, encoding), output.get_size().columns - 1):
        output.set_attributes(attributes, output.get_default_color_depth())
        output.write(line)
        output.reset_attributes()
        output.write("\n")


def _shown(text: str, encoding: str | None) -> str:
    return fit(clean(text), encoding)


def _shown_row(row: Row, encoding: str | None) -> Row:
    hint, above = row.hint and _shown(row.hint, encoding), row.above and _shown(row.above, encoding)
    return row._replace(label=_shown(row.label, encoding), hint=hint, above=above)


class _Names(Completer):
    """Offers the names that a prompt's own completion finds, each with what it stands for."""

    def __init__(
        self, complete: Callable[[str], tuple[Completion, ...]], shown: Callable[[str], str]
    ) -> None:
        self.complete, self.shown = complete, shown

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Offer]:
        """Yield the names; an empty line offers none."""
        typed = document.text
        for found in self.complete(typed) if typed.strip() else ():
            name, meaning = self.shown(found.name), self.shown(found.meaning)
            yield Offer(
                found.name,
                -len(document.text_before_cursor),
                display=FormattedText([("", name)]),
                display_meta=FormattedText([("", meaning)]) if meaning else None,
            )
