"""The commands that need no answers: lookup, guides, schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buyguide.commands.delivery import encoding_of, format_asked, put
from buyguide.errors import BuyguideError, Exit
from buyguide.guide.opening import open_guide
from buyguide.guide.places import guide_names
from buyguide.screen import show

if TYPE_CHECKING:
    from argparse import Namespace


def lookup(arguments: Namespace) -> Exit:
    """Say what the guide's lists know under some names; an unknown name is no error."""
    from buyguide.lookup import as_data, as_lines, look_up, text_of

    guide = open_guide(arguments.guide)
    if not guide.catalogues:
        raise BuyguideError(f"The guide {guide.id} has no list of names to look in.")
    format = format_asked(arguments)
    if format == "text":
        put(text_of(guide, arguments.names), arguments)
        return Exit.FINE
    found = [one for name in arguments.names for one in look_up(guide, name)]
    if format == "json":
        text = json.dumps([as_data(match) for _, match in found], indent=2) + "\n"
    else:
        from buyguide.report.formats import document_text
        from buyguide.report.listing import listing

        document = listing("Names looked up", [as_lines(*one) for one in found])
        text = document_text(document, format, encoding=encoding_of(arguments))
    put(text, arguments)
    return Exit.FINE


def guides(arguments: Namespace) -> Exit:
    """List the guides that ship."""
    found = [open_guide(name) for name in guide_names()]
    if arguments.format == "json":
        keys = ("id", "title", "version", "reviewed_on", "review_by")
        show(json.dumps([{key: getattr(g, key) for key in keys} for g in found], indent=2))
    for guide in found if arguments.format == "text" else ():
        show(f"{guide.id} {guide.version}: {guide.title}. Reviewed on {guide.reviewed_on}.")
    return Exit.FINE


def schema(_: Namespace) -> Exit:
    """Print the JSON Schema of the report."""
    from buyguide.report.schema import report_schema

    show(json.dumps(report_schema(), indent=2))
    return Exit.FINE
