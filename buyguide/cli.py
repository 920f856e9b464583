"""The command line: arguments to stages to screen; the one place that catches ``BuyguideError``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from buyguide.arguments import UsageError, read_arguments
from buyguide.errors import BuyguideError, Exit, InputError, Interrupted, NoTerminal, Problem
from buyguide.screen import drop_output, say, show

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (see ``errors.Exit``)."""
    try:
        arguments = read_arguments(sys.argv[1:] if words is None else words)
        status = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
    except UsageError as error:
        return _fail(Exit.BAD_INPUT, [str(error)])
    except InputError as error:
        from buyguide.problem_text import problem_lines

        return _fail(Exit.BAD_INPUT, problem_lines(error.problems))
    except KeyboardInterrupt:
        return _fail(Exit.INTERRUPTED, ["", "Stopped. Nothing was saved."])
    except BuyguideError as error:
        return _fail(error.exit, [str(error)])
    except OSError as error:
        drop_output()
        return _fail(Exit.BAD_INPUT, [f"The output could not be written: {error.strerror}."])
    return status


def _ask(arguments: Namespace) -> int:
    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide
    from buyguide.saving import answers_text, check_target, save
    from buyguide.session import ask_all, offer_to_save, plain_wanted, somebody_is_there

    guide = read_guide(find_guide(arguments.guide))
    if arguments.save:
        check_target(arguments.save)
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
    _show(decision, arguments)
    if arguments.save:
        save(arguments.save, answers_text(guide, values, decision))
        say(f"Your answers are in {arguments.save}.")
    return Exit.FINE


def _report(arguments: Namespace) -> int:
    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide

    guide = read_guide(find_guide(arguments.guide))
    values = _answers(arguments.answers, guide)
    _show(_decide(guide, values, arguments.answers), arguments)
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


def _lookup(arguments: Namespace) -> int:
    import json

    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide
    from buyguide.lookup import as_data, as_lines

    guide = read_guide(find_guide(arguments.guide))
    if not guide.catalogues:
        raise BuyguideError(f"The guide {guide.id} has no list of names to look in.")
    catalogue = next(iter(guide.catalogues.values()))
    found = [catalogue.look_up(name) for name in arguments.names]
    if arguments.format == "json":
        show(json.dumps([as_data(match) for match in found], indent=2))
    for match in found if arguments.format == "text" else ():
        show(*as_lines(catalogue, match))
    return Exit.FINE


def _guides(arguments: Namespace) -> int:
    import json

    from buyguide.guide.places import find_guide, guide_names
    from buyguide.guide.reading import read_guide

    guides = [read_guide(find_guide(name)) for name in guide_names()]
    if arguments.format == "json":
        keys = ("id", "title", "version", "reviewed_on", "review_by")
        show(json.dumps([{key: getattr(g, key) for key in keys} for g in guides], indent=2))
    for guide in guides if arguments.format == "text" else ():
        show(f"{guide.id} {guide.version}: {guide.title}. Reviewed on {guide.reviewed_on}.")
    return Exit.FINE


def _rules(arguments: Namespace) -> int:
    import json

    from buyguide.editor.checking import check
    from buyguide.guide.places import find_guide
    from buyguide.problem_text import problem_lines

    checked = check(find_guide(arguments.folder or arguments.guide))
    if arguments.format == "json":
        keys = ("file", "line", "column", "what", "remedy")
        found = [{key: getattr(p, key) for key in keys} for p in checked.problems]
        show(json.dumps({"problems": found, "cases": checked.cases}, indent=2))
    else:
        show(*problem_lines(checked.problems))
        show(
            *([""] if checked.problems else []),
            _summary(checked.guide, checked.cases, len(checked.problems)),
        )
    return Exit.FINDINGS if checked.problems else Exit.FINE


def _summary(guide: Guide | None, cases: int, problems: int) -> str:
    found = "no problem" if not problems else f"{problems} problem{'s'[: problems != 1]}"
    if guide is None:
        return f"{found}. The cases run once the guide can be read."
    size = f"{len(guide.questions)} questions, {len(guide.rules)} rules, {cases} cases"
    return f"{guide.id} {guide.version}: {size}; {found}."


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


def _show(decision: Decision, arguments: Namespace) -> None:
    """Print a decision in the format asked for."""
    if arguments.format == "json":
        from buyguide.report.as_json import json_text

        show(json_text(decision))
        return
    from buyguide.report.compose import compose
    from buyguide.report.document import fitted
    from buyguide.session import plain_wanted

    document = fitted(compose(decision), sys.stdout.encoding)
    if arguments.format == "markdown":
        from buyguide.report.markdown import markdown

        show(markdown(document))
    elif plain_wanted(asked=arguments.plain):
        from buyguide.report.plain import plain_lines

        show(*plain_lines(document))
    else:
        from buyguide.report.terminal import print_document

        print_document(document)


def _fail(status: Exit, lines: Iterable[str]) -> int:
    try:
        say(*lines)
    except OSError:
        drop_output()
    return status


_COMMANDS = {
    "ask": _ask,
    "report": _report,
    "lookup": _lookup,
    "guides": _guides,
    "rules": _rules,
}
