"""A promise: what must hold for every interview, whatever is answered in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Place


@dataclass(frozen=True, slots=True)
class Promise:
    """What must hold for every interview, or for those in which ``whenever`` holds.

    With ``somebody`` it need hold for one of them only. The names in ``whenever_says``, which
    narrows the promise to interviews in which one of them speaks, and in the keys about what is
    said are ids of rules, kinds, severities or goals. ``always_shows`` names parts of the guide
    that every report prints.
    """

    id: str
    say: str
    place: Place
    whenever: Condition | None = None
    whenever_says: tuple[str, ...] = ()
    somebody: bool = False
    verdict_in: tuple[str, ...] = ()
    verdict_not_in: tuple[str, ...] = ()
    always_says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    at_least_one_of: tuple[str, ...] = ()
    exactly_one_of: tuple[str, ...] = ()
    at_most_one_of: tuple[str, ...] = ()
    always_shows: tuple[str, ...] = ()
