"""The command line: arguments to commands to exit status; errors and faults are caught here."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from buyguide.arguments.reading import read_arguments
from buyguide.errors import BuyguideError, Exit, InputError
from buyguide.loading import loading
from buyguide.screen import drop_output, open_streams, say

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

_MODULES = {  # where each command of the shopper's stands
    **dict.fromkeys(("ask", "report"), "shopper"),
    **dict.fromkeys(("compare", "whatif"), "comparing"),
    **dict.fromkeys(("lookup", "guides", "schema"), "names"),
    "batch": "many",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (see ``errors.Exit``)."""
    try:
        return _main(words)
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        from buyguide.fault_text import fault_lines

        return _fail(Exit.FAULT, fault_lines(fault))


def _main(words: Sequence[str] | None) -> int:
    """Run one command; whatever can go wrong by another's doing is told here."""
    try:
        open_streams()
        status = _run(read_arguments(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
    except SystemExit as ending:  # the terminal may be gone: no complaint may change the status
        if (drop_output() and not ending.code) or ending.code == 1:  # rich: nobody reads any more
            return Exit.BAD_INPUT
        raise
    except (KeyboardInterrupt, Exception) as error:
        told = _told(error)
        if told is None:
            raise
        return _fail(*told)
    return status


def _run(arguments: Namespace) -> Exit:
    """Run the command asked for; its module is imported only now."""
    if arguments.command == "rules":
        from buyguide.commands.editor import rules

        return rules(arguments)
    with loading():
        module = import_module(f"buyguide.commands.{_MODULES[arguments.command]}")
    status: Exit = getattr(module, arguments.command)(arguments)
    return status


def _told(error: BaseException) -> tuple[Exit, Iterable[str]] | None:
    """Return the exit status for an error and what to say; None: it is no person's to mend."""
    if isinstance(error, InputError):
        from buyguide.problem_text import problem_lines

        return Exit.BAD_INPUT, problem_lines(error.problems, ids=False)
    if isinstance(error, BuyguideError):
        return error.exit, [str(error)]
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED, ["", "Stopped. Nothing was saved."]
    if isinstance(error, MemoryError):
        return Exit.BAD_INPUT, ["There is not enough memory for this."]
    if isinstance(error, OSError):
        drop_output()
        where = error.filename or "The output could not be written"
        return Exit.BAD_INPUT, [f"{where}: {error.strerror}."]
    return None


def _fail(status: Exit, lines: Iterable[str]) -> int:
    try:
        say(*lines)
    except OSError:
        drop_output()
    return status
