"""Text is broken into lines by words, by the cells that letters take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from buyguide.wrapping import cells, wrap

WORDS = st.lists(st.text("abcdefgh.,-()[]", min_size=1, max_size=12), max_size=40)
CONSOLE = Console()


@given(st.text(max_size=80), st.integers(2, 30))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width for line in lines)


@given(st.text("ab 漢\u0301", max_size=80), st.integers(1, 30))
def test_no_line_begins_or_ends_with_a_blank(text: str, width: int) -> None:
    assert all(line == line.strip() for line in wrap(text, width))


@given(WORDS, st.integers(12, 100))
def test_words_that_fit_are_broken_where_rich_breaks_them(words: list[str], width: int) -> None:
    text = " ".join(words)
    by_rich = Text(text, overflow="fold").wrap(CONSOLE, width)
    assert wrap(text, width) == [line.plain.rstrip() for line in by_rich]


def test_wide_and_combining_letters_are_measured_in_cells() -> None:
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1
    assert wrap("漢字漢字 ab", 5) == ["漢字", "漢字", "ab"]


def test_a_wide_letter_in_a_single_column_stands_alone() -> None:
    assert wrap("漢字ab", 1) == ["漢", "字", "a", "b"]


def test_words_are_broken_only_when_they_fit_no_line() -> None:
    assert wrap("a longish word", 8) == ["a", "longish", "word"]
    assert wrap("extraordinary", 8) == ["extraord", "inary"]


@given(WORDS, st.integers(1, 30))
def test_uncut_words_stay_whole_and_one_that_is_too_long_has_a_line_of_its_own(
    words: list[str], width: int
) -> None:
    lines = wrap(" ".join(words), width, cut=False)
    assert [word for line in lines for word in line.split()] == words
    assert all(cells(line) <= width or " " not in line for line in lines)


def test_a_line_is_filled_to_its_last_column() -> None:
    assert wrap("aaa bb ccc", 6) == ["aaa bb", "ccc"]
    assert wrap("漢 字 ab", 5) == ["漢 字", "ab"]


def test_where_no_column_is_left_each_letter_has_a_line() -> None:
    assert wrap("ab", 0) == ["a", "b"]


def test_runs_of_blanks_are_one_blank_and_no_text_is_one_empty_line() -> None:
    assert wrap("  a  b\n c ", 20) == ["a b c"]
    assert wrap(" ", 20) == [""]
