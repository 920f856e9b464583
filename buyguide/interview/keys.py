"""The asker for a terminal: arrow keys, typed text and completion, through questionary.

With ``dress`` the only module that knows questionary and prompt_toolkit; import it late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import get_app_session
from prompt_toolkit.completion import Completer
from prompt_toolkit.completion import Completion as Offer
from prompt_toolkit.formatted_text import FormattedText

from buyguide.interview.asker import Move
from buyguide.interview.dress import ask_line, ask_list
from buyguide.interview.sheet import SKIP, Sheet
from buyguide.interview.wrapping import wrap
from buyguide.plain_text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from questionary import Question

    from buyguide.interview.asker import Completion, Prompt, Row

_HINT = FormattedText([("class:instruction", "F1 why, Ctrl-B back")])


@dataclass(frozen=True, slots=True)
class Keys:
    """Asks with keys on the terminal that the program runs in."""

    encoding: str | None = "utf-8"
    directions: tuple[str, ...] = (
        "Move with the arrow keys, tick with the space bar, and press Enter to go on.",
        "Typed letters look for a line.",
        "Ctrl-B or Esc goes back, ? or F1 says why we ask, Ctrl-C leaves.",
    )

    def tell(self, *lines: str) -> None:
        """Print each line, harmless and broken by words."""
        for line in lines:
            self._put("", line)

    def choose(self, prompt: Prompt) -> str | Move | None:
        """Ask for one row."""
        reply = self._list(prompt, many=False)
        return reply[0] if isinstance(reply, tuple) else reply

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        """Ask for one or more rows."""
        return self._list(prompt, many=True)

    def type(self, prompt: Prompt) -> str | Move | None:
        """Ask for a line of text; an empty one skips where that is offered."""
        self._introduce(prompt)
        empty = f"Enter on an empty line: {prompt.skip}" if prompt.skip else ""
        if empty and not prompt.open_end:
            self._put("class:instruction", empty)
        between = ", " if prompt.complete else " "
        while True:
            reply = ask_line(self._line(prompt), lambda: self._why(prompt), between)
            if isinstance(reply, Move):
                return reply
            typed = " ".join(reply.split())
            if typed or prompt.open_end:
                return typed
            if prompt.skip:
                return None
            self.tell("Nothing was typed.")

    def _list(self, prompt: Prompt, *, many: bool) -> tuple[str, ...] | Move | None:
        self._introduce(prompt)
        rows = tuple(self._clean_row(row) for row in prompt.rows)
        sheet = Sheet(replace(prompt, rows=rows), many=many)
        make = questionary.checkbox if many else questionary.select
        choices = [questionary.Choice(row.label, row.id) for row in sheet.rows]
        question = make(self._clean(prompt.label), choices, qmark="", instruction=" ")
        move = ask_list(question, sheet, lambda: self._why(prompt))
        reply = sheet.reply()
        return move or (None if reply == (SKIP,) else reply)

    def _line(self, prompt: Prompt) -> Question:
        label = f"{self._clean(prompt.label)}:"
        start = prompt.earlier[0] if prompt.earlier else ""
        if prompt.complete:
            names = _Names(prompt.complete, self._clean)
            return questionary.autocomplete(
                label, [], start, qmark="", completer=names, placeholder=_HINT
            )
        return questionary.text(label, start, qmark="", placeholder=_HINT)

    def _introduce(self, prompt: Prompt) -> None:
        self.tell("", *prompt.before)
        self._put("bold", prompt.ask)
        self.tell(*prompt.after)

    def _why(self, prompt: Prompt) -> None:
        self._put("italic", prompt.why or "No reason is given for this one.")

    def _put(self, style: str, text: str) -> None:
        for line in wrap(self._clean(text), get_app_session().output.get_size().columns - 1):
            print_formatted_text(FormattedText([(style, line)]))

    def _clean(self, text: str) -> str:
        return fit(clean(text), self.encoding)

    def _clean_row(self, row: Row) -> Row:
        hint, above = row.hint and self._clean(row.hint), row.above and self._clean(row.above)
        return replace(row, label=self._clean(row.label), hint=hint, above=above)


@dataclass(frozen=True, slots=True)
class _Names(Completer):
    """Offers the names that a prompt's own completion finds, each with what it stands for."""

    complete: Callable[[str], tuple[Completion, ...]]
    clean: Callable[[str], str]

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Offer]:
        """Yield the names; an empty line offers none."""
        typed = document.text
        for found in self.complete(typed) if typed.strip() else ():
            shown, meaning = self.clean(found.name), self.clean(found.meaning)
            yield Offer(
                found.name,
                -len(document.text_before_cursor),
                display=FormattedText([("", shown)]),
                display_meta=FormattedText([("", meaning)]) if meaning else None,
            )
