"""What comes through the one door for text is harmless, showable and bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.plain_text import LONGEST, clean, fit

HOSTILE = json.loads((Path(__file__).parent / "hostile_texts.json").read_text("ascii"))
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
ENCODINGS = ("ascii", "latin-1", "cp1252", "cp437", "shift_jis", "utf-8")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_an_attack_leaves_only_letters_that_show(text: str) -> None:
    assert clean(text).isprintable()


@given(ANYTHING, st.integers(0, 40))
def test_cleaned_text_shows_is_bounded_and_stays_the_same_when_cleaned_again(
    text: str, limit: int
) -> None:
    cleaned = clean(text, limit=limit)
    assert cleaned.isprintable()
    assert len(cleaned) <= limit
    assert clean(cleaned, limit=limit) == cleaned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b2J", r"\x9b2J"),
        ("safe\b\x7f\0", r"safe\x08\x7f\x00"),
        ("\u202etcod\u2066", r"\u202etcod\u2066"),
        ("con\u200bsult\ufeff", r"con\u200bsult\ufeff"),
        ("ok\U000e0069", r"ok\U000e0069"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("\udc80 \ue000 \u0378", r"\udc80 \ue000 \u0378"),
        ("a\u3164b\u2800c", r"a\u3164b\u2800c"),
        ("ask\rbuy", r"ask\rbuy"),
    ],
)
def test_what_acts_or_hides_is_shown_as_its_code(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text", ["plain words", "[bold] :warning: a\\[b]", "Crème \u201cbrûlée\u201d \u2013 漢字"]
)
def test_ordinary_text_comes_through_unchanged(text: str) -> None:
    assert clean(text) == text


def test_a_line_end_survives_only_where_it_is_asked_for() -> None:
    assert clean("a\nb\r\nc") == "a b c"
    assert clean("a\nb\r\nc", newlines=True) == "a\nb\nc"


def test_tabs_and_wide_blanks_become_plain_blanks() -> None:
    assert clean("a\tb\u00a0c\u3000d") == "a b c d"


def test_marks_heaped_on_one_letter_are_bounded() -> None:
    assert clean("c" + "\u0301" * 200 + "onsult") == "c" + "\u0301" * 4 + "onsult"


def test_a_mark_without_a_letter_cannot_strike_out_what_stands_before_it() -> None:
    assert clean("\u0338not \u20e0safe") == "not safe"


def test_text_that_is_too_long_is_cut_and_says_so() -> None:
    assert clean("x" * LONGEST) == "x" * LONGEST
    cut = clean("x" * (LONGEST + 1))
    assert len(cut) == LONGEST
    assert cut.endswith("x... (cut)")


def test_text_cut_behind_a_heap_of_marks_says_so_although_little_is_left() -> None:
    assert clean("c" + "\u0301" * LONGEST + " but ask first").endswith("... (cut)")


@given(ANYTHING, st.sampled_from(ENCODINGS))
def test_fitted_text_can_always_be_written(text: str, encoding: str) -> None:
    fit(text, encoding).encode(encoding)


@given(st.text())
def test_text_that_the_encoding_can_show_is_left_alone(text: str) -> None:
    assert fit(text, "utf-8") == text
    assert fit(text, None) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u201cdon\u2019t\u201d \u2013 wait\u2026", '"don\'t" - wait...'),
        ("• naïve Ångström", "* naive Angstrom"),
        ("≤ 5 \u00d7 ½ → €3", "<= 5 x 1/2 -> EUR 3"),
        ("e\u0301", "e"),
        ("Straße, œuvre", "Strasse, oeuvre"),
        ("漢 \udc80", "? ?"),
    ],
)
def test_what_ascii_cannot_show_is_written_the_usual_way_or_as_a_question_mark(
    text: str, shown: str
) -> None:
    assert fit(text, "ascii") == shown


def test_only_the_letters_that_an_encoding_lacks_are_changed() -> None:
    assert fit("“é”", "latin-1") == '"é"'


@pytest.mark.parametrize("encoding", ["no-such-encoding", "rot13", "a\0b", ""])
def test_an_encoding_that_is_none_raises_nothing(encoding: str) -> None:
    assert fit("plain", encoding) == "plain"
