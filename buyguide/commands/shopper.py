"""The shopper's commands: ask, report, lookup, guides."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError, Exit, InputError, Interrupted, NoTerminal, Problem
from buyguide.guide.places import find_guide, guide_names
from buyguide.guide.reading import read_guide
from buyguide.screen import page, say, show

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide


def ask(arguments: Namespace) -> Exit:
    """Hold the interview, as far as the answers given leave questions open; print the advice."""
    from buyguide.saving import answers_text, check_target, save
    from buyguide.session import ask_all, offer_to_save, plain_wanted, somebody_is_there

    guide = read_guide(find_guide(arguments.guide))
    if arguments.save:
        check_target(arguments.save)
    format = _format(arguments)
    values = _answers(arguments.answers, guide) if arguments.answers else {}
    if arguments.plain or somebody_is_there():
        try:
            values = ask_all(guide, values, plain=plain_wanted(asked=arguments.plain))
        except Interrupted as left:
            offer_to_save(guide, left, arguments.save)
            return Exit.INTERRUPTED
    elif not arguments.answers:
        raise NoTerminal(
            "There is no terminal to ask in. Give a file with --answers FILE, "
            "or read and answer numbered lines with --plain."
        )
    decision = _decide(guide, values, arguments.answers or "the interview")
    _deliver(decision, arguments, format)
    if arguments.save:
        save(arguments.save, answers_text(guide, values, decision))
        say(f"Your answers are in {arguments.save}.")
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
        text = document_text(listing("Names looked up", lines), format)
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


def _answers(file: str, guide: Guide) -> Mapping[str, Answer]:
    """Read an answers file; say which of its answers do not apply, and which names are unclear."""
    from buyguide.answers_file import read_answers
    from buyguide.guide.conditions import matches

    read = read_answers(file, guide)
    for id in read.dropped:
        say(f'Note: the answer to "{id}" does not apply here and was left out.')
    for question in guide.questions:
        if question.kind == "lookup":
            for match in matches(question.id, read.values, guide):
                if match.status in {"near", "ask", "unknown"}:
                    names = " or ".join(entry.name for entry in match.entries[:5])
                    guess = f" Did you mean {names}?" if names else ""
                    say(f'Note: "{match.typed}" is not recognised and counts as unknown.{guess}')
    return read.values


def _format(arguments: Namespace) -> str:
    """Return the format asked for, by name or by the ending of the file to write."""
    if not arguments.output:
        return arguments.format or "text"
    from buyguide.report.formats import format_of
    from buyguide.saving import check_new

    check_new(arguments.output, replace=arguments.force)
    return format_of(arguments.output, arguments.format)


def _deliver(decision: Decision, arguments: Namespace, format: str) -> None:
    """Print the decision, or write it to the file asked for."""
    from buyguide.report.formats import decision_text, document_for
    from buyguide.session import plain_wanted

    if arguments.output or format != "text" or plain_wanted(asked=arguments.plain):
        _put(decision_text(decision, format, reader=arguments.reader), arguments)
        return
    from buyguide.report.document import fitted
    from buyguide.report.terminal import print_document

    document = fitted(document_for(decision, arguments.reader), sys.stdout.encoding)
    print_document(document, pager=arguments.pager)


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
