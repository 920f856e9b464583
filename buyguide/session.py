"""Holds the interview with whatever there is to ask with, and keeps answers where asked to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError, Interrupted
from buyguide.interview.interview import hold_interview
from buyguide.interview.terminal import left_as_found, wants_plain
from buyguide.plain_text import clean
from buyguide.saving import answers_text, save
from buyguide.screen import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide


def plain_wanted(*, asked: bool) -> bool:
    """Say whether to print plain lines: asked for, or the terminal can show nothing else."""
    return asked or wants_plain(os.environ, sys.stdout.encoding)


def somebody_is_there() -> bool:
    """Say whether a person can read questions and answer them."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_all(guide: Guide, given: Mapping[str, Answer], *, plain: bool) -> Mapping[str, Answer]:
    """Ask what is not given yet, and return all answers that count. Raises ``Interrupted``."""
    with left_as_found():
        if plain:
            from buyguide.interview.plain import Plain

            return hold_interview(guide, Plain(sys.stdin, sys.stdout), given)
        from buyguide.interview.keys import Keys

        return hold_interview(guide, Keys(encoding=sys.stdout.encoding), given)


def offer_to_save(guide: Guide, left: Interrupted, file: str | None) -> None:
    """Offer once to keep the answers of an interview that was left; no is the default."""
    saved = ""
    if left.values and sys.stdin.isatty():
        try:
            saved = _keep(guide, left.values, file)
        except (EOFError, KeyboardInterrupt):
            say("")
        except BuyguideError as error:
            say(str(error))
    say(f"Your answers so far are in {saved}." if saved else "Stopped. Nothing was saved.")


def _keep(guide: Guide, values: Mapping[str, Answer], file: str | None) -> str:
    """Return the name of the file written, or an empty text."""
    if file is None:
        file = input("\nTo keep your answers, type a file name (Enter: do not save): ").strip()
    else:
        question = f"\nSave your answers so far in {clean(file)}? Type y or n (Enter: n): "
        file = file if input(question).strip().lower() in {"y", "yes"} else ""
    if file:
        save(file, answers_text(guide, values, None))
    return file
