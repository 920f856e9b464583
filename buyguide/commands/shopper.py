"""The shopper's commands: ask and report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from buyguide.commands.ahead import look_ahead
from buyguide.commands.delivery import deliver, encoding_of, format_asked, put
from buyguide.commands.given import check_candidates, decide_on, named, read_given
from buyguide.errors import Exit, InputError, Interrupted, NoTerminal
from buyguide.guide.opening import open_guide
from buyguide.loading import loading
from buyguide.meanwhile import finish
from buyguide.screen import say

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer, Saved
    from buyguide.answers_file import AnswersFile
    from buyguide.guide.model import Guide
    from buyguide.saving import Stamp


def ask(arguments: Namespace) -> Exit:
    """Hold the interview, as far as the answers given leave questions open; print the advice."""
    with loading():
        from buyguide.answers import settle
        from buyguide.interview.leaving import answers_outlive
        from buyguide.session import offer_to_save, somebody_is_there, what_next

        guide = open_guide(arguments.guide)
    since = _since(arguments.save)
    format = format_asked(arguments)
    asking = arguments.plain or somebody_is_there()
    read = _given(arguments.answers, guide, asking=asking)
    given: Mapping[str, Answer] = read.given if read else {}
    candidates: Sequence[Mapping[str, Answer]] = read.candidates if read else ()
    values = settle(guide, given).values
    before = _all_of(guide, values, candidates)
    file = arguments.answers or "the interview"
    try:
        if asking:
            values, candidates = _held(guide, given, candidates, plain=arguments.plain)
        with answers_outlive(values, candidates):
            decision = decide_on(guide, values, arguments)
            check_candidates(guide, values, named(file, candidates), arguments)
    except Interrupted as left:
        offer_to_save(guide, left, arguments.save, since, named=arguments.guide)
        return Exit.INTERRUPTED
    was_asked = somebody_is_there() and _all_of(guide, values, candidates) != before
    kept, failed = "", None
    if arguments.save or was_asked:
        kept, failed = _kept(decision, candidates, arguments.save, since)
    to_shopper = was_asked and arguments.reader == "shopper"
    next_step = what_next(kept, arguments.guide) if to_shopper else ""
    _deliver(decision, _Beside(candidates, next_step=next_step), arguments, format)
    if failed is not None:
        raise failed
    return Exit.FINE


def _all_of(
    guide: Guide, values: Mapping[str, Answer], candidates: Sequence[Mapping[str, Answer]]
) -> tuple[dict[str, Answer], ...]:
    """Return all answers that count: of the person, then of the person about each candidate."""
    from buyguide.answers import with_candidate

    return (dict(values), *(dict(with_candidate(guide, values, one)) for one in candidates))


def _since(file: str | None) -> Stamp | None:
    """Return what stands where the answers shall be kept. Raises ``InputError``."""
    if not file:
        return None
    from buyguide.saving import check_target

    return check_target(file)


def _given(file: str | None, guide: Guide, *, asking: bool) -> AnswersFile | None:
    """Return the answers given already. Raises ``NoTerminal`` when there is no way to any."""
    if file:
        return read_given(file, guide, asking=asking)
    if not asking:
        raise NoTerminal(
            "There is no terminal to ask in. Give a file with --answers FILE, "
            "or read and answer numbered lines with --plain."
        )
    return None


def _held(
    guide: Guide,
    given: Mapping[str, Answer],
    candidates: Sequence[Mapping[str, Answer]],
    *,
    plain: bool,
) -> tuple[Mapping[str, Answer], Sequence[Mapping[str, Answer]]]:
    """Return the answers of an interview; what comes after it is made ready meanwhile."""
    from buyguide.interview.leaving import answers_outlive
    from buyguide.session import ask_all

    look_ahead(guide)
    held = ask_all(guide, given, candidates, plain=plain)
    with answers_outlive(*held):
        finish()
    return held


def _kept(
    decision: Decision,
    candidates: Sequence[Mapping[str, Answer]],
    file: str | None,
    since: Stamp | None,
) -> tuple[str, InputError | None]:
    """Return where the answers are kept, or why they are not: the advice still comes first."""
    from buyguide.saving import answers_text
    from buyguide.session import keep

    text = answers_text(decision.guide, decision.values, decision, candidates)
    try:
        return keep(text, file, since), None
    except InputError as error:
        return "", error


def report(arguments: Namespace) -> Exit:
    """Print the advice for the answers in a file."""
    guide = open_guide(arguments.guide)
    format = format_asked(arguments)
    read = read_given(arguments.answers, guide)
    decision = decide_on(guide, read.values, arguments)
    check_candidates(guide, read.values, named(arguments.answers, read.candidates), arguments)
    _deliver(decision, _Beside(read.candidates, read.saved), arguments, format)
    return Exit.FINE


class _Beside(NamedTuple):
    """What is told beside a decision: further candidates, what was said before, what comes next."""

    candidates: Sequence[Mapping[str, Answer]]
    saved: Saved | None = None
    next_step: str = ""


def _deliver(decision: Decision, beside: _Beside, arguments: Namespace, format: str) -> None:
    """Print the decision, or write it to the file asked for.

    The next step stands before the last lines on the screen, which are the outcome.
    """
    from buyguide.report.document import opening_the_last_part
    from buyguide.report.formats import decision_text, document_for

    reader = arguments.reader
    if format == "json":
        encoding = encoding_of(arguments)
        text = decision_text(decision, format, reader=reader, saved=beside.saved, encoding=encoding)
        put(text, arguments)
    else:
        document = document_for(decision, reader, candidates=beside.candidates, saved=beside.saved)
        on_screen = format == "text" and not arguments.output
        shown = opening_the_last_part(document, beside.next_step) if on_screen else document
        deliver(shown, arguments, format)
        if on_screen:
            return
    if beside.next_step:
        say(beside.next_step)
