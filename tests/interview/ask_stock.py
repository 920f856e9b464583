"""Ask with questionary as it comes, to show what the adapter is for: ``FAULT``."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import questionary

if TYPE_CHECKING:
    from collections.abc import Callable

ILLS = ["Lupus", "Epilepsy", "None of these"]


def _two_questions() -> object:
    first = questionary.confirm("Epilepsy?", default=False).unsafe_ask()
    time.sleep(0.3)  # what a program does between two questions
    return [first, questionary.checkbox("Which?", ILLS).unsafe_ask()]


def _search(kind: Callable[..., questionary.Question]) -> object:
    prompt = kind("Which?", ILLS, use_search_filter=True, use_jk_keys=False)
    return prompt.unsafe_ask()


FAULTS: dict[str, Callable[[], object]] = {
    "two questions": _two_questions,
    "ticks": lambda: questionary.checkbox("Which?", ILLS).unsafe_ask(),
    "search": lambda: _search(questionary.checkbox),
    "search one": lambda: _search(questionary.select),
    "names": lambda: questionary.autocomplete("Which?", ILLS).unsafe_ask(),
}

if __name__ == "__main__":
    print("ANSWERS", json.dumps(FAULTS[sys.argv[1]]()))
