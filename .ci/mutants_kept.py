"""What is known of slips: results kept in ``mutants/``, and the explanations in ``mutation.md``.

A slip is explained when each line that it puts in stands in a block that begins with its module.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from mutants_slips import Slip

HERE = Path(__file__).parent
MUTANTS = HERE.parent / "mutants"


class Result(TypedDict):
    """What became of a slip: its state, the test that noticed it, the most examples tried."""

    state: str  # noticed, slow (a test went on and on), left or untried
    by: str
    examples: int


Results = dict[str, Result]


def kept(module: str) -> Results:
    """Return the results of a module's slips, by key."""
    path = _path(module)
    results: Results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return results


def keep(module: str, results: Results) -> None:
    """Write the results of a module's slips."""
    _path(module).write_text(json.dumps(results), encoding="utf-8")


def explanations(module: str) -> frozenset[str]:
    """Return the lines that are explained as the changed ones of slips of a module."""
    text = (HERE / "mutation.md").read_text(encoding="utf-8")
    home = re.escape(module.removeprefix("buyguide/"))
    blocks = re.findall(rf"(?ms)^```{home}\n(.*?)^```$", text)
    return frozenset(line for own in blocks for line in own.splitlines())


def telling_lines(slip: Slip) -> frozenset[str]:
    """Return the lines that tell a slip from others of its module.

    They are those that it puts in, or where there are none those that it takes out, after a "-".
    """
    new = frozenset(line[2:] for line in slip.change if line[0] == "+")
    return new or frozenset(slip.change)


def is_explained(slip: Slip, lines: frozenset[str]) -> bool:
    """Say whether all lines that tell a slip from others are explained."""
    return telling_lines(slip) <= lines


def _path(module: str) -> Path:
    return MUTANTS / f"{module.replace('/', '.')}.json"
