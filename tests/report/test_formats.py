"""The ending of a file names the format, and any document can be written in it."""

from __future__ import annotations

import json

import pytest

from buyguide.errors import InputError
from buyguide.report.document import Heading
from buyguide.report.formats import decision_text, document_text, format_of
from buyguide.report.listing import listing
from buyguide.report.plain import plain_lines
from tests.report import small
from tests.report.page import Page


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("my.txt", "text"),
        ("out/my.report.MD", "markdown"),
        ("my.html", "html"),
        ("my.json", "json"),
    ],
)
def test_the_ending_names_the_format(file: str, format: str) -> None:
    assert format_of(file) == format
    assert format_of(file, format) == format


@pytest.mark.parametrize("file", ["my.pdf", "my", ".html", "my.", "my.yaml"])
def test_any_other_ending_is_refused_with_the_endings_to_choose_from(file: str) -> None:
    with pytest.raises(InputError) as caught:
        format_of(file)
    assert caught.value.problems[0].remedy == "End it in one of .txt, .md, .html, .json."


def test_a_format_that_does_not_fit_the_ending_is_refused() -> None:
    with pytest.raises(InputError, match="its ending says html, and --format says json"):
        format_of("my.html", "json")


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_each_format_holds_the_advice_and_ends_in_one_line_end(format: str) -> None:
    text = decision_text(small.decision(), format)
    assert "Advice of do_nothing." in text.replace("\\", "")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    if format == "json":
        json.loads(text)


def test_lines_become_a_document_in_every_format() -> None:
    document = listing("Names <looked> up", [["a <b>: listed", "from the list"], ["c: unknown"]])
    assert not any(isinstance(block, Heading) for block in document.blocks)
    lines = ["Names <looked> up", "a <b>: listed", "from the list", "c: unknown"]
    assert plain_lines(document) == lines
    assert Page(document_text(document, "html")).lines == lines
    assert "a \\<b\\>: listed" in document_text(document, "markdown")
