"""Runs the program with one of its functions broken: the fault says an answer, as faults may.

``python tests/broken.py MODULE FUNCTION WORDS…``; a method is written ``Class.method``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

CANARY = "Zanzibarium"


def broken(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError(CANARY)


def main() -> int:
    module, name, *words = sys.argv[1:]
    *holders, last = name.split(".")
    place: object = import_module(f"buyguide.{module}")
    for holder in holders:
        place = getattr(place, holder)
    assert callable(getattr(place, last))
    setattr(place, last, broken)
    sys.argv[1:] = words

    from buyguide.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
