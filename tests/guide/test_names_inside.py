"""Several names typed as one count each by itself, and none hides behind another."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buyguide.guide.name_index import LONGEST_NAME
from buyguide.guide.names_inside import LONGEST_LINE
from tests.guide.test_catalogues import TEAS

WORDS = [" and ", " with ", " plus ", " or "]
SIGNS = ["; ", ", ", " + ", " & ", " (", "\n", "/", "、", "，"]


def _each(typed: str) -> list[tuple[str, str]]:
    return [(match.typed, match.status) for match in TEAS.look_up_each(typed)]


@pytest.mark.parametrize("between", [*WORDS, *SIGNS])
def test_a_known_name_counts_beside_one_that_is_not_known(between: str) -> None:
    listed, unknown = ("sencha", "listed"), ("zzqx", "unknown")
    assert _each(f"sencha{between}zzqx") == [listed, unknown]
    assert _each(f"zzqx{between}sencha") == [unknown, listed]


@pytest.mark.parametrize(
    ("typed", "each"),
    [
        ("sencha", [("sencha", "listed")]),
        ("peppermint/assam", [("peppermint/assam", "listed")]),
        ("assam and sencha", [("assam and sencha", "listed")]),
        ("cocoa and rooibas", [("cocoa and rooibas", "other")]),
        ("cocoa and sencha", [("cocoa", "other"), ("sencha", "listed")]),
        ("benny/assam", [("benny", "ask"), ("assam", "listed")]),
        ("sencha and peppermnt", [("sencha", "listed"), ("peppermnt", "near")]),
        ("sencha 20mg/5ml with zzqx", [("sencha 20mg", "listed"), ("zzqx", "unknown")]),
        ("sencha bags at night", [("sencha bags", "listed"), ("at night", "unknown")]),
        ("my sencha since May", [("sencha", "listed"), ("my since May", "unknown")]),
        ("red bush zzqx assam", [("red bush", "listed"), ("assam", "listed"), ("zzqx", "unknown")]),
        ("1. sencha 2. cocoa", [("sencha", "listed"), ("cocoa", "other")]),
        ("sencha - assam ; cocoa", [("sencha", "listed"), ("assam", "listed"), ("cocoa", "other")]),
        ("sencha and zzqx and sencha", [("sencha", "listed"), ("zzqx", "unknown")]),
        ("peppermint tonik", [("peppermint", "listed"), ("tonik", "unknown")]),
        ("lapsang souchon", [("lapsang souchon", "near")]),
        ("peppermint asam", [("peppermint asam", "near")]),
        ("zzqx and zzqy", [("zzqx and zzqy", "unknown")]),
        ("0,1 zzqx", [("0,1 zzqx", "unknown")]),
        ("", [("", "unknown")]),
    ],
)
def test_what_was_typed_is_taken_apart_where_its_parts_count_apart(
    typed: str, each: list[tuple[str, str]]
) -> None:
    assert _each(typed) == each


def test_a_line_too_long_for_one_name_is_still_looked_through() -> None:
    long = "z" * LONGEST_NAME
    assert _each(f"{long} and sencha and {long}y") == [
        (long, "unknown"),
        ("sencha", "listed"),
        (f"{long}y", "unknown"),
    ]
    assert ("sencha", "listed") in _each(f"{long} sencha {long}")
    assert _each("sencha and " + "z" * LONGEST_LINE) == [
        ("sencha and " + "z" * LONGEST_LINE, "unknown")
    ]


def test_the_longest_line_and_the_longest_name_are_still_looked_at() -> None:
    rest = "z" * (LONGEST_LINE - len("sencha and "))
    assert _each(f"sencha and {rest}") == [("sencha", "listed"), (rest, "unknown")]
    for name in ("sencha", "assam and sencha"):
        assert _each(name.ljust(LONGEST_NAME)) == [(name.ljust(LONGEST_NAME), "listed")]
    slip = "peppermint".ljust(LONGEST_NAME - len("asam")) + "asam"
    assert _each(slip) == [(slip, "near")]
    amount = "1" * (LONGEST_NAME - len("mg")) + "mg"
    assert _each(f"{amount} sencha") == [("sencha", "listed")]


@given(
    entry=st.sampled_from(TEAS.entries),
    others=st.lists(st.text(max_size=40), max_size=4),
    place=st.integers(0, 4),
    between=st.sampled_from([*WORDS, *SIGNS]),
)
@example(TEAS.entries[5], ["z" * LONGEST_NAME], 0, " and ")
def test_a_listed_name_is_heard_whatever_stands_beside_it(
    entry: object, others: list[str], place: int, between: str
) -> None:
    name = entry.name  # type: ignore[attr-defined]
    typed = between.join([*others[:place], name, *others[place:]])
    meant = {one.name for match in TEAS.look_up_each(typed) for one in match.entries}
    assert name in meant


@given(st.text())
def test_what_was_typed_is_never_passed_over(typed: str) -> None:
    assert TEAS.look_up_each(typed)
