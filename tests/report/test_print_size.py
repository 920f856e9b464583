"""Type is as large as fills the sheets meant for a document, within what can be read."""

from __future__ import annotations

from buyguide.report.document import Document, Heading, Paragraph
from buyguide.report.print_size import print_points


def _of(letters: int, *, sheets: int = 1, headings: int = 0) -> float:
    parts = (Heading("x" * 40),) * headings
    return print_points(Document("Title", (Paragraph("x" * letters), *parts), sheets))


def test_a_page_is_filled_with_room_left_for_the_title_and_what_stands_around_it() -> None:
    assert _of(10_000) == 8.3  # 8.4 would fit without them


def test_headings_take_the_room_of_their_height_besides_their_letters() -> None:
    assert _of(9_500, headings=5) == _of(10_000)


def test_type_grows_with_the_sheets_and_stays_readable_and_thrifty() -> None:
    assert _of(20_000, sheets=2) > _of(20_000)
    assert _of(1_000_000) == 6.2
    assert _of(10) == 9.5
