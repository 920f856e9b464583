"""Names reduced to kinds: what tests cannot tell apart is one, and every name is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.catalogues import Catalogue, Group
from buyguide.guide.condition import Test as Asks
from buyguide.reasoning.names import (
    Part,
    Seen,
    TooManyTextsError,
    kinds,
    meaning,
    seen_by,
    single_kinds,
    text_meaning,
)
from tests.reasoning.small_guides import NAMES, TYPED, entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buyguide.reasoning.names import NameKind

OTHER_LIST = Catalogue(
    "list",
    (entry("alder", "blue"), entry("birch", "red", "blue"), entry("elm", "red")),
    combinations=(Group(("birch with elm", "the two"), ("birch", "elm"), {}),),
    others=("marble",),
)
TAGS = ("red", "blue", "listed", "other", "unknown")
EVERY_NAME = (*TYPED, "elm", "birch with elm", "the two", "marble", "one more unheard of")


def seen_of(tags: Sequence[str], entries: Sequence[str] = ()) -> Seen:
    return Seen(frozenset(tags), frozenset(entries))


def parts(*each: tuple[tuple[str, ...], str | None]) -> frozenset[Part]:
    return frozenset(Part(frozenset(tags), name) for tags, name in each)


seen_at_random = st.builds(
    seen_of,
    st.lists(st.sampled_from(TAGS), unique=True),
    st.lists(st.sampled_from(("alder", "birch", "cedar", "elm")), unique=True),
)


def test_tests_of_entries_and_tests_of_tags_are_told_apart() -> None:
    tests = [
        Asks("list", "tagged", ("red", "blue")),
        Asks("list", "only_tagged", ("listed",)),
        Asks("list", "any_of", ("alder",)),
        Asks("list", "answered"),
    ]
    assert seen_by(tests) == seen_of(("red", "blue", "listed"), ("alder",))
    assert seen_by([]) == seen_of(())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("alder", parts((("red", "listed"), "alder"))),
        ("birch", parts((("red", "listed"), None))),
        ("cedar", parts((("listed",), None))),
        ("alder with cedar", parts((("red", "listed"), "alder"), (("listed",), None))),
        ("granite", parts((("other",), None))),
        ("unheard of thing", parts((("unknown",), None))),
    ],
)
def test_a_name_means_what_tests_can_see_of_it(name: str, meant: frozenset[Part]) -> None:
    seen = seen_of(("red", "listed", "other", "unknown"), ("alder",))
    assert meaning(NAMES, name, seen) == meant


def test_what_no_test_names_is_not_seen() -> None:
    assert meaning(NAMES, "granite", seen_of(("red",))) == parts(((), None))
    assert meaning(NAMES, "unheard of thing", seen_of(("other",))) == parts(((), None))
    assert meaning(NAMES, "birch", seen_of(())) == parts(((), None))


@given(seen=seen_at_random, two=st.booleans())
def test_every_name_means_just_what_some_kinds_mean_together(seen: Seen, two: bool) -> None:  # noqa: FBT001
    catalogues = [NAMES, OTHER_LIST] if two else [NAMES]
    found = kinds(catalogues, seen)
    for name in EVERY_NAME:
        meant = tuple(meaning(one, name, seen) for one in catalogues)
        inside = [k for k in found if all(a <= b for a, b in zip(k.meanings, meant, strict=True))]
        for number, whole in enumerate(meant):
            assert frozenset[Part]().union(*(k.meanings[number] for k in inside)) == whole


@given(seen=seen_at_random, two=st.booleans())
def test_a_kind_is_told_by_its_example_and_no_two_are_alike_or_made_of_others(
    seen: Seen,
    two: bool,  # noqa: FBT001
) -> None:
    catalogues = [NAMES, OTHER_LIST] if two else [NAMES]
    found = kinds(catalogues, seen)
    meanings = [kind.meanings for kind in found]
    assert len(set(meanings)) == len(meanings)
    for kind in found:
        assert kind.meanings == tuple(meaning(one, kind.example, seen) for one in catalogues)
        smaller = [m for m in meanings if m != kind.meanings and _within(m, kind.meanings)]
        assert not smaller or any(
            frozenset[Part]().union(*(m[number] for m in smaller)) != whole
            for number, whole in enumerate(kind.meanings)
        )


def _within(one: Sequence[frozenset[Part]], other: Sequence[frozenset[Part]]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def examples(found: Sequence[NameKind]) -> list[str]:
    return [kind.example for kind in found]


def test_the_first_name_of_each_kind_is_its_example() -> None:
    every_tag = seen_of(TAGS)
    assert examples(kinds([NAMES], every_tag)) == [
        *("alder", "birch", "cedar", "maple"),
        *("granite", "zzqx"),
    ]
    assert examples(kinds([NAMES], seen_of(("red",)))) == ["alder", "cedar"]
    assert examples(kinds([NAMES], seen_of(()))) == ["alder"]


def test_a_list_that_versions_share_means_the_same_in_each() -> None:
    seen = seen_of(TAGS, ("alder",))
    shared = kinds([NAMES, NAMES], seen)
    alone = kinds([NAMES], seen)
    assert examples(shared) == examples(alone)
    assert [kind.meanings for kind in shared] == [2 * kind.meanings for kind in alone]


def test_a_name_that_lists_take_apart_in_different_ways_is_a_kind_of_its_own() -> None:
    whole = Catalogue("list", (entry("alder", "red"), entry("cedar", "blue")))
    split = Catalogue(
        "list",
        (entry("alder", "red"), entry("cedar", "blue"), entry("both", "red")),
        combinations=(Group(("alder and such",), ("alder", "cedar"), {}),),
    )
    found = examples(kinds([whole, split], seen_of(("red", "blue", "unknown"))))
    assert found == ["alder", "cedar", "both", "alder and such", "zzqx"]


def test_what_only_a_combination_surely_names_is_met_there() -> None:
    vague = Catalogue(
        "list",
        (entry("alder", "red"), entry("birch", "blue"), entry("cedar")),
        combinations=(Group(("alder with cedar",), ("alder", "cedar"), {}),),
        ambiguous=(Group(("alder",), ("alder", "birch"), {}),),
    )
    found = kinds([vague], seen_of(("red", "unknown")))
    assert examples(found) == ["alder", "birch", "alder with cedar"]
    assert found[2].meanings == (parts((("red",), None), ((), None)),)
    named = kinds([vague], seen_of((), ("alder",)))
    assert examples(named) == ["alder", "alder with cedar"]


def fits(name: str) -> bool:
    return " " not in name and len(name) < 7


def test_where_one_name_is_typed_each_meaning_that_fits_is_a_kind() -> None:
    found = single_kinds([NAMES], seen_of(TAGS), fits, "zz")
    assert examples(found) == ["zz", "alder", "birch", "cedar", "maple"]
    every = single_kinds([NAMES], seen_of(TAGS), lambda _: True, "zz")
    assert examples(every) == ["zz", "alder", "birch", "cedar", "maple", "granite"]


LETTERS = Catalogue(
    "list",
    tuple(entry(name, tag) for name, tag in (("wax", "w"), ("yarn", "y"), ("tin-x", "t"))),
)


def test_several_names_in_one_text_are_a_kind_of_their_own_where_they_mean_more() -> None:
    seen = seen_of(("w", "y", "t"))
    found = examples(single_kinds([LETTERS], seen, lambda _: True, "zz"))
    assert found == ["zz", "wax", "yarn", "tin-x", "wax/yarn"]
    whole = Catalogue("list", (*LETTERS.entries, entry("copper", "t"), entry("cadmium", "t")))
    found = examples(single_kinds([whole], seen, lambda _: True, "zz"))
    assert found[4:] == [
        *("wax/yarn", "wax/copper", "yarn/copper"),
        "wax/yarn/copper",
    ]
    assert examples(single_kinds([whole], seen, lambda text: "/" not in text, "zz"))[4:] == []


def test_names_that_can_be_put_together_in_countless_ways_are_too_many_to_try() -> None:
    many = [entry(f"{letter}{letter}", f"is_{letter}") for letter in "abcdefghijklmnopqrst"]
    seen = seen_of([f"is_{letter}" for letter in "abcdefghijklmnopqrst"])
    with pytest.raises(TooManyTextsError):
        single_kinds([Catalogue("list", tuple(many))], seen, lambda _: True, "zz")
    few = single_kinds([Catalogue("list", tuple(many[:6]))], seen, lambda _: True, "zz")
    assert len(few) == 2**6


@given(several=st.lists(st.sampled_from(TYPED), min_size=1, max_size=4), seen=seen_at_random)
def test_every_text_of_several_names_is_of_some_kind(several: list[str], seen: Seen) -> None:
    found = single_kinds([NAMES], seen, lambda _: True, "zz")
    meant = text_meaning(NAMES, " / ".join(several), seen)
    assert [kind.meanings for kind in found].count((meant,)) == 1


def test_where_one_name_is_typed_each_list_says_what_it_makes_of_it() -> None:
    seen = seen_of(("red", "blue"))
    found = single_kinds([NAMES, OTHER_LIST], seen, fits, "zz")
    by_example = {kind.example: kind.meanings for kind in found}
    assert by_example["alder"] == (parts((("red",), None)), parts((("blue",), None)))
    assert by_example["elm"] == (parts(((), None)), parts((("red",), None)))
    assert by_example["cedar"] == (parts((("blue",), None)), parts(((), None)))
    assert by_example["zz"] == (parts(((), None)), parts(((), None)))
    assert "marble" not in by_example
