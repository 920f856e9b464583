"""Work that is done while a person reads the first question, so that nobody waits for it later.

``meanwhile`` is the door: give it anything that will be needed later and can be done at any time,
such as an import. It begins once the question is on the screen, one work after another, in a
thread that the end of the program does not wait for.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from buyguide.loading import loading

if TYPE_CHECKING:
    from collections.abc import Callable

_MOMENT = 0.05  # seconds: first the terminal draws what was written to it

_waiting: list[Callable[[], object]] = []
_begun: list[Thread] = []


def meanwhile(work: Callable[[], object]) -> None:
    """Have the work done while the first question is read; it must be safe beside the interview.

    Nobody hears of its result or its failure: whoever needs it then does it again.
    """
    _waiting.append(work)


def begin() -> None:
    """Begin the work that waits: somebody is reading now."""
    if _waiting:
        thread = Thread(target=_do, args=(tuple(_waiting),), daemon=True)
        _waiting.clear()
        with suppress(RuntimeError):  # there may be no thread to be had
            thread.start()
            _begun.append(thread)


def finish() -> None:
    """Wait until all work that was begun is done; what waits still is dropped."""
    _waiting.clear()
    while _begun:
        _begun.pop().join()


def _do(works: tuple[Callable[[], object], ...]) -> None:
    sleep(_MOMENT)
    with loading():
        for work in works:
            with suppress(Exception):
                work()
