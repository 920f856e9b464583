"""Checks of the hazard log: each hazard has its guard, and each urgent line answers a hazard.

That the guards do what the promises say is proved elsewhere. A guide without a log has none of
these findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from buyguide.editor.hazard_log import BUILT_IN, read_hazards
from buyguide.editor.laws import URGENT
from buyguide.errors import InputError, Problems, TooManyProblems
from buyguide.guide.condition_reading import BUILT_IN_TAGS
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.editor.desk import Desk
    from buyguide.editor.hazard_log import Hazard, HazardLog
    from buyguide.errors import Problem
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.written import WrittenQuestion

_ON_NO_ENTRY = tuple(tag for tag in BUILT_IN_TAGS if tag != "listed")


def hazards(desk: Desk, folder: Path) -> Iterator[Problem]:
    """Yield a finding for each thing that the hazard log and the guide do not have in common.

    They are no more than anybody reads.
    """
    found = Problems()
    try:
        if (log := read_hazards(folder)) is not None:
            found.extend(_findings(desk, log))
    except (InputError, TooManyProblems) as error:
        yield from error.problems
        return
    yield from found


def _findings(desk: Desk, log: HazardLog) -> Iterator[Problem]:
    yield from log.problems
    known = _known(desk)
    for hazard in log.hazards:
        yield from _not_there(log, hazard, known)
        yield from _unguarded(log, hazard)
    if desk.every_case:
        yield from _not_shown(log, desk)
    yield from _unnamed(log, desk)


def _known(desk: Desk) -> Mapping[str, frozenset[str]]:
    """Return what the ids behind each label may be; of cases only where all could be read."""
    guide = desk.guide
    known = {
        "Answers": frozenset(
            f"{q.id}: {answer}" for q in guide.questions for answer in _of(q, guide)
        ),
        "Guarded by": frozenset(rule.id for rule in guide.rules),
        "Promised by": frozenset(promise.id for promise in guide.promises),
        "Rests on": frozenset((*guide.claims, *guide.facts, *guide.sources)),
    }
    if desk.every_case:
        known["Shown by"] = frozenset(case.sentence for case in desk.cases)
    return known


def _of(question: Question, guide: Guide) -> tuple[str, ...]:
    """Return the answers that a hazard can name: options, or the tags of names in a list."""
    if question.catalogue is None:
        return tuple(question.option_by_id)
    entries = guide.catalogues[question.catalogue].entries
    return (*sorted({tag for entry in entries for tag in entry.tags}), *_ON_NO_ENTRY)


def _not_there(
    log: HazardLog, hazard: Hazard, known: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    for label, ids in known.items():
        for named in hazard.named(label):
            if named.id not in ids:
                what = f'"{label}" names "{named.id}", which is not there.'
                remedy = remedy_for(named.id, ids)
                yield log.text.problem(named.at, what, remedy).named("BG960")


def _unguarded(log: HazardLog, hazard: Hazard) -> Iterator[Problem]:
    if not hazard.named("Guarded by") and not hazard.words(BUILT_IN):
        what = f'nothing guards against the hazard "{hazard.id}".'
        remedy = f"Name a rule under Guarded by, or say under {BUILT_IN} what the program does."
        yield log.text.problem(hazard.at, what, remedy).named("BG961")


def _not_shown(log: HazardLog, desk: Desk) -> Iterator[Problem]:
    """A case that stands with a hazard is a person who is told one of its guards."""
    for hazard in log.hazards:
        guards = {named.id for named in hazard.named("Guarded by")}
        for case in hazard.named("Shown by") if guards else ():
            if case.id in desk.holding and guards.isdisjoint(desk.holding[case.id]):
                what = f'the person of this case is told no guard of the hazard "{hazard.id}".'
                problem = log.text.problem(case.at, what, "Name a person who is told one.")
                yield problem.named("BG965", "warning")


def _unnamed(log: HazardLog, desk: Desk) -> Iterator[Problem]:
    """Each urgent rule, and each answer to a gate but the all-clear, stands with some hazard."""
    guards = {named.id for hazard in log.hazards for named in hazard.named("Guarded by")}
    remedy = f"Name it with a hazard in {log.text.name}, or write a hazard for it."
    for rule in desk.guide.rules:
        if rule.severity in URGENT and rule.id not in guards:
            what = f'no hazard names the rule "{rule.id}", which is urgent.'
            yield desk.items[rule.id].problem("id", what, remedy).named("BG962", "warning")
    answers = {named.id for hazard in log.hazards for named in hazard.named("Answers")}
    for item in cast("list[Item[WrittenQuestion]]", desk.gathered.lists["questions"]):
        question = desk.guide.question_by_id[item.written.id]
        clear = {option.id for option in question.options if option.means == "clear"}
        for answer in _of(question, desk.guide) if question.gate else ():
            if answer not in clear and f"{question.id}: {answer}" not in answers:
                what = f'no hazard names the answer "{answer}" to the gate "{question.id}".'
                yield _at_answer(item, answer, what, remedy).named("BG963", "warning")


def _at_answer(item: Item[WrittenQuestion], answer: str, what: str, remedy: str) -> Problem:
    for number, option in enumerate(item.written.options):
        if option.id == answer:
            return item.problem("options", what, remedy, number, "id")
    return item.problem("id", what, remedy)
