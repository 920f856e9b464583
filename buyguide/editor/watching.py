"""Waits until a file in a guide's folder is saved, by looking at times and sizes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from buyguide.editor.cases import CASES_FOLDER
from buyguide.editor.hazard_log import HAZARDS_FILE
from buyguide.editor.record import RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_ENDINGS = frozenset({".yaml", ".yml", ".csv"})
PAUSE = 0.1  # seconds between looks: short enough to feel immediate, long enough to cost nothing


def snapshot(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Return the time of change and the size of each file that a check reads or refuses."""
    found = {}
    for path in (*folder.glob("*"), *folder.glob(f"{CASES_FOLDER}/*")):
        if path.suffix.lower() not in _ENDINGS and path.name not in {HAZARDS_FILE, RECORD}:
            continue
        try:
            state = path.stat()
        except OSError:  # gone between the listing and the look; the next look sees it so
            continue
        found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found


def changes(
    folder: Path, *, wait: Callable[[float], object] = time.sleep
) -> Iterator[Mapping[str, tuple[int, int]]]:
    """Yield once at the start, then once after each change; ends with the caller."""
    seen = snapshot(folder)
    yield seen
    while True:
        wait(PAUSE)
        now = snapshot(folder)
        if now != seen:
            seen = now
            yield seen
