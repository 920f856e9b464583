"""The command line: arguments to stages to screen; the one place that catches ``BuyguideError``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from buyguide.arguments import UsageError, read_arguments
from buyguide.errors import BuyguideError, Exit, InputError, Interrupted, NoTerminal, Problem

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
    except (Interrupted, KeyboardInterrupt):
        return _fail(Exit.INTERRUPTED, ["", "Stopped. Nothing was saved."])
    except BuyguideError as error:
        return _fail(error.exit, [str(error)])
    except OSError as error:
        _drop_output()
        return _fail(Exit.BAD_INPUT, [f"The output could not be written: {error.strerror}."])
    return status


def _ask(arguments: Namespace) -> int:
    from buyguide.advice.changing import with_changes
    from buyguide.advice.deciding import decide
    from buyguide.answers import lacking
    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide

    guide = read_guide(find_guide(arguments.guide))
    given = _answers(arguments.answers, guide) if arguments.answers else {}
    interactive = arguments.plain or (sys.stdin.isatty() and sys.stdout.isatty())
    if interactive:
        values: Mapping[str, Answer] = _interview(guide, given, plain=_plain(arguments))
    elif not arguments.answers:
        raise NoTerminal(
            "There is no terminal to ask in. Give a file with --answers FILE, "
            "or read and answer numbered lines with --plain."
        )
    else:
        values = given
        _all_required(guide, values, arguments.answers)
    if lacking(guide, values):
        raise NoTerminal("Nothing was decided: a required question has no answer.")
    _show(with_changes(decide(guide, values)), arguments)
    return Exit.FINE


def _report(arguments: Namespace) -> int:
    from buyguide.advice.changing import with_changes
    from buyguide.advice.deciding import decide
    from buyguide.guide.places import find_guide
    from buyguide.guide.reading import read_guide

    guide = read_guide(find_guide(arguments.guide))
    values = _answers(arguments.answers, guide)
    _all_required(guide, values, arguments.answers)
    _show(with_changes(decide(guide, values)), arguments)
    return Exit.FINE


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
        _print(json.dumps([as_data(match) for match in found], indent=2))
    for match in found if arguments.format == "text" else ():
        _print(*as_lines(catalogue, match))
    return Exit.FINE


def _guides(arguments: Namespace) -> int:
    import json

    from buyguide.guide.places import find_guide, guide_names
    from buyguide.guide.reading import read_guide

    guides = [read_guide(find_guide(name)) for name in guide_names()]
    if arguments.format == "json":
        keys = ("id", "title", "version", "reviewed_on", "review_by")
        _print(json.dumps([{key: getattr(g, key) for key in keys} for g in guides], indent=2))
    for guide in guides if arguments.format == "text" else ():
        _print(f"{guide.id} {guide.version}: {guide.title}. Reviewed on {guide.reviewed_on}.")
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
        _print(json.dumps({"problems": found, "cases": checked.cases}, indent=2))
    else:
        _print(*problem_lines(checked.problems))
        _print(
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
        _say(f'Note: the answer to "{id}" does not apply here and was left out.')
    for question in guide.questions:
        if question.kind == "lookup":
            for match in matches(question.id, read.values, guide):
                if match.status in {"near", "ask", "unknown"}:
                    names = " or ".join(entry.name for entry in match.entries[:5])
                    guess = f" Did you mean {names}?" if names else ""
                    _say(f'Note: "{match.typed}" is not recognised and counts as unknown.{guess}')
    return read.values


def _all_required(guide: Guide, values: Mapping[str, Answer], file: str) -> None:
    from buyguide.answers import lacking

    missing = lacking(guide, values)
    if missing:
        raise InputError(
            [
                Problem(file, 0, 0, f'"{q.id}" is not answered.', f"It asks: {q.ask}")
                for q in missing
            ]
        )


def _interview(guide: Guide, given: Mapping[str, Answer], *, plain: bool) -> Mapping[str, Answer]:
    from buyguide.interview.interview import hold_interview
    from buyguide.interview.terminal import left_as_found

    with left_as_found():
        if plain:
            from buyguide.interview.plain import Plain

            return hold_interview(guide, Plain(sys.stdin, sys.stdout), given)
        from buyguide.interview.keys import Keys

        return hold_interview(guide, Keys(encoding=sys.stdout.encoding), given)


def _plain(arguments: Namespace) -> bool:
    """Say whether to print plain lines: asked for, or the terminal can show nothing else."""
    from buyguide.interview.terminal import wants_plain

    return bool(arguments.plain) or wants_plain(os.environ, sys.stdout.encoding)


def _show(decision: Decision, arguments: Namespace) -> None:
    """Print a decision in the format asked for."""
    if arguments.format == "json":
        from buyguide.report.as_json import json_text

        _print(json_text(decision))
        return
    from buyguide.report.compose import compose
    from buyguide.report.document import fitted

    document = fitted(compose(decision), sys.stdout.encoding)
    if arguments.format == "markdown":
        from buyguide.report.markdown import markdown

        _print(markdown(document))
    elif _plain(arguments):
        from buyguide.report.plain import plain_lines

        _print(*plain_lines(document))
    else:
        from rich.console import Console

        from buyguide.report.terminal import for_terminal

        console = Console(highlight=False, emoji=False, markup=False)
        console.print(for_terminal(document))


def _print(*lines: str) -> None:
    _write(sys.stdout, lines)


def _say(*lines: str) -> None:
    _write(sys.stderr, lines)


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    from buyguide.plain_text import clean, fit

    for line in lines:
        text = clean(line, newlines=True, limit=10_000_000).removesuffix("\n")
        stream.write(fit(text, stream.encoding) + "\n")


def _fail(status: Exit, lines: Iterable[str]) -> int:
    try:
        _say(*lines)
    except OSError:
        _drop_output()
    return status


def _drop_output() -> None:
    """Nobody reads any more: keep Python from complaining about it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())


_COMMANDS = {
    "ask": _ask,
    "report": _report,
    "lookup": _lookup,
    "guides": _guides,
    "rules": _rules,
}
