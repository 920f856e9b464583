"""The README's commands, files and output are true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"(?:<!-- (?P<mark>[^>]+) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [(m["mark"] or "", m["kind"], m["text"]) for m in _BLOCK.finditer(README)]
CONSOLES = [(mark, text) for mark, kind, text in BLOCKS if kind == "console"]


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "buyguide"
    done = subprocess.run(
        [sys.executable, "-m", "buyguide", *words[1:]],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("mark", "text"), CONSOLES, ids=[t.splitlines()[0] for _, t in CONSOLES])
def test_the_output_shown_is_what_the_command_prints(mark: str, text: str, tmp_path: Path) -> None:
    for name, kind, content in BLOCKS:
        if name.startswith("file: ") and kind == "yaml":
            (tmp_path / name.removeprefix("file: ")).write_text(content, encoding="utf-8")
    command, *shown = text.splitlines()
    printed = [line.rstrip() for line in run(command.removeprefix("$ "), tmp_path).splitlines()]
    assert shown, "the README shows no output"
    if mark == "within":
        start = printed.index(shown[0])
        assert printed[start : start + len(shown)] == shown
        return
    part = {"beginning": slice(len(shown)), "end": slice(-len(shown), None)}
    assert printed[part.get(mark, slice(None))] == shown


def test_it_is_under_800_words() -> None:
    assert len(README.split()) < 800


def test_its_table_names_every_exit_status() -> None:
    from buyguide.errors import Exit

    named = {int(status) for status in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert named == set(Exit)


def test_it_has_one_command_for_shoppers_and_one_for_developers() -> None:
    setups = {mark: text.strip() for mark, kind, text in BLOCKS if kind == "sh"}
    assert set(setups) == {"shopper", "tests"}
    assert all(len(text.splitlines()) == 1 for text in setups.values())
