"""The space of interviews: a slot for the answer to every question, one after the other.

One space can hold two versions of a guide. A person then has one answer to each question, which
a version hears only if it asks; so the same person can be followed through both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from buyguide.guide.condition import Test
from buyguide.reasoning.amounts import TooManyCellsError, compared, cut_amounts
from buyguide.reasoning.costs import PLAIN, kind_cost, loaded_answers, option_costs
from buyguide.reasoning.diagram import Diagram
from buyguide.reasoning.examples import text_for
from buyguide.reasoning.names import TooManyTextsError, kinds, seen_by, single_kinds
from buyguide.reasoning.slots import (
    AmountSlot,
    ChoiceSlot,
    ChoicesSlot,
    LookupSlot,
    NameSlot,
    Slot,
    TextSlot,
)
from buyguide.reasoning.tangled import TooTangledError
from buyguide.reasoning.walking import every_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.model import Guide, Question
    from buyguide.reasoning.costs import Loaded

Key = tuple[str, str]  # a question's id and kind: one that changes its kind has two slots


@dataclass(slots=True)
class Version:
    """One version of a guide in a space, and what has been worked out about it so far.

    ``asked`` says when a question is asked, for questions that another version asks of others.
    """

    guide: Guide
    number: int
    diagram: Diagram
    slots: Mapping[str, Slot]
    asked: dict[str, int] = field(default_factory=dict)
    situations: dict[str, int] = field(default_factory=dict)
    tests: dict[Test, int] = field(default_factory=dict)

    def chosen(self, question: str, option: str) -> int:
        """Return the interviews in which an option of a choice is chosen."""
        slot = self.slots[question]
        if not isinstance(slot, ChoiceSlot | ChoicesSlot):
            raise TypeError(f"{question} has no options")
        return slot.chosen(self.diagram, option)


@dataclass(frozen=True, slots=True)
class Space:
    """All slots, the diagram over them, and whose questions stand at each level."""

    diagram: Diagram
    versions: tuple[Version, ...]
    slots: tuple[Slot, ...]
    at_level: tuple[tuple[str, ...], ...]

    def read(self, states: Sequence[int]) -> dict[str, Answer]:
        """Return the answers that an assignment stands for, by question id, in order."""
        last = self.versions[-1].slots  # an answer that two kinds have in common is read as its own
        slots = sorted(self.slots, key=lambda slot: last.get(slot.question) is slot)
        found = ((slot.question, slot.read(states)) for slot in slots)
        answers = {question: answer for question, answer in found if answer is not None}
        order = {q.id: n for n, q in enumerate(self.versions[-1].guide.questions)}
        return dict(sorted(answers.items(), key=lambda item: order.get(item[0], len(order))))


def space_of(
    guides: Sequence[Guide], also: Iterable[Test] = (), *, seconds: float, most_nodes: int
) -> Space:
    """Return the space of one guide's interviews, or of two versions of it.

    ``also`` are tests made outside the guides, whose thresholds and names count as well.
    Raises ``TooTangledError``.
    """
    tests = [*also, *(test for guide in guides for test in every_test(guide))]
    plan = _Plan(guides, tests, loaded_answers(guides))
    for key in _in_order(guides):
        plan.add(key)
    diagram = Diagram(plan.costs, seconds=seconds, most_nodes=most_nodes)
    versions = tuple(
        Version(guide, number, diagram, {q.id: plan.slots[q.id, q.kind] for q in guide.questions})
        for number, guide in enumerate(guides)
    )
    return Space(diagram, versions, tuple(plan.slots.values()), tuple(plan.at_level))


@dataclass(slots=True)
class _Plan:
    """A space while its levels are being laid out."""

    guides: Sequence[Guide]
    tests: Sequence[Test]
    loaded: Loaded
    costs: list[tuple[int, ...]] = field(default_factory=list)
    at_level: list[tuple[str, ...]] = field(default_factory=list)
    slots: dict[Key, Slot] = field(default_factory=dict)

    def add(self, key: Key) -> None:
        """Lay out the slot of one question, and of those it must share a level with."""
        if key in self.slots:
            return
        id, kind = key
        if kind == "choice":
            options = self._options(key)
            level = self._level((id,), (0, *options.values()))
            self.slots[key] = ChoiceSlot(id, level, tuple(options))
        elif kind == "choices":
            ticks = {o: self._level((id,), (0, cost)) for o, cost in self._options(key).items()}
            self.slots[key] = ChoicesSlot(id, ticks)
        elif kind == "text":
            self._add_text(key)
        elif kind == "lookup":
            self._add_lookup(key)
        else:
            self._add_amounts(id)

    def _level(self, questions: tuple[str, ...], costs: tuple[int, ...]) -> int:
        self.costs.append(costs)
        self.at_level.append(questions)
        return len(self.costs) - 1

    def _versions_of(self, key: Key) -> list[Question]:
        found = (guide.question_by_id.get(key[0]) for guide in self.guides)
        return [question for question in found if question is not None and question.kind == key[1]]

    def _options(self, key: Key) -> dict[str, int]:
        """Return what each option of any version costs, those of the last version first."""
        options = {o.id: o for q in reversed(self._versions_of(key)) for o in reversed(q.options)}
        last = self._versions_of(key)[-1].option_by_id
        ordered = [*last.values(), *(o for id, o in options.items() if id not in last)]
        costs = option_costs(key[0], ordered, self.loaded)
        return {option.id: cost for option, cost in zip(ordered, costs, strict=True)}

    def _add_text(self, key: Key) -> None:
        """Lay out a text: only whether there is one counts, unless a test looks it up."""
        id, pattern = key[0], self._versions_of(key)[-1].pattern
        seen = seen_by(test for test in self.tests if test.question == id)
        if not seen.tags:
            self.slots[key] = TextSlot(id, self._level((id,), (0, PLAIN)), text_for(pattern))
            return

        def fits(name: str) -> bool:
            return pattern is None or re.fullmatch(pattern, name) is not None

        try:
            found = single_kinds(self._catalogues(key), seen, fits, text_for(pattern))
        except TooManyTextsError:
            raise TooTangledError((id,)) from None
        costs = (0, *(kind_cost(id, kind, self.loaded) for kind in found))
        self.slots[key] = NameSlot(id, self._level((id,), costs), found, seen)

    def _add_lookup(self, key: Key) -> None:
        seen = seen_by(test for test in self.tests if test.question == key[0])
        found = kinds(self._catalogues(key), seen)
        level = self._level((key[0],), (0, PLAIN))
        for kind in found:
            self._level((key[0],), (0, kind_cost(key[0], kind, self.loaded)))
        self.slots[key] = LookupSlot(key[0], level, found, seen)

    def _catalogues(self, key: Key) -> list[Catalogue]:
        """Return what each version looks the answer up in.

        A version without the question hears nothing, and equal lists need one look-up only.
        """
        own = {
            number: guide.catalogues[question.catalogue or ""]
            for number, guide in enumerate(self.guides)
            if (question := guide.question_by_id.get(key[0]))
            and question.kind == key[1]
            and question.catalogue
        }
        first = next(iter(own.values()))
        return [first if own.get(n) in (None, first) else own[n] for n in range(len(self.guides))]

    def _add_amounts(self, id: str) -> None:
        amounts = [id for id, kind in _in_order(self.guides) if kind == "amount"]
        together = next(group for group in compared(amounts, self.tests) if id in group)
        questions, limits = [], []
        for name in together:
            versions = self._versions_of((name, "amount"))
            least, most = ({getattr(q, end) for q in versions} for end in ("minimum", "maximum"))
            questions.append(replace(versions[-1], minimum=min(least), maximum=max(most)))
            if len(least | most) > 2:
                limits += [Test(name, "at_least", amount=at) for at in (*least, *most)]
        try:
            cells = cut_amounts(questions, [*self.tests, *limits])
        except TooManyCellsError:
            raise TooTangledError(together) from None
        costs = tuple(sum(PLAIN for amount in cell if amount is not None) for cell in cells.all)
        level = self._level(together, costs)
        for name in together:
            self.slots[name, "amount"] = AmountSlot(name, level, cells)


def _in_order(guides: Sequence[Guide]) -> list[Key]:
    """Return the questions of the last version, and of the others each after its neighbour."""
    order: list[Key] = [(question.id, question.kind) for question in guides[-1].questions]
    for guide in guides[:-1]:
        at = 0
        for question in guide.questions:
            key = (question.id, question.kind)
            if key not in order:
                order.insert(at, key)
            at = order.index(key) + 1
    return order
