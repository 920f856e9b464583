"""The answers that a command is given: read, completed from other files, and told about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem
from buyguide.screen import say

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.answers_file import AnswersFile
    from buyguide.guide.model import Guide


def read_given(file: str, guide: Guide, *, asking: bool = False) -> AnswersFile:
    """Read an answers file; say which of its answers do not apply, and which names are unclear.

    When somebody is asked the rest, what does not apply yet may do so then.
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
    return read


def decide_on(guide: Guide, values: Mapping[str, Answer], arguments: Namespace) -> Decision:
    """Return the decision; every required question must be answered, or nothing is decided.

    Raises ``InputError`` naming every answer that is missing, and the command that asks for them.
    """
    from buyguide.advice.changing import with_outlook
    from buyguide.advice.deciding import decide

    problems = list(_lacking(guide, values, arguments.answers or "the interview"))
    if problems:
        raise InputError([*problems, _to_mend(problems, arguments)])
    return with_outlook(decide(guide, values))


def check_candidates(
    guide: Guide,
    values: Mapping[str, Answer],
    candidates: Iterable[tuple[str, Mapping[str, Answer]]],
    arguments: Namespace | None = None,
) -> None:
    """Raise ``InputError`` naming every required answer that a candidate lacks.

    ``candidates`` are the files they come from, and their answers. With ``arguments`` the command
    is named that asks for what is missing: they all come from the one answers file.
    """
    from buyguide.answers import with_candidate

    problems = [
        problem
        for file, candidate in candidates
        for problem in _lacking(guide, with_candidate(guide, values, candidate), file)
    ]
    if problems:
        raise InputError([*problems, *([_to_mend(problems, arguments)] if arguments else [])])


def named(
    file: str, candidates: Sequence[Mapping[str, Answer]]
) -> list[tuple[str, Mapping[str, Answer]]]:
    """Return the candidates of an answers file, each with its place in it."""
    return [(f"{file} (candidate {n})", one) for n, one in enumerate(candidates, 1)]


def _lacking(guide: Guide, values: Mapping[str, Answer], file: str) -> Iterator[Problem]:
    from buyguide.answers import lacking

    for question in lacking(guide, values):
        what = f'"{question.id}" is not answered.'
        yield Problem(file, 0, 0, what, f"It asks: {question.ask}")


def _to_mend(problems: Sequence[Problem], arguments: Namespace) -> Problem:
    """Return what stands below the problems of one file, sorted as they are."""
    from buyguide.session import to_go_on

    count = len(problems)
    what = f"{count} {'answer is' if count == 1 else 'answers are'} missing."
    command = to_go_on(arguments.answers, arguments.guide)
    return Problem(problems[-1].file, 0, 0, what, f"{command} asks for what is missing.")
