"""A medicine is heard of whatever was typed beside it on the same line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from tests.red_light_mask.people import told

if TYPE_CHECKING:
    from buyguide.advice.decision import Reason
    from buyguide.guide.model import Guide

STOPPED = "not_without_a_doctor"
SHIPPED = read_guide(find_guide("red_light_mask"))
STOPPING = sorted(
    name
    for entry in SHIPPED.catalogues["known_medicines"].entries
    if "stop" in entry.tags
    for name in entry.names
)


def _reasons(guide: Guide, *names: str) -> set[tuple[str, tuple[Reason, ...]]]:
    found = told(guide, medicine_list="will_list", medicines=list(names)).findings
    return {(one.id, one.because) for one in found if one.kind == "caution"}


def _said(guide: Guide, *names: str) -> tuple[str, set[str]]:
    """Return the verdict for somebody in good health who names these, and what is said of each."""
    decision = told(guide, medicine_list="will_list", medicines=list(names))
    of_names = (one for one in decision.findings if one.id.startswith("medicine_"))
    return decision.verdict.id, {f"{one.id}: {one.title}" for one in of_names}


@pytest.mark.parametrize(
    "line",
    [
        "verteporfin and lamotrigine",
        "verteporfin and ibuprofn",
        "verteporfin plus multivitamin",
        "Visudyne lamotrigine",
        "Photofrin injection last month",
        "Foscan; aspirin",
    ],
)
def test_a_line_that_names_what_light_switches_on_stops_whatever_else_it_names(
    guide: Guide, line: str
) -> None:
    assert _said(guide, line)[0] == STOPPED


@settings(deadline=None)
@given(
    name=st.sampled_from(STOPPING),
    beside=st.text(max_size=60),
    between=st.sampled_from([" and ", "; ", " + ", ", ", " with ", "\n"]),
    where=st.sampled_from(["before", "behind"]),
)
def test_no_text_beside_it_hides_what_light_switches_on(
    name: str, beside: str, between: str, where: str
) -> None:
    line = between.join((name, beside) if where == "behind" else (beside, name))
    assert _said(SHIPPED, line)[0] == STOPPED


@pytest.mark.parametrize(
    "names",
    [
        ("ibuprofen", "warfarin"),
        ("latanoprost", "ibuprofen"),
        ("isotretinoin", "ibuprofen", "zzqx"),
        ("verteporfin", "lamotrigine"),
    ],
)
def test_names_on_one_line_are_told_what_they_are_told_one_by_one(
    guide: Guide, names: tuple[str, ...]
) -> None:
    for between in (" and ", "; ", " / "):
        line = between.join(names)
        assert _said(guide, line) == _said(guide, *names)
        assert _reasons(guide, line) == _reasons(guide, *names)
