"""Makes the prompts for typed lines with questionary; slow to import, and often not the first.

The only module that imports questionary.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.completion import Completer
from prompt_toolkit.completion import Completion as Offer
from prompt_toolkit.formatted_text import FormattedText

from buyguide.interview.prompts import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from questionary import Question

    from buyguide.interview.asker import Completion, Prompt

_HINT = FormattedText([("class:instruction", "(F1 why, Ctrl-B back)")])
_PLAIN_STYLE: dict[str, Any] = {"include_default_pygments_style": False}  # no code is shown


def line(prompt: Prompt, encoding: str | None) -> Question:
    """Return the prompt for a line of text, with names offered where there are some."""
    label = f"{shown(prompt.label, encoding)}:"
    start = prompt.earlier[0] if prompt.earlier else ""
    if prompt.complete:
        names = _Names(prompt.complete, partial(shown, encoding=encoding))
        return questionary.autocomplete(
            label, [], start, qmark="", completer=names, placeholder=_HINT, **_PLAIN_STYLE
        )
    return questionary.text(label, start, qmark="", placeholder=_HINT, **_PLAIN_STYLE)


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
