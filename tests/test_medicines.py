"""The lists of names that ship with the guide, held against material kept for the purpose."""

from __future__ import annotations

import csv
import random
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.completion import suggestions
from buyguide.guide.entry_words import entry_lines
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.catalogues import Catalogue, Entry, Match

NAMES = Path(__file__).parent / "guide" / "names"
SALT = 5  # the typos are made up, but the same ones each time


@cache
def medicines() -> Catalogue:
    return read_guide(find_guide(None)).catalogues["known_medicines"]


def _rows(name: str) -> list[dict[str, str]]:
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _entries(match: Match) -> list[str]:
    return [entry.name for entry in match.entries]


def _pair(typed: str) -> tuple[str, list[str]]:
    match = medicines().look_up(typed)
    return match.status, _entries(match)


def test_the_list_is_whole() -> None:
    assert len(medicines().entries) == 217  # the 216 of the data, and photodynamic therapy
    assert len(medicines().combinations) == 70
    assert len(medicines().classes) == 35


def test_medicines_that_red_or_visible_light_switches_on_are_a_stop() -> None:
    stops = {entry.name for entry in medicines().entries if "stop" in entry.tags}
    assert stops == {
        "aminolevulinic acid",
        "methyl aminolevulinate",
        "methylthioninium chloride",
        "photodynamic therapy",  # each medicine that it may be is a stop, so which one can wait
        "porfimer sodium",
        "temoporfin",
        "verteporfin",
    }


def test_every_entry_says_what_it_is_and_where_that_comes_from() -> None:
    for entry in medicines().entries:
        for column in ("class", "route", "used_for", "tier", "action", "sources"):
            assert entry.columns[column], (entry.name, column)
        window = entry.columns["window_days"]
        assert not window or 1 <= int(window) <= 365, entry.name
        assert len(entry.tags) == 1, entry.name


def _said_with_advice(entry: Entry) -> str:
    says = medicines().says
    assert says is not None
    return " ".join(entry_lines(medicines(), entry, says.report))


def test_the_light_that_a_medicine_is_on_record_for_stands_with_its_advice() -> None:
    for entry in medicines().entries:
        told, light = _said_with_advice(entry), entry.columns["light"].split(";")
        assert ("UV" in told) == ("uva" in light or "uvb" in light), entry.name
        assert ("light that you can see" in told) == ("visible" in light), entry.name
        assert ("red light" in told) == ("red" in light), entry.name
    visible = {e.name for e in medicines().entries if "visible" in e.columns["light"].split(";")}
    assert "st john's wort" in visible
    assert len(visible) == 7


def test_how_long_an_effect_lasts_is_said_as_a_floor_where_the_sources_give_one() -> None:
    for entry in medicines().entries:
        lasts, told = entry.columns["lasts"], _said_with_advice(entry)
        assert (f"its effect can go on for {lasts}." in told) == bool(lasts), entry.name
        if entry.columns["window_days"]:
            assert lasts, entry.name
    floors = {entry.name for entry in medicines().entries if "at least" in entry.columns["lasts"]}
    assert floors == {
        "aminolevulinic acid",
        "photodynamic therapy",
        "porfimer sodium",
        "temoporfin",
    }


def test_names_that_no_source_confirmed_are_among_the_names() -> None:
    for entry in medicines().entries:
        unconfirmed = filter(None, entry.columns["names_not_confirmed"].split(";"))
        assert set(unconfirmed) <= set(entry.names), entry.name


def test_every_listed_name_leads_to_its_entry_however_it_is_written() -> None:
    for entry in medicines().entries:
        for name in entry.names:
            for typed in (name, name.upper(), f" {name} 100 mg tablets", name.replace(" ", "  ")):
                match = medicines().look_up(typed)
                assert match.status in {"listed", "ask"}, typed
                assert entry in match.entries, typed


def test_every_combination_class_and_ambiguous_name_leads_to_all_it_names() -> None:
    groups = (
        *((group, "listed") for group in medicines().combinations),
        *((group, "ask") for group in (*medicines().classes, *medicines().ambiguous)),
    )
    for group, status in groups:
        for name in group.names:
            assert _pair(name) == (status, list(group.entries)), name


@pytest.mark.parametrize("row", _rows("misspellings.csv"), ids=lambda row: row["typed"])
def test_a_misspelling_leads_to_what_was_meant_and_is_never_taken_silently(
    row: dict[str, str],
) -> None:
    match = medicines().look_up(row["typed"])
    assert match.status in {"near", "ask"}
    assert row["entry"] in _entries(match)
    assert match.tags == {"unknown"}


@pytest.mark.parametrize("row", _rows("look_alikes.csv"), ids=lambda row: "-".join(row.values()))
def test_look_alikes_keep_to_themselves(row: dict[str, str]) -> None:
    one, two = medicines().look_up(row["one"]), medicines().look_up(row["two"])
    assert {one.status, two.status} <= {"listed", "other", "unknown"}
    assert set(_entries(one)).isdisjoint(_entries(two))


def test_no_medicine_that_is_not_listed_gives_a_suggestion() -> None:
    for row in _rows("not_listed.csv"):
        for name in filter(None, (row["name"], *row["also_known_as"].split(";"))):
            assert _pair(name) == ("other", []), name


def test_every_other_name_is_known_as_such() -> None:
    for name in medicines().others:
        assert _pair(name) == ("other", []), name


@pytest.mark.parametrize(
    ("typed", "status", "entries"),
    [
        ("5-ALA", "listed", ["aminolevulinic acid"]),
        ("5ala", "listed", ["aminolevulinic acid"]),
        ("5-ASA", "unknown", []),
        ("5 asa tablets", "unknown", []),
        ("retina", "near", ["tretinoin"]),
        ("Retin-A", "listed", ["tretinoin"]),
        ("retin a 0.025% gel", "listed", ["tretinoin"]),
        ("Benadryl", "ask", ["diphenhydramine", "cetirizine"]),
        ("Tylenol", "other", []),
        ("Tylenol PM", "listed", ["diphenhydramine"]),
        ("tylenol-pm caplets", "listed", ["diphenhydramine"]),
        ("librium", "listed", ["chlordiazepoxide"]),
        ("Lustral", "listed", ["sertraline"]),
        ("Lustra", "listed", ["hydroquinone"]),
        ("Levulan", "listed", ["aminolevulinic acid"]),
        ("Levinan", "listed", ["levomepromazine"]),
        ("Protonix", "listed", ["pantoprazole"]),
        ("St. John’s Wort", "listed", ["st john's wort"]),
        ("stjohnswort", "listed", ["st john's wort"]),
        ("Bactrim DS", "near", ["sulfamethoxazole", "trimethoprim"]),
        ("Sulfamethoxazole-TMP 800-160 mg", "unknown", []),
        ("trimethoprim/sulfamethoxazole DS", "near", None),
        (
            "lisinopril-hydrochlorothiazide 20-12.5 mg",
            "listed",
            ["lisinopril", "hydrochlorothiazide"],
        ),
        ("Doxycycline100mg", "listed", ["doxycycline"]),
        ("Effexor XR 75 mg", "listed", ["venlafaxine"]),
        ("Metoprolol Succinate ER", "listed", ["metoprolol"]),
        ("water tablets", "near", None),
        ("sulfa", "ask", None),
        ("vitamin A", "ask", ["retinol"]),
        ("vitamin C", "other", []),
        ("vitamin K", "unknown", []),
        ("vitamin B6", "listed", ["pyridoxine"]),
        ("vitamin B12", "unknown", []),
        ("vitamin D 1000 IU", "other", []),
        ("hydroxyzine", "other", []),
        ("prednisone", "other", []),
        ("tramadol 50", "other", []),
        ("nothing", "unknown", []),
        ("zzzz", "unknown", []),
    ],
)
def test_the_named_cases_hold(typed: str, status: str, entries: list[str] | None) -> None:
    found = _pair(typed)
    assert found[0] == status
    assert entries is None or found[1] == entries


def _typos(name: str, chance: random.Random) -> Iterator[str]:
    """One typo of each kind at two places, the first letter kept."""
    for place in chance.sample(range(1, len(name)), 2):
        letter = chance.choice(string.ascii_lowercase)
        yield name[:place] + letter + name[place:]
        yield name[:place] + name[place + 1 :]
        yield name[:place] + letter + name[place + 1 :]
        if place > 1:
            yield name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def test_a_one_letter_typo_offers_the_name_98_times_in_100() -> None:
    chance = random.Random(SALT)  # noqa: S311 - no secret
    meant = medicines()
    offered, missed, count = 0, [], 0
    for name in meant.all_names:
        if sum(letter.isalpha() for letter in name) < 5:
            continue
        wanted = set(_entries(meant.look_up(name)))
        for typo in _typos(name, chance):
            count += 1
            if wanted <= set(_entries(meant.look_up(typo))):
                offered += 1
            else:
                missed.append(typo)
    print(f"\none-letter typos: {offered} of {count} offered the name ({offered / count:.2%})")
    assert offered >= 0.98 * count, missed[:40]


@given(st.data())
def test_a_name_that_is_not_exact_never_carries_a_listed_tag(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(medicines().all_names))
    place = data.draw(st.integers(0, len(name)))
    typed = name[:place] + data.draw(st.text(max_size=3)) + name[place:]
    match = medicines().look_up(typed)
    if match.status != "listed":
        assert match.tags in ({"unknown"}, {"other"})
    if match.status == "other":
        assert not match.entries


def test_a_name_is_offered_while_it_is_typed() -> None:
    for entry in medicines().entries:
        for name in entry.names:
            assert name in suggestions(medicines(), name[: max(4, len(name) - 2)], 1200), name


@pytest.mark.parametrize(
    ("typed", "member"),
    [
        ("diabetes pills", "canagliflozin"),
        ("allergy pill", "cetirizine"),
        ("cholesterol pill", "atorvastatin"),
        ("heartburn pills", "omeprazole"),
        ("water pills", "furosemide"),
    ],
)
def test_everyday_words_for_a_kind_of_medicine_ask_which_one(typed: str, member: str) -> None:
    status, entries = _pair(typed)
    assert status == "ask"
    assert member in entries


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("methylene blue supplement", ["methylthioninium chloride"]),
        ("St. John's wort tea", ["st john's wort"]),
        ("retin a micro .04%", ["tretinoin"]),
        ("Retin-A 0.025 cream", ["tretinoin"]),
        ("lisinopril hctz 20/12.5", ["lisinopril", "hydrochlorothiazide"]),
        ("losartan-hctz 100-25", ["losartan", "hydrochlorothiazide"]),
        ("aspirin photofrin", ["porfimer sodium"]),
        ("PDT", ["photodynamic therapy"]),
        ("PDT cream", ["photodynamic therapy"]),
        ("light-activated medicine", ["photodynamic therapy"]),
    ],
)
def test_what_stands_on_boxes_and_lists_is_known(typed: str, entries: list[str]) -> None:
    assert _pair(typed) == ("listed", entries)
