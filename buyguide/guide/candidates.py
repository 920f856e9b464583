"""What a guide says of the things to choose between, and of articles that do not agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.guide.model import Place

MARKS = ("against", "not_known", "look_closer", "fine")  # of a point; the first that is given wins


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is checked about each candidate.

    ``ask`` is what to ask the seller while it is not known. The rules that name the point say
    how it stands.
    """

    id: str
    label: str
    ask: str
    place: Place


@dataclass(frozen=True, slots=True)
class Candidates:
    """How a guide speaks of the things to choose between, which its candidate questions describe.

    ``noun`` and ``nouns`` name one and several; ``name`` is the text question that names one.
    ``given`` are the answers that hold of whoever has one in mind; ``another`` asks for one more.
    ``points`` are checked about each.
    """

    noun: str
    nouns: str
    name: str
    given: Mapping[str, str]
    another: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Tension:
    """Something on which the articles do not agree, how it is settled, and the rules that do so."""

    id: str
    about: str
    say: str
    rules: tuple[str, ...]
    place: Place
