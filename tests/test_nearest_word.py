"""The word that somebody probably meant."""

from __future__ import annotations

import pytest

from buyguide.nearest_word import did_you_mean, remedy_for


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("budgt", ["budget", "gadget"], "budget"),
        ("F-SKIM-2", ["F-SKIN-1", "F-SKIN-2"], "F-SKIN-2"),
        ("18-to-26", ["18_to_26", "27_or_over"], "18_to_26"),
        ("00157", ["001-57", "003-57"], "001-57"),
    ],
)
def test_the_nearest_word_is_meant(typed: str, known: list[str], meant: str) -> None:
    assert did_you_mean(typed, known) == f'Did you mean "{meant}"?'


def test_a_figure_too_many_may_be_a_slip() -> None:
    assert did_you_mean("A1-22", ["A1-2", "A1-1"]) == 'Did you mean "A1-2"?'


@pytest.mark.parametrize(
    ("typed", "known"),
    [("001-57", ["003-57", "001-58"]), ("F-SKIN-2", ["F-SKIN-1"]), ("A1", ["A2"])],
)
def test_an_id_with_another_figure_is_never_meant(typed: str, known: list[str]) -> None:
    assert did_you_mean(typed, known) == ""
    assert remedy_for(typed, known) == f"Known here: {', '.join(sorted(known))}."
