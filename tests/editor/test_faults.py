"""Guides with one fault each (``tests/guides/faults``): the check finds that fault and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import PROVED, check
from buyguide.editor.finding_ids import finding_ids
from tests.bicycle import FOLDER, ROOT, copy_to, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.errors import Problem

FAULTS = ROOT / "tests" / "guides" / "faults"
TODAY = date(2026, 11, 21)
ELSEWHERE = (*PROVED, "BG91")  # what is proved, or was reviewed, has tests of its own
_FILE = re.compile(r"[\w/-]+\.(ya?ml|csv|md)")
_FINDING = re.compile(r"(error|warning|note) (BG\d{3})(?: at ([^:]+)(?:: (.+))?)?")


@dataclass(frozen=True)
class Found:
    """A finding as it is expected; ``column`` is None where any will do."""

    severity: str
    id: str
    file: str
    line: int
    column: int | None = None


@dataclass(frozen=True)
class Fault:
    """A fault: the edits of each file (old text, new text), and the findings as written."""

    name: str
    files: Mapping[str, tuple[tuple[str, str], ...]]
    findings: tuple[str, ...]


def read_faults() -> Iterator[Fault]:
    for path in sorted(FAULTS.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, *lines = part.strip("\n").split("\n")
            findings = tuple(line for line in lines if _FINDING.fullmatch(line))
            starts = [number for number, line in enumerate(lines) if _FILE.fullmatch(line)]
            ends = [*starts[1:], len(lines)]
            files = {
                lines[start]: tuple(edits(lines[start + 1 : end]))
                for start, end in zip(starts, ends, strict=True)
            }
            yield Fault(name, files, findings)


def edits(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the edits: lines that go, and the lines that take their place."""
    signs = "".join("-" if line[:1] == "-" else "+" if line[:1] == "+" else "." for line in lines)
    for found in re.finditer(r"-*\+*", signs):
        group = lines[found.start() : found.end()]
        if group:
            old = "".join(f"{line[2:]}\n" for line in group if line[0] == "-")
            new = "".join(unescaped(line) for line in group if line[0] == "+")
            yield old, new


def unescaped(line: str) -> str:
    if line.startswith("+\\|"):
        return line[3:].encode("ascii").decode("unicode_escape") + "\n"
    return f"{line[2:]}\n"


FAULTS_READ = tuple(read_faults())


def make(fault: Fault, folder: Path) -> list[tuple[str, int, int]]:
    """Make the fault in a copy of the guide; return the places that were marked, in order."""
    places = []
    for file, changes in fault.files.items():
        path = folder / file
        if not changes:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for old, new in changes:
            assert not old or f"\n{text}".count(f"\n{old}") == 1, f"not once there: {old}"
            text = f"\n{text}".replace(f"\n{old}", f"\n{new}", 1)[1:] if old else text + new
        content, marks = marked(text)
        path.write_text(content, encoding="utf-8")
        places += [(file, *mark) for mark in marks]
    return places


def expected(fault: Fault, folder: Path, places: list[tuple[str, int, int]]) -> Iterator[Found]:
    left = iter(places)
    for line in fault.findings:
        found = _FINDING.fullmatch(line)
        assert found is not None
        severity, id, file, words = found.groups()
        if file is None:
            yield Found(severity, id, *next(left))
        elif words is None:
            yield Found(severity, id, file, 0, 0)
        else:
            lines = (folder / file).read_text(encoding="utf-8").split("\n")
            numbers = [number for number, text in enumerate(lines, 1) if words in text]
            assert len(numbers) == 1, f"{words!r} stands on lines {numbers}"
            yield Found(severity, id, file, numbers[0])
    assert next(left, None) is None, "a mark without its finding"


def as_found(problem: Problem, folder: Path) -> Found:
    file = problem.file.removeprefix(str(folder)).lstrip("/") or "."
    return Found(problem.severity, problem.id, file, problem.line, problem.column)


@pytest.mark.parametrize("fault", FAULTS_READ, ids=lambda fault: fault.name)
def test_a_fault_is_found_at_its_place_and_nothing_else_is(fault: Fault, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    places = make(fault, folder)
    wanted = list(expected(fault, folder, places))
    problems = check(folder, today=TODAY).problems
    seen = [as_found(p, folder) for p in problems if not p.id.startswith(ELSEWHERE)]
    loose = {(w.severity, w.id, w.file, w.line) for w in wanted if w.column is None}
    shown = [
        Found(*key) if (key := (f.severity, f.id, f.file, f.line)) in loose else f for f in seen
    ]
    assert sorted(shown, key=str) == sorted(wanted, key=str), [p.what for p in problems]


def test_the_guide_that_the_faults_are_made_in_has_none() -> None:
    found = check(FOLDER, today=TODAY).problems
    assert [p.what for p in found if not p.id.startswith(ELSEWHERE)] == []


def test_every_finding_of_the_desk_has_its_fault() -> None:
    tested = {
        found[2]
        for fault in FAULTS_READ
        for found in map(_FINDING.fullmatch, fault.findings)
        if found
    }
    named_elsewhere = {id for id in finding_ids() if id.startswith(ELSEWHERE)}
    # these need another file than one edit can make: test_reading, test_checking
    special = {"BG101", "BG102", "BG606", "BG711", "BG712", "BG713"}
    assert finding_ids().keys() - tested - named_elsewhere == special


def test_there_are_sixty_faults_or_more() -> None:
    assert len({fault.name for fault in FAULTS_READ}) == len(FAULTS_READ) >= 60


@pytest.mark.parametrize("fault", FAULTS_READ, ids=lambda fault: fault.name)
def test_the_severity_of_a_fault_is_the_one_that_is_explained(fault: Fault) -> None:
    for found in map(_FINDING.fullmatch, fault.findings):
        assert found is not None
        assert finding_ids()[found[2]].severity == found[1]
