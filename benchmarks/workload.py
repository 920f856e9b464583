"""Random guides and answers, all alike in kind, from few rules to many.

Twelve questions, all answered: four yes, no or unsure, five choices of four to six options, two
with ten options to tick, and one amount from 0 to 5,000. A condition joins tests by all and any,
at most three deep; about a fifth of the rules hold for a person, and three rules in ten ask for a
verdict. The answers are the same for every size. Everything comes from fixed seeds.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, Test
from tests.reasoning.small_guides import LADDER, guide_of, option, question, rule

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question

    Person = dict[str, Answer]

SIMPLE, EITHER, NOT = 0.75, 0.15, 0.15  # give 1.5 clauses a rule, and a fifth that hold
PARTS = (2, 3)
MOST, UNIT = 5_000, 100  # amounts are whole, and kept in hundredths


def _questions() -> list[Question]:
    sizes = {f"yes_no_{n}": 3 for n in range(4)} | {f"choice_{n}": 4 + n % 3 for n in range(5)}
    chosen = [
        question(id, "choice", options=tuple(option(f"o{n}") for n in range(size)))
        for id, size in sizes.items()
    ]
    ticks = tuple(option(f"o{n}") for n in range(10))
    ticked = [question(id, "choices", options=ticks) for id in ("ticks_0", "ticks_1")]
    return [*chosen, *ticked, question("amount", "amount", maximum=MOST * UNIT)]


QUESTIONS = _questions()


def generated(rules: int) -> Guide:
    """Return the guide with so many rules; a larger one starts with the rules of a smaller."""
    chance = random.Random(1)  # noqa: S311 - the same guide each time, no secret
    made = [rule(f"r{number}", _condition(chance, 3), _verdict(chance)) for number in range(rules)]
    return guide_of(QUESTIONS, made)


def people(number: int) -> list[Person]:
    """Return the answers of so many random people."""
    chance = random.Random(2)  # noqa: S311 - the same people each time, no secret
    return [{q.id: _answer(q, chance) for q in QUESTIONS} for _ in range(number)]


def _verdict(chance: random.Random) -> str | None:
    return chance.choice(LADDER[:3]) if chance.random() < 0.3 else None


def _condition(chance: random.Random, deep: int) -> Condition:
    if deep == 0 or (deep < 3 and chance.random() < SIMPLE):
        return _test(chance)
    parts = tuple(_condition(chance, deep - 1) for _ in range(chance.choice(PARTS)))
    return AnyOf(parts) if chance.random() < EITHER else All(parts)


def _test(chance: random.Random) -> Test:
    asked = chance.choice(QUESTIONS)
    if asked.kind == "amount":
        operator = chance.choice(("below", "at_most", "above", "at_least"))
        return Test(asked.id, operator, amount=chance.randrange(MOST) * UNIT)
    ids = [o.id for o in asked.options]
    some = 1 if asked.kind == "choices" else chance.randint(1, len(ids) - 1)
    operator = "none_of" if chance.random() < NOT else "any_of"
    return Test(asked.id, operator, tuple(chance.sample(ids, some)))


def _answer(asked: Question, chance: random.Random) -> Answer:
    if asked.kind == "amount":
        return chance.randrange(MOST + 1) * UNIT
    if asked.kind == "choice":
        return chance.choice(asked.options).id
    return tuple(o.id for o in asked.options if chance.random() < 0.3)
