"""How a command hands over what it made: on the screen, through a pager, or in a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from buyguide.screen import page, say, show

if TYPE_CHECKING:
    from argparse import Namespace

    from buyguide.report.document import Document


def format_asked(arguments: Namespace) -> str:
    """Return the format asked for, by name or by the ending of the file to write."""
    if not arguments.output:
        return arguments.format or "text"
    from buyguide.report.formats import format_of
    from buyguide.saving import check_new

    check_new(arguments.output, replace=arguments.force)
    return format_of(arguments.output, arguments.format)


def encoding_of(arguments: Namespace) -> str | None:
    """Return the encoding of the screen; none for a file, which holds every letter."""
    return None if arguments.output else sys.stdout.encoding


def deliver(document: Document, arguments: Namespace, format: str) -> None:
    """Print a document in a format that is not JSON, or write it to the file asked for."""
    from buyguide.report.document import fitted
    from buyguide.report.formats import document_text
    from buyguide.session import plain_wanted

    encoding = encoding_of(arguments)
    if arguments.output or format != "text" or plain_wanted(asked=arguments.plain):
        put(document_text(document, format, encoding=encoding), arguments)
        return
    from buyguide.report.terminal import print_document

    print_document(fitted(document, encoding), pager=arguments.pager)


def put(text: str, arguments: Namespace) -> None:
    """Print a finished text, or write it to the file asked for."""
    if arguments.output:
        from buyguide.saving import save_new

        save_new(arguments.output, text, replace=arguments.force)
        say(f"Written: {arguments.output}")
    elif getattr(arguments, "pager", False):
        page(text)
    else:
        show(text)
