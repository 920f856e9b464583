"""What is there before the first question, and what is not imported for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from buyguide.arguments.plain import read_plain
from buyguide.arguments.reading import read_arguments
from tests.bicycle import ROOT
from tests.interview.terminal_driver import PATIENCE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FOOT = "Arrows move"  # what a list paints last
SLOW = {"pydantic", "yaml", "rich", "typer", "argparse", "pathlib", "importlib.metadata"}
WITHOUT_OPTIONS: tuple[list[str], ...] = (
    [],
    ["ask"],
    ["lookup", "a"],
    ["lookup", "a b", "c"],
    ["lookup", ""],
)
FOR_THE_PARSER = (
    ["--plain"], ["ask", "--plain"], ["ask", "x"], ["lookup"], ["lookup", "--", "a"],
    ["lookup", "a", "-o", "b"], ["report", "a"], ["--help"], ["--version"], ["rules", "check"],
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as pip lays it out, with its guides prepared."""
    folder = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*words, str(ROOT)], check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


@pytest.fixture
def imported(site: Path, tmp_path: Path) -> Iterator[set[str]]:
    """What is imported when the first question is on the screen."""
    file = tmp_path / "modules"
    terminal = Terminal("show_modules.py", str(file), columns=100, rows=40, PYTHONPATH=str(site))
    terminal.until(FOOT)
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < end, "nothing was done while the question was read"
        time.sleep(0.02)
    yield set(file.read_text(encoding="utf-8").splitlines())
    terminal.close()


def test_the_first_question_needs_no_library_that_reads_rules_or_prints_reports(
    imported: set[str],
) -> None:
    assert "prompt_toolkit" in imported
    assert SLOW & imported == set()


def test_the_greeting_comes_before_anything_is_read_or_prompted() -> None:
    program = (
        "import sys; sys.stdin.isatty = sys.stdout.isatty = lambda: True;"
        "from buyguide import cli, greeting; greeting.greet();"
        "print(sorted(m for m in sys.modules if m.startswith('buyguide.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    greeting, modules = done.stdout.splitlines()
    assert greeting.startswith("buyguide ")
    assert "guide" not in modules.replace("buyguide", "")


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        (["lookup", "ibuprofen"], SLOW | {"questionary", "dataclasses", "typing"}),
        (["lookup", "ibuprofin"], SLOW - {"pathlib"} | {"questionary"}),
        (["--help"], SLOW - {"argparse"} | {"questionary", "dataclasses", "typing", "shutil"}),
        (["--version"], SLOW - {"argparse"} | {"questionary", "dataclasses", "typing", "shutil"}),
    ],
)
def test_a_quick_command_imports_nothing_slow(
    site: Path, words: list[str], spared: set[str]
) -> None:
    program = (
        "import atexit, sys; from buyguide.cli import main;"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=site,  # where a checkout's code is not found first
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    assert spared & set(done.stderr.split()) == set()


@pytest.mark.parametrize("words", WITHOUT_OPTIONS, ids=" ".join)
def test_both_ways_to_read_a_command_line_agree(words: Sequence[str]) -> None:
    parsed = vars(read_arguments(words))
    parsed.pop("parser")  # knows itself for its errors
    plain = read_plain(words)
    assert plain is not None
    assert vars(plain) == parsed


@pytest.mark.parametrize("words", FOR_THE_PARSER, ids=" ".join)
def test_whatever_holds_an_option_or_is_wrong_is_left_to_the_parser(words: Sequence[str]) -> None:
    assert read_plain(words) is None
