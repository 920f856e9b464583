"""Figures as written, turned into the model: named numbers worked out from the answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from buyguide.amounts import is_currency
from buyguide.guide.rules import Arithmetic, Figure
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.errors import Problem
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.written import WrittenFigure

MOST_INPUTS = 20  # more make a number that nobody can read
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def answers_needed(name: str, known: Known, figures: Mapping[str, Figure]) -> frozenset[str] | None:
    """Return the questions a placeholder or input needs answered; None when it names nothing."""
    if name in figures:
        return frozenset(figures[name].value.questions)
    id = name.removesuffix(".number")
    question = known.questions.get(id)
    if question is None:
        return frozenset() if id in known.broken else None
    numbered = question.options and all(o.number is not None for o in question.options)
    if name.endswith(".number") and (question.kind != "choice" or not numbered):
        return None
    return frozenset({id})


def read_figures(gathered: Gathered, known: Known) -> dict[str, Figure]:
    """Return the figures by id; what does not fit becomes a problem."""
    reader = _FigureReader(gathered, known)
    found = {}
    for item in cast("list[Item[WrittenFigure]]", gathered.lists["figures"]):
        written = item.written
        value = reader.arithmetic(item, written.model_dump(exclude_none=True), ())
        if len(list(islice(value.every_input, MOST_INPUTS + 1))) > MOST_INPUTS:
            what = f"a figure is worked out from at most {MOST_INPUTS} numbers."
            gathered.problems.append(item.problem("id", what, "Use fewer.").named("BG320"))
        if value.inputs:
            reader.check_unit(item, value)
        decimals = min(written.decimals, 2)
        found[written.id] = Figure(written.id, value, decimals, written.unit, item.place)
    return found


@dataclass(frozen=True, slots=True)
class _FigureReader:
    """Reads the arithmetic of a guide's figures."""

    gathered: Gathered
    known: Known

    def arithmetic(
        self, item: Item[WrittenFigure], written: dict[str, Any], path: tuple[str | int, ...]
    ) -> Arithmetic:
        operations = [key for key in ("multiply", "divide", "add") if key in written]
        inputs = written.get(operations[0]) if len(operations) == 1 else None
        if not isinstance(inputs, list) or len(inputs) < 2:
            what = "a figure is one of multiply, divide or add, with two inputs or more."
            at = (*path, *operations) if len(operations) == 1 else path or ("id",)
            problem = item.problem(at[0], what, "Write multiply: [a, b].", *at[1:])
            self._add(problem.named("BG320"))
            return Arithmetic("add", ())
        operation = operations[0]
        found: list[Arithmetic | str | int] = []
        for number, part in enumerate(inputs):
            at = (*path, operation, number)
            if isinstance(part, dict):
                found.append(self.arithmetic(item, part, at))
            else:
                found.append(self._input(item, part, at))
        if operation == "divide" and any(self._may_be_zero(part) for part in found[1:]):
            what = "this could divide by zero."
            self._add(
                item.problem(operation, what, "Divide by a question with a minimum above 0.").named(
                    "BG321"
                )
            )
        return Arithmetic(operation, tuple(found))

    def _input(
        self, item: Item[WrittenFigure], part: object, at: tuple[str | int, ...]
    ) -> str | int:
        if isinstance(part, str):
            if _NUMBER.fullmatch(part):
                whole, _, decimals = part.partition(".")
                return int(whole) * 100 + int(decimals.ljust(2, "0") or "0")
            needed = answers_needed(part, self.known, {})
            question = self.known.questions.get(part.removesuffix(".number"))
            amount = question is not None and (
                part.endswith(".number") or question.kind == "amount"
            )
            if needed is not None and (amount or question is None):
                return part
        what = f'"{part}" is no number and no amount.'
        names = [f"{q.id}.number" if q.options else q.id for q in self.known.questions.values()]
        self._add(item.problem(at[0], what, remedy_for(str(part), names), *at[1:]).named("BG320"))
        return 100

    def _may_be_zero(self, part: Arithmetic | str | int) -> bool:
        if isinstance(part, Arithmetic):
            anyone = (self._may_be_zero(inner) for inner in part.inputs)
            return all(anyone) if part.operation == "add" else any(anyone)
        if isinstance(part, int):
            return part == 0
        question = self.known.questions.get(part.removesuffix(".number"))
        if question is None:
            return False
        if part.endswith(".number"):
            return any(not option.number for option in question.options)
        return not question.minimum

    def check_unit(self, item: Item[WrittenFigure], value: Arithmetic) -> None:
        """A sum of money has the currency of the amounts that it is worked out from."""
        money = self._money(value)
        if len(money) > 1:
            what = f"amounts in {' and '.join(sorted(money))} are put together here."
            self._add(item.problem("id", what, "Use those of one unit.").named("BG328"))
        for unit in money if len(money) == 1 else ():
            if item.written.unit != unit:
                given = item.written.unit
                said = f'the unit is "{given}"' if given else "no unit is named"
                what = f"{said}, and the amounts that this is worked out from are in {unit}."
                problem = item.problem("unit" if given else "id", what, f"Write unit: {unit}.")
                self._add(problem.named("BG328"))

    def _money(self, part: Arithmetic | str | int) -> frozenset[str]:
        """Return the currencies that a number is in; divided by money, money is a plain number."""
        if isinstance(part, str):
            question = self.known.questions.get(part)
            unit = question.unit if question else None
            return frozenset({unit} if unit and is_currency(unit) else ())
        if isinstance(part, int):
            return frozenset()
        first, *others = (self._money(inner) for inner in part.inputs)
        if part.operation == "divide":
            return frozenset() if any(others) else first
        return first.union(*others)

    def _add(self, problem: Problem) -> None:
        self.gathered.problems.append(problem)
