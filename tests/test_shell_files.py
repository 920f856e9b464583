"""Completions and the manual page fit the parser, and go where shells and ``man`` look."""

from __future__ import annotations

import runpy
import shutil
import subprocess

import pytest

from buyguide.arguments.reading import parser
from tests.bicycle import ROOT

SHARED = ROOT / ".packaging/share"
FILES = runpy.run_path(str(ROOT / ".packaging/shell_files.py"))["made"]()
BASH = SHARED / "bash-completion/completions/buyguide"
MANUAL = SHARED / "man/man1/buyguide.1"
WORDS = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
$(complete -p buyguide | sed -E 's/.* -F ([^ ]+) .*/\\1/') buyguide "${@: -1}" ""
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_as_young_as_the_parser(path: str) -> None:
    found = (ROOT / path).read_text(encoding="utf-8")
    assert found == FILES[path], "run: python .packaging/shell_files.py"


def test_no_other_file_is_shared() -> None:
    shared = {str(path.relative_to(ROOT)) for path in SHARED.rglob("*") if path.is_file()}
    assert shared == set(FILES)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["buyguide", "rep"], {"report"}),
        (["buyguide", "report", "--form"], {"--format"}),
        (["buyguide", "report", "--format", "m"], {"markdown"}),
        (["buyguide", "rules", "che"], {"check"}),
    ],
)
def test_bash_completes_commands_options_and_values(typed: list[str], offered: set[str]) -> None:
    words = ["bash", "--norc", "-c", WORDS, "bash", str(BASH), *typed]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize(("shell", "path"), [("zsh", "_buyguide"), ("fish", "buyguide.fish")])
def test_other_shells_can_read_their_file(shell: str, path: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell}")
    (file,) = SHARED.rglob(path)
    subprocess.run([shell, "-n", file], check=True)


def test_the_manual_names_every_command_and_option() -> None:
    page = MANUAL.read_text(encoding="utf-8").replace("\\-", "-")
    for command in ("ask", "report", "rules check"):
        assert f".SS buyguide {command}\n" in page
    for action in parser()._actions:  # noqa: SLF001 - argparse shows them in no other way
        for inner in (getattr(action, "choices", None) or {}).values():
            for option in inner._option_string_actions:  # noqa: SLF001
                assert option in {"-h", "--help"} or f"\\fB{option}\\fR" in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="no groff")
def test_the_manual_is_set_without_a_warning() -> None:
    words = ["groff", "-man", "-ww", "-Tutf8", "-rLL=80n", str(MANUAL)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "Answers stay on this machine." in done.stdout
