from __future__ import annotations

import json

import pytest

from buyguide.guide.catalogues import Catalogue, Entry, Group, Reference, Says
from buyguide.known_names import known_parts
from buyguide.lookup import as_data, as_lines, may_be, text_of
from tests.bicycle import guide

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
    read = guide()
    parts = known_parts(read)
    names = {name for catalogue in read.catalogues.values() for name in catalogue.all_names}
    assert names <= parts.keys()
    for name, part in parts.items():
        assert json.loads(part) == text_of(read, [name])
        assert name in json.loads(part)
