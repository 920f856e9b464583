"""Named numbers for text, worked out exactly from the answers."""

from __future__ import annotations

from fractions import Fraction
from math import floor, prod
from typing import TYPE_CHECKING

from buyguide.amounts import show_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Arithmetic, Figure


def show_figure(figure: Figure, values: Mapping[str, Answer], guide: Guide) -> str:
    """Return the figure as text with its unit, rounded half up to its decimals.

    Every question it uses must be answered; the guide's reader has made sure of that.
    """
    exact = _value(figure.value, values, guide)
    scale = 10**figure.decimals
    rounded = Fraction(floor(exact * scale + Fraction(1, 2)), scale)
    return show_amount(int(rounded * 100), figure.unit)


def _value(part: Arithmetic | str | int, values: Mapping[str, Answer], guide: Guide) -> Fraction:
    if isinstance(part, int):
        return Fraction(part, 100)
    if isinstance(part, str):
        return Fraction(_hundredths(part, values, guide), 100)
    inputs = [_value(inner, values, guide) for inner in part.inputs]
    if part.operation == "multiply":
        return prod(inputs, start=Fraction(1))
    if part.operation == "add":
        return sum(inputs, start=Fraction(0))
    first, *rest = inputs
    return first / prod(rest, start=Fraction(1))


def _hundredths(name: str, values: Mapping[str, Answer], guide: Guide) -> int:
    question = guide.question_by_id[name.removesuffix(".number")]
    answer = values[question.id]
    if isinstance(answer, str):
        return question.option_by_id[answer].number or 0
    return answer if isinstance(answer, int) else 0
