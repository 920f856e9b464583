"""Reads the words of a command line; a misspelt command is guessed at."""

from __future__ import annotations

from buyguide import __version__
from buyguide.arguments.editor import add_rules
from buyguide.arguments.parsing import Parser, command
from buyguide.arguments.shopper import add_shopper
from buyguide.nearest_word import did_you_mean

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = (
    *("ask", "report", "compare", "whatif", "lookup", "guides", "batch", "schema", "rules"),
)
_NAMING = (  # the arguments that name a file, a folder or a guide
    *("guide", "folder", "old", "new", "articles", "names", "answers", "save", "output"),
)


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for on the command line. Raises ``UsageError``."""
    given = list(words)
    first = next((word for word in given if not word.startswith("-")), None)
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help", "--version"}):
        given = ["ask", *given]
    elif first is not None and first == given[0] and first not in COMMANDS:
        guess = did_you_mean(first, COMMANDS) or f"Commands: {', '.join(COMMANDS)}."
        from buyguide.errors import UsageError

        raise UsageError(f'"{first}" is not a command. {guess}')
    namespace, unknown = parser().parse_known_args(given)
    if unknown:
        namespace.parser.error(f"unrecognized arguments: {unknown[0]}")
    for name in _NAMING:
        if getattr(namespace, name, None) == "":
            # as an unset variable leaves it; nothing may take its place, or be left out, unsaid
            namespace.parser.error(f'The name given for "{name}" is empty.')
    return namespace


def parser() -> Parser:
    """Return the whole parser; completions and the manual page are made from it too."""
    top = command(
        None,
        "buyguide",
        "Helps you decide whether to buy something, and says why. "
        "With no command it asks its questions and prints the advice.",
        (
            "buyguide                        hold the interview, then print the advice",
            "buyguide report my.yaml         print the advice for answers in a file",
            "buyguide rules check            say whether the rules are right",
        ),
    )
    top.add_argument("--version", action="version", version=f"buyguide {__version__}")
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=Parser
    )
    add_shopper(commands)
    add_rules(commands)
    return top
