"""Holds the interview with whatever there is to ask with, and keeps answers where asked to.

Says at the end what can be done next.
"""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from buyguide.answers import settle
from buyguide.errors import BuyguideError, Interrupted
from buyguide.interview.interview import hold_interview
from buyguide.interview.terminal import forget_typed_ahead, left_as_found, wants_plain
from buyguide.plain_text import clean, fit
from buyguide.screen import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.interview.asker import Asker
    from buyguide.saving import Stamp

    _Answers = tuple[Mapping[str, Answer], Sequence[Mapping[str, Answer]]]


def plain_wanted(*, asked: bool) -> bool:
    """Say whether to print plain lines: asked for, or the terminal can show nothing else."""
    return asked or wants_plain(os.environ, sys.stdout.encoding)


def somebody_is_there() -> bool:
    """Say whether a person can read questions and answer them."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_all(
    guide: Guide,
    given: Mapping[str, Answer],
    candidates: Sequence[Mapping[str, Answer]],
    *,
    plain: bool,
) -> _Answers:
    """Ask what is not given yet; return all answers that count, and those on further candidates.

    ``plain``: numbered lines are asked for; they also come where nothing else can be shown.
    Raises ``Interrupted``.
    """
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # an unreadable letter is no reason to fall over
    with left_as_found():
        if plain_wanted(asked=plain):
            from buyguide.interview.plain import Plain

            return _ask(guide, Plain(sys.stdin, sys.stdout), given, candidates)
        from buyguide.interview.keys import Keys

        return _ask(guide, Keys(encoding=sys.stdout.encoding), given, candidates)


def _ask(
    guide: Guide,
    asker: Asker,
    given: Mapping[str, Answer],
    candidates: Sequence[Mapping[str, Answer]],
) -> _Answers:
    """Hold the interview, then ask about further candidates; both again if one goes back."""
    check = False
    while True:
        try:
            values = hold_interview(guide, asker, given, check=check)
        except Interrupted as left:
            raise Interrupted(left.values, candidates) from left.__cause__
        from buyguide.interview.candidates import ask_candidates

        offer = check or values != settle(guide, given).values
        found = ask_candidates(guide, asker, values, candidates, offer=offer)
        if found is not None:
            return values, found
        given, check = values, True


def offer_to_save(
    guide: Guide,
    left: Interrupted,
    file: str | None,
    since: Stamp | None = None,
    *,
    named: str | None = None,
) -> None:
    """Offer to keep the answers of an interview that was left; no is the default.

    ``named`` is the guide as the person named it. Raises the fault of the program, if one ended
    it.
    """
    if left.__cause__ is not None:
        say("Something in buyguide itself went wrong.")
    saved = ""
    if left.values and sys.stdin.isatty():
        from buyguide.saving import answers_text

        text = answers_text(guide, left.values, None, left.candidates)
        try:
            saved = _keep(text, " so far") if file is None else _keep_there(text, file, since)
        except (EOFError, KeyboardInterrupt):
            say("")
    if saved:
        say(f"Your answers so far are in {saved}. A question left half-way is asked again.")
        say(f"Next: {to_go_on(saved, named)} goes on from there.")
    else:
        say("Stopped. Nothing was saved.")
    if left.__cause__ is not None:
        raise left.__cause__


def keep(text: str, file: str | None, since: Stamp | None = None) -> str:
    """Save the answers of a whole interview, in a file that is offered if none is given.

    ``text`` is the answers file; ``since`` is what stood there when the interview began. Returns
    the file's name, or an empty text. Raises ``InputError`` for a file given.
    """
    if file is not None:
        from buyguide.saving import save

        say(*save(file, text, since), f"Your answers are in {file}.")
        return file
    with suppress(EOFError):
        return _keep(text)
    return ""


def to_go_on(file: str, named: str | None) -> str:
    """Return the command that asks what a file of answers leaves open, ready for a shell.

    ``named`` is the guide as the person named it.
    """
    return f"buyguide ask --answers {_for_a_shell(file)}{_with_guide(named)}"


def what_next(file: str, named: str | None = None) -> str:
    """Return a sentence on what can be done with the answers, kept in that file or in none.

    ``named`` is the guide as the person named it.
    """
    guide = _with_guide(named)
    if not file:
        return (
            f"Next time: buyguide --save my.yaml{guide} keeps your answers, -o advice.html keeps "
            "the advice as a page, and --for clinician prints what to show a doctor or pharmacist."
        )
    report = f"buyguide report {_for_a_shell(file)}{guide}"
    return (
        f"Next: {report} -o advice.html keeps this advice as a page, "
        f"and {report} --for clinician prints what to show a doctor or pharmacist."
    )


def _with_guide(named: str | None) -> str:
    return f" --guide {_for_a_shell(named)}" if named else ""


def _for_a_shell(name: str) -> str:
    return shlex.quote(clean(name))


def _keep(text: str, which: str = "") -> str:
    """Ask for a name until the text is in a file or is not wanted; return the file's name."""
    while True:
        forget_typed_ahead(sys.stdin)
        file = input(f"\nTo keep your answers{which}, type a file name (Enter: do not save): ")
        file = _as_meant(file.strip())
        if file.lower() in {"", "n", "no"}:
            return ""
        if file.lower() in {"y", "yes"} or not file.isprintable():
            say("Please type the name that the file shall have, for example: my.yaml")
        elif _saved(file, text):
            return file


def _as_meant(typed: str) -> str:
    """Return a file name as a shell would take it: out of its marks, from the person's home."""
    from pathlib import Path

    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "\"'":
        typed = typed[1:-1]
    with suppress(RuntimeError):  # a home that nobody knows of
        typed = str(Path(typed).expanduser()) if typed.startswith("~") else typed
    return typed


def _keep_there(text: str, file: str, since: Stamp | None) -> str:
    question = f"\nSave your answers so far in {clean(file)}? Type y or n (Enter: n): "
    wanted = input(fit(question, sys.stdout.encoding)).strip().lower() in {"y", "yes"}
    return file if wanted and _saved(file, text, since) else ""


def _saved(file: str, text: str, since: Stamp | None = None) -> bool:
    from buyguide.saving import save

    try:
        say(*save(file, text, since))
    except BuyguideError as error:
        say(str(error))
        return False
    return True
