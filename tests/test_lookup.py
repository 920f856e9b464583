from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from buyguide.guide.catalogues import Catalogue, Entry, Group, Reference, Says
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.known_names import known_parts, known_text
from buyguide.lookup import as_data, as_lines, may_be, text_of
from tests.bicycle import guide

if TYPE_CHECKING:
    from buyguide.guide.model import Guide

ROOIBOS = {"tea": "rooibos", "tag": "warm", "days": "", "sources": "S1;S9"}
PEPPERMINT = {"tea": "peppermint", "tag": "cold", "days": "3", "sources": ""}
BENNY = {"meanings": "rooibos (US);cocoa (UK, not listed)"}
TEAS = Catalogue(
    "teas",
    entries=(
        Entry("rooibos", ("rooibos", "red bush"), frozenset({"warm"}), ROOIBOS),
        Entry("peppermint", ("peppermint",), frozenset({"cold"}), PEPPERMINT),
    ),
    combinations=(Group(("morning mix",), ("rooibos", "peppermint"), {}),),
    ambiguous=(Group(("benny",), ("rooibos",), BENNY),),
    others=("cocoa", "rooibas"),
    sources={"S1": Reference("S1", "The Tea Book", {})},
    says=Says(
        listed="{typed} is {names}.",
        near="{typed}: did you mean {name}?",
        ask="{typed}: which one of {names}?",
        other="{typed} is not on our list, and that is not an all-clear.",
        unknown="{typed} is not recognised, and that is not an all-clear.",
        each=("{tea}", "{tag}", "It lasts {days} days.", "From: {sources}"),
        words={"tag": {"warm": "Drink it warm.", "cold": "Drink it cold."}},
    ),
)


def _lines(typed: str) -> list[str]:
    return as_lines(TEAS, TEAS.look_up(typed))


def test_a_listed_name_is_told_with_every_line_that_has_something_to_say() -> None:
    assert _lines("Red Bush") == [
        "Red Bush is rooibos.",
        "  rooibos",
        "  Drink it warm.",
        "  From: The Tea Book",
    ]
    assert "  It lasts 3 days." in _lines("peppermint")


def test_a_near_name_is_a_question_and_says_only_what_it_may_be() -> None:
    assert _lines("pepermint") == ["pepermint: did you mean peppermint?", "  peppermint"]


def test_an_ambiguous_name_and_a_tie_ask_which_one() -> None:
    assert _lines("benny")[0] == "benny: which one of rooibos (US); cocoa (UK, not listed)?"
    assert may_be(TEAS, TEAS.look_up("rooibus")) == ("rooibos", "rooibas")


def test_several_names_typed_as_one_are_told_one_by_one() -> None:
    read = _shipped()
    for names in (("ibuprofen", "warfarin"), ("verteporfin", "lamotrigine")):
        assert text_of(read, [" and ".join(names)]) == text_of(read, names)


@pytest.mark.parametrize("typed", ["cocoa", "zzz"])
def test_what_is_not_listed_is_never_an_all_clear(typed: str) -> None:
    (line,) = _lines(typed)
    assert "not an all-clear" in line


@pytest.mark.parametrize(
    ("typed", "data"),
    [
        ("Rooibos", ("listed", ["rooibos"], ["listed", "warm"])),
        ("morning mix", ("listed", ["rooibos", "peppermint"], ["cold", "listed", "warm"])),
        ("pepermint", ("near", ["peppermint"], ["cold", "unknown"])),
        ("benny", ("ask", ["rooibos"], ["unknown", "warm"])),
        ("cocoa", ("other", [], ["other"])),
        ("zzz", ("unknown", [], ["unknown"])),
    ],
)
def test_the_data_of_a_name_says_what_it_is_or_may_be(
    typed: str, data: tuple[str, list[str], list[str]]
) -> None:
    status, entries, tags = data
    expected = {"typed": typed, "status": status, "entries": entries, "tags": tags}
    assert as_data(TEAS.look_up(typed)) == expected


def test_what_was_typed_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in _lines("\x1b[31mrooibos")[0]
    assert len(_lines("x" * 5000)[0]) < 300


def test_a_brace_in_what_was_typed_is_only_text() -> None:
    assert _lines("{names}")[0].startswith("{names} is not recognised")


def test_every_name_of_the_lists_is_answered_beforehand_as_it_would_be() -> None:
    for read in (guide(), _shipped()):
        parts = known_parts(read)
        for catalogue in read.catalogues.values():
            for name in (*catalogue.all_names, *catalogue.others):
                for typed in (name, name.lower(), name.title(), name.upper()):
                    told = known_text(typed, parts)
                    assert told == text_of(read, [typed]) or (told is None and not name.isascii())
                assert known_text(name, parts)


@settings(deadline=None)  # the guide is read in the first example
@given(
    name=st.deferred(lambda: st.sampled_from(_shipped_names())),
    at=st.integers(0, 20),
    letter=st.sampled_from(
        ["", "a", "e", "n", " ", "/", "-1", "{", "é", "\x1b", "\u200b", "x" * 90]
    ),
    behind=st.sampled_from(["", " 1g", " .4%", " er", " gel", " / b", " with ibuprofen", "s"]),
)
@example("ibuprofen", 20, "", " 1g")
@example("ibuprofen", 20, "", " er")
@example("ibuprofen", 4, "\x1b", "")
def test_what_is_told_beforehand_of_any_name_is_what_a_look_up_says(
    name: str, at: int, letter: str, behind: str
) -> None:
    for typed in (name[:at] + letter + name[at:] + behind, name[:at] + letter + name[at + 1 :]):
        told = known_text(typed, _shipped_parts())
        assert told is None or told == text_of(_shipped(), [typed])


def test_most_slips_are_told_beforehand() -> None:
    names = [n for n in _shipped_names() if n.isascii() and n.isalpha()]
    told = [known_text(name[:3] + name[4:], _shipped_parts()) for name in names]
    assert sum(text is not None for text in told) > 0.9 * len(names)


@cache
def _shipped() -> Guide:
    return read_guide(find_guide("red_light_mask"))


@cache
def _shipped_parts() -> dict[str, str]:
    return known_parts(_shipped())


def _shipped_names() -> tuple[str, ...]:
    return next(iter(_shipped().catalogues.values())).all_names
