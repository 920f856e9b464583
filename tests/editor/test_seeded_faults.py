"""Each seeded fault is found by the check or by the diff, with an interview that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from buyguide.answers_file import read_answers
from buyguide.editor.diff import Change, compare, told
from buyguide.editor.laws import breaches
from buyguide.editor.pasting import answers_file
from buyguide.editor.promises import BROKEN, COVERS_NOBODY, prove_promises
from buyguide.editor.reachability import idle_steps, silent_rules
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import world_of
from tests.editor.seeded_faults import FAULTS

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.model import Guide

SHIPPED = read_guide(find_guide(None))


@dataclass(frozen=True)
class Found:
    """What the check and the diff say of a fault."""

    broken: tuple[str, ...]  # promises
    breached: tuple[str, ...]  # laws, by question
    dead: tuple[str, ...]  # rules and steps
    changes: tuple[Change, ...]
    form: tuple[str, ...]
    worse: bool

    @property
    def by_check(self) -> bool:
        return bool(self.broken or self.breached or self.dead)

    @property
    def by_diff(self) -> bool:
        return bool(self.changes or self.form)


@cache
def found(fault: str) -> Found:
    guide = FAULTS[fault](SHIPPED)
    world = world_of(guide)
    outcomes = prove_promises(world)
    difference = compare(SHIPPED, guide, {})
    dead = (*silent_rules(world), *idle_steps(world))
    return Found(
        broken=tuple(o.promise.id for o in outcomes if o.state in {BROKEN, COVERS_NOBODY}),
        breached=tuple(dict.fromkeys(b.step.question for b in breaches(world))),
        dead=tuple(i.id for i in dead if i.sort in {"never speaks", "never wins"}),
        changes=difference.changes,
        form=tuple(change.what for change in difference.form),
        worse=difference.worse,
    )


def test_there_are_at_least_forty_faults() -> None:
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found_and_its_example_runs(fault: str, tmp_path: Path) -> None:
    what = found(fault)
    assert what.by_check or what.by_diff
    guide = FAULTS[fault](SHIPPED)
    for change in what.changes[:3]:
        was, now = told(SHIPPED, change.example), told(guide, change.example)
        assert was != now or change.sort == "eased"
        runs(change.example, guide, tmp_path)


def runs(values: object, guide: Guide, folder: Path) -> None:
    """Write the example as a file and read it as `report` does."""
    file = folder / "example.yaml"
    file.write_text(answers_file(guide, values), encoding="utf-8")  # type: ignore[arg-type]
    assert read_answers(str(file), guide).values


def table() -> str:
    """Return a row for each fault: what the check says, and what the diff says."""
    rows = ["fault | check | diff", "--- | --- | ---"]
    for fault in FAULTS:
        what = found(fault)
        check = [*what.broken[:2], *(f"law at {q}" for q in what.breached[:1]), *what.dead[:1]]
        moves = [
            f"{c.before} -> {c.after}" if c.sort == "verdict" else f"{c.sort} {c.before or c.after}"
            for c in what.changes[:2]
        ]
        mark = "worse: " if what.worse else ""
        said = "; ".join([*moves, *what.form[:1]])
        rows.append(f"{fault} | {', '.join(check) or '-'} | {mark}{said or '-'}")
    both = sum(found(fault).by_check for fault in FAULTS)
    return "\n".join([*rows, "", f"{len(FAULTS)} faults: {both} found by the check alone"])


if __name__ == "__main__":
    print(table())
