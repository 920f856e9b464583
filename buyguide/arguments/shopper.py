"""The shopper's commands: their options and examples."""

from __future__ import annotations

from buyguide.arguments.parsing import Parser, add_guide, add_output, command

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    import argparse


def add_shopper(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands for people who want to buy something."""
    _ask(commands)
    _report(commands)
    _compare(commands)
    _whatif(commands)
    _lookup(commands)
    _batch(commands)
    guides = command(commands, "guides", "List the guides that ship.", ("buyguide guides",))
    guides.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    schema = command(
        commands,
        "schema",
        "Print the JSON Schema of what other programs read.",
        ("buyguide schema report",),
    )
    schema.add_argument("what", choices=("report",), help="report: what --format json prints")


def _ask(commands: argparse._SubParsersAction[Parser]) -> None:
    ask = command(
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
    add_guide(ask)
    ask.add_argument("--answers", metavar="FILE", help="answers given already (YAML or JSON)")
    ask.add_argument("--save", metavar="FILE", help="write the answers there (otherwise nowhere)")
    ask.add_argument("--plain", action="store_true", help="numbered lines, no cursor movement")
    _advice(ask)


def _report(commands: argparse._SubParsersAction[Parser]) -> None:
    report = command(
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
    add_guide(report)
    report.add_argument("--plain", action="store_true", help="one complete line after another")
    _advice(report)


def _compare(commands: argparse._SubParsersAction[Parser]) -> None:
    compare = command(
        commands,
        "compare",
        "Set several things that you could buy side by side.",
        (
            "buyguide compare my.yaml other.yaml third.yaml",
            "buyguide compare my.yaml other.yaml -o side_by_side.html",
        ),
    )
    compare.add_argument("answers", metavar="ANSWERS", help="an answers file (YAML or JSON)")
    compare.add_argument(
        "candidates",
        metavar="DEVICE",
        nargs="*",
        default=[],  # else it would be called missing where only ANSWERS is
        help="a file that describes another one: its answers, as a map under answers:",
    )
    add_guide(compare)
    _shown(compare)


def _whatif(commands: argparse._SubParsersAction[Parser]) -> None:
    whatif = command(
        commands,
        "whatif",
        "Say which smallest changes of the answers would change the advice.",
        ("buyguide whatif my.yaml", "buyguide whatif my.yaml --to VERDICT --format json"),
    )
    whatif.add_argument("answers", metavar="ANSWERS", help="an answers file (YAML or JSON)")
    whatif.add_argument("--to", metavar="VERDICT", help="the id of one verdict; all, if left out")
    add_guide(whatif)
    _shown(whatif)


def _lookup(commands: argparse._SubParsersAction[Parser]) -> None:
    lookup = command(
        commands,
        "lookup",
        "Say what the guide knows under a name.",
        ("buyguide lookup ibuprofen", 'buyguide lookup "st johns wort" --format json'),
    )
    lookup.add_argument(
        "names", metavar="NAME", nargs="+", help="a name; quote it if it has blanks"
    )
    add_guide(lookup)
    add_output(lookup)


def _shown(parser: Parser) -> None:
    parser.add_argument("--plain", action="store_true", help="one complete line after another")
    add_output(parser)
    parser.add_argument("--pager", action="store_true", help="show it a page at a time")


def _batch(commands: argparse._SubParsersAction[Parser]) -> None:
    batch = command(
        commands,
        "batch",
        "Decide for many people at once. Answers in a table go in, a table of verdicts comes out.",
        (
            "buyguide batch answers.parquet -o results.parquet",
            "buyguide batch answers.csv -o results.jsonl",
        ),
    )
    batch.add_argument("answers", metavar="ANSWERS", help="a .jsonl, .csv or .parquet file")
    add_guide(batch)
    batch.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="write there, as .jsonl, .csv or .parquet; rejected rows stand in a file beside it",
    )
    batch.add_argument("--force", action="store_true", help="write over files that are there")


def _advice(parser: Parser) -> None:
    add_output(parser)
    parser.add_argument(
        "--for",
        dest="reader",
        choices=("shopper", "clinician"),
        default="shopper",
        help="who will read it: clinician prints one page for a visit",
    )
    parser.add_argument("--pager", action="store_true", help="show it a page at a time")
