"""What a condition means: the set of all interviews in which it holds.

This is a reading of its own. It shares nothing with the one that decides, so that a fault in
either shows when the two are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from buyguide.guide.condition import All, AnyOf, InSituation, Test
from buyguide.reasoning.diagram import EVERYTHING
from buyguide.reasoning.slots import AmountSlot, ChoiceSlot, ChoicesSlot, LookupSlot, NameSlot

if TYPE_CHECKING:
    from buyguide.guide.condition import Condition
    from buyguide.reasoning.names import Meaning
    from buyguide.reasoning.space import Version


def meaning(condition: Condition | None, version: Version) -> int:
    """Return the interviews in which a condition holds; without a condition, all of them."""
    diagram = version.diagram
    match condition:
        case None:
            return EVERYTHING
        case All(parts):
            return diagram.all_of([meaning(part, version) for part in parts])
        case AnyOf(parts):
            return diagram.any_of([meaning(part, version) for part in parts])
        case InSituation(id):
            if id not in version.situations:
                version.situations[id] = meaning(version.guide.situations[id].when, version)
            return version.situations[id]
        case Test():
            if condition not in version.tests:
                version.tests[condition] = _heard(condition, version)
            return version.tests[condition]
        case _:
            assert_never(condition)


def _heard(test: Test, version: Version) -> int:
    """Return where a test holds, with answers heard only from those who are asked."""
    diagram = version.diagram
    asked = version.asked.get(test.question, EVERYTHING)
    if test.operator == "answered":
        answered = diagram.both(asked, version.slots[test.question].answered(diagram))
        return answered if test.flag else -answered
    if test.other is not None:
        asked = diagram.both(asked, version.asked.get(test.other, EVERYTHING))
    return diagram.both(asked, _test(test, version))


def _test(test: Test, version: Version) -> int:
    slot = version.slots[test.question]
    if isinstance(slot, AmountSlot):
        return _amount(test, slot, version)
    if isinstance(slot, LookupSlot | NameSlot):
        return _names(test, slot, version)
    if not isinstance(slot, ChoiceSlot | ChoicesSlot):
        raise TypeError(f"{test.question} takes no {test.operator}")
    return _options(test, version) if test.other is None else _same_options(test, version)


def _options(test: Test, version: Version) -> int:
    diagram = version.diagram
    answered = version.slots[test.question].answered(diagram)
    options = version.guide.question_by_id[test.question].option_by_id
    named = [version.chosen(test.question, option) for option in test.options]
    if test.operator == "any_of":
        return diagram.any_of(named)
    if test.operator == "none_of":
        return diagram.both(answered, -diagram.any_of(named))
    if test.operator == "all_of":
        return diagram.both(answered, diagram.all_of(named))
    others = [version.chosen(test.question, o) for o in options if o not in test.options]
    return diagram.both(answered, -diagram.any_of(others))


def _same_options(test: Test, version: Version) -> int:
    """Return where the options chosen in one question compare with those chosen in another."""
    diagram = version.diagram
    here, there = (version.guide.question_by_id[id] for id in (test.question, test.other or ""))
    answered = diagram.both(
        version.slots[here.id].answered(diagram), version.slots[there.id].answered(diagram)
    )
    common = diagram.any_of(
        diagram.both(version.chosen(here.id, id), version.chosen(there.id, id))
        for id in here.option_by_id
        if id in there.option_by_id
    )
    if test.operator == "any_of":
        return diagram.both(answered, common)
    if test.operator == "none_of":
        return diagram.both(answered, -common)
    less, more = (here, there) if test.operator == "only" else (there, here)
    within = diagram.all_of(
        diagram.either(-version.chosen(less.id, id), version.chosen(more.id, id))
        for id in less.option_by_id
    )
    return diagram.both(answered, within)


def _amount(test: Test, slot: AmountSlot, version: Version) -> int:
    names = slot.cells.questions
    here = names.index(test.question)
    there = None if test.other is None else names.index(test.other)
    met = set()
    for state, cell in enumerate(slot.cells.all):
        given = cell[here]
        named = test.amount if there is None else cell[there]
        if given is not None and named is not None and _compares(test.operator, given, named):
            met.add(state)
    return version.diagram.where(slot.level, met)


def _compares(operator: str, given: int, named: int) -> bool:
    match operator:
        case "below":
            return given < named
        case "at_most":
            return not given > named
        case "above":
            return given > named
        case _:
            return not given < named


def _names(test: Test, slot: LookupSlot | NameSlot, version: Version) -> int:
    diagram = version.diagram
    named = [slot.named(diagram, number) for number in range(len(slot.kinds))]
    any_named = diagram.any_of(named)
    answered = slot.answered(diagram)
    if test.operator == "empty":
        return diagram.both(answered, -any_named if test.flag else any_named)
    meanings = [kind.meanings[version.number] for kind in slot.kinds]
    if test.operator == "only_tagged":
        amiss = [n for n, m in zip(named, meanings, strict=True) if not _all_meet(test, m)]
        return diagram.both(any_named, -diagram.any_of(amiss))
    return diagram.any_of(n for n, m in zip(named, meanings, strict=True) if _some_meets(test, m))


def _some_meets(test: Test, meant: Meaning) -> bool:
    if test.operator == "tagged":
        return any(tag in part.tags for part in meant for tag in test.options)
    return any(part.entry == name for part in meant for name in test.options)


def _all_meet(test: Test, meant: Meaning) -> bool:
    return all(any(tag in part.tags for tag in test.options) for part in meant)
