"""How soon the first question is there, and the next, beside a bare questionary script.

Every program runs on a terminal of its own, in turns.
"""

from __future__ import annotations

import os
import select
import signal
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Row
from buyguide.answers import next_question
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

    Figures = dict[str, dict[str, float]]  # what is measured, then of which program: ms

ROOT = Path(__file__).resolve().parent.parent
DOWN, ENTER = "\x1b[B", "\r"
_QUIET = 0.12  # seconds without output: then all of it is painted
_PATIENCE = 30.0
_WHERE_IS_THE_CURSOR, _THERE = b"\x1b[6n", b"\x1b[1;1R"
_LAST = "The last choice"
_STOCK = f"""import questionary
while True:
    questionary.select("Which?", ["One", "Two", "Three", {_LAST!r}]).unsafe_ask()
"""
_NAMES = """import sys, questionary
questionary.autocomplete("Which?", sys.argv[1].split("|")).unsafe_ask()
"""
_ALL = """import sys, importlib, pkgutil, buyguide
for module in pkgutil.walk_packages(buyguide.__path__, "buyguide."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from buyguide.cli import main
sys.exit(main([]))
"""
_FOOT = "Arrows move"  # what our lists paint last
_BARE, _QUESTIONARY, _OURS, _TOP = "python", "questionary", "buyguide", "all imported first"
_STARTS = {  # the program, and what it paints last
    _BARE: (("-c", f"print({_LAST!r})"), _LAST),
    _QUESTIONARY: (("-c", _STOCK), _LAST),
    _OURS: (("-m", "buyguide"), _FOOT),
    _TOP: (("-c", _ALL), _FOOT),
}

_TARGETS = {
    ("first byte", _BARE): 1.5,
    ("first prompt painted", _QUESTIONARY): 1.0,
    ("Enter to next question", _QUESTIONARY): 0.6,
}


class Terminal:
    """A Python program on a terminal, and when it wrote what."""

    def __init__(self, *arguments: str) -> None:
        self.ours, theirs = os.openpty()
        environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LINES": ""}
        subprocess.run(["stty", "rows", "40", "cols", "100"], stdin=theirs, check=True)
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environ,
            start_new_session=True,
        )
        os.close(theirs)
        self.output = b""

    def read(self, wait: float) -> float | None:
        """Read what comes within that time and return when it came; None: nothing did."""
        if not select.select([self.ours], [], [], wait)[0]:
            return None
        now = time.perf_counter()
        try:
            part = os.read(self.ours, 65536)
        except OSError:
            part = b""
        if not part:
            return None
        for _ in range(part.count(_WHERE_IS_THE_CURSOR)):
            os.write(self.ours, _THERE)
        self.output += part
        return now

    def starts(self, last: str) -> tuple[float, float]:
        """Return the milliseconds to the first byte and to the text that is painted last."""
        times: list[float] = []
        while last.encode() not in self.output:
            now = self.read(_PATIENCE)
            if now is None:
                raise SystemExit(f"It ended early:\n{self.output.decode(errors='replace')}")
            times.append((now - self.began) * 1e3)
        return times[0], times[-1]

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while self.read(_QUIET) is not None:
            pass

    def press(self, keys: str) -> float:
        """Press keys and return the milliseconds until all that they change is painted."""
        self.settle()
        began = done = time.perf_counter()
        os.write(self.ours, keys.encode())
        while (now := self.read(_QUIET)) is not None:
            done = now
        return (done - began) * 1e3

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.ours)


def starts(runs: int) -> Figures:
    """Measure every program's start, in turns; the first turn only warms the machine."""
    first: dict[str, list[float]] = {name: [] for name in _STARTS}
    painted: dict[str, list[float]] = {name: [] for name in _STARTS}
    for run in range(runs + 1):
        for name, (arguments, last) in _STARTS.items():
            terminal = Terminal(*arguments)
            byte, prompt = terminal.starts(last)
            terminal.close()
            if run:
                first[name].append(byte)
                painted[name].append(prompt)
    return {"first byte": _medians(first), "first prompt painted": _medians(painted)}


def interaction(runs: int, guide: Guide) -> Figures:
    """Measure Enter to the next question, and a key to the names it offers, in turns."""
    enter: dict[str, list[float]] = {_QUESTIONARY: [], _OURS: []}
    key: dict[str, list[float]] = {_QUESTIONARY: [], _OURS: []}
    names = next(iter(guide.catalogues.values())).all_names
    typed = names[len(names) // 2][:4]
    for _ in range(runs):
        stock = Terminal("-c", _STOCK)
        stock.starts(_LAST)
        enter[_QUESTIONARY] += [stock.press(ENTER) for _ in range(6)]
        stock.close()
        search = Terminal("-c", _NAMES, "|".join(names))
        search.starts("Which?")
        key[_QUESTIONARY] += [search.press(letter) for letter in typed]
        search.close()
        ours = Terminal("-m", "buyguide")
        ours.starts(_FOOT)
        for point in _way_to_the_names(guide):
            ours.press(point)
            enter[_OURS].append(ours.press(ENTER))
        key[_OURS] += [ours.press(letter) for letter in typed]
        ours.close()
    return {"Enter to next question": _medians(enter), "key to names offered": _medians(key)}


def _way_to_the_names(guide: Guide) -> Iterator[str]:
    """Yield the keys that answer each question up to a lookup, each with its first option."""
    values: dict[str, Answer] = {}
    while (question := next_question(guide, values)) is not None and question.kind != "lookup":
        first = question.options[0].id
        values[question.id] = (first,) if question.kind == "choices" else first
        yield DOWN + (" " if question.kind == "choices" else "")


def _medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: round(statistics.median(each), 2) for name, each in times.items()}


def rows(runs: int) -> list[Row]:
    """Return every figure beside a questionary script, and where there is one a bare Python."""
    figures = starts(runs)
    figures |= interaction(max(1, runs // 7), read_guide(find_guide(None)))
    return [
        Row(
            "start",
            what,
            times[_OURS] / 1e3,
            beside,
            times[_OURS] / times[beside],
            _TARGETS.get((what, beside)),
        )
        for what, times in figures.items()
        for beside in (_QUESTIONARY, _BARE, _TOP)
        if beside in times
    ]
