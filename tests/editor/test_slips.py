"""The editor's slips: whatever single thing goes wrong in the shipped files, the check leads there.

Thirty of them are tried in each run, others with ``BUYGUIDE_SLIPS=200`` and ``BUYGUIDE_SEED=1``.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

from buyguide.editor.checking import check
from buyguide.editor.desk import read_desk
from buyguide.editor.pieces import pieces
from buyguide.editor.record import RECORD, record_text
from buyguide.editor.starting import copy_guide
from buyguide.guide.places import find_guide
from tests.editor.slips import SORTS, draw, how_told, read_files

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from buyguide.errors import Problem

SHIPPED = find_guide("red_light_mask")
TODAY = date(2026, 11, 21)
SLIPS = int(os.environ.get("BUYGUIDE_SLIPS", "30"))
SEED = int(os.environ.get("BUYGUIDE_SEED", "2026"))


def new(folder: Path, before: Collection[tuple[str, str]] = ()) -> list[Problem]:
    """Return the findings that were not there before, sorted by place."""
    problems = check(folder, today=TODAY).problems
    return [problem for problem in problems if (problem.id, problem.what) not in before]


def test_the_first_finding_leads_to_any_slip(tmp_path: Path) -> None:
    """A slip that leaves what the files say as it was, such as one in a comment, is drawn again."""
    folder = tmp_path / "guide"
    copy_guide(SHIPPED, folder)
    record = record_text(pieces(read_desk(folder)[0]))
    (folder / RECORD).write_text(record, encoding="utf-8")
    files, before = read_files(folder), {(p.id, p.what) for p in new(folder)}
    random, led, lost = Random(SEED), Counter[str](), []  # noqa: S311 no secret
    for _, sort in zip(range(SLIPS), cycle(SORTS), strict=False):
        slip = draw(random, files, sort)
        (folder / slip.file).write_text(slip.text, encoding="utf-8")
        told = new(folder, before)
        (folder / slip.file).write_text(files[slip.file], encoding="utf-8")
        how = how_told(told[0], slip, folder) if told else None
        if how is None:
            found = [f"{p.where} {p.what} {p.remedy}" for p in told[:3]]
            lost.append((sort, slip.file, slip.lines, slip.before, slip.after, *found))
        else:
            led[f"{slip.sort}, by its {how}"] += 1
    print(f"\n{SLIPS} slips, seed {SEED}: {dict(sorted(led.items()))}; lost: {len(lost)}")
    assert lost == []


def test_a_slip_of_every_sort_changes_its_file() -> None:
    files, random = read_files(SHIPPED), Random(SEED)  # noqa: S311 no secret
    slips = [draw(random, files, sort) for sort in SORTS for _ in range(10)]
    assert all(slip.text != files[slip.file] for slip in slips)
    assert {slip.file.rsplit(".", 1)[1] for slip in slips} == {"yaml", "csv"}
