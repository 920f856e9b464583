"""The commands about what could be otherwise: compare and whatif."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.commands.delivery import deliver, format_asked, put
from buyguide.commands.given import check_candidates, decide_on, named, read_given
from buyguide.errors import BuyguideError, Exit
from buyguide.guide.opening import open_guide
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from argparse import Namespace

    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Verdict


def compare(arguments: Namespace) -> Exit:
    """Set candidates side by side: those of an answers file, and of files of their own."""
    from buyguide.advice.comparing import compare as side_by_side
    from buyguide.answers import MOST_CANDIDATES, is_candidate
    from buyguide.answers_file import read_candidate
    from buyguide.report.as_json import comparison_text
    from buyguide.report.comparison import compose_comparison

    guide = open_guide(arguments.guide)
    if guide.candidates is None:
        raise BuyguideError(f"The guide {guide.id} has nothing to set side by side.")
    format = format_asked(arguments)
    read = read_given(arguments.answers, guide)
    others = named(arguments.answers, read.candidates)
    others += [(file, read_candidate(file, guide)) for file in arguments.candidates]
    count = len(others) + is_candidate(guide, read.values)
    nouns = guide.candidates.nouns
    if not 1 <= count <= MOST_CANDIDATES:
        raise BuyguideError(
            f"There are {count} {nouns} to compare. From 1 to {MOST_CANDIDATES} can stand side "
            "by side: name a file for each, or list them under candidates: in the answers file."
        )
    check_candidates(guide, read.values, others, None if arguments.candidates else arguments)
    if is_candidate(guide, read.values):
        decide_on(guide, read.values, arguments)
    comparison = side_by_side(guide, read.values, [answers for _, answers in others])
    if format == "json":
        put(comparison_text(comparison), arguments)
    else:
        deliver(compose_comparison(comparison), arguments, format)
    return Exit.FINE


def whatif(arguments: Namespace) -> Exit:
    """Say which smallest changes of the answers lead to each other verdict, or to one of them."""
    from buyguide.advice.changing import changes_once_agreed, changes_to
    from buyguide.report.as_json import outlook_text
    from buyguide.report.outlook import what_if

    guide = open_guide(arguments.guide)
    format = format_asked(arguments)
    wanted = _wanted(guide, arguments.to)
    read = read_given(arguments.answers, guide)
    decision = decide_on(guide, read.values, arguments)
    changes = {
        verdict.id: changes_to(decision, verdict) or changes_once_agreed(decision, verdict)
        for verdict in wanted
        if verdict is not decision.verdict
    }
    if format == "json":
        put(outlook_text(decision, changes), arguments)
    else:
        document = what_if(decision, changes, [verdict.id for verdict in wanted])
        deliver(document, arguments, format)
    return Exit.FINE


def _wanted(guide: Guide, to: str | None) -> tuple[Verdict, ...]:
    if to is None:
        return tuple(reversed(guide.verdicts))
    if to not in guide.verdict_by_id:
        remedy = remedy_for(to, guide.verdict_by_id)
        raise BuyguideError(f'There is no verdict "{to}" in this guide. {remedy}')
    return (guide.verdict_by_id[to],)
