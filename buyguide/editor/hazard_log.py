"""Reads a guide's hazard log, a page for people in a fixed form: the hazards, each with its places.

Whether what a hazard names is there is for others to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from os.path import lexists
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problems, TooManyProblems
from buyguide.guide.text_checks import as_text, read_inside
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from buyguide.errors import Problem
    from buyguide.guide.text_checks import Text
    from buyguide.guide.yaml_text import Spot

HAZARDS_FILE = "HAZARDS.md"
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")  # as in DCB0129
WORDS = ("Harm", "Who", "Severity", "Causes", "Remains")
IDS = ("Answers", "Guarded by", "Promised by", "Shown by", "Rests on")
BUILT_IN = "Built in"  # may be left out: what the program does for any guide
_LABELS = (*WORDS, *IDS, BUILT_IN)
_HAZARD = re.compile(r"### (?P<id>[A-Za-z0-9_-]+): (?P<title>\S.*)")
_LABEL = re.compile(r"- \*\*(?P<label>[^*]+)\*\*: *(?P<words>.*)")
_NAMED = re.compile(r"`([^`]*)`")


@dataclass(frozen=True, slots=True)
class Named:
    """An id in back quotes, and where it stands."""

    id: str
    at: Spot


@dataclass(slots=True)
class Line:
    """What stands behind a label, over as many lines as it takes."""

    at: Spot
    parts: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What stands behind the label, as one line."""
        return " ".join(filter(None, self.parts))


@dataclass(frozen=True, slots=True)
class Hazard:
    """One way in which the advice could hurt somebody; ``lines`` are by label."""

    id: str
    title: str
    at: Spot
    lines: dict[str, Line] = field(default_factory=dict)

    def words(self, label: str) -> str:
        """Return what stands behind a label, ids included; nothing where it is left open."""
        return self.lines[label].words if label in self.lines else ""

    def named(self, label: str) -> list[Named]:
        """Return the ids that stand behind a label."""
        return self.lines[label].named if label in self.lines else []


@dataclass(frozen=True, slots=True)
class HazardLog:
    """The page, its hazards in order, and what is wrong with its form."""

    text: Text
    hazards: tuple[Hazard, ...]
    problems: tuple[Problem, ...]


def read_hazards(folder: Path) -> HazardLog | None:
    """Return the hazard log of a guide's folder, or None when it keeps none.

    Raises ``InputError`` when the file cannot be read or leads out of the folder, or holds more
    problems than anybody reads.
    """
    path = folder / HAZARDS_FILE
    if not lexists(path):
        return None
    text = as_text(read_inside(folder, path), str(path))
    problems = Problems()
    try:
        hazards = tuple(_hazards(text, problems))
        problems.extend(_faults(text, hazards))
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    return HazardLog(text, hazards, tuple(problems))


def _hazards(text: Text, problems: list[Problem]) -> Iterator[Hazard]:
    """Yield the hazards; any other heading ends the one before it."""
    hazard: Hazard | None = None
    line: Line | None = None
    for number, written in enumerate(text.lines):
        at = (number, 0, len(written))
        if written.startswith("#"):
            hazard, line = _headed(written, at, text, problems), None
            if hazard is not None:
                yield hazard
        elif hazard is not None and (found := _LABEL.match(written)):
            line = _labelled(hazard, found["label"], at, text, problems)
            _add(line, number, written, found.start("words"))
        elif line is not None and written.startswith("  "):
            _add(line, number, written, 2)
        else:
            line = None


def _headed(heading: str, at: Spot, text: Text, problems: list[Problem]) -> Hazard | None:
    found = _HAZARD.fullmatch(heading)
    if found is None and heading.startswith("###"):
        remedy = "Write ### H01: and in a few words what could happen."
        problems.append(_form(text, at, "this hazard has no id or no name.", remedy))
    if found is None:
        return None
    return Hazard(found["id"], found["title"], (at[0], 4, len(found["id"])))


def _labelled(hazard: Hazard, label: str, at: Spot, text: Text, problems: list[Problem]) -> Line:
    line, spot = Line(at), (at[0], 4, len(label))
    if label not in _LABELS:
        what = f'"{label}" is not something that a hazard says.'
        problems.append(_form(text, spot, what, remedy_for(label, _LABELS)))
    elif label in hazard.lines:
        what = f'"{label}" stands twice in the hazard "{hazard.id}".'
        problems.append(_form(text, spot, what, "Make one of the two."))
    return hazard.lines.setdefault(label, line)


def _add(line: Line, number: int, written: str, start: int) -> None:
    line.parts.append(written[start:].strip())
    for found in _NAMED.finditer(written, start):
        line.named.append(Named(found[1], (number, found.start(1), len(found[1]))))


def _faults(text: Text, hazards: tuple[Hazard, ...]) -> Iterator[Problem]:
    """Yield a problem for each thing that a hazard leaves open or says in a way of its own."""
    seen: set[str] = set()
    for hazard in hazards:
        if hazard.id in seen:
            what = f'there is another hazard "{hazard.id}".'
            yield _form(text, hazard.at, what, "Give this one an id of its own.")
        seen.add(hazard.id)
        for label in (*WORDS, *IDS):
            if not hazard.words(label):
                what = f'the hazard "{hazard.id}" leaves "{label}" open.'
                remedy = f"Add - **{label}**: and what holds; where nothing does, say why."
                yield _form(text, hazard.at, what, remedy)
        severity = hazard.words("Severity")
        if severity and severity not in SEVERITIES:
            what = f'"{severity}" is no severity of a hazard.'
            remedy = f"Write one of {', '.join(SEVERITIES)}."
            yield _form(text, hazard.lines["Severity"].at, what, remedy)


def _form(text: Text, at: Spot, what: str, remedy: str) -> Problem:
    return text.problem(at, what, remedy).named("BG964")
