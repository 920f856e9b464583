from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.catalogues import Catalogue, Entry, Group
from buyguide.guide.completion import meaning, split_names, suggestions
from buyguide.guide.name_index import LONGEST_NAME
from buyguide.guide.names_inside import named_among_words, named_inside
from buyguide.guide.spelling import by_first_letter, distance, nearest, reach


def _entry(name: str, *others: str, tag: str = "warm") -> Entry:
    return Entry(name, (name, *others), frozenset({tag}), {"kind": name})


TEAS = Catalogue(
    "teas",
    entries=(
        _entry("rooibos", "red bush", "Café-Rouge"),
        _entry("peppermint", "menthe poivrée", tag="cold"),
        _entry("lapsang souchong"),
        _entry("saint john's brew"),
        _entry("Oolong-A"),
        _entry("sencha"),
        _entry("sancho"),
        _entry("chai"),
        _entry("b6 tonic"),
        _entry("assam"),
        _entry("tanix"),
    ),
    combinations=(Group(("Morning Mix", "peppermint/assam"), ("peppermint", "assam"), {}),),
    classes=(Group(("green tea", "greens"), ("sencha", "sancho"), {}),),
    ambiguous=(Group(("Benny",), ("rooibos", "chai"), {"meanings": "rooibos (US);chai (UK)"}),),
    others=("rooibas", "cocoa", "peppermuse"),
    units=("mg", "ml", "%", "g"),
    ignore=("bag", "bags", "loose", "xr"),
)


def _found(typed: str) -> tuple[str, list[str]]:
    match = TEAS.look_up(typed)
    return match.status, [entry.name for entry in match.entries]


@pytest.mark.parametrize(
    "typed",
    [
        "rooibos",
        " ROOIBOS ",
        "Red-Bush",
        "redbush",
        "cafe rouge",
        "CAFÉROUGE",
        "rooibos 100 mg",
        "rooibos100mg",
        "rooibos 20mg/5ml bags",
        "rooibos 0.1%",
        "rooibos 0,1 %",
        "rooibos 250",
        "loose rooibos XR",
        "rooibos .05 %",
        "rooibos .05",
        "rooibos 0.025 bags",
        "r\u200booibos",
        "ｒｏｏｉｂｏｓ",
    ],
)
def test_case_accents_spaces_amounts_and_passed_over_words_do_not_matter(typed: str) -> None:
    assert _found(typed) == ("listed", ["rooibos"])


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "´", ""])
def test_every_apostrophe_is_the_same(apostrophe: str) -> None:
    assert _found(f"Saint John{apostrophe}s Brew") == ("listed", ["saint john's brew"])


def test_a_combination_lists_all_that_is_in_it() -> None:
    assert _found("morning mix") == ("listed", ["peppermint", "assam"])


@pytest.mark.parametrize(
    "typed",
    [
        "assam/peppermint",
        "assam + peppermint",
        "Assam (Peppermint)",
        "assam-peppermint",
        "assam/peppermint 20/12.5",
        "assam-peppermint 100-25",
        "assam peppermint",
        "assam 20 mg loose peppermint 5 mg bags",
    ],
)
def test_a_combination_written_out_lists_all_that_is_in_it(typed: str) -> None:
    assert _found(typed) == ("listed", ["assam", "peppermint"])


@pytest.mark.parametrize(
    ("typed", "status", "entries", "taken_for"),
    [
        ("assam/peppermint", "listed", ["assam", "peppermint"], "assam / peppermint"),
        ("benny/assam", "ask", ["rooibos", "chai", "assam"], "Benny / assam"),
        ("oolonga/assam", "near", ["Oolong-A", "assam"], "Oolong-A / assam"),
        ("oolonga/benny", "ask", ["Oolong-A", "rooibos", "chai"], "Oolong-A / Benny"),
        ("cocoa/assam", "listed", ["assam"], "cocoa / assam"),
        ("cocoa/rooibas", "other", [], "cocoa / rooibas"),
    ],
)
def test_the_least_certain_part_of_a_combination_decides(
    typed: str, status: str, entries: list[str], taken_for: str
) -> None:
    assert _found(typed) == (status, entries)
    assert TEAS.look_up(typed).asked_as == taken_for


def test_a_combination_with_an_unknown_part_is_unknown() -> None:
    assert _found("assam/qwertyuiop") == ("unknown", [])


@pytest.mark.parametrize("typed", ["assam, peppermint", "assam; peppermint", "assam\npeppermint"])
def test_a_list_of_names_is_no_combination(typed: str) -> None:
    assert _found(typed) == ("unknown", [])


@pytest.mark.parametrize("typed", ["no assam", "not peppermint", "assam for peppermint"])
def test_names_among_other_words_are_not_taken_for_a_combination(typed: str) -> None:
    assert _found(typed) == ("unknown", [])


def test_an_ambiguous_name_and_a_class_word_ask_which_one() -> None:
    assert _found("benny") == ("ask", ["rooibos", "chai"])
    assert _found("green tea bags") == ("ask", ["sencha", "sancho"])


def test_a_known_other_name_is_other_and_not_listed() -> None:
    assert _found("Cocoa 5 g") == ("other", [])


def test_an_exact_name_wins_over_a_near_one() -> None:
    assert _found("sancho") == ("listed", ["sancho"])
    assert _found("rooibas") == ("other", [])


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("chia", "unknown"),  # below five letters nothing is near
        ("asam", "unknown"),
        ("assma", "near"),  # five letters: one slip
        ("asmas", "unknown"),
        ("lapsang suchon", "near"),  # seven letters and more: two slips
        ("lapsang sushon", "unknown"),
        ("papsang souchong", "unknown"),  # another first letter
    ],
)
def test_the_longer_the_name_the_more_slips_are_allowed(typed: str, status: str) -> None:
    assert _found(typed)[0] == status


@pytest.mark.parametrize(("letters", "slips"), [(4, 0), (5, 1), (6, 1), (7, 2), (8, 2)])
def test_five_letters_may_have_one_slip_and_seven_two(letters: int, slips: int) -> None:
    assert reach(letters) == slips


@pytest.mark.parametrize("typed", ["assma", "assma 100 mg", "assma 5", "assma 20/12,5"])
def test_what_a_slip_was_taken_for_is_named_whatever_amount_stands_behind_it(typed: str) -> None:
    match = TEAS.look_up(typed)
    assert (match.status, match.asked_as) == ("near", "assam")


def _named(*names: str, ignore: tuple[str, ...] = ("bags",)) -> Catalogue:
    return Catalogue("names", tuple(map(_entry, names)), units=("mg",), ignore=ignore)


def test_a_name_that_ends_in_a_number_keeps_it_when_an_amount_follows() -> None:
    match = _named("blend 42").look_up("blend 42 100 mg")
    assert [entry.name for entry in match.listed] == ["blend 42"]


def test_a_name_as_long_as_any_may_be_is_still_looked_up() -> None:
    longest = "x" * LONGEST_NAME
    assert _named(longest).look_up(longest).status == "listed"
    assert _named(longest + "x").look_up(longest + "x").status == "unknown"


def test_of_the_forms_of_what_was_typed_the_nearest_counts() -> None:
    match = _named("mountain bags", "mountains").look_up("mountaim bags")
    assert (match.status, match.asked_as) == ("near", "mountain bags")
    match = _named("mountain bags", "mountaid").look_up("mountaim bags")
    assert (match.status, match.alike) == ("ask", ("mountain bags", "mountaid"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vitamim c", {"vitamin C"}),
        ("vitamim d", {"vitamin D"}),
        ("vitamimc", {"vitamin C"}),
        ("vitamim e", set()),
        ("magnolix a", {"magnolia"}),
    ],
)
def test_a_single_letter_tells_names_apart_only_where_both_have_one(
    typed: str, meant: set[str]
) -> None:
    match = _named("vitamin C", "vitamin D", "magnolia").look_up(typed)
    assert {entry.name for entry in match.entries} == meant


def test_names_as_near_are_all_shown_and_none_is_taken() -> None:
    match = TEAS.look_up("sencho")
    assert match.status == "ask"
    assert {entry.name for entry in match.entries} == {"sencha", "sancho"}
    assert set(match.alike) == {"sencha", "sancho"}
    assert match.tags == {"unknown"}
    assert match.listed == ()


def test_a_name_as_near_to_a_known_other_name_is_a_tie() -> None:
    match = TEAS.look_up("rooibus")
    assert match.status == "ask"
    assert [entry.name for entry in match.entries] == ["rooibos"]
    assert match.alike == ("rooibos", "rooibas")


def test_a_name_nearest_to_a_known_other_name_alone_is_unknown() -> None:
    assert _found("peppermuze") == ("unknown", [])


def test_a_name_with_another_number_is_not_near() -> None:
    assert _found("b5 tonic") == ("unknown", [])
    assert _found("b12 tonic") == ("unknown", [])
    assert _found("b6 tonik") == ("near", ["b6 tonic"])


def test_a_word_that_is_a_name_only_when_joined_must_be_confirmed() -> None:
    assert _found("oolonga") == ("near", ["Oolong-A"])
    assert _found("oolong a") == ("listed", ["Oolong-A"])


def test_a_name_that_sounds_the_same_is_near_though_it_takes_more_slips() -> None:
    assert distance("tanics", "tanix") == 2
    assert _found("tanics") == ("near", ["tanix"])
    assert _found("tanoks") == ("unknown", [])


@pytest.mark.parametrize("typed", ["", " ", "-", "100 mg", "bags", "?" * 50, "x" * 101, "\x00"])
def test_what_is_no_name_is_unknown(typed: str) -> None:
    assert _found(typed) == ("unknown", [])


def test_a_text_far_too_long_is_unknown_even_when_it_starts_like_a_name() -> None:
    assert _found("rooibos" + " " * 100_000)[0] == "unknown"


@given(st.text(max_size=120))
def test_any_text_has_a_status_and_what_is_not_certain_counts_as_unknown(typed: str) -> None:
    match = TEAS.look_up(typed)
    assert match.typed == typed
    assert match.status in {"listed", "near", "ask", "other", "unknown"}
    assert bool(match.entries) == (match.status in {"listed", "near", "ask"})
    if match.status in {"near", "ask", "unknown"}:
        assert match.tags == {"unknown"}
        assert match.listed == ()


def test_each_entry_of_a_combination_keeps_its_own_tags() -> None:
    match = TEAS.look_up("morning mix")
    assert match.each_tags == (frozenset({"cold", "listed"}), frozenset({"warm", "listed"}))
    assert match.tags == {"cold", "warm", "listed"}
    assert TEAS.look_up("cocoa").tags == {"other"}


words = st.text("abcd", max_size=7)


@given(words, words)
def test_the_distance_is_the_same_both_ways_and_nought_only_for_the_same(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert abs(len(a) - len(b)) <= distance(a, b) <= max(len(a), len(b))


def test_the_distance_counts_a_swap_as_one_slip_and_never_edits_twice() -> None:
    assert distance("ab", "ba") == 1
    assert distance("ca", "abc") == 3  # 2 where letters could be edited after a swap
    assert distance("ababb", "ab") == 3  # no swap with a letter before the first


@given(st.text("abc1", min_size=5, max_size=9), st.lists(st.text("abc1", min_size=1, max_size=9)))
def test_no_shortcut_hides_a_nearest_name(key: str, names: list[str]) -> None:
    digits = [c for c in key if c == "1"]
    fair = {
        n: distance(key, n)
        for n in names
        if n[0] == key[0] and [c for c in n if c == "1"] == digits
    }
    allowed = 1 if len(key) < 7 else 2
    least = min(fair.values(), default=9)
    expected = {n for n, d in fair.items() if d == least <= allowed}
    assert set(nearest(key, by_first_letter(dict.fromkeys(names)))[1]) == expected


def test_all_names_stand_in_alphabetical_order_whatever_their_case() -> None:
    entries = [Entry(name, (name,), frozenset(), {}) for name in ("Zinc", "apple", "Maple")]
    assert Catalogue("list", tuple(entries)).all_names == ("apple", "Maple", "Zinc")


def test_suggestions_offer_what_starts_so_first_then_words_then_the_rest() -> None:
    assert suggestions(TEAS, "s", 3) == ("saint john's brew", "sancho", "sencha")
    assert suggestions(TEAS, "bush", 5) == ("red bush",)
    assert suggestions(TEAS, "REN", 5) == ()
    assert suggestions(TEAS, "cha", 5)[0] == "chai"
    assert "sencha" in suggestions(TEAS, "cha", 5)
    assert suggestions(TEAS, "menthe poivree", 5) == ("menthe poivrée",)
    assert suggestions(TEAS, "  ", 5) == ()
    assert "cocoa" not in suggestions(TEAS, "c", 50)


def test_a_suggested_name_says_what_it_stands_for() -> None:
    assert meaning(TEAS, "red bush") == "rooibos"
    assert meaning(TEAS, "Morning Mix") == "peppermint, assam"
    assert meaning(TEAS, "rooibos") == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rooibos, chai;assam\nsencha", ("rooibos", "chai", "assam", "sencha")),
        ("peppermint/assam, chai", ("peppermint/assam", "chai")),
        ("- rooibos\r\n* chai\r\n2. assam", ("rooibos", "chai", "assam")),
        ("rooibos 0,1 %, chai", ("rooibos 0,1 %", "chai")),
        ("chai,5-leaf", ("chai", "5-leaf")),
        ("chai,,  ,chai", ("chai",)),
        ("", ()),
    ],
)
def test_a_pasted_list_is_split_on_commas_semicolons_and_lines(
    text: str, names: tuple[str, ...]
) -> None:
    assert split_names(text) == names


SHELF = Catalogue(
    "shelf",
    tuple(
        _entry(name)
        for name in ("Xyl", "Yam", "bush", "red bush", "D", "Wu", "un deux trois quatre")
    ),
    others=("granite",),
    units=("mg",),
)


@pytest.mark.parametrize(
    ("name", "held", "taken_for"),
    [
        ("Xyl 5 mg", ("Xyl",), "Xyl"),
        ("Xyl with Yam", ("Xyl", "Yam"), "Xyl / Yam"),
        ("red bush 5 mg", ("red bush",), "red bush"),
    ],
)
def test_a_name_that_is_found_by_what_it_holds_would_be_taken_for_that(
    name: str, held: tuple[str, ...], taken_for: str
) -> None:
    found = named_inside(name, SHELF.index)
    assert found is not None
    assert (found.status, found.entries, found.taken_for) == ("listed", held, taken_for)


@pytest.mark.parametrize("name", ["Xyl", "granite 5 mg", "granite with granite", "nothing like it"])
def test_a_name_that_holds_no_other_of_an_entry_would_be_taken_for_none(name: str) -> None:
    assert named_inside(name, SHELF.index) is None


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("Xyl box", "Xyl"),
        ("box Xyl", "Xyl"),
        ("my Xyl box", "Xyl"),
        ("my Wu box", "Wu"),
        ("Xyl box Yam", "Xyl"),
        ("old red bush tea", "red bush"),
        ("old red bush Xyl", "red bush"),
        ("un deux trois quatre cinq", "un deux trois quatre"),
    ],
)
def test_the_longest_name_that_stands_among_other_words_is_seen(name: str, held: str) -> None:
    found = named_among_words(name, SHELF.index)
    assert found is not None
    assert (found.status, found.entries, found.taken_for) == ("listed", (held,), held)


@pytest.mark.parametrize("name", ["Xyl", "granite box", "vitamin D forte", "Xylophone box"])
def test_no_name_is_seen_where_none_of_an_entry_stands_whole_among_words(name: str) -> None:
    assert named_among_words(name, SHELF.index) is None
