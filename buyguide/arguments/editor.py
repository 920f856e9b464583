"""The editor's commands: their options and examples."""

from __future__ import annotations

from buyguide.arguments.parsing import Parser, add_guide, add_output, command

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

FINDING_FORMATS = ("text", "json", "github", "sarif")
DIFF_FORMATS = ("text", "markdown", "json")
DIALECTS = ("duckdb", "postgres", "spark")
BOOK_FORMATS = ("text", "markdown", "html")


def add_rules(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``rules`` and all that stands under it."""
    rules = command(
        commands,
        "rules",
        "The editor's desk: is an edit of the rules right?",
        ("buyguide rules check", "buyguide rules explain BG601"),
    )
    inner = rules.add_subparsers(
        dest="rules_command", metavar="COMMAND", required=True, parser_class=Parser
    )
    _check(inner)
    review = _inner(
        inner,
        "review",
        "Write down that you have read what changed, once the check has no errors.",
        ("buyguide rules review", "buyguide rules review my_guide"),
    )
    review.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    add_guide(review)
    explain = _inner(
        inner,
        "explain",
        "Explain a rule, question, claim, source, hazard, or the id of a finding.",
        ("buyguide rules explain BG601", "buyguide rules explain 000-23"),
    )
    explain.add_argument("id", metavar="ID", help="the id, as it stands in the rules or a finding")
    add_guide(explain)
    book = _inner(
        inner,
        "book",
        "Print the whole guide for a reader who reads no YAML.",
        ("buyguide rules book -o guide.html",),
    )
    add_guide(book)
    add_output(book, BOOK_FORMATS)
    _folders(inner)


def _folders(inner: argparse._SubParsersAction[Parser]) -> None:
    schemas = _inner(
        inner,
        "schema",
        "Write the JSON Schema of each kind of file, for an editor that completes.",
        ("buyguide rules schema my_guide",),
    )
    schemas.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    add_guide(schemas)
    _proofs(inner)
    copy = _inner(
        inner, "copy", "Copy a guide that ships, to edit.", ("buyguide rules copy my_guide",)
    )
    copy.add_argument("folder", metavar="DIR", help="the new folder")
    add_guide(copy)
    new = _inner(inner, "new", "Begin a small guide of your own.", ("buyguide rules new my_guide",))
    new.add_argument("folder", metavar="DIR", help="the new folder")
    _sql(inner)


def _sql(inner: argparse._SubParsersAction[Parser]) -> None:
    sql = _inner(
        inner,
        "sql",
        "Print the guide as one SQL query for a table of answers.",
        (
            "buyguide rules sql --dialect postgres -o guide.sql",
            "buyguide rules sql --names answers.csv -o names.csv",
        ),
    )
    sql.add_argument("folder", metavar="DIR", nargs="?", help="the guide's folder, or its name")
    add_guide(sql)
    sql.add_argument("--dialect", choices=DIALECTS, default="duckdb", help="the SQL to write")
    sql.add_argument(
        "--names", metavar="FILE", help="print what the names in this table of answers mean, as CSV"
    )
    sql.add_argument("-o", "--output", metavar="FILE", help="write there")
    sql.add_argument("--force", action="store_true", help="write over a file that is there")


def _proofs(inner: argparse._SubParsersAction[Parser]) -> None:
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
    add_guide(diff)
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
    add_guide(people)
    people.add_argument("--format", choices=("text", "json"), default="text", help="how to print")
    people.add_argument("-o", "--output", metavar="FOLDER", help="write them there as case files")
    people.add_argument("--all", action="store_true", help="as if there were no case yet")
    _budget(people)


def _check(inner: argparse._SubParsersAction[Parser]) -> None:
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
    add_guide(check)
    check.add_argument("--format", choices=FINDING_FORMATS, default="text", help="how to print")
    check.add_argument("--watch", action="store_true", help="check again after each save")
    check.add_argument("--articles", metavar="DIR", help="compare the claims with the articles")
    _budget(check)
    check.add_argument("--select", metavar="IDS", help="only findings whose id begins so: BG6,BG7")


def _budget(parser: Parser) -> None:
    parser.add_argument(
        "--budget",
        metavar="SECONDS",
        type=float,
        help="how long the proofs may take before they say that it is too tangled",
    )


def _inner(
    inner: argparse._SubParsersAction[Parser], name: str, about: str, examples: Sequence[str]
) -> Parser:
    return command(inner, name, about, examples, prog=f"buyguide rules {name}")
