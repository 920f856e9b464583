"""What a condition is once it has been read: tests of single questions, joined by all and any."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Test:
    """One question's own test; false while the question is unasked or skipped.

    The one exception is ``answered`` with ``flag`` false. ``options`` holds option ids, entry
    names or tags; ``amount`` is in hundredths; ``other`` names a question whose answer takes
    the place of ``options`` or ``amount``.
    """

    question: str
    operator: str
    options: tuple[str, ...] = ()
    amount: int | None = None
    other: str | None = None
    flag: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds; with no parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class InSituation:
    """Holds when the named situation's own condition holds."""

    id: str


Condition = Test | All | AnyOf | InSituation
