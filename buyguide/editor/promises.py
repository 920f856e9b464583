"""Promises: each is proved for every interview that can happen, or shown to be broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.editor.blaming import rule_to_look_at
from buyguide.editor.replaying import replay
from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.prover import EVERYTHING, NOTHING
from buyguide.reasoning.tangled import TooTangledError
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.promise import Promise
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.prover import World

_NOBODY = "There is nobody for whom it holds."
KEPT, BROKEN, COVERS_NOBODY, NOT_DECIDED = "kept", "broken", "covers nobody", "not decided"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a promise: ``state``, and for a broken one how and for whom.

    ``wrong`` says which part is broken; ``example`` is a smallest interview that breaks it, with
    its verdict, the rules that speak, and the rule most likely meant (its id).
    """

    promise: Promise
    state: str
    wrong: str = ""
    example: Mapping[str, Answer] | None = None
    verdict: str = ""
    speaking: tuple[str, ...] = ()
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class _Demand:
    """One part of a promise: where it is met, and the rules to look at where it is not."""

    wrong: str
    met: int
    wanted: tuple[Rule, ...] = ()  # these should have spoken
    unwanted: tuple[Rule, ...] = ()  # these should not have spoken


def prove_promises(world: World, changed: Collection[str] | None = None) -> tuple[Outcome, ...]:
    """Return what became of each of the guide's promises, in order.

    ``changed`` are the rules changed since the last review; None where no change is known.
    """
    return tuple(_prove(promise, world, changed) for promise in world.guide.promises)


def rules_named(name: str, guide: Guide) -> tuple[Rule, ...]:
    """Return the rules that a name stands for: itself, its kind, its severity or its goal."""
    for field in ("id", "kind", "severity", "goal"):
        if found := tuple(rule for rule in guide.rules if getattr(rule, field) == name):
            return found
    return ()


def _prove(promise: Promise, world: World, changed: Collection[str] | None) -> Outcome:
    try:
        with world.bounded():
            return _decided(promise, world, changed)
    except TooTangledError as error:
        return Outcome(promise, NOT_DECIDED, str(error))


def _decided(promise: Promise, world: World, changed: Collection[str] | None) -> Outcome:
    diagram = world.diagram
    diagram.look_at_clock()
    covered = [world.real, meaning(promise.whenever, world.version)]
    if promise.whenever_says:
        covered.append(_says(promise.whenever_says, world))
    if not diagram.meet(*covered):
        return Outcome(promise, COVERS_NOBODY)
    if missing := tuple(_not_shown(promise, world.guide)):
        return Outcome(promise, BROKEN, " ".join(missing))
    demands = tuple(_demands(promise, world))
    if promise.somebody:
        met = diagram.meet(*covered, *(demand.met for demand in demands))
        return Outcome(promise, KEPT) if met else Outcome(promise, BROKEN, _NOBODY)
    for demand in demands:
        broken = [*covered, -demand.met]
        if diagram.meet(*broken):
            values = world.smallest(diagram.all_of(broken)) or {}
            decision = replay(world, values)
            speaking = tuple(dict.fromkeys(finding.id for finding in decision.findings))
            about = _about(promise, world.guide)
            meant = rule_to_look_at(decision, demand.wanted, demand.unwanted, about, changed)
            verdict = decision.verdict.id
            return Outcome(promise, BROKEN, demand.wrong, values, verdict, speaking, meant)
    return Outcome(promise, KEPT)


def _about(promise: Promise, guide: Guide) -> set[str]:
    """Return the questions that a promise is about: those of its condition, or of its rules."""
    rules = (rule for name in promise.whenever_says for rule in rules_named(name, guide))
    conditions = [promise.whenever, *(rule.when for rule in rules)]
    return {test.question for when in conditions for test in tests_of(when, guide)}


def _says(names: Iterable[str], world: World) -> int:
    """Return where some rule with one of the names would speak, unreal interviews included."""
    named = (rule.id for name in names for rule in rules_named(name, world.guide))
    return world.diagram.any_of(world.holds[id] for id in named)


def _demands(promise: Promise, world: World) -> Iterator[_Demand]:
    guide = world.guide
    yield from _verdict_demands(promise, world)
    for name in promise.always_says:
        rules = rules_named(name, guide)
        yield _Demand(f'This person is not told "{name}".', _says([name], world), wanted=rules)
    for name in promise.never_says:
        rules = rules_named(name, guide)
        yield _Demand(f'This person is told "{name}".', -_says([name], world), unwanted=rules)
    if names := promise.at_least_one_of:
        rules = tuple(rule for name in names for rule in rules_named(name, guide))
        wrong = f"This person is told none of: {', '.join(names)}."
        yield _Demand(wrong, _says(names, world), wanted=rules)
    yield from _number_demands(promise, world)


def _number_demands(promise: Promise, world: World) -> Iterator[_Demand]:
    for names, none_too in ((promise.exactly_one_of, False), (promise.at_most_one_of, True)):
        rules = tuple(rule for name in names for rule in rules_named(name, world.guide))
        none, one = _none_and_one([world.holds[rule.id] for rule in rules], world)
        if names and not none_too:
            wrong = f"This person is told none of: {', '.join(names)}."
            yield _Demand(wrong, -none, wanted=rules)
        if names:
            wrong = f"This person is told more than one of: {', '.join(names)}."
            yield _Demand(wrong, world.diagram.either(none, one), unwanted=rules)


def _verdict_demands(promise: Promise, world: World) -> Iterator[_Demand]:
    for names, allowed in ((promise.verdict_in, True), (promise.verdict_not_in, False)):
        if names:
            named = world.diagram.any_of(world.verdicts[name] for name in names)
            rules = tuple(rule for rule in world.guide.rules if rule.verdict is not None)
            wanted = tuple(rule for rule in rules if (rule.verdict in names) == allowed)
            unwanted = tuple(rule for rule in rules if (rule.verdict in names) != allowed)
            word = "must be" if allowed else "must not be"
            wrong = f"The verdict {word} {' or '.join(names)}."
            yield _Demand(wrong, named if allowed else -named, wanted, unwanted)


def _none_and_one(sets: Iterable[int], world: World) -> tuple[int, int]:
    """Return the interviews that are in no set, and those that are in just one."""
    diagram = world.diagram
    none, one = EVERYTHING, NOTHING
    for node in sets:
        one = diagram.either(diagram.both(one, -node), diagram.both(none, node))
        none = diagram.both(none, -node)
    return none, one


def _not_shown(promise: Promise, guide: Guide) -> Iterator[str]:
    """Yield a sentence for each part of the guide that a report could not print."""
    for part in promise.always_shows:
        if part == "sources":
            bare = [rule.id for rule in guide.rules if not rule.because]
        elif part in {"how_sure", "limits"}:
            hopeful = (rule for rule in guide.rules if rule.kind == "expectation")
            bare = [rule.id for rule in hopeful if not getattr(rule, part)]
        else:
            bare = [] if getattr(guide, part) else ["the guide"]
        yield from (f"{name} has no {part.replace('_', ' ')}." for name in bare)
