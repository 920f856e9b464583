"""Runs a prompt on the terminal: stopped and taken up again it is whole, and a fault ends it.

With ``prompts``, ``lines`` and ``dress`` the only module that knows prompt_toolkit.
"""

from __future__ import annotations

import os
import signal
from asyncio import get_running_loop
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import run_in_terminal

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from prompt_toolkit.application import Application

_HAS_JOBS = hasattr(signal, "SIGTSTP")


def run(app: Application[Any]) -> Any:  # noqa: ANN401  whatever the application is ended with
    """Show the prompt until it is answered. Raises whatever went wrong in a key or in drawing."""
    return app.run(pre_run=partial(_prepare, app))


def stop(app: Application[Any]) -> None:
    """Give the terminal back to the shell; the prompt is drawn again when it is ours again.

    Where no shell waits nothing stops: the system drops the request, as it does for any program.
    """
    if _HAS_JOBS:
        run_in_terminal(partial(_stop, app))  # the terminal is as the shell left it meanwhile


def _prepare(app: Application[Any]) -> None:
    get_running_loop().set_exception_handler(partial(_end, app))
    _listen(app)


def _end(app: Application[Any], _loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """End the prompt with the fault: prompt_toolkit would print it, with all it holds, and go on.

    What asyncio tells without an exception is nothing that a person must know.
    """
    fault = context.get("exception")
    if fault is not None and app.is_running and not app.is_done:
        app.exit(exception=fault)


def _listen(app: Application[Any]) -> None:
    """Hear of stops that other programs ask for, unless whoever started us forbade them."""
    if _HAS_JOBS and signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL:
        loop = get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, stop, app)
        loop.add_signal_handler(signal.SIGCONT, _draw_again, app)


def _stop(app: Application[Any]) -> None:
    loop = get_running_loop()
    for number in (signal.SIGTSTP, signal.SIGCONT):  # else they would come to us, not to the system
        loop.remove_signal_handler(number)
    os.kill(0, signal.SIGTSTP)  # the whole job; the next line is run when it goes on
    _listen(app)


def _draw_again(app: Application[Any]) -> None:
    """Take the terminal again after a stop that could not be heard of before (SIGSTOP)."""
    ExitStack().enter_context(app.input.raw_mode())  # left when the prompt ends, by its own
    app.renderer.reset()
    app.renderer.request_absolute_cursor_position()
    app.invalidate()
