"""Random tables of answers for any guide, and what the compiled rules decide for each row."""

from __future__ import annotations

import csv
import random
import re
from typing import TYPE_CHECKING

from buyguide.advice.compiled import compile_rules
from buyguide.answers import lacking, settle
from buyguide.guide.conditions import tests_in
from buyguide.many.names import meaning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question

Row = tuple[str | None, str | None, str | None, bool]
"""Verdict, the verdict once a clinician agrees, the rules with ";", whether there is a problem."""

TEXTS = ("K240001", "k123456", "AB1234", "Lamp", "B7")


def people(guide: Guide, count: int, seed: int = 1) -> list[Mapping[str, Answer]]:
    """Return random answers as they may stand in a file: skipped, missing, and not applying too.

    Most people give the all-clear to what gates, or nobody would reach the milder verdicts.
    """
    chance = random.Random(seed)  # noqa: S311 the same people each time, no secret
    names = names_to_type(guide, chance)
    limits = limits_of(guide)
    found: list[Mapping[str, Answer]] = []
    for _ in range(count):
        kept = chance.choice((1.0, 1.0, 1.0, 0.97, 0.8))
        calm = chance.random() < 0.8
        found.append(
            {
                q.id: (calm and all_clear(q)) or answer(q, chance, names, limits)
                for q in guide.questions
                if chance.random() < (kept if q.required else 0.8)
            }
        )
    return found


def all_clear(question: Question) -> Answer:
    """Return the option of a gate that clears it, or one that stops nobody at least."""
    for option in question.options if question.gate else ():
        if option.means == "clear":
            return option.id if question.kind == "choice" else (option.id,)
    return None


def answer(
    question: Question,
    chance: random.Random,
    names: Mapping[str, Sequence[str]],
    limits: Sequence[int],
) -> Answer:
    if question.kind == "amount":
        near = [n for n in limits if question.minimum <= n <= question.maximum]
        return chance.choice([*near, chance.randint(question.minimum, question.maximum)])
    if question.kind == "text":
        return chance.choice(fitting(question))
    if question.kind == "lookup":
        return tuple(
            dict.fromkeys(chance.choices(names[question.id], k=chance.choice((0, 1, 1, 2, 4))))
        )
    ids = [option.id for option in question.options]
    alone = [option.id for option in question.options if option.exclusive]
    if question.kind == "choice":
        return chance.choice(ids)
    if alone and chance.random() < 0.5:
        return (chance.choice(alone),)
    several = [id for id in ids if id not in alone]
    ticked = chance.sample(several, min(len(several), chance.choice((1, 1, 2, 3))))
    return tuple(id for id in ids if id in ticked)


def fitting(question: Question) -> list[str]:
    return [t for t in TEXTS if not question.pattern or re.fullmatch(question.pattern, t)]


def names_to_type(guide: Guide, chance: random.Random) -> Mapping[str, Sequence[str]]:
    """Return names of every sort for each lookup: listed, others, slips, and several as one."""
    found = {}
    for question in guide.questions:
        if question.kind == "lookup":
            catalogue = guide.catalogues[question.catalogue or ""]
            listed = [name for name in catalogue.all_names if not set(name) & set(";,")]
            some = chance.sample(listed, min(len(listed), 150))
            slips = [name[:2] + name[3:] for name in some[:20]]
            others = [name for name in catalogue.others if not set(name) & set(";,")][:20]
            mixed = [f"{one} and {other}" for one, other in zip(some, others, strict=False)]
            unclear = ["Zzyzx 9000", f"{some[0]} at night", f"{some[1]} with {slips[2]}"]
            found[question.id] = [*some, *slips, *others, *mixed, *unclear]
    return found


def limits_of(guide: Guide) -> list[int]:
    """Return the amounts that rules compare with, and those beside them, in hundredths."""
    conditions = [r.when for r in guide.rules if r.when] + [
        s.when for s in guide.situations.values()
    ]
    named = {
        test.amount
        for condition in conditions
        for test in tests_in(condition, lambda name: guide.situations[name].when)
        if test.amount is not None
    }
    return sorted({near for amount in named for near in (amount - 1, amount, amount + 1)})


def decided(guide: Guide, given: Mapping[str, Answer]) -> Row:
    """Return what the compiled rules decide, as a row of the query's results."""
    values = settle(guide, given).values
    if lacking(guide, values):
        return None, None, None, True
    compiled = compile_rules(guide)
    left = compiled.left(values)
    verdict = compiled.verdict(left)
    lifted = compiled.verdict(left, agreed=True).id if verdict.clinician else None
    return verdict.id, lifted, ";".join(compiled.speaking(left)), False


def table(guide: Guide, rows: Sequence[Mapping[str, Answer]]) -> list[list[str | None]]:
    """Return the answers as cells: id, then a cell for each question."""
    return [
        [str(number), *(cell(row.get(question.id)) for question in guide.questions)]
        for number, row in enumerate(rows)
    ]


def write_table(guide: Guide, rows: Sequence[Mapping[str, Answer]], file: Path) -> None:
    """Write answers as a CSV table, with an id for each row."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", *guide.question_by_id])
        writer.writerows(table(guide, rows))


def cell(given: Answer) -> str | None:
    if isinstance(given, int):
        return f"{given // 100}.{given % 100:02}"
    if given == ():
        return "[]"
    return ";".join(given) if isinstance(given, tuple) else given


def names_table(guide: Guide, rows: Sequence[Mapping[str, Answer]]) -> list[tuple[str, str, str]]:
    """Return the rows of the table of names for some answers."""
    found = {}
    for question in guide.questions:
        if question.kind == "lookup":
            catalogue = guide.catalogues[question.catalogue or ""]
            for row in rows:
                given = row.get(question.id)
                if isinstance(given, tuple):
                    found[question.id, cell(given) or ""] = meaning(catalogue, given)
    return [(question, given, kinds) for (question, given), kinds in found.items()]
