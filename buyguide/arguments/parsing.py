"""How a command is made: its description, its examples, shared options, a guess at a slip."""

from __future__ import annotations

import argparse
import os
import re
import sys
from contextlib import suppress

from buyguide.nearest_word import did_you_mean
from buyguide.screen import show

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

_COLUMNS = 80  # of what is no terminal
FORMATS = ("text", "markdown", "html", "json")


class Layout(argparse.RawDescriptionHelpFormatter):
    """The layout of help, as wide as the screen; argparse would import shutil to know how wide."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, and guesses what was meant."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401  what argparse takes
        super().__init__(**given)
        self.color = False  # since 3.14 on; what cleans the help would leave bits of the colours

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002  argparse's
        """Print help and version; argparse itself would not mind if nobody could read them."""
        show(message)

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with the message in our words."""
        from buyguide.errors import UsageError

        guess = ""
        if found := re.search(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", message):
            choices = re.findall(r"[\w-]+", found[2])
            guess = did_you_mean(found[1], choices)
            message = f'"{found[1]}" is not one of {", ".join(choices)}.'
        elif found := re.match(r"unrecognized arguments: (\S+)", message):
            guess = did_you_mean(found[1].split("=")[0], self._option_string_actions)
            message = f'"{found[1]}" is not understood here.'
        elif found := re.match(r"the following arguments are required: (.*)", message):
            message = f"{found[1]} {'are' if ', ' in found[1] else 'is'} missing."
        raise UsageError(" ".join(filter(None, (message, guess, f"See {self.prog} --help."))))


def command(
    commands: argparse._SubParsersAction[Parser] | None,
    name: str,
    about: str,
    examples: Sequence[str],
    *,
    prog: str | None = None,
) -> Parser:
    """Make a parser with its description and examples, and let it know itself for its errors."""
    epilog = "Examples:\n" + "\n".join(f"  {line}" for line in examples)
    if commands is None:
        parser = Parser(
            prog=name, description=about, epilog=epilog, formatter_class=Layout, allow_abbrev=False
        )
    else:
        parser = commands.add_parser(
            name,
            help=about.split(". ", maxsplit=1)[0].rstrip("."),
            prog=prog or f"buyguide {name}",
            description=about,
            epilog=epilog,
            formatter_class=Layout,
            allow_abbrev=False,
        )
    parser.set_defaults(parser=parser)
    return parser


def add_guide(parser: Parser) -> None:
    """Let the command work with another guide."""
    parser.add_argument("--guide", metavar="NAME|DIR", help="another guide: its name or folder")


def add_output(parser: Parser, formats: Sequence[str] = FORMATS) -> None:
    """Let the command choose a format, and write to a file."""
    parser.add_argument("--format", choices=formats, help="how to print (text, if not said)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write there; the ending says the format"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def _columns() -> int:
    """Return how wide the screen is, as ``shutil.get_terminal_size`` does."""
    with suppress(ValueError):
        if (asked := int(os.environ.get("COLUMNS", "0"))) > 0:
            return asked
    with suppress(OSError, ValueError):
        if sys.__stdout__ is not None:
            return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS
    return _COLUMNS
