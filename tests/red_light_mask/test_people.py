"""The people that the shipped guide was made for: what each of them is told, and is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.red_light_mask.ladder_reference import CLINICIAN
from tests.red_light_mask.people import ACNE, THE_LIST, Given, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.model import Guide

UNSURE: Mapping[str, Given] = {
    "goals": ["acne", "wrinkles"],
    "acne_severity": "unsure",
    "pregnancy": "unsure",
    "eye_conditions": ["unsure"],
    "light_conditions": ["unsure"],
    "skin_conditions": ["unsure"],
    "light_medicine": "unsure",
    "medicine_list": "rather_not_say",
    "skin_marks": "unsure",
    "device_form": "unsure",
    "device_light": ["unsure"],
    "device_wavelength": "unsure",
    "device_clearance": "unsure",
    "device_eye_protection": "unsure",
    "device_extras": ["unsure"],
}


def _takes(*names: str) -> Mapping[str, Given]:
    return {"medicine_list": "will_list", "medicines": list(names)}


@dataclass(frozen=True)
class Person:
    """Someone who differs from the clean buyer; ``then``: the verdict once a clinician agrees."""

    verdict: str
    given: Mapping[str, Given]
    says: set[str] = field(default_factory=set)
    not_says: set[str] = field(default_factory=set)
    then: str | None = None


PEOPLE = {
    "doxycycline with rosacea": Person(
        "ask_first",
        {"skin_conditions": ["rosacea"], **_takes("doxycycline")},
        {"ask_doxycycline_with_rosacea", "ask_rosacea", "medicine_ask_first"},
        {"medicine_stop"},
        then="reasonable",
    ),
    "isotretinoin with acne": Person(
        "ask_first",
        {**ACNE, **_takes("Accutane")},
        {"ask_isotretinoin_with_acne", "medicine_ask_first", "expect_acne"},
        {"medicine_stop", "medicine_unknown"},
        then="reasonable",
    ),
    "acne with a red-only mask": Person(
        "not_this_device",
        {**ACNE, "device_light": ["red"], "device_cleared_for": ["wrinkles"]},
        {"no_blue_for_acne", "cleared_but_not_for_acne"},
        {"expect_wrinkles"},
    ),
    "HigherDose for acne": Person(
        "not_this_device",
        {
            **ACNE,
            "device_name": "HigherDose mask",
            "device_light": ["red", "near_infrared"],
            "device_clearance": "unsure",
        },
        {"no_blue_for_acne", "name_is_no_proof", "clearance_not_known"},
        {"clearance_confirmed"},
    ),
    "HigherDose for lines": Person(
        "not_yet",
        {"device_name": "HigherDose", "device_clearance": "claimed", "device_k_number": None},
        {"name_is_no_proof", "clearance_only_claimed"},
        {"clearance_confirmed"},
    ),
    "FDA registered mask": Person(
        "not_this_device",
        {"device_clearance": "registered_only"},
        {"clearance_registered_only", "look_up_the_k_number"},
        {"clearance_confirmed"},
    ),
    "hair": Person(
        "wrong_device",
        {"goals": ["hair"], "device_in_mind": "no"},
        {"goals_off_the_face", "expect_hair"},
        {"expect_wrinkles", "only_weakly_supported_goals"},
    ),
    "stretch marks": Person(
        "wrong_device",
        {"goals": ["stretch_marks"], "device_in_mind": "no"},
        {"goals_off_the_face", "expect_stretch_marks"},
        {"only_weakly_supported_goals"},
    ),
    "texture only": Person(
        "not_essential",
        {"goals": ["texture"]},
        {"only_weakly_supported_goals", "expect_texture", "buy_nothing"},
        {"expect_wrinkles"},
    ),
    "results in days": Person(
        "not_yet",
        {"patience": "days"},
        {"change_hoped_for_in_days", "mild_gain_over_months"},
        {"weeks_are_a_start"},
    ),
    "60 dollars": Person(
        "not_yet",
        {"budget": "$60", "device_price": "55"},
        {"budget_below_the_range"},
        {"price_over_budget", "budget_within_the_range"},
    ),
    "melasma with blue": Person(
        "ask_first",
        {"skin_conditions": ["melasma"], "device_light": ["red", "blue"]},
        {"ask_melasma", "ask_melasma_with_blue", "blue_not_needed"},
        {"ask_skin_marks_with_blue"},
    ),
    "skin that marks with blue": Person(
        "ask_first",
        {**ACNE, "skin_marks": "yes"},
        {"ask_skin_marks_with_blue", "blue_fits_acne"},
        {"test_area_if_skin_marks", "ask_melasma"},
        then="reasonable",
    ),
    "skin that marks with red": Person(
        "reasonable",
        {"skin_marks": "yes"},
        {"test_area_if_skin_marks"},
        {"ask_skin_marks_with_blue"},
    ),
    "dermatologist recommended as the only reason": Person(
        "not_essential",
        {"reasons": ["dermatologist_label"], "device_claims": ["dermatologist_recommended"]},
        {"label_is_the_only_reason", "doctor_label_is_no_seal"},
        {"own_doctor_suggested_it"},
    ),
    "clean anti-ageing buyer": Person(
        "reasonable",
        {},
        {"expect_wrinkles", "not_a_safety_clearance", "clearance_confirmed", "buy_nothing"},
        {"not_sure_is_a_fair_answer", "expect_acne"},
    ),
    "unsure on everything": Person(
        "ask_first",
        UNSURE,
        {
            "not_sure_is_a_fair_answer",
            "ask_if_medicine_unsure",
            "ask_if_list_refused",
            "ask_if_eyes_unsure",
            "ask_if_light_conditions_unsure",
            "ask_if_skin_unsure",
            "ask_if_pregnancy_unsure",
            "ask_if_acne_unsure",
            "ask_skin_marks_with_blue",
            "light_not_known",
            "clearance_not_known",
            "eye_protection_not_known",
        },
        {"no_blue_for_acne", "device_gives_uv"},
        then="not_yet",
    ),
    "pregnant": Person(
        "ask_first",
        {"pregnancy": "yes"},
        {"ask_pregnancy"},
        {"sunscreen_and_creams_first", "ask_if_pregnancy_unsure"},
        then="reasonable",
    ),
    "under 18": Person(
        "ask_first",
        {**ACNE, "age": "under_18"},
        {"ask_for_under_18"},
        {"young_skin_and_lines"},
        then="reasonable",
    ),
    "a gift for a child": Person(
        "ask_first",
        {**ACNE, "for_whom": "child", "reasons": ["gift"]},
        {"ask_for_under_18"},
    ),
    "UK buyer": Person(
        "reasonable",
        {"country": "uk"},
        {"shopping_in_the_uk", "buy_only_fda_cleared"},
        {"shopping_in_australia", "shopping_elsewhere"},
    ),
    "recent eye surgery": Person(
        "ask_first",
        {"eye_conditions": ["recent_eye_surgery"]},
        {"ask_recent_eye_surgery"},
        {"stop_inherited_eye_disease"},
        then="reasonable",
    ),
    "past skin cancer": Person(
        "ask_first",
        {"skin_conditions": ["past_skin_cancer"]},
        {"ask_past_skin_cancer"},
        {"stop_skin_cancer_or_changing_spot"},
        then="reasonable",
    ),
    "ibuprofen alone": Person(
        "reasonable",
        _takes("ibuprofen"),
        {"medicine_check"},
        {"medicine_ask_first", "medicine_named_though_no"},
    ),
    "no to a light medicine, but names one": Person(
        "ask_first",
        _takes("doxycycline"),
        {"medicine_named_though_no", "medicine_ask_first"},
        {"ask_doxycycline_with_rosacea", "ask_about_light_medicine"},
        then="reasonable",
    ),
    "no to a light medicine, but names one that red light switches on": Person(
        "not_without_a_doctor",
        _takes("ibuprofen", "Visudyne"),
        {"medicine_named_though_no", "medicine_stop", "medicine_check"},
        then="reasonable",
    ),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_this_person_is_told_what_concerns_them(guide: Guide, who: str) -> None:
    person = PEOPLE[who]
    assert person.says | person.not_says <= {rule.id for rule in guide.rules}
    decision = told(guide, **person.given)
    assert decision.verdict.id == person.verdict
    said = {finding.id for finding in decision.findings}
    assert person.says - said == set()
    assert person.not_says & said == set()
    if person.then:
        assert decision.once_a_clinician_agrees is not None
        assert decision.once_a_clinician_agrees.id == person.then
    sent = [one.id for one in decision.findings if one.severity in {"stop", "consult"}]
    assert bool(sent) == (person.verdict in CLINICIAN)
    asks = {one.id for one in decision.findings if one.kind == "ask_a_clinician"}
    assert bool(asks - {THE_LIST}) == (person.verdict in CLINICIAN)


def test_the_uk_buyer_reads_of_their_own_regulator_and_others_do_not(guide: Guide) -> None:
    def read(country: str) -> str:
        return " ".join(one.text for one in told(guide, country=country).findings)

    assert "MHRA" in read("uk")
    for country in ("us", "eu", "canada", "australia", "other"):
        assert "MHRA" not in read(country)
        assert "FDA" in read(country)
    for country in ("eu", "canada", "other"):
        assert "own regulator" in read(country)


def test_two_medicines_get_a_line_each_with_its_name(guide: Guide) -> None:
    decision = told(guide, **_takes("doxycycline", "isotretinoin"))
    lines = [one for one in decision.findings if one.id == "medicine_ask_first"]
    assert ["doxycycline" in one.text for one in lines] == [True, False]
    assert ["isotretinoin" in one.text for one in lines] == [False, True]


def test_a_goal_off_the_face_does_not_hide_one_that_a_mask_may_serve(guide: Guide) -> None:
    decision = told(guide, goals=["wrinkles", "hair"])
    assert decision.verdict.id == "reasonable"
    assert {"expect_wrinkles", "expect_hair"} <= {one.id for one in decision.findings}
