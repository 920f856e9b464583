"""A comparison in every writer: the same lines, harmless names, and columns that fit."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from buyguide.advice.comparing import compare
from buyguide.answers_file import read_answers
from buyguide.report.as_json import comparison_text
from buyguide.report.comparison import compose_comparison
from buyguide.report.document import Cells, Document, Grid, fitted, lines_of
from buyguide.report.formats import document_text
from buyguide.report.plain import plain_lines
from buyguide.report.terminal import for_terminal
from tests.report.page import Page
from tests.report.test_hostile_names import NAMES
from tests.report.test_typical import FILES, GUIDE
from tests.report.test_writers import _markdown_lines

if TYPE_CHECKING:
    from buyguide.advice.comparing import Comparison

FILE = next(file for file in FILES if file.stem == "acne_with_a_cleared_mask_and_doxycycline")
VALUES = read_answers(str(FILE), GUIDE).values
ABOUT_ONE = {id: one for id, one in VALUES.items() if GUIDE.question_by_id[id].candidate}
OTHER = {**ABOUT_ONE, "device_clearance": "none", "device_price": 6000}
GRID = Grid(
    ("Bike A", "Bike B", "Bike C"),
    (
        Cells("Our advice", ("Can be bought", "Wait", "Do not buy it before you looked twice")),
        Cells("Brakes", ("fine", "against", "not known")),
    ),
)


def comparison(*names: str) -> Comparison:
    return compare(GUIDE, VALUES, [{**OTHER, "device_name": name} for name in names])


def drawn(document: Document, width: int) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=width).print(for_terminal(document))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_a_row_of_a_grid_is_a_line_that_is_complete_without_the_others() -> None:
    assert lines_of(GRID)[1] == "Brakes. Bike A: fine; Bike B: against; Bike C: not known."


def test_a_grid_stands_in_columns_and_in_a_narrow_terminal_in_lines() -> None:
    wide = drawn(Document("Bikes", (GRID,)), 80)
    assert wide[1].split() == ["Bike", "A", "Bike", "B", "Bike", "C"]
    assert [line for line in wide if line.startswith("Brakes")] == [
        "Brakes      fine              against           not known"
    ]
    narrow = " ".join(line.strip() for line in drawn(Document("Bikes", (GRID,)), 30))
    assert "- Brakes. Bike A: fine; Bike B: against; Bike C: not known." in narrow


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_cell_is_lost_and_nothing_is_wider_than_the_screen(width: int) -> None:
    lines = drawn(Document("Bikes", (GRID,)), width)
    assert max(map(len, lines)) <= min(width, 100)
    words = set(re.findall(r"\w+", " ".join(lines)))
    assert words >= set(re.findall(r"\w+", " ".join(lines_of(GRID))))


def test_every_writer_carries_the_lines_of_a_comparison() -> None:
    document = compose_comparison(comparison("Second", "Third"))
    lines = [line for block in document.blocks for line in lines_of(block)]
    plain = [re.sub(r"^\d+\. ", "", line) for line in plain_lines(document)]
    assert [line for line in plain if line] == [document.title, *lines]
    assert Page(document_text(document, "html")).lines == [document.title, *lines]
    assert _markdown_lines(document_text(document, "markdown")) == [document.title, *lines]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_device_name_acts_in_no_format_of_a_comparison(name: str) -> None:
    hostile, usual = comparison(name), comparison("harmless name")
    document = compose_comparison(hostile)
    for format in ("text", "markdown", "html"):
        text = document_text(document, format)
        assert text.replace("\n", "").isprintable()
    _markdown_lines(document_text(document, "markdown"))
    pages = (document_text(one, "html") for one in (document, compose_comparison(usual)))
    found, wanted = ([tag for tag, _ in Page(page).elements] for page in pages)
    assert found == wanted
    text = comparison_text(hostile)
    assert text.isascii()
    assert json.loads(text)["candidates"][1]["report"]["answers"]["device_name"] == name


def test_a_grid_fits_a_screen_that_shows_ascii_only() -> None:
    grid = Grid(("Caf\u00e9", "B"), (Cells("\u201cPrice\u201d", ("10\u202f\u20ac", "fine")),))
    (block,) = fitted(Document("Bikes", (grid,)), "ascii").blocks
    assert all(line.isascii() for line in lines_of(block))
