"""People for the tests of the shipped guide: a clean buyer, others who differ, and random ones."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.advice.deciding import decide
from buyguide.answer_reading import read_answer
from buyguide.answers import applies, lacking, settle
from buyguide.guide.places import find_guide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question

Given = str | list[str] | None

K_NUMBERS = ("K123456", "K173843", "K191629", "K142246")  # not read, for hair, lines, acne
THE_LIST = "show_this_list"  # the medicines on one list, for everybody who named some
CLEAN: Mapping[str, Given] = {
    "for_whom": "me",
    "country": "us",
    "goals": ["wrinkles"],
    "acne_severity": "mild_moderate",
    "age": "27_or_over",
    "pregnancy": "no",
    "eye_conditions": ["none"],
    "light_conditions": ["none"],
    "skin_conditions": ["none"],
    "light_medicine": "no",
    "medicine_list": "none",
    "medicines": ["paracetamol"],
    "skin_marks": "no",
    "patience": "months",
    "sessions": "five_or_more",
    "budget": "400",
    "reasons": ["own_research"],
    "device_in_mind": "yes",
    "device_name": "Lamp",
    "device_form": "mask",
    "device_price": "350",
    "device_source": "maker",
    "device_light": ["red", "near_infrared"],
    "device_wavelength": "red_630_660",
    "device_clearance": "confirmed",
    "device_k_number": "K240001",
    "device_cleared_for": ["wrinkles"],
    "device_eye_protection": "yes",
    "device_extras": ["none"],
    "device_claims": ["none"],
    "device_return_days": "60",
    "device_session_minutes": "10",
}
ACNE: Mapping[str, Given] = {
    "goals": ["acne"],
    "device_light": ["red", "blue"],
    "device_cleared_for": ["acne"],
}
AMOUNTS = {  # around every limit of the guide, in hundredths
    "USD": (0, 6000, 9999, 10_000, 35_000, 40_000, 350_000, 350_100),
    "days": (0, 3000, 5500, 5600, 9000),
    "minutes": (100, 1000, 2000, 2100),
}


def values_of(guide: Guide, **changed: Given) -> Mapping[str, Answer]:
    """Return the settled answers of the clean buyer with some changed; the interview is whole."""
    given = {
        id: read_answer(guide.question_by_id[id], answer)  # type: ignore[arg-type]
        for id, answer in {**CLEAN, **changed}.items()
    }
    values = settle(guide, given).values
    assert not lacking(guide, values)
    return values


def told(guide: Guide, **changed: Given) -> Decision:
    return decide(guide, values_of(guide, **changed))


@dataclass(frozen=True, slots=True)
class Names:
    """Names for the medicines question, and the actions of each, read from the tables alone."""

    actions: Mapping[str, frozenset[str]]

    def doing(self, action: str) -> tuple[str, ...]:
        """Return the names that have this action and no other."""
        return tuple(name for name, found in self.actions.items() if found == {action})


def medicine_names() -> Names:
    """Read the tables without the catalogue, so that they can speak against it."""
    actions = {row["ingredient"]: frozenset({row["action"]}) for row in _rows("medicines.csv")}
    groups = {
        row["name"]: frozenset[str]().union(*(actions[name] for name in row["entries"].split(";")))
        for row in _rows("medicine_combinations.csv")
    }
    others = {row["name"]: frozenset({"other"}) for row in _rows("medicine_others.csv")}
    unclear = {row["name"]: frozenset({"unknown"}) for row in _rows("medicine_ambiguous.csv")}
    unheard = dict.fromkeys(("zzzz", "qqxx 5 mg", "the white ones"), frozenset({"unknown"}))
    return Names({**actions, **groups, **others, **unclear, **unheard})


def _rows(name: str) -> list[dict[str, str]]:
    with (find_guide(None) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def interviews(guide: Guide, names: Names, seed: int, count: int) -> Iterator[dict[str, Answer]]:
    """Yield complete interviews, from those near the clean buyer to those answered at random."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    clean = {**values_of(guide), **values_of(guide, **ACNE, medicine_list="will_list")}
    for _ in range(count):
        usual = chance.choice((0.0, 0.5, 0.8, 0.95))
        values: dict[str, Answer] = {}
        for question in guide.questions:
            if not applies(question, values, guide):
                continue
            if question.id != "goals" and chance.random() < usual:
                values[question.id] = clean[question.id]
            else:
                values[question.id] = _any_answer(question, names, chance)
        yield values


def _any_answer(question: Question, names: Names, chance: random.Random) -> Answer:
    if not question.required and chance.random() < 0.2:
        return None
    if question.kind == "amount":
        return chance.choice(AMOUNTS[question.unit or ""])
    if question.kind == "text":
        return chance.choice(K_NUMBERS) if question.pattern else "Lamp"
    if question.kind == "lookup":
        return tuple(chance.sample(list(names.actions), chance.randrange(4)))
    return _any_option(question, chance)


def _any_option(question: Question, chance: random.Random) -> Answer:
    option = chance.choice(question.options)
    if question.kind == "choice":
        return option.id
    if option.exclusive:
        return (option.id,)
    together = [option.id for option in question.options if not option.exclusive]
    chosen = {option.id, *chance.sample(together, chance.randrange(3))}
    return tuple(id for id in together if id in chosen)
