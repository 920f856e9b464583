"""A document for a colour terminal; the only module of the report that knows rich.

The lines reach rich finished, as segments and never as markup: no bracket or emoji name in them
acts, and rich has nothing to measure, which is what takes it long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment

from buyguide.report.layout import laid_out
from buyguide.screen import page

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from buyguide.report.document import Document

WIDEST = 100


def print_document(document: Document, *, pager: bool = False) -> None:
    """Print the document on standard output, in colour where that is a terminal and is wanted.

    With ``pager`` it goes through the person's own pager (see ``screen.page``).
    """
    if pager:
        page(as_printed(document))
    else:
        _console().print(for_terminal(document), crop=False)


def as_printed(document: Document) -> str:
    """Return what would be printed on standard output, the signs for colours included."""
    console = _console()
    with console.capture() as caught:
        console.print(for_terminal(document), crop=False)
    return caught.get()


def _console() -> Console:
    return Console(highlight=False, emoji=False, markup=False)


def for_terminal(document: Document) -> RenderableType:
    """Return the document for a rich console, at most 100 columns wide."""
    return _Laid(document)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A document that is laid out for the width of the console it is printed on."""

    document: Document

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines in the styles of the console; only on a screen a word may be cut."""
        width = min(options.max_width, WIDEST)
        for words, style, mark in laid_out(self.document, width, cut=console.is_terminal):
            if style:
                yield Segment(mark)
                yield Segment(words, console.get_style(style))
                yield Segment.line()
            else:
                yield Segment(f"{mark}{words}\n")
