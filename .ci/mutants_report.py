"""Prints how many mutants of each module were noticed, and those left that nobody explained.

Ends with 1 when fewer than ``LEAST`` percent were noticed, or when one that was not stands in no
explanation: its changed line, in a block of ``mutation.md`` that begins with the module.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
MUTANTS = HERE.parent / "mutants"
TEXT = (HERE / "mutation.md").read_text(encoding="utf-8")
EXPLAINED = {
    (f"buyguide/{module}", line)
    for module, lines in re.findall(r"(?ms)^```(\S+)\n(.*?)^```$", TEXT)
    for line in lines.splitlines()
}
LEAST = 95
UNTRIED, SURVIVED, NO_TEST = None, 0, 33  # exit codes as mutmut keeps them; all others: noticed


def main() -> int:
    """Print the table; return the status to end with."""
    total: Counter[str] = Counter()
    unexplained = 0
    for path in sorted(MUTANTS.rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if not codes:
            continue
        counts = Counter(_state(code) for code in codes.values())
        total += counts
        module = path.relative_to(MUTANTS).as_posix().removesuffix(".meta")
        print(_line(module, counts))
        for name, code in codes.items():
            if code in {SURVIVED, NO_TEST} and (change := _not_explained(name, module)):
                unexplained += 1
                print(f"    {name}\n{change}")
    print(_line("all", total))
    print(f"{unexplained} of {total['left']} that were not noticed are not explained.")
    return int(bool(unexplained) or _percent(total) < LEAST)


def _state(code: int | None) -> str:
    return "untried" if code is UNTRIED else "left" if code in {SURVIVED, NO_TEST} else "noticed"


def _percent(counts: Counter[str]) -> float:
    return 100 * counts["noticed"] / max(1, counts["noticed"] + counts["left"])


def _line(name: str, counts: Counter[str]) -> str:
    states = ", ".join(f"{counts[state]} {state}" for state in ("noticed", "left", "untried"))
    return f"{name:36} {states}: {_percent(counts):.1f} %"


def _not_explained(name: str, module: str) -> str:
    """Return the lines a mutant changes, unless the new ones stand among the explanations."""
    shown = subprocess.run(
        [HERE.parent / ".venv/bin/mutmut", "show", name],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE.parent,
    ).stdout.splitlines()
    new = [line[1:].strip() for line in shown if line.startswith("+") and line[:3] != "+++"]
    if new and all((module, line) in EXPLAINED for line in new):
        return ""
    return "\n".join(f"      {line}" for line in shown if line[:1] in "+-")


if __name__ == "__main__":
    sys.exit(main())
