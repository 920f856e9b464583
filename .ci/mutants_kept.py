"""What is known of slips: results kept in ``mutants/``, and the explanations in ``mutation.md``.

A slip is explained when each line that it puts in stands in a block that begins with its module.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable

    from mutants_slips import Slip

HERE = Path(__file__).parent
MUTANTS = HERE.parent / "mutants"


class Result(TypedDict):
    """What became of a slip: its state, the test that noticed it, the most examples tried."""

    state: str  # noticed, left or untried
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


def explained(module: str) -> Callable[[Slip], bool]:
    """Return what says whether a slip of a module is explained."""
    text = (HERE / "mutation.md").read_text(encoding="utf-8")
    home = re.escape(module.removeprefix("buyguide/"))
    blocks = re.findall(rf"(?ms)^```{home}\n(.*?)^```$", text)
    lines = {line for own in blocks for line in own.splitlines()}

    def is_explained(slip: Slip) -> bool:
        new = [line[2:] for line in slip.change if line[0] == "+"]
        return bool(new) and lines.issuperset(new)

    return is_explained


def _path(module: str) -> Path:
    return MUTANTS / f"{module.replace('/', '.')}.json"
