"""Times and amounts stand in tables whose rows are whole lines, drawn where there is room."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from buyguide.advice.decision import Strip
from buyguide.guide.rules import Weeks
from buyguide.report.as_json import as_json
from buyguide.report.compose import compose
from buyguide.report.document import Document, Row, Table, lines_of
from buyguide.report.plain import plain_lines
from buyguide.report.terminal import for_terminal
from tests.report import small

STRIP = Strip("Usual prices", "USD", 50000, 300000, (("budget", 129950),))


def _tables(**changed: object) -> list[Table]:
    blocks = compose(small.decision(**changed)).blocks
    return [block for block in blocks if isinstance(block, Table)]


def _drawn(table: Table, width: int = 80) -> list[str]:
    file = io.StringIO()
    Console(file=file, width=width).print(for_terminal(Document("Title", (table,))))
    return [line.strip() for line in file.getvalue().splitlines() if "[" in line]


def _expected(goal: str, weeks: Weeks | None) -> object:
    return small.finding(f"about_{goal}", "expectation", "note", goal=goal, weeks=weeks)


def test_the_timeline_names_each_goal_once_in_the_order_of_the_goals() -> None:
    findings = (
        _expected("hills", Weeks(2, 6)),
        _expected("commute", None),
        _expected("hills", Weeks(2, 6)),
    )
    (table,) = _tables(findings=findings)
    assert table.rows == (
        Row("Commute", "our sources give no time."),
        Row("Hills", "2 to 6 weeks.", 2, 6),
    )
    assert table.ends == ("now", "6 weeks")


def test_no_timeline_is_shown_where_no_time_is_known() -> None:
    assert _tables(findings=(_expected("hills", None),)) == []


def test_a_range_of_prices_holds_the_shoppers_own_amounts() -> None:
    finding = small.finding("dear", "choosing", "note", strip=STRIP)
    (table,) = _tables(findings=(finding,))
    assert lines_of(table) == (
        "Usual prices, and yours",
        "Usual prices: $500 to $3,000.",
        "Budget: $1,299.50.",
    )
    assert table.ends == ("$0", "$3,000")


def test_one_range_that_two_findings_speak_of_is_shown_once() -> None:
    findings = [small.finding(id, "choosing", "note", strip=STRIP) for id in ("a", "b")]
    assert len(_tables(findings=tuple(findings))) == 1


def test_an_amount_beyond_the_range_stretches_the_scale() -> None:
    strip = replace(STRIP, marks=(("budget", 900000),))
    (table,) = _tables(findings=(small.finding("a", "choosing", "note", strip=strip),))
    assert table.ends[1] == "$9,000"
    assert table.widest == 900000


def test_the_lines_of_a_range_are_in_the_json_of_their_finding() -> None:
    findings = as_json(small.decision())["findings"]
    assert isinstance(findings, list)
    text = next(one["text"] for one in findings if one["id"] == "check_frame")
    assert text.splitlines() == [
        "Advice of check_frame.",
        "Usual prices: $500 to $3,000.",
        "Budget: $1,299.50.",
    ]


def test_a_drawing_fills_the_part_of_the_line_that_is_meant() -> None:
    rows = (Row("All", "0 to 10", 0, 10), Row("Half", "5 to 10", 5, 10), Row("End", "10", 10, 10))
    whole, half, end = _drawn(Table(rows, "Parts", ("a", "b")))
    assert whole == f"a [{'#' * 32}] b"
    assert half == f"a [{'.' * 16}{'#' * 16}] b"
    assert end == f"a [{'.' * 31}|] b"


def test_a_drawing_is_left_out_where_it_has_no_room() -> None:
    rows = (Row("All", "0 to 10", 0, 10),)
    assert _drawn(Table(rows, "Parts", ("a", "b")), width=40)
    assert not _drawn(Table(rows, "Parts", ("a", "b")), width=39)


@pytest.mark.parametrize("line", ["Usual prices: $500 to $3,000.", "Hills: 2 to 6 weeks."])
def test_plain_lines_say_a_row_in_words_and_draw_nothing(line: str) -> None:
    lines = plain_lines(compose(small.decision()))
    assert line in lines
    assert not any("#" in one for one in lines)
