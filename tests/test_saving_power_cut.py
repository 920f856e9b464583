"""A power cut at any moment of a save leaves the old file or the new one, whole.

The calls of a real save are recorded, and every state is tried that the disk may be left in.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buyguide.saving import save
from tests.power_cut import Step, Synced, Wrote, after_a_cut, steps
from tests.traced import needs_strace, traced

if TYPE_CHECKING:
    from collections.abc import Iterable

OLD = "guide: red_light_mask\nanswers: {}\n"
NEW = OLD + "# new\n" * 30_000
CALLS = "openat,write,fsync,rename,stat,newfstatat"
BEGIN, END = "/buyguide-save-begins", "/buyguide-save-ends"
WAYS = {
    "answers": "save(file, text)",
    "a report": "save_new(file, text, replace=True)",
    "results made by another program": """
with private_folder(file) as folder:
    (folder / "made").write_text(text)
    put_in_place(folder / "made", file)
""",
}
SAVER = f"""
import os, sys
from buyguide.saving import private_folder, put_in_place, save, save_new
file, text = sys.argv[1], {OLD!r} + "# new\\n" * 30_000
os.path.exists("{BEGIN}")
@
os.path.exists("{END}")
"""


def recorded(way: str, file: Path) -> list[Step]:
    """Save the new text over the old one in a child; return what that did, step by step."""
    file.write_text(OLD, encoding="utf-8")
    script = SAVER.replace("@", WAYS[way])
    done, calls = traced(["-c", script, str(file)], CALLS, cwd=file.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_text(encoding="utf-8") == NEW
    begin, end = (
        next(number for number, call in enumerate(calls) if mark in call.given)
        for mark in (BEGIN, END)
    )
    return list(steps(calls[begin:end], NEW.encode()))


def states(done: Iterable[Step], file: Path) -> list[dict[str, bytes]]:
    """Return the states that a power cut after each step may leave, each of them once."""
    done = list(done)
    found = [
        state
        for last in range(len(done) + 1)
        for state in after_a_cut(done[:last], {str(file): OLD.encode()})
    ]
    return list({tuple(sorted(state.items())): state for state in found}.values())


@needs_strace
@pytest.mark.parametrize("way", WAYS)
def test_after_a_power_cut_the_file_is_the_old_or_the_new_one_whole(
    way: str, tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    done = recorded(way, file)
    assert [type(step) for step in done].count(Wrote) >= 1
    found = states(done, file)
    assert {state[str(file)] for state in found} == {OLD.encode(), NEW.encode()}
    saved = list(after_a_cut(done, {str(file): OLD.encode()}))
    assert {state[str(file)] for state in saved} == {NEW.encode()}, "saved means saved"
    print(f"{way}: {len(done)} steps, {len(found)} states")


@needs_strace
@pytest.mark.parametrize("way", WAYS)
def test_without_either_of_its_syncs_a_save_would_be_torn_or_lost(way: str, tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    done = recorded(way, file)
    syncs = [step for step in done if isinstance(step, Synced)]
    assert len(syncs) == 2
    of_file = [step for step in done if step != syncs[0]]
    assert any(
        state[str(file)] not in {OLD.encode(), NEW.encode()} for state in states(of_file, file)
    )
    of_folder = [step for step in done if step != syncs[1]]
    before = {str(file): OLD.encode()}
    assert OLD.encode() in {state[str(file)] for state in after_a_cut(of_folder, before)}


@needs_strace
def test_after_a_power_cut_the_next_save_works_and_clears_what_was_left(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    left = 0
    for state in states(recorded("answers", folder / "my.yaml"), folder / "my.yaml"):
        shutil.rmtree(folder)
        folder.mkdir()
        for name, content in state.items():
            Path(name).write_bytes(content)
        left += len(state) - 1
        save(str(folder / "my.yaml"), NEW)
        assert [path.name for path in folder.iterdir()] == ["my.yaml"]
        assert (folder / "my.yaml").read_text(encoding="utf-8") == NEW
    assert left, "no power cut left a temporary file"
