"""The shipped guide's questions and ladder, held against the design's tables written out here."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from buyguide.guide.conditions import holds
from tests.red_light_mask.ladder_reference import CLINICIAN, LADDER

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.model import Guide, Option, Question

# id | kind | R required, G gate | options (an amount's unit)
QUESTIONS = """
for_whom | choice | R | me other_adult child several
country | choice | | us uk eu canada australia other
goals | choices | R | wrinkles firmness texture acne redness dark_spots scars stretch_marks eczema_psoriasis hair pain wound relaxation other
acne_severity | choice | RG | mild_moderate severe unsure
age | choice | RG | under_18 18_to_26 27_or_over
pregnancy | choice | RG | yes no does_not_apply unsure prefer_not_to_say
eye_conditions | choices | RG | inherited_eye_disease other_eye_disease recent_eye_surgery none unsure
light_conditions | choices | RG | lupus porphyria photosensitive_disorder photosensitive_eczema albinism epilepsy light_headache strong_reaction_to_light photodynamic_or_uv_treatment cancer_treatment weak_immune_system other_light_related none unsure
skin_conditions | choices | RG | skin_cancer_or_changing_spot open_skin rosacea melasma eczema_psoriasis past_skin_cancer recent_procedure steroid_treated_skin face_tattoo none unsure
light_medicine | choice | RG | yes no unsure
medicine_list | choice | RG | will_list none rather_not_say
medicines | lookup | G |
skin_marks | choice | G | yes no unsure
patience | choice | R | days weeks months
sessions | choice | R | five_or_more three_or_four one_or_two rarely
budget | amount | | USD
reasons | choices | | social_media celebrity dermatologist_label doctor_suggested own_research gift none
device_in_mind | choice | R | yes no
device_name | text | |
device_form | choice | R | mask wand panel bed hair_device unsure
device_price | amount | | USD
device_source | choice | | maker store marketplace second_hand already_own
device_light | choices | R | red near_infrared blue other unsure
device_wavelength | choice | | red_630_660 other_stated not_stated unsure
device_clearance | choice | R | confirmed claimed registered_only none unsure
device_k_number | text | |
device_cleared_for | choices | R | wrinkles acne other unsure
device_eye_protection | choice | R | yes manual_says_not_needed no unsure
device_extras | choices | | heat vibration microcurrent laser_or_ipl uv none unsure
device_claims | choices | | dermatologist_recommended fda_approved instant_results cures celebrity none
device_return_days | amount | | days
device_session_minutes | amount | | minutes
"""  # noqa: E501 - a table
SESSIONS = {"five_or_more": 500, "three_or_four": 350, "one_or_two": 150, "rarely": 50}
CONDITIONS = {  # the 32 medical conditions of the checked data, and the option that takes each
    "lupus": "light_conditions lupus",
    "porphyria": "light_conditions porphyria",
    "photosensitive epilepsy": "light_conditions epilepsy",
    "epilepsy or seizures (other)": "light_conditions epilepsy",
    "migraine or headache brought on by light": "light_conditions light_headache",
    "inherited or congenital eye disease": "eye_conditions inherited_eye_disease",
    "albinism": "light_conditions albinism",
    "retinal disease or other eye disease": "eye_conditions other_eye_disease",
    "recent eye surgery": "eye_conditions recent_eye_surgery",
    "diabetes": "light_conditions other_light_related",
    "light-sensitive skin disease": "light_conditions photosensitive_disorder",
    "photosensitive eczema": "light_conditions photosensitive_eczema",
    "xeroderma pigmentosum": "light_conditions photosensitive_disorder",
    "skin cancer now or a suspicious spot": "skin_conditions skin_cancer_or_changing_spot",
    "skin cancer in the past": "skin_conditions past_skin_cancer",
    "cancer treatment under way": "light_conditions cancer_treatment",
    "actinic keratosis": "skin_conditions past_skin_cancer",
    "recent photodynamic therapy": "light_conditions photodynamic_or_uv_treatment",
    "PUVA or UV phototherapy under way": "light_conditions photodynamic_or_uv_treatment",
    "pregnancy": "pregnancy yes",
    "breastfeeding": "pregnancy yes",
    "melasma": "skin_conditions melasma",
    "dark marks after inflammation": "skin_marks yes",
    "weakened immune system": "light_conditions weak_immune_system",
    "thyroid disease": "light_conditions other_light_related",
    "open wound, infection or rash on the face": "skin_conditions open_skin",
    "recent steroid injection or steroid cream": "skin_conditions steroid_treated_skin",
    "recent filler or botulinum injections": "skin_conditions recent_procedure",
    "tattoo or permanent make-up in the treated area": "skin_conditions face_tattoo",
    "earlier bad reaction to light therapy": "light_conditions strong_reaction_to_light",
    "child or teenager": "age under_18",
    "unknown sensitivity to light": "light_conditions other_light_related",
}


def _row(question: Question) -> str:
    flags = f"{'R' if question.required else ''}{'G' if question.gate else ''}"
    last = question.unit or " ".join(question.option_by_id)
    return " ".join(f"{question.id} | {question.kind} | {flags} | {last}".split())


def test_the_questions_and_their_options_are_those_of_the_design_in_its_order(guide: Guide) -> None:
    wanted = [" ".join(line.split()) for line in QUESTIONS.strip().splitlines()]
    ids = {line.split()[0] for line in wanted}
    assert [_row(question) for question in guide.questions if question.id in ids] == wanted
    added = [question for question in guide.questions if question.id not in ids]
    assert not [question.id for question in added if question.required or question.gate]


def test_each_session_answer_carries_its_number(guide: Guide) -> None:
    options = guide.question_by_id["sessions"].options
    assert {option.id: option.number for option in options} == SESSIONS


def test_a_gate_lets_people_be_unsure_except_of_their_age(guide: Guide) -> None:
    gates = [question for question in guide.questions if question.gate and question.options]
    without = [
        question.id
        for question in gates
        if not any(option.means == "unsure" for option in question.options)
    ]
    assert without == ["age"]


@pytest.mark.parametrize(
    ("question", "option"),
    [("pregnancy", "prefer_not_to_say"), ("medicine_list", "rather_not_say")],
)
def test_rather_not_say_counts_as_unsure(guide: Guide, question: str, option: str) -> None:
    assert guide.question_by_id[question].option_by_id[option].means == "unsure"


def test_none_and_unsure_stand_last_and_alone(guide: Guide) -> None:
    for question in guide.questions:
        if question.kind != "choices":
            continue
        alone = [option.exclusive for option in question.options]
        assert alone == sorted(alone), question.id
        for option in question.options:
            assert option.exclusive == (option.id in {"none", "unsure"}), (question.id, option.id)


def test_every_question_says_why_it_is_asked_and_has_a_section(guide: Guide) -> None:
    for question in guide.questions:
        assert question.help, question.id
        assert question.section, question.id
        assert question.answers_are, question.id
        assert question.ask.endswith("?"), question.id


def test_follow_up_questions_are_asked_only_where_they_belong(guide: Guide) -> None:
    def asked(id: str, **values: str | tuple[str, ...]) -> bool:
        when = guide.question_by_id[id].ask_when
        return when is None or holds(when, values, guide)

    assert asked("acne_severity", goals=("wrinkles", "acne"))
    assert not asked("acne_severity", goals=("wrinkles",))
    assert asked("medicines", medicine_list="will_list")
    assert not asked("medicines", medicine_list="none")
    for question in guide.questions:
        if question.id in {"device_k_number", "device_cleared_for"}:
            for clearance in guide.question_by_id["device_clearance"].option_by_id:
                stated = clearance in {"confirmed", "claimed"}
                assert asked(question.id, device_clearance=clearance) == stated
        elif question.id.startswith("device_") and question.id != "device_in_mind":
            assert asked(question.id, device_in_mind="yes")
            assert not asked(question.id, device_in_mind="no")
        elif question.id not in {"acne_severity", "medicines"}:
            assert question.ask_when is None, question.id


def test_the_ladder_is_the_designs_word_for_word(guide: Guide) -> None:
    assert {verdict.id: verdict.headline for verdict in guide.verdicts} == LADDER
    assert [verdict.id for verdict in guide.verdicts] == list(LADDER)
    assert tuple(verdict.id for verdict in guide.verdicts if verdict.clinician) == CLINICIAN


def test_the_severities_are_the_designs_most_urgent_first(guide: Guide) -> None:
    assert [severity.id for severity in guide.severities] == ["stop", "consult", "care", "note"]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_medical_condition_is_found_under_its_option(guide: Guide, condition: str) -> None:
    assert _reaches(guide, condition, CONDITIONS[condition])


def test_every_other_name_of_a_medical_condition_is_found_under_its_option(
    guide: Guide, data: Path
) -> None:
    with (data / "conditions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["condition"] for row in rows] == list(CONDITIONS)
    lost = [
        (row["condition"], name)
        for row in rows
        for name in row["also_known_as"].split(";")
        if not _reaches(guide, name, CONDITIONS[row["condition"]])
    ]
    assert lost == []


def _reaches(guide: Guide, name: str, where: str) -> bool:
    """Say whether a name is part of what an option shows or can be searched by."""
    question, id = where.split()
    option: Option = guide.question_by_id[question].option_by_id[id]
    words = (option.label, option.hint or "", *option.also)
    return any(name.casefold() in said.casefold() for said in words)
