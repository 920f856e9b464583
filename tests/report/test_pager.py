"""A long report goes through the person's own pager, only in a terminal and only if asked."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests import bicycle

if TYPE_CHECKING:
    from pathlib import Path

MARK = "THROUGH THE PAGER"


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    answers = tmp_path / "my.yaml"
    answers.write_text(bicycle.GOOD_ANSWERS, encoding="utf-8")
    return ["report", str(answers), "--guide", str(bicycle.FOLDER)]


@pytest.fixture
def pager(tmp_path: Path) -> dict[str, str]:
    script = tmp_path / "pager"
    script.write_text(f"#!/bin/sh\necho '{MARK}'\ncat\n", encoding="ascii")
    script.chmod(0o700)
    return {"PAGER": str(script)}


def _in_a_terminal(words: list[str], environment: dict[str, str]) -> str:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "buyguide", *words],
        env={**os.environ, "PYTHONPATH": str(bicycle.ROOT), "TERM": "xterm", **environment},
        encoding="utf-8",
        timeout=60,
    )
    shown = child.read()
    child.close()
    assert child.exitstatus == 0
    return str(shown)


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["colour", "plain"])
def test_a_report_goes_through_the_pager_where_that_is_asked_for(
    plain: list[str], words: list[str], pager: dict[str, str]
) -> None:
    shown = _in_a_terminal([*words, *plain, "--pager"], pager)
    assert shown.count(MARK) == 1
    assert shown.index(MARK) < shown.index("To sum up")


def test_no_pager_is_used_unless_asked_for(words: list[str], pager: dict[str, str]) -> None:
    assert MARK not in _in_a_terminal(words, pager)


def test_no_pager_is_used_without_a_terminal(words: list[str], pager: dict[str, str]) -> None:
    piped = bicycle.run(*words, "--pager", environment=pager)
    assert MARK not in piped.stdout
    assert "To sum up" in piped.stdout
    assert piped.stdout == bicycle.run(*words).stdout
