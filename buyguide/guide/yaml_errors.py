"""What the YAML parser could not read, in an editor's words and where the trouble begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

    from buyguide.errors import Problem
    from buyguide.guide.text_checks import Text

_WORDS = (
    ("mapping values are not allowed", "a colon stands where none can be.",
     'Put text that holds ": " in double quotes, and check the indentation.'),
    ("unexpected end of stream", "a quotation mark is opened here and never closed.",
     'Close it with ".'),
    ("expected ',' or", "a bracket is opened here and never closed.", "Close it with ] or }."),
    ("cannot start any token", "this sign cannot begin a value.",
     "Put the text in double quotes."),
    ("unknown escape", "a backslash in double quotes has a meaning of its own.",
     r"Write \\ for a backslash."),
    ("invalid Unicode", "this escape is no letter.", "Type the letter itself."),
    ("expected ':'", 'this line has no ": ".', 'Write it as "key: value", or as "- item".'),
    ("expected <block end>", "the indentation does not fit the lines above.",
     "Indent it in line with its neighbours."),
    ("did not find expected key", "the indentation does not fit the lines above.",
     "Indent it in line with its neighbours."),
    ("block sequence entries", "a list item cannot stand here.",
     "Start the list on a line of its own, indented by two."),
    ("maximum nesting depth", "this is nested more than 40 deep.",  # refused by PyYAML 6.0.4
     "Nest less; name parts as situations."),
    ("expected '-' indicator", "this list item has no dash, or is indented too little.",
     'Begin it with "- ", in line with the items above.'),
)  # fmt: skip
_OPENED = re.compile(r"""^\s*(?:- )?(?:\w+: )?\[?(?:"(?:[^"\\]|\\.)*|'[^']*)$""", re.ASCII)
_KEY_OR_COMMENT = re.compile(r"#|\w+:(?: |$)|[\[\]{}\"']", re.ASCII)
_KEY_ALONE = re.compile(r"^(?:- )?[A-Za-z_]\w*$", re.ASCII)


def in_words(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """Return a problem for the error, at the place where an editor should look first."""
    said = error.problem or ""
    if (opened := _open_quote(text, place(error.problem_mark)[0])) is not None:
        what = "a quotation mark is opened here and never closed."
        return text.problem(opened, what, 'Close it with ", or fold long text with >-.').named(
            "BG105"
        )
    begun = any(part in said for part in ("unexpected end", "expected ',' or", "expected ':'"))
    line, column = place((error.context_mark if begun else None) or error.problem_mark)
    before = text.lines[line][:column] if line < len(text.lines) else ""
    if "mapping values" in said and (above := _line_without_colon(text, line)) is not None:
        what = 'this line has no ": ".'
        return text.problem(above, what, 'Write it as "key: value".').named("BG105")
    if "mapping values" in said and _KEY_ALONE.match(before.strip()):
        spot = (line, len(before) - len(before.lstrip()), len(before.strip()))
        what = "this line does not stand in line with the keys around it."
        remedy = "Indent it like its neighbours; or close a text above it."
        return text.problem(spot, what, remedy).named("BG106")
    for part, what, remedy in _WORDS:
        if part in said:
            id = "BG106" if "indentation does not" in what else "BG105"
            id = "BG111" if "nested" in what else id
            return text.problem((line, column, 1), what, remedy).named(id)
    what, remedy = "this cannot be read as YAML.", "Compare it with the lines above."
    return text.problem((line, column, 1), what, remedy).named("BG105")


def place(mark: object) -> tuple[int, int]:
    """Return a mark's line and column; both of PyYAML's kinds of mark have them."""
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def _line_without_colon(text: Text, line: int) -> tuple[int, int, int] | None:
    """Return the line above a key when it should be a key as well: in line with it, and is none."""
    if not 0 < line < len(text.lines):
        return None
    above = text.lines[line - 1]
    indent = len(above) - len(above.lstrip(" -"))
    words = above[indent:]
    in_line = indent <= len(text.lines[line]) - len(text.lines[line].lstrip())
    is_text = bool(words) and not _KEY_OR_COMMENT.match(words)
    return (line - 1, indent, len(words)) if is_text and in_line else None


def _open_quote(text: Text, last: int) -> tuple[int, int, int] | None:
    """Return the last place, up to the error, where a quote opens that its line does not close.

    Such text swallows what follows, up to the next quote, and the parser complains only there.
    """
    for number in range(min(last, len(text.lines) - 1), -1, -1):
        line = text.lines[number]
        if _OPENED.match(line):
            column = min(found for sign in "\"'" if (found := line.find(sign)) >= 0)
            return number, column, 1
    return None
