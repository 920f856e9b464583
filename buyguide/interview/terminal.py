"""What a terminal can show, what was typed ahead, and leaving it as it was found."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NoReturn

from buyguide.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKS = "\u25cf\u25cb\u00bb"  # ticked, not ticked, pointer
_NO = {"", "0", "false", "no", "off"}
_SHOW_CURSOR = b"\x1b[?25h"
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def wants_plain(environ: Mapping[str, str], encoding: str | None) -> bool:
    """Say whether numbered lines fit better than keys: asked for, or nothing else can be shown."""
    asked = environ.get("ACCESSIBLE", "").lower() not in _NO
    return asked or environ.get("TERM") in {"dumb", "unknown", ""} or not _shows(MARKS, encoding)


def forget_typed_ahead(stream: IO[str] | int) -> None:
    """Drop what was typed before the question was there; a pipe or a file keeps its lines."""
    with suppress(ImportError, OSError, ValueError):
        import termios

        with suppress(termios.error):
            termios.tcflush(stream, termios.TCIFLUSH)


@contextmanager
def left_as_found() -> Iterator[None]:
    """Within it, a request to end or a hang-up leaves the terminal sane, with status 143.

    It comes as ``SystemExit``, so that whatever is open on the way out is closed.
    """
    before = {number: signal.signal(number, _end) for number in _ENDING}
    state = _state()
    try:
        yield
    except SystemExit:
        _put_back(state)
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, frame: object) -> NoReturn:  # noqa: ARG001  the shape of a handler
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)  # one ending is enough: nothing may cut it short
    raise SystemExit(Exit.TERMINATED)


def _state() -> list[object] | None:
    with suppress(ImportError, OSError, ValueError):
        import termios

        with suppress(termios.error):
            return termios.tcgetattr(sys.stdin)
    return None


def _put_back(state: list[object] | None) -> None:
    """Best effort: after a hang-up there may be no terminal left to mend."""
    if state is None:
        return
    with suppress(ImportError, OSError, ValueError):
        import termios

        with suppress(termios.error):
            termios.tcsetattr(sys.stdin, termios.TCSANOW, state)  # type: ignore[arg-type]
        if sys.stdout.isatty():
            os.write(sys.stdout.fileno(), _SHOW_CURSOR)  # past any buffer that is stuck


def _shows(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "ascii")
    except (LookupError, ValueError):
        return False
    return True
