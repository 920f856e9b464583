"""Every call that a save makes of the system is made to fail, or is the last before a kill.

Whatever happens, the file holds what it held or all of what was saved, and what is said is true.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from buyguide.saving import save
from tests.traced import ROOT, Call, calls_in, needs_strace

if TYPE_CHECKING:
    from pathlib import Path

OLD = "guide: red_light_mask\nanswers: {}\n"
NEW = OLD + "# new\n" * 30_000
BEGIN, END = "/buyguide-save-begins", "/buyguide-save-ends"
CALLS = "openat,newfstatat,lstat,stat,statx,read,getdents64,write,fsync,close,rename,unlink,kill"
STEPS = ("openat", "write", "fsync", "close", "rename")  # those that can find a disk full or broken
SAVER = f"""
import os, sys
from buyguide.errors import InputError
from buyguide.saving import save
text = {OLD!r} + "# new\\n" * 30_000  # no pipe: it would be read in as many calls as it likes
def mark(path):
    try: os.stat(path)
    except OSError: pass
mark("{BEGIN}")
try:
    save(sys.argv[1], text)
except InputError as error:
    mark("{END}")
    raise SystemExit(str(error))
mark("{END}")
"""


@dataclass(frozen=True)
class Step:
    """One call of a save: which one, and the how-manieth of its name in the whole process."""

    name: str
    number: int
    given: str


def run_save(file: Path, *inject: str) -> tuple[subprocess.CompletedProcess[str], list[Call]]:
    """Save the new text in a child, with one call of the system tampered with.

    What Python compiles is kept apart, so that the calls before the save are always as many.
    """
    log = file.parent.parent / "calls"
    done = subprocess.run(
        ["strace", "-f", "-o", str(log), "-e", f"trace={CALLS}", *inject,
         sys.executable, "-c", SAVER, str(file)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        env={
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0",
            "PYTHONPYCACHEPREFIX": str(file.parent.parent / "compiled"),
        },
    )  # fmt: skip
    return done, list(calls_in(log.read_text(encoding="utf-8", errors="replace")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o700)
    place = folder / "my.yaml"
    run_save(place)  # from here on everything is compiled
    place.write_text(OLD, encoding="utf-8")
    return place


def steps_of(calls: list[Call]) -> list[Step]:
    """Return the calls between the two marks, counted from the start of the process."""
    seen: dict[str, int] = {}
    steps, inside = [], False
    for call in calls:
        seen[call.name] = seen.get(call.name, 0) + 1
        if BEGIN in call.given or END in call.given:
            inside = BEGIN in call.given
        elif inside:
            steps.append(Step(call.name, seen[call.name], call.given))
    return steps


def whole(file: Path) -> str:
    """Return which of the two texts the file holds, from end to end."""
    content = file.read_text(encoding="utf-8")
    assert content in {OLD, NEW}, "the file is torn"
    return "new" if content == NEW else "old"


@needs_strace
def test_a_save_is_synced_before_it_takes_the_name_and_the_folder_after(file: Path) -> None:
    done, calls = run_save(file)
    assert done.returncode == 0, done.stderr
    order = [step.name for step in steps_of(calls) if step.name in {"write", "fsync", "rename"}]
    assert order[-3:] == ["fsync", "rename", "fsync"]
    assert set(order[:-3]) == {"write"}
    made = next(step for step in steps_of(calls) if "O_CREAT" in step.given)
    assert "O_EXCL" in made.given
    assert "0600" in made.given


@needs_strace
def test_a_save_killed_at_any_of_its_calls_leaves_one_whole_file(file: Path) -> None:
    steps = steps_of(run_save(file)[1])
    assert len(steps) >= 10
    left = 0
    for step in steps:
        file.write_text(OLD, encoding="utf-8")
        done, calls = run_save(file, "-e", f"inject={step.name}:signal=KILL:when={step.number}")
        assert done.returncode != 0
        assert not any(END in call.given for call in calls), "it was not killed"
        whole(file)
        rests = [path for path in file.parent.iterdir() if path != file]
        left += len(rests)
        assert len(rests) <= 1
        save(str(file), OLD)
        assert list(file.parent.iterdir()) == [file], "the next save clears what was left"
    print(f"killed at each of {len(steps)} calls; {left} left a temporary file")
    assert left, "no kill came between the first letter and the new name"


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EDQUOT", "EROFS"])
def test_a_call_that_fails_leaves_one_whole_file_and_the_truth_is_said(
    error: str, file: Path
) -> None:
    steps = [step for step in steps_of(run_save(file)[1]) if step.name in STEPS]
    assert {step.name for step in steps} == set(STEPS)
    for step in steps:
        file.write_text(OLD, encoding="utf-8")
        done, _ = run_save(file, "-e", f"inject={step.name}:error={error}:when={step.number}")
        assert "Traceback" not in done.stderr, (step, done.stderr)
        assert list(file.parent.iterdir()) == [file]
        if done.returncode == 0 or "it is saved" in done.stderr:
            assert whole(file) == "new"
        else:
            assert whole(file) == "old"
            assert "could not be saved" in done.stderr or "cannot be read" in done.stderr


@needs_strace
def test_a_folder_that_cannot_be_synced_is_told_as_saved_and_unsure(file: Path) -> None:
    step = [step for step in steps_of(run_save(file)[1]) if step.name == "fsync"][-1]
    file.write_text(OLD, encoding="utf-8")
    done, _ = run_save(file, "-e", f"inject=fsync:error=EIO:when={step.number}")
    assert "it is saved, but may not outlive a power cut" in done.stderr
    assert whole(file) == "new"
    done, _ = run_save(file, "-e", f"inject=fsync:error=EINVAL:when={step.number}")
    assert done.returncode == 0, "a file system that cannot sync a folder is no fault"
