"""The shopper's commands: ask, report, lookup, guides."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError, Exit, InputError, Interrupted, NoTerminal, Problem
from buyguide.guide.places import find_guide, guide_names
from buyguide.guide.reading import read_guide
from buyguide.loading import loading
from buyguide.screen import page, say, show

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide


def ask(arguments: Namespace) -> Exit:
    """Hold the interview, as far as the answers given leave questions open; print the advice."""
    from buyguide.answers import settle
    from buyguide.saving import check_target
    from buyguide.session import ask_all, keep, offer_to_save, somebody_is_there, what_next

    with loading():
        guide = read_guide(find_guide(arguments.guide))
    since = check_target(arguments.save) if arguments.save else None
    format = _format(arguments)
    asking = arguments.plain or somebody_is_there()
    given = values = _answers(arguments.answers, guide, asking=asking) if arguments.answers else {}
    if asking:
        try:
            values = ask_all(guide, given, plain=arguments.plain)
        except Interrupted as left:
            offer_to_save(guide, left, arguments.save, since)
            return Exit.INTERRUPTED
    elif not arguments.answers:
        raise NoTerminal(
            "There is no terminal to ask in. Give a file with --answers FILE, "
            "or read and answer numbered lines with --plain."
        )
    decision = _decide(guide, values, arguments.answers or "the interview")
    was_asked = somebody_is_there() and values != settle(guide, given).values
    kept, failed = "", None
    if arguments.save or was_asked:
        try:
            kept = keep(guide, values, decision, arguments.save, since)
        except InputError as error:  # the advice matters more, and comes first
            failed = error
    to_shopper = was_asked and arguments.reader == "shopper"
    _deliver(decision, arguments, format, what_next(kept) if to_shopper else "")
    if failed is not None:
        raise failed
    return Exit.FINE


def report(arguments: Namespace) -> Exit:
    """Print the advice for the answers in a file."""
    guide = read_guide(find_guide(arguments.guide))
    format = _format(arguments)
    values = _answers(arguments.answers, guide)
    _deliver(_decide(guide, values, arguments.answers), arguments, format)
    return Exit.FINE


def lookup(arguments: Namespace) -> Exit:
    """Say what the guide's list knows under some names; an unknown name is no error."""
    from buyguide.lookup import as_data, as_lines
    from buyguide.report.formats import document_text
    from buyguide.report.listing import listing

    guide = read_guide(find_guide(arguments.guide))
    if not guide.catalogues:
        raise BuyguideError(f"The guide {guide.id} has no list of names to look in.")
    format = _format(arguments)
    catalogue = next(iter(guide.catalogues.values()))
    found = [catalogue.look_up(name) for name in arguments.names]
    lines = [as_lines(catalogue, match) for match in found]
    if format == "json":
        text = json.dumps([as_data(match) for match in found], indent=2) + "\n"
    elif format == "text":
        text = "".join(f"{line}\n" for group in lines for line in group)
    else:
        document = listing("Names looked up", lines)
        text = document_text(document, format, encoding=_encoding(arguments))
    _put(text, arguments)
    return Exit.FINE


def guides(arguments: Namespace) -> Exit:
    """List the guides that ship."""
    found = [read_guide(find_guide(name)) for name in guide_names()]
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


def _decide(guide: Guide, values: Mapping[str, Answer], file: str) -> Decision:
    """Return the decision; every required question must be answered, or nothing is decided."""
    from buyguide.advice.changing import with_changes
    from buyguide.advice.deciding import decide
    from buyguide.answers import lacking

    if missing := lacking(guide, values):
        raise InputError(
            [
                Problem(file, 0, 0, f'"{question.id}" is not answered.', f"It asks: {question.ask}")
                for question in missing
            ]
        )
    return with_changes(decide(guide, values))


def _answers(file: str, guide: Guide, *, asking: bool = False) -> Mapping[str, Answer]:
    """Read an answers file; say which of its answers do not apply, and which names are unclear.

    When somebody is asked the rest, all are returned: what does not apply yet may do so then.
    """
    from buyguide.answers_file import read_answers
    from buyguide.guide.conditions import matches

    read = read_answers(file, guide)
    for id in () if asking else read.dropped:
        say(f'Note: the answer to "{id}" does not apply here and was left out.')
    for question in guide.questions:
        if question.kind == "lookup":
            for match in matches(question.id, read.values, guide):
                if match.status in {"near", "ask", "unknown"}:
                    names = " or ".join(entry.name for entry in match.entries[:5])
                    guess = f" Did you mean {names}?" if names else ""
                    say(f'Note: "{match.typed}" is not recognised and counts as unknown.{guess}')
    return read.given if asking else read.values


def _format(arguments: Namespace) -> str:
    """Return the format asked for, by name or by the ending of the file to write."""
    if not arguments.output:
        return arguments.format or "text"
    from buyguide.report.formats import format_of
    from buyguide.saving import check_new

    check_new(arguments.output, replace=arguments.force)
    return format_of(arguments.output, arguments.format)


def _deliver(decision: Decision, arguments: Namespace, format: str, next_step: str = "") -> None:
    """Print the decision, or write it to the file asked for.

    The next step stands before the last line on the screen, which is the outcome.
    """
    from buyguide.report.document import before_last, fitted
    from buyguide.report.formats import decision_text, document_for, document_text
    from buyguide.session import plain_wanted

    reader, encoding = arguments.reader, _encoding(arguments)
    if arguments.output or format != "text":
        _put(decision_text(decision, format, reader=reader, encoding=encoding), arguments)
        if next_step:
            say(next_step)
        return
    document = before_last(document_for(decision, reader), next_step)
    if plain_wanted(asked=arguments.plain):
        _put(document_text(document, format, encoding=encoding), arguments)
        return
    from buyguide.report.terminal import print_document

    print_document(fitted(document, encoding), pager=arguments.pager)


def _encoding(arguments: Namespace) -> str | None:
    """Return the encoding of the screen; none for a file, which holds every letter."""
    return None if arguments.output else sys.stdout.encoding


def _put(text: str, arguments: Namespace) -> None:
    """Print a finished text, or write it to the file asked for."""
    if arguments.output:
        from buyguide.saving import save_new

        save_new(arguments.output, text, replace=arguments.force)
        say(f"Written: {arguments.output}")
    elif getattr(arguments, "pager", False):
        page(text)
    else:
        show(text)
