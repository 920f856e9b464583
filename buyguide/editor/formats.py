"""Findings for other programs: JSON, GitHub annotations, SARIF. Pure; the screen's is elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote

from buyguide import __version__
from buyguide.editor.finding_ids import finding_ids
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from buyguide.editor.checking import Checked
    from buyguide.errors import Problem

MOST_ANNOTATIONS = 10  # of each type that GitHub shows for one step; the rest vanish unseen
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def as_json(checked: Checked) -> str:
    """Return the findings, how many cases ran, and the guide's size, as JSON."""
    keys = ("id", "severity", "file", "line", "column", "what", "remedy", "example")
    guide = checked.guide
    size = {"id": guide.id, "version": guide.version, "rules": len(guide.rules)} if guide else None
    problems = [{key: getattr(p, key) for key in keys} for p in checked.problems]
    return json.dumps({"guide": size, "cases": checked.cases, "problems": problems}, indent=2)


def github_lines(problems: Sequence[Problem]) -> list[str]:
    """Return one workflow command for each finding GitHub shows, and how many more there are."""
    by_type: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_type[_GITHUB[problem.severity]].append(problem)
    lines: list[str] = []
    for name in _GITHUB.values():
        lines += [_annotation(name, problem) for problem in by_type[name][:MOST_ANNOTATIONS]]
    for name in _GITHUB.values():
        rest = by_type[name][MOST_ANNOTATIONS:]
        if rest:
            lines.append(f"{len(rest)} more of type {name}, which GitHub would not show:")
            lines += [f"  {p.where}: {p.id} {clean(p.what)}" for p in rest]
    return lines


def sarif(problems: Iterable[Problem]) -> str:
    """Return the findings as one SARIF 2.1.0 run."""
    found = tuple(problems)
    kinds = finding_ids()
    rules = [
        {
            "id": id,
            "name": kinds[id].name,
            "shortDescription": {"text": kinds[id].name},
            "fullDescription": {"text": f"{kinds[id].wrong} {kinds[id].right}"},
            "help": {"text": kinds[id].why},
            "defaultConfiguration": {"level": kinds[id].severity},
        }
        for id in sorted({problem.id for problem in found} & kinds.keys())
    ]
    driver = {"name": "buyguide", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in found],
    }
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(problem: Problem) -> dict[str, object]:
    uri = quote(problem.file.replace("\\", "/"), errors="surrogateescape")
    where: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if problem.line:
        end = problem.column + problem.width
        where["region"] = {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endColumn": end,
        }
    # The line number is left out, so that a finding keeps its name when lines above it move.
    same = f"{problem.id}\0{problem.file}\0{problem.what}\0{problem.excerpt.strip()}"
    digest = hashlib.sha256(same.encode(errors="surrogateescape")).hexdigest()
    return {
        "ruleId": problem.id,
        "level": problem.severity,
        "message": {"text": " ".join(filter(None, (problem.what, problem.remedy)))},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"buyguide/v1": digest[:32]},
    }


def _annotation(name: str, problem: Problem) -> str:
    place = {"file": problem.file, "title": problem.id}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(problem.column)}
    options = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in place.items())
    said = " ".join(filter(None, (clean(problem.what), clean(problem.remedy))))
    return f"::{name} {options}::{_escaped(said, '')}"


def _escaped(text: str, more: str) -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
