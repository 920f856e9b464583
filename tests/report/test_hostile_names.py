"""Names that people type come out harmless of the shipped guide, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.answers_file import read_answers
from buyguide.plain_text import fit
from buyguide.report.formats import ENDINGS, READERS, decision_text
from tests.report.page import Page
from tests.report.test_typical import FILES, GUIDE
from tests.report.test_writers import HOSTILE, _markdown_lines

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision

FILE = next(file for file in FILES if file.stem == "three_goals_and_a_dear_mask")
VALUES = read_answers(str(FILE), GUIDE).values
NAMES = {
    **HOSTILE,
    "script": "<script>alert(1)</script>",
    "bold": "[bold red]safe[/bold red] **safe** # safe",
    "escape": "\x1b[2J\x1b]0;owned\x07\x9b31m",
    "right to left": "\u202eefas si ti \u2067x",
    "ten thousand letters": "x" * 10_000,
}


def _decision(name: str) -> Decision:
    return decide(GUIDE, {**VALUES, "device_name": name, "medicines": (name, "retinol")})


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("format", ENDINGS.values())
def test_a_name_acts_in_no_format(format: str, reader: str, name: str) -> None:
    text = decision_text(_decision(name), format, reader=reader)
    assert text.replace("\n", "").isprintable()
    assert len(text) < 150_000
    if format == "json":
        assert json.loads(text)["answers"]["device_name"] == name
    elif format == "markdown":
        _markdown_lines(text)
    elif format == "html":
        usual = decision_text(_decision("harmless name"), format, reader=reader)
        found, wanted = ([tag for tag, _ in Page(page).elements] for page in (text, usual))
        assert found == wanted


@pytest.mark.parametrize("format", ["text", "html"])
def test_advice_after_a_very_long_name_is_not_lost(format: str) -> None:
    text = decision_text(_decision("x" * 10_000), format)
    assert "... (cut)" in text
    assert "Our advice: Ask a pharmacist or doctor before you buy." in text


@pytest.mark.parametrize("format", ["markdown", "html"])
def test_no_letter_becomes_a_sign_that_acts_on_a_screen_that_shows_ascii_only(format: str) -> None:
    wide = "\uff1cscript\uff1ex\uff1c/script\uff1e \uff0a\uff0abold\uff0a\uff0a"
    text = decision_text(_decision(wide), format, encoding="ascii")
    shown = fit(text, "ascii")
    assert "<script>" not in shown
    if format == "markdown":
        assert any("**bold**" in line for line in _markdown_lines(shown))
    else:
        assert "script" not in {tag for tag, _ in Page(shown).elements}
