"""The law of doubt: at a gate, "not sure" counts like yes, and so does a name that nobody knows.

Of several worrying answers some may weigh less than others. So "not sure" must weigh at least as
much as the least of those that the gate is there for, all other answers being the same. A name
that is not known, and an empty list where names were announced, must be told what gates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.editor.laws import URGENT, is_caution
from buyguide.editor.steps import follow_ups
from buyguide.reasoning.names import Part
from buyguide.reasoning.prover import NOTHING
from buyguide.reasoning.slots import UNANSWERED, ChoiceSlot, ChoicesSlot, LookupSlot
from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.editor.steps import FollowUps
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule
    from buyguide.reasoning.diagram import Diagram
    from buyguide.reasoning.prover import World

VERDICT, CAUTION = "verdict", "caution"
UNKNOWN, EMPTY = "unknown", "empty"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt that weighs too little: what it lacks, and a smallest interview that shows it.

    ``answer`` is an unsure option, which weighs less than each of ``worries``, by its verdict or
    by its cautions; or it stands for an unknown name or an empty list, told nothing that gates.
    """

    question: str
    answer: str
    lacks: str
    worries: tuple[str, ...]
    example: Mapping[str, Answer]


def doubts(world: World) -> Iterator[Doubt]:
    """Yield each doubt at each gate that weighs too little, once."""
    for question in world.guide.questions:
        if question.gate:
            slot = world.version.slots[question.id]
            world.diagram.look_at_clock()
            if isinstance(slot, LookupSlot):
                yield from _names_in_doubt(question, slot, world)
            elif isinstance(slot, ChoiceSlot | ChoicesSlot):
                yield from _unsure(question, slot, world)


def _unsure(question: Question, slot: ChoiceSlot | ChoicesSlot, world: World) -> Iterator[Doubt]:
    states = {option.id: _alone(slot, option.id) for option in question.options}
    gate = _Gate(world, question, follow_ups(question, world), states, _alone(slot, None))
    for unsure in (o.id for o in question.options if o.means == "unsure"):
        for lacks, weighing in _scales(world.guide):
            world.diagram.look_at_clock()
            if found := gate.lighter(unsure, weighing):
                yield Doubt(question.id, unsure, lacks, *found)
                break


def _alone(slot: ChoiceSlot | ChoicesSlot, option: str | None) -> Mapping[int, int]:
    """Return the states of a question's levels where one option alone is chosen, or none."""
    if isinstance(slot, ChoiceSlot):
        return {slot.level: UNANSWERED if option is None else slot.options.index(option) + 1}
    return {level: int(id == option) for id, level in slot.levels.items()}


def _scales(guide: Guide) -> Iterator[tuple[str, Sequence[Sequence[Rule]]]]:
    """Yield what a doubt is weighed by: rules of the first weight, of the first two, and so on."""
    ladder = [verdict.id for verdict in guide.verdicts[:-1]]
    yield VERDICT, [[r for r in guide.rules if r.verdict in some] for some in _first(ladder)]
    urgency = [severity.id for severity in guide.severities]
    cautions = [rule for rule in guide.rules if is_caution(rule)]
    for ids in ([id for id in urgency if id in URGENT], urgency):
        yield CAUTION, [[r for r in cautions if r.severity in some] for some in _first(ids)]


def _first(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the first id, the first two, and so on to all of them."""
    return (ids[: number + 1] for number in range(len(ids)))


@dataclass(frozen=True, slots=True)
class _Gate:
    """A gate with options: the states of its levels for each option alone, and for no answer."""

    world: World
    question: Question
    hanging: FollowUps
    states: Mapping[str, Mapping[int, int]]
    nothing: Mapping[int, int]

    def lighter(
        self, unsure: str, weighing: Sequence[Sequence[Rule]]
    ) -> tuple[tuple[str, ...], Mapping[str, Answer]] | None:
        """Return the worrying options, and an interview in which a doubt weighs less than each."""
        diagram, real = self.world.diagram, self.world.real
        worries = tuple(self._worries(weighing[-1])) if weighing else ()
        for rules in weighing if worries else ():
            looking = self._looking(rules)
            silent = -diagram.any_of(looking)
            heavy = (-self._around(silent, option) for option in worries)
            if not self._can_be(self._around(silent, unsure), *heavy):
                continue
            light = diagram.both(real, silent)
            fewer = self._around(light, unsure)
            for option in worries:
                fewer = diagram.all_of(
                    [fewer, self._around(real, option), -self._around(light, option)]
                )
            here = [diagram.where(level, {s}) for level, s in self.states[unsure].items()]
            # A rule that does not look at the gate is heard by both, so that it is taken away last.
            rest = (self.world.holds[r.id] for r in rules if self.world.holds[r.id] not in looking)
            found = _without(diagram.all_of([fewer, light, *here]), rest, diagram)
            if (example := self.world.smallest(found)) is not None:
                return worries, example
        return None

    def _looking(self, rules: Sequence[Rule]) -> frozenset[int]:
        """Return where each rule holds that looks at the gate or at its follow-ups."""
        levels = frozenset(self.nothing) | self.hanging.levels
        holds = (self.world.holds[rule.id] for rule in rules)
        levels_in = self.world.diagram.levels_in
        return frozenset(h for h in holds if not levels.isdisjoint(levels_in(h)))

    def _worries(self, rules: Sequence[Rule]) -> Iterator[str]:
        """Yield the options, neither clear nor unsure, that make one of the rules speak."""
        holds = self._looking(rules)
        for option in self.question.options:
            if option.means is None and any(self._sets_off(option.id, one) for one in holds):
                yield option.id

    def _sets_off(self, option: str, holds: int) -> bool:
        """Say whether an option makes a rule speak that the all-clear, or no answer, does not."""
        diagram = self.world.diagram
        clear = [o.id for o in self.question.options if o.means == "clear"]
        quiet = (-self._around(holds, id) for id in clear)
        if clear and not self._can_be(self._around(holds, option), *quiet):
            return False
        speaks = diagram.both(self.world.real, holds)
        anyway = [self._around(speaks, id) for id in clear]
        if not clear:
            anyway = [self.hanging.free(diagram.fixed(holds, self.nothing))]
        return diagram.meet(self._around(speaks, option), -diagram.any_of(anyway))

    def _can_be(self, *others: int) -> bool:
        """Say whether all other answers can be in each of the sets, real or not: soon said.

        Where something hangs on the gate, who is real hangs on its answer too, and nothing is ruled
        out so.
        """
        return bool(self.hanging.levels) or self.world.diagram.all_of(others) != NOTHING

    def _around(self, interviews: int, option: str) -> int:
        """Return all other answers of the interviews in which the option alone is chosen."""
        return self.hanging.free(self.world.diagram.fixed(interviews, self.states[option]))


def _without(interviews: int, others: Iterable[int], diagram: Diagram) -> int:
    """Return the interviews that are in none of the others."""
    for other in others:
        if interviews == NOTHING:
            break
        interviews = diagram.both(interviews, -other)
    return interviews


def _names_in_doubt(question: Question, slot: LookupSlot, world: World) -> Iterator[Doubt]:
    diagram = world.diagram
    gating = [world.holds[r.id] for r in world.guide.rules if _gates(r, world.guide)]
    gating.sort(key=lambda node: slot.level not in diagram.levels_in(node))  # soon nobody is left
    nobody_knows = frozenset({Part(slot.seen.tags & {UNKNOWN})})
    named = {kind.meanings[0]: number for number, kind in enumerate(slot.kinds)}
    wrong = {UNKNOWN: _listed(slot, diagram, named.get(nobody_knows))}
    if _announced(question, slot, world):
        wrong[EMPTY] = _listed(slot, diagram, None)
    for answer, parts in wrong.items():
        left = _without(diagram.all_of([world.real, *parts]), gating, diagram)
        if (example := world.smallest(left)) is not None:
            yield Doubt(question.id, answer, CAUTION, (), example)


def _gates(rule: Rule, guide: Guide) -> bool:
    return rule.severity in URGENT or rule.verdict not in {None, guide.verdicts[-1].id}


def _listed(slot: LookupSlot, diagram: Diagram, only: int | None) -> list[int]:
    """Return where a list was given, and where it holds names of one kind only, or none."""
    names = (diagram.where(slot.level + 1 + n, {int(n == only)}) for n in range(len(slot.kinds)))
    return [slot.answered(diagram), *names]


def _announced(question: Question, slot: LookupSlot, world: World) -> bool:
    """Say whether the list is asked only of those who said at another gate that there is one."""
    listed = world.diagram.both(world.real, slot.answered(world.diagram))
    for id in {test.question for test in tests_of(question.ask_when, world.guide)}:
        gate = world.guide.question_by_id[id]
        clear = [world.version.chosen(id, o.id) for o in gate.options if o.means == "clear"]
        if gate.gate and clear and not world.diagram.meet(listed, world.diagram.any_of(clear)):
            return True
    return False
