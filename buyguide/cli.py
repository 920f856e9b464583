"""The command line: arguments to commands to exit status; errors and faults are caught here.

What a command needs is imported when it is known which one it is, and what errors need when there
is one: a person waits for every import.
"""

from __future__ import annotations

import sys

from buyguide.arguments.plain import read_plain
from buyguide.screen import drop_output, open_streams, say

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from buyguide.errors import Exit

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
        from buyguide.errors import Exit
        from buyguide.fault_text import fault_lines

        return _fail(Exit.FAULT, fault_lines(fault))


def _main(words: Sequence[str] | None) -> int:
    """Run one command; whatever can go wrong by another's doing is told here."""
    try:
        open_streams()
        status = _run(_read(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
    except SystemExit:  # the terminal may be gone: no complaint may change the status
        drop_output()
        raise
    except (KeyboardInterrupt, Exception) as error:
        told = _told(error)
        if told is None:
            raise
        return _fail(*told)
    return status


def _read(words: Sequence[str]) -> Namespace:
    plain = read_plain(words)
    if plain is not None:
        return plain
    from buyguide.arguments.reading import read_arguments

    return read_arguments(words)


def _run(arguments: Namespace) -> int:
    """Run the command asked for; its module is imported only now."""
    if arguments.command == "rules":
        from buyguide.commands.editor import rules

        return rules(arguments)
    if arguments.command == "ask" and not arguments.answers:
        from buyguide.greeting import greet

        greet()
    if arguments.command == "lookup":
        from buyguide.known_names import tell_known

        if tell_known(arguments):
            return 0
    from importlib import import_module

    from buyguide.loading import loading

    with loading():
        module = import_module(f"buyguide.commands.{_MODULES[arguments.command]}")
    status: int = getattr(module, arguments.command)(arguments)
    return status


def _told(error: BaseException) -> tuple[Exit, Iterable[str]] | None:
    """Return the exit status for an error and what to say; None: it is no person's to mend."""
    from buyguide.errors import BuyguideError, Exit, InputError

    if isinstance(error, InputError):
        from buyguide.problem_text import problem_lines

        return Exit.BAD_INPUT, problem_lines(error.problems, ids=False)
    if isinstance(error, BuyguideError):
        return error.exit, [str(error)]
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED, ["", "Stopped. Nothing was saved."]
    if isinstance(error, OSError):
        drop_output()
        return Exit.BAD_INPUT, [f"The output could not be written: {error.strerror}."]
    return None


def _fail(status: Exit, lines: Iterable[str]) -> int:
    try:
        say(*lines)
    except OSError:
        drop_output()
    return status
