"""The command line's words: commands, options, examples, and a guess at a misspelt one."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn

from buyguide import __version__
from buyguide.nearest_word import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("ask", "report", "lookup", "guides", "rules")
RULES_COMMANDS = ("check",)
FORMATS = ("text", "markdown", "json")


class UsageError(Exception):
    """Words on the command line that do not fit; the message says what to write."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, and guesses what was meant."""

    def error(self, message: str) -> NoReturn:
        guess = ""
        if found := re.search(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", message):
            choices = re.findall(r"[\w-]+", found[2])
            guess = did_you_mean(found[1], choices)
            message = f'"{found[1]}" is not one of {", ".join(choices)}.'
        elif found := re.match(r"unrecognized arguments: (\S+)", message):
            guess = did_you_mean(found[1].split("=")[0], self._option_string_actions)
            message = f'"{found[1]}" is not understood here.'
        elif found := re.match(r"the following arguments are required: (.*)", message):
            message = f"{found[1]} is missing."
        raise UsageError(" ".join(filter(None, (message, guess, f"See {self.prog} --help."))))


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for on the command line. Raises ``UsageError``."""
    given = list(words)
    first = next((word for word in given if not word.startswith("-")), None)
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help", "--version"}):
        given = ["ask", *given]
    elif first is not None and first == given[0] and first not in COMMANDS:
        guess = did_you_mean(first, COMMANDS) or f"Commands: {', '.join(COMMANDS)}."
        raise UsageError(f'"{first}" is not a command. {guess}')
    parser = _parser()
    namespace, unknown = parser.parse_known_args(given)
    if unknown:
        namespace.parser.error(f"unrecognized arguments: {unknown[0]}")
    return namespace


def _parser() -> _Parser:
    parser = _command(
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
    parser.add_argument("--version", action="version", version=f"buyguide {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _ask(commands)
    _report(commands)
    _lookup(commands)
    guides = _command(commands, "guides", "List the guides that ship.", ("buyguide guides",))
    guides.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    _rules(commands)
    return parser


def _ask(commands: argparse._SubParsersAction[_Parser]) -> None:
    ask = _command(
        commands,
        "ask",
        "Hold the interview and print the advice. Answers stay on this machine.",
        (
            "buyguide ask",
            "buyguide ask --plain                 numbered lines, for a screen reader",
            "buyguide ask --answers half.yaml     ask only what the file does not answer",
            "buyguide ask --save my.yaml          keep the answers in a file",
        ),
    )
    _guide(ask)
    ask.add_argument("--answers", metavar="FILE", help="answers given already (YAML or JSON)")
    ask.add_argument("--save", metavar="FILE", help="write the answers there (otherwise nowhere)")
    ask.add_argument("--plain", action="store_true", help="numbered lines, no cursor movement")
    _format(ask)


def _report(commands: argparse._SubParsersAction[_Parser]) -> None:
    report = _command(
        commands,
        "report",
        "Print the advice for the answers in a file.",
        ("buyguide report my.yaml", "buyguide report my.yaml --format json"),
    )
    report.add_argument("answers", metavar="ANSWERS", help="an answers file (YAML or JSON)")
    _guide(report)
    report.add_argument("--plain", action="store_true", help="one complete line after another")
    _format(report)


def _lookup(commands: argparse._SubParsersAction[_Parser]) -> None:
    lookup = _command(
        commands,
        "lookup",
        "Say what the guide knows under a name.",
        ("buyguide lookup ibuprofen", 'buyguide lookup "st johns wort" --format json'),
    )
    lookup.add_argument(
        "names", metavar="NAME", nargs="+", help="a name; quote it if it has blanks"
    )
    _guide(lookup)
    lookup.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def _rules(commands: argparse._SubParsersAction[_Parser]) -> None:
    rules = _command(
        commands,
        "rules",
        "The editor's desk: is an edit of the rules right?",
        ("buyguide rules check",),
    )
    inner = rules.add_subparsers(
        dest="rules_command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    check = _command(
        inner,
        "check",
        "Read a guide, run its cases, and print everything that is wrong.",
        ("buyguide rules check", "buyguide rules check rules/my_guide"),
        prog="buyguide rules check",
    )
    check.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    _guide(check)
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to print")


def _command(
    commands: argparse._SubParsersAction[_Parser] | None,
    name: str,
    about: str,
    examples: Sequence[str],
    *,
    prog: str | None = None,
) -> _Parser:
    """Make a parser with its description and examples, and let it know itself for its errors."""
    epilog = "Examples:\n" + "\n".join(f"  {line}" for line in examples)
    layout = argparse.RawDescriptionHelpFormatter
    if commands is None:
        parser = _Parser(
            prog=name, description=about, epilog=epilog, formatter_class=layout, allow_abbrev=False
        )
    else:
        parser = commands.add_parser(
            name,
            help=about.split(". ", maxsplit=1)[0].rstrip("."),
            prog=prog or f"buyguide {name}",
            description=about,
            epilog=epilog,
            formatter_class=layout,
            allow_abbrev=False,
        )
    parser.set_defaults(parser=parser)
    return parser


def _guide(parser: _Parser) -> None:
    parser.add_argument("--guide", metavar="NAME|DIR", help="another guide: its name or folder")


def _format(parser: _Parser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the advice")
