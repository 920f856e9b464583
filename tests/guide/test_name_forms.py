from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.name_forms import fold

UNSEEN = "\u200b"
TYPED = st.text() | st.text(st.characters(max_codepoint=127))


@given(TYPED)
def test_a_letter_that_shows_nothing_changes_no_name(typed: str) -> None:
    assert fold(typed + UNSEEN) == fold(typed)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("St John's", "st johns"),
        ("St John`s", "st johns"),
        ("St John’s", "st johns"),
        ("CRÈME Brûlée", "creme brulee"),
        ("Œuf Ærø Łódź", "oeuf aero lodz"),
    ],
)
def test_case_accents_and_apostrophes_do_not_tell_names_apart(typed: str, folded: str) -> None:
    assert fold(typed) == folded
