"""The verdict ladder as the design's table says it, in plain Python; knows no rule of the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from tests.red_light_mask.people import Names

LADDER = {
    "not_without_a_doctor": (
        "Do not use a mask unless the right clinician says it is safe for you"
    ),
    "ask_first": "Ask a pharmacist or doctor before you buy",
    "wrong_device": "A face mask will not do what you want",
    "not_this_device": "Do not buy this one",
    "not_yet": "Wait: settle these points first",
    "not_essential": "You can skip it: the likely gain is small",
    "reasonable": "You can buy one, if you accept a modest change and steady use",
}
CLINICIAN = ("not_without_a_doctor", "ask_first")

STOP_CONDITIONS = {
    "inherited_eye_disease",
    "lupus",
    "porphyria",
    "photosensitive_disorder",
    "photosensitive_eczema",
    "albinism",
    "epilepsy",
    "light_headache",
    "strong_reaction_to_light",
    "photodynamic_or_uv_treatment",
    "skin_cancer_or_changing_spot",
    "open_skin",
}
CONSULT_CONDITIONS = {
    "other_eye_disease",
    "recent_eye_surgery",
    "cancer_treatment",
    "weak_immune_system",
    "other_light_related",
    "rosacea",
    "melasma",
    "eczema_psoriasis",
    "past_skin_cancer",
    "recent_procedure",
    "steroid_treated_skin",
    "face_tattoo",
    "unsure",
}
CLINICIAN_GOALS = {"wound", "redness", "eczema_psoriasis", "dark_spots"}
GOALS_OFF_THE_FACE = {"hair", "pain", "stretch_marks"}
WEAK_GOALS = {"firmness", "texture", "scars", "relaxation", "other"}
GOALS_WITH_A_CLEARANCE = {"acne", "wrinkles"}
USES_OF_THE_RECORD = {"K173843": (), "K191629": ("wrinkles",), "K142246": ("acne",)}


def verdicts(values: Mapping[str, Answer], names: Names) -> tuple[str, str]:
    """Return the verdict for a complete interview, and the one once a clinician agrees."""
    person = _Person(values, names)
    asked = {
        "not_without_a_doctor": person.must_not(),
        "ask_first": person.must_ask(),
        "wrong_device": person.has_the_wrong_device(),
        "not_this_device": person.should_leave_this_device(),
        "not_yet": person.has_open_points(),
        "not_essential": person.gains_little(),
        "reasonable": True,
    }
    steps = [verdict for verdict in LADDER if asked[verdict]]
    return steps[0], next(verdict for verdict in steps if verdict not in CLINICIAN)


class _Person:
    def __init__(self, values: Mapping[str, Answer], names: Names) -> None:
        self.values = values
        self.goals = self.chosen("goals")
        self.conditions = frozenset[str]().union(
            *map(self.chosen, ("eye_conditions", "light_conditions", "skin_conditions"))
        )
        self.actions = frozenset[str]().union(
            *(names.actions[name] for name in self.chosen("medicines"))
        )

    def chosen(self, question: str) -> frozenset[str]:
        answer = self.values.get(question)
        return frozenset((answer,) if isinstance(answer, str) else answer or ())  # type: ignore[arg-type]

    def said(self, question: str, *options: str) -> bool:
        return not self.chosen(question).isdisjoint(options)

    def amount(self, question: str) -> int | None:
        answer = self.values.get(question)
        return answer if isinstance(answer, int) else None

    def must_not(self) -> bool:
        return "stop" in self.actions or not self.conditions.isdisjoint(STOP_CONDITIONS)

    def must_ask(self) -> bool:
        marks = self.values.get("skin_marks")
        return (
            self.said("light_medicine", "yes", "unsure")
            or not self.actions.isdisjoint({"ask_first", "unknown"})
            or self.said("medicine_list", "rather_not_say")
            or (self.said("medicine_list", "will_list") and not self.chosen("medicines"))
            or self.said("pregnancy", "yes", "unsure", "prefer_not_to_say")
            or self.said("age", "under_18")
            or self.said("for_whom", "child")
            or not self.conditions.isdisjoint(CONSULT_CONDITIONS)
            or self.said("acne_severity", "severe", "unsure")
            or not self.goals.isdisjoint(CLINICIAN_GOALS)
            # Marks left open count like yes, and so does a light that may be blue.
            or (marks in {"yes", "unsure", None} and self.said("device_light", "blue", "unsure"))
        )

    def has_the_wrong_device(self) -> bool:
        return (
            self.goals <= GOALS_OFF_THE_FACE
            or self.said("device_form", "bed", "hair_device")
            or self.said("device_extras", "uv", "laser_or_ipl")
        )

    def should_leave_this_device(self) -> bool:
        cleared_for = self.chosen("device_cleared_for")
        wanted = self.goals & GOALS_WITH_A_CLEARANCE
        return (
            self.said("device_clearance", "registered_only", "none")
            or (
                bool(wanted)
                and self.said("device_clearance", "confirmed", "claimed")
                and cleared_for.isdisjoint(wanted | {"unsure"})
            )
            or (
                wanted == {"acne"}
                and bool(self.chosen("device_light"))
                and not self.said("device_light", "blue", "unsure")
            )
            or self.said("device_eye_protection", "no")
        )

    def has_open_points(self) -> bool:
        price, budget = self.amount("device_price"), self.amount("budget")
        return (
            self.said("device_clearance", "claimed", "unsure")
            or (self.said("device_clearance", "confirmed") and not self.chosen("device_k_number"))
            or self.said("device_cleared_for", "unsure")
            or self.names_a_use_that_the_record_does_not()
            or self.said("device_light", "unsure")
            or self.said("device_eye_protection", "unsure")
            or self.said("device_form", "wand", "panel")
            or self.said("patience", "days")
            or self.said("sessions", "one_or_two", "rarely")
            or (price is not None and budget is not None and price > budget)
            or (budget is not None and budget < 100_00)
            or self.said("device_source", "second_hand", "marketplace")
        )

    def names_a_use_that_the_record_does_not(self) -> bool:
        # An addition to the design's table: the record that we read under the number.
        (number,) = self.chosen("device_k_number") or ("",)
        named = USES_OF_THE_RECORD.get(number, GOALS_WITH_A_CLEARANCE)
        ticked = self.chosen("device_cleared_for") & GOALS_WITH_A_CLEARANCE
        return not ticked.issubset(named)

    def gains_little(self) -> bool:
        young = self.said("age", "18_to_26")
        off_and_weak = WEAK_GOALS | GOALS_OFF_THE_FACE
        return (
            self.goals <= WEAK_GOALS
            or (young and self.goals == {"wrinkles"})
            or self.chosen("reasons") == {"dermatologist_label"}
            # Two more additions to the table. Goals off the face, each no reason to buy, do not
            # lift weak ones (the rule weak_goals_and_goals_off_the_face) ...
            or (self.goals <= off_and_weak and not self.goals.isdisjoint(WEAK_GOALS))
            # ... and neither kind lifts lines in young skin (young_skin_and_weak_goals).
            or (young and "wrinkles" in self.goals and self.goals <= off_and_weak | {"wrinkles"})
        )
