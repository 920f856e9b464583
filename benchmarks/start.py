"""How soon it greets, asks, goes on and answers, beside bare Python and a bare questionary script.

Ours runs as an installed script runs it. Every program has its turn in every round.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.terminals import Terminal, installed, whole_run
from benchmarks.timing import QUICK, Times
from buyguide.answers import next_question
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.table import Row
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

    Seconds = dict[str, list[float]]  # by program, one for each round

DOWN, END, ENTER = "\x1b[B", "\x1b[F", "\r"
_LAST = "The last choice"
_STOCK = f"""import questionary
while True:
    questionary.select("Which?", ["One", "Two", "Three", {_LAST!r}]).unsafe_ask()
"""
_NAMES = """import sys, questionary
questionary.autocomplete("Which?", sys.argv[1].split("|")).unsafe_ask()
"""
_RUN = "import sys; from buyguide.__main__ import main; sys.exit(main())"
_ALL = f"""import importlib, pkgutil, buyguide
for module in pkgutil.walk_packages(buyguide.__path__, "buyguide."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
{_RUN}
"""
_FOOT = "Arrows move"  # what our lists paint last
_PAGE, _KEEP = "These are right", "type a file name"
_PYTHON, _QUESTIONARY, _OURS = "python -c pass", "three lines of questionary", "buyguide"
_TOP = "buyguide with every import at the top"
_STARTS = {  # the program, and what it paints last
    _PYTHON: (("-c", f"print({_LAST!r})"), _LAST),
    _QUESTIONARY: (("-c", _STOCK), _LAST),
    _OURS: (("-c", _RUN), _FOOT),
    _TOP: (("-c", _ALL), _FOOT),
}
_RUNS = {
    _PYTHON: ("-c", "pass"),
    "--version": ("-c", _RUN, "--version"),
    "--help": ("-c", _RUN, "--help"),
    "lookup of a name on the list": ("-c", _RUN, "lookup", "{listed}"),
    "lookup of a slip": ("-c", _RUN, "lookup", "{slip}"),
}
_ALL_BUT_ONE = """guide: red_light_mask
answers: {for_whom: me, country: us, goals: [wrinkles], age: 27_or_over, pregnancy: no,
  eye_conditions: [none], light_conditions: [none], skin_conditions: [none], light_medicine: no,
  medicine_list: none, skin_marks: no, patience: months, sessions: five_or_more, budget: 400,
  reasons: [social_media]}
"""


def rows(runs: int) -> list[Row]:
    """Return every figure; starts and whole runs have their turns so many times."""
    guide = read_guide(find_guide(None))
    talks = max(1, runs // QUICK)
    with installed() as environ:
        return [
            *_starts(environ, runs),
            *_whole_runs(environ, guide, runs),
            *_interviews(environ, guide, talks),
        ]


def _starts(environ: dict[str, str], runs: int) -> Iterator[Row]:
    """Time every program's start; the first round only warms the machine."""
    first: Seconds = {name: [] for name in _STARTS}
    painted: Seconds = {name: [] for name in _STARTS}
    for run in range(runs + 1):
        for name, (arguments, last) in _STARTS.items():
            terminal = Terminal(environ, *arguments)
            byte, prompt = terminal.starts(last)
            terminal.close()
            if run:
                first[name].append(byte)
                painted[name].append(prompt)
    yield Times(first).row("start", "first byte", _OURS, _PYTHON, target=1.5)
    yield Times(painted).row("start", "first question", _OURS, _QUESTIONARY, target=1.0)
    yield Times(painted).row("start", "first question", _OURS, _TOP)


def _whole_runs(environ: dict[str, str], guide: Guide, runs: int) -> Iterator[Row]:
    listed = _listed(guide)[0]
    names = {"listed": listed, "slip": f"{listed[:-2]}{listed[-1]}{listed[-2]}"}
    seconds: Seconds = {name: [] for name in _RUNS}
    for _ in range(runs):
        for name, arguments in _RUNS.items():
            words = (word if word in {_RUN, "-c"} else word.format(**names) for word in arguments)
            seconds[name].append(whole_run(environ, *words))
    for name in (name for name in _RUNS if name != _PYTHON):
        yield Times(seconds).row("start", name, name, _PYTHON, target=3.0)


def _interviews(environ: dict[str, str], guide: Guide, talks: int) -> Iterator[Row]:
    """Time Enter to the next question, a key to the names it offers, and the last Enter."""
    enter: Seconds = {_QUESTIONARY: [], _OURS: []}
    key: Seconds = {_QUESTIONARY: [], _OURS: []}
    end: Seconds = {_QUESTIONARY: [], _OURS: []}
    names = _listed(guide)
    typed = names[len(names) // 2][:4]
    for _ in range(talks):
        ours, stock = Terminal(environ, "-c", _RUN), Terminal(environ, "-c", _STOCK)
        ours.starts(_FOOT), stock.starts(_LAST)
        for point in _way_to_the_names(guide):
            ours.press(point)
            enter[_OURS].append(ours.press(ENTER))
            enter[_QUESTIONARY].append(stock.press(ENTER))
        search = Terminal(environ, "-c", _NAMES, "|".join(names))
        search.starts("Which?")
        for letter in typed:
            key[_OURS].append(ours.press(letter))
            key[_QUESTIONARY].append(search.press(letter))
        end[_OURS].append(_last_enter(environ))
        end[_QUESTIONARY].append(stock.press(ENTER))
        for each in (ours, stock, search):
            each.close()
    yield Times(enter).row("start", "Enter to the next question", _OURS, _QUESTIONARY, target=0.6)
    what = f"key to the names it offers, of {len(names):,}"
    yield Times(key).row("start", what, _OURS, _QUESTIONARY)
    yield Times(end).row("start", "last Enter to the report", _OURS, _QUESTIONARY)


def _listed(guide: Guide) -> tuple[str, ...]:
    return next(iter(guide.catalogues.values())).all_names


def _way_to_the_names(guide: Guide) -> Iterator[str]:
    """Yield the keys that answer each question up to a lookup, each with its first option."""
    values: dict[str, Answer] = {}
    while (question := next_question(guide, values)) is not None and question.kind != "lookup":
        first = question.options[0].id
        values[question.id] = (first,) if question.kind == "choices" else first
        yield DOWN + (" " if question.kind == "choices" else "")


def _last_enter(environ: dict[str, str]) -> float:
    """Answer the one question that is left, and say at the end that nothing shall be kept."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.yaml")
        file.write_text(_ALL_BUT_ONE, encoding="utf-8")
        terminal = Terminal(environ, "-c", _RUN, "--answers", str(file))
        terminal.starts(_FOOT)
        for shown in (_PAGE, _KEEP):
            terminal.press(END)
            terminal.press(ENTER)
            terminal.until(shown)
        seconds = terminal.ends(ENTER)
        terminal.until("Sources")
        terminal.close()
        return seconds
