"""The command line's words: commands, options, examples, and a guess at a misspelt one."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn

from buyguide import __version__
from buyguide.nearest_word import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("ask", "report", "lookup", "guides", "schema", "rules")
FORMATS = ("text", "markdown", "html", "json")
FINDING_FORMATS = ("text", "json", "github", "sarif")
DIFF_FORMATS = ("text", "markdown", "json")
BOOK_FORMATS = ("text", "markdown", "html")


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
    namespace, unknown = parser().parse_known_args(given)
    if unknown:
        namespace.parser.error(f"unrecognized arguments: {unknown[0]}")
    return namespace


def parser() -> _Parser:
    """Return the whole parser; completions and the manual page are made from it too."""
    top = _command(
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
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    _ask(commands)
    _report(commands)
    _lookup(commands)
    guides = _command(commands, "guides", "List the guides that ship.", ("buyguide guides",))
    guides.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    schema = _command(
        commands,
        "schema",
        "Print the JSON Schema of what other programs read.",
        ("buyguide schema report",),
    )
    schema.add_argument("what", choices=("report",), help="report: what --format json prints")
    _rules(commands)
    return top


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
            "buyguide ask -o advice.html          keep the advice as a page to print",
        ),
    )
    _guide(ask)
    ask.add_argument("--answers", metavar="FILE", help="answers given already (YAML or JSON)")
    ask.add_argument("--save", metavar="FILE", help="write the answers there (otherwise nowhere)")
    ask.add_argument("--plain", action="store_true", help="numbered lines, no cursor movement")
    _advice(ask)


def _report(commands: argparse._SubParsersAction[_Parser]) -> None:
    report = _command(
        commands,
        "report",
        "Print the advice for the answers in a file.",
        (
            "buyguide report my.yaml",
            "buyguide report my.yaml --format json",
            "buyguide report my.yaml --for clinician -o visit.html",
        ),
    )
    report.add_argument("answers", metavar="ANSWERS", help="an answers file (YAML or JSON)")
    _guide(report)
    report.add_argument("--plain", action="store_true", help="one complete line after another")
    _advice(report)


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
    _output(lookup)


def _rules(commands: argparse._SubParsersAction[_Parser]) -> None:
    rules = _command(
        commands,
        "rules",
        "The editor's desk: is an edit of the rules right?",
        ("buyguide rules check", "buyguide rules explain BG601"),
    )
    inner = rules.add_subparsers(
        dest="rules_command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    _check(inner)
    explain = _inner(
        inner,
        "explain",
        "Explain a rule, question, claim, source, or the id of a finding.",
        ("buyguide rules explain BG601", "buyguide rules explain 000-23"),
    )
    explain.add_argument("id", metavar="ID", help="the id, as it stands in the rules or a finding")
    _guide(explain)
    book = _inner(
        inner,
        "book",
        "Print the whole guide for a reader who reads no YAML.",
        ("buyguide rules book -o guide.html",),
    )
    _guide(book)
    _output(book, BOOK_FORMATS)
    _folders(inner)


def _folders(inner: argparse._SubParsersAction[_Parser]) -> None:
    schemas = _inner(
        inner,
        "schema",
        "Write the JSON Schema of each kind of file, for an editor that completes.",
        ("buyguide rules schema my_guide",),
    )
    schemas.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    _guide(schemas)
    _proofs(inner)
    copy = _inner(
        inner, "copy", "Copy a guide that ships, to edit.", ("buyguide rules copy my_guide",)
    )
    copy.add_argument("folder", metavar="DIR", help="the new folder")
    _guide(copy)
    new = _inner(inner, "new", "Begin a small guide of your own.", ("buyguide rules new my_guide",))
    new.add_argument("folder", metavar="DIR", help="the new folder")


def _proofs(inner: argparse._SubParsersAction[_Parser]) -> None:
    diff = _inner(
        inner,
        "diff",
        "Say which people two versions of a guide tell different things.",
        (
            "buyguide rules diff HEAD~1",
            "buyguide rules diff old_guide new_guide --format markdown",
            "buyguide rules diff HEAD~1 --allow old_caution",
        ),
    )
    diff.add_argument("old", metavar="OLD", help="a folder, a guide's name, or a git revision")
    diff.add_argument(
        "new", metavar="NEW", nargs="?", help="the same; the guide as it is, if left out"
    )
    _guide(diff)
    diff.add_argument(
        "--allow", metavar="ID", action="append", default=[], help="a rule that may go"
    )
    diff.add_argument("--format", choices=DIFF_FORMATS, default="text", help="how to print")
    _budget(diff)
    people = _inner(
        inner,
        "people",
        "Print the people whose cases would notice a slip that no case notices yet.",
        ("buyguide rules people", "buyguide rules people my_guide --all"),
    )
    people.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    _guide(people)
    people.add_argument("--all", action="store_true", help="as if there were no case yet")
    _budget(people)


def _check(inner: argparse._SubParsersAction[_Parser]) -> None:
    check = _inner(
        inner,
        "check",
        "Read a guide, run its cases, and print everything that is wrong.",
        (
            "buyguide rules check",
            "buyguide rules check rules/my_guide --watch",
            "buyguide rules check --select BG6,BG7 --format github",
        ),
    )
    check.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    _guide(check)
    check.add_argument("--format", choices=FINDING_FORMATS, default="text", help="how to print")
    check.add_argument("--watch", action="store_true", help="check again after each save")
    check.add_argument("--articles", metavar="DIR", help="compare the claims with the articles")
    _budget(check)
    check.add_argument("--select", metavar="IDS", help="only findings whose id begins so: BG6,BG7")


def _budget(parser: _Parser) -> None:
    parser.add_argument(
        "--budget",
        metavar="SECONDS",
        type=float,
        help="how long the proofs may take before they say that it is too tangled",
    )


def _inner(
    inner: argparse._SubParsersAction[_Parser], name: str, about: str, examples: Sequence[str]
) -> _Parser:
    return _command(inner, name, about, examples, prog=f"buyguide rules {name}")


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


def _output(parser: _Parser, formats: Sequence[str] = FORMATS) -> None:
    parser.add_argument("--format", choices=formats, help="how to print (text, if not said)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write there; the ending says the format"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def _advice(parser: _Parser) -> None:
    _output(parser)
    parser.add_argument(
        "--for",
        dest="reader",
        choices=("shopper", "clinician"),
        default="shopper",
        help="who will read it: clinician prints one page for a visit",
    )
    parser.add_argument("--pager", action="store_true", help="show it a page at a time")
