"""All that is proved about a guide, as findings: promises, laws, idle parts, missed slips."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.editor.gates import gates_in_doubt
from buyguide.editor.laws import breaches, one_verdict_each
from buyguide.editor.mutation import expected_of, missed_slips
from buyguide.editor.pasting import answers_file
from buyguide.editor.people import case_of, people
from buyguide.editor.promises import BROKEN, COVERS_NOBODY, NOT_DECIDED, prove_promises
from buyguide.editor.reachability import idle_questions, idle_steps, said_twice, silent_rules
from buyguide.editor.review import changed_rules
from buyguide.reasoning.diagram import SECONDS
from buyguide.reasoning.prover import world_of
from buyguide.reasoning.tangled import TooTangledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buyguide.editor.desk import Desk
    from buyguide.editor.laws import Breach
    from buyguide.editor.mutation import Missed
    from buyguide.editor.promises import Outcome
    from buyguide.editor.reachability import Idle
    from buyguide.errors import Problem
    from buyguide.guide.model import Guide
    from buyguide.reasoning.prover import World


def proofs(desk: Desk, *, with_slips: bool = True, seconds: float = SECONDS) -> Iterator[Problem]:
    """Yield a finding for all that is not as it should be; what is not decided says so.

    Without ``with_slips`` it is left open whether the cases would notice a slip.
    """
    parts: tuple[Callable[[Desk, World], Iterator[Problem]], ...]
    parts = (_promises, _laws, gates_in_doubt, _idle, *((_slips,) if with_slips else ()))
    try:
        world = world_of(desk.guide, seconds=seconds)
    except TooTangledError as error:
        yield _not_decided(desk, error)
        return
    for part in parts:
        try:
            with world.bounded():
                yield from part(desk, world)
        except TooTangledError as error:
            yield _not_decided(desk, error)


def _not_decided(desk: Desk, error: TooTangledError) -> Problem:
    remedy = "Nothing here counts as proved."
    return desk.guide_item.problem("id", str(error), remedy).named("BG403")


def _promises(desk: Desk, world: World) -> Iterator[Problem]:
    for outcome in prove_promises(world, changed_rules(desk)):
        item = desk.items[outcome.promise.id]
        if outcome.state == COVERS_NOBODY:
            what = f'the promise "{outcome.promise.id}" covers nobody, so it promises nothing.'
            remedy = "Nobody can answer so. Change its whenever, or delete it."
            yield item.problem("id", what, remedy).named("BG402")
        elif outcome.state == NOT_DECIDED:
            what = f'the promise "{outcome.promise.id}" is not decided. {outcome.wrong}'
            yield item.problem("id", what, "It does not count as kept.").named("BG403")
        elif outcome.state == BROKEN:
            what = f'the promise "{outcome.promise.id}" is broken. {outcome.wrong}'
            problem = item.problem("id", what, _advice(outcome)).named("BG401")
            yield replace(problem, example=_broken(outcome, world.guide))


def _advice(outcome: Outcome) -> str:
    if outcome.meant is None:
        return f"It says: {outcome.promise.say}"
    return f'Look at the rule "{outcome.meant}" first. The promise says: {outcome.promise.say}'


def _broken(outcome: Outcome, guide: Guide) -> str:
    if outcome.example is None:
        return ""
    about = [
        "A smallest interview that breaks it. Save it, and run: buyguide report FILE",
        f"Verdict: {outcome.verdict}. Rules that speak: {', '.join(outcome.speaking)}.",
    ]
    return answers_file(guide, outcome.example, about)


def _laws(desk: Desk, world: World) -> Iterator[Problem]:
    if not one_verdict_each(world):
        what = "some interview has no verdict, or has two."
        yield desk.guide_item.problem("id", what, "Check the ladder.").named("BG404")
    said: set[tuple[str, str, bool]] = set()
    for breach in breaches(world):
        key = (breach.step.question, breach.rule, breach.verdicts is None)
        if key not in said:  # the first step shows it; others break the same rule the same way
            said.add(key)
            yield _breach(desk, breach)


def _breach(desk: Desk, breach: Breach) -> Problem:
    item = desk.items[breach.rule]
    step = f'at the gate "{breach.step.question}", {breach.step.said}'
    if breach.verdicts is None:
        what = f'{step} takes the caution "{breach.rule}" away.'
        id, remedy = "BG406", "Let the rule speak for that answer too, or one as urgent beside it."
    else:
        before, after = breach.verdicts
        what = f"{step} softens the verdict from {before} to {after}."
        id, remedy = "BG405", f'Let the rule "{breach.rule}" speak for that answer too.'
    about = ["A smallest interview after that step. Save it, and run: buyguide report FILE"]
    example = answers_file(desk.guide, breach.after, about)
    return replace(item.problem("id", what, remedy).named(id), example=example)


_IDLE: Mapping[str, tuple[str, str, str, str]] = {
    "never speaks": (
        "BG410",
        "error",
        'the rule "{id}" can never speak.',
        "Nobody can answer so that its condition holds.",
    ),
    "never decides": (
        "BG411",
        "warning",
        'the rule "{id}" asks for "{other}", but a stronger step always wins.',
        "Check its condition, or take its verdict out.",
    ),
    "always speaks": (
        "BG412",
        "warning",
        'the rule "{id}" has a condition, and yet speaks to everybody.',
        "Mend its when, or take it out.",
    ),
    "said twice": (
        "BG413",
        "warning",
        'whoever is told "{id}" is told the same words by "{other}".',
        "Delete one of them, or let each say its own.",
    ),
    "never wins": (
        "BG414",
        "error",
        'the step "{id}" of the ladder can never win.',
        "Let a rule ask for it, or delete the step.",
    ),
    "default only": (
        "BG415",
        "note",
        'somebody gets "{id}" because no rule asks for any verdict.',
        "That is the last step's job. See if this person belongs there.",
    ),
    "idle question": (
        "BG416",
        "warning",
        'no answer to "{id}" changes what anybody is told or asked.',
        "Use it in a condition or a text, or delete it.",
    ),
    "idle option": (
        "BG417",
        "warning",
        'the option "{other}" of "{id}" changes nothing that anybody is told or asked.',
        "Let a rule know it, or delete it.",
    ),
}


def _idle(desk: Desk, world: World) -> Iterator[Problem]:
    for search in (silent_rules, said_twice, idle_steps, idle_questions):
        yield from (_idle_problem(desk, idle) for idle in search(world))


def _idle_problem(desk: Desk, idle: Idle) -> Problem:
    id, severity, what, remedy = _IDLE[idle.sort]
    what = what.format(id=idle.id, other=idle.other)
    item, question = desk.items.get(idle.id), desk.guide.question_by_id.get(idle.id)
    option = question.option_by_id.get(idle.other) if question else None
    if question and option and item:
        if question.gate and option.means == "unsure":
            remedy = "Let a rule know it: at a gate it counts like yes."
        number = question.options.index(option)
        problem = item.problem("options", what, remedy, number, "id")
    else:
        problem = (item or desk.guide_item).problem("id", what, remedy)
    if idle.example is not None:
        problem = replace(problem, example=answers_file(desk.guide, idle.example))
    return problem.named(id, severity)


def _slips(desk: Desk, world: World) -> Iterator[Problem]:
    """Yield a finding for each rule and situation of which the cases would miss a slip."""
    missed: dict[str, list[Missed]] = {}
    for one in missed_slips(world, [expected_of(case) for case in desk.cases]):
        missed.setdefault(one.mutant.id, []).append(one)
    for id, slips in missed.items():
        [person] = people(world, slips[:1])
        others = len(slips) - 1
        more = f", nor {others} other slip{'s'[: others > 1]} in it" if others else ""
        what = f'no case would notice if, in "{id}", {slips[0].mutant.slip}{more}.'
        remedy = "Save this as a case. `buyguide rules people` writes cases for all slips."
        problem = desk.items[id].problem("id", what, remedy).named("BG520", "warning")
        yield replace(problem, example=case_of(person, desk.guide))
