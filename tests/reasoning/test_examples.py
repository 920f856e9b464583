"""A text that fits a question's pattern, for the interviews that the prover makes up."""

from __future__ import annotations

import re

import pytest

from buyguide.reasoning.examples import PLAIN, text_for


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (None, "Example"),
        ("[A-Za-z]+", "Example"),
        ("^[Kk][0-9]{6}$", "k111111"),
        ("[A-Z]{2}[0-9]{4}", "AA1111"),
        ("[A-Z]{2,3}x", "AAx"),
        ("[0-9]+", "1"),
        ("a?b*c", "c"),
        ("ab", "ab"),
        ("[^a1]b", " b"),
        (".{3,}", "Example"),
        ("x.", "x1"),
        ("[0-9]{2}$x", "Example"),  # nothing fits it: a plain word stands in
    ],
)
def test_a_text_is_made_that_the_pattern_takes_where_one_can_be(
    pattern: str | None, text: str
) -> None:
    assert text_for(pattern) == text
    assert pattern is None or re.fullmatch(pattern, text) or text == PLAIN
