"""Runs a program under strace and returns the calls it made of the system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
_CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\((?P<given>.*)\) += (?P<result>-?\d+|\?)", re.DOTALL)
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _traces() -> bool:
    """Say whether strace is here and may trace: a container can forbid it."""
    done = subprocess.run(["strace", "-o", os.devnull, "true"], check=False, capture_output=True)
    return done.returncode == 0


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None or not _traces(), reason="strace is not here, or may not trace"
)


@dataclass(frozen=True)
class Call:
    """One call of the system: its name, what was given as written by strace, and its result."""

    name: str
    given: str
    result: int

    @property
    def paths(self) -> tuple[str, ...]:
        """The texts that were given, file names among them."""
        return tuple(_PATH.findall(self.given))

    @property
    def writes(self) -> bool:
        """Whether the call makes, changes or removes something under a name."""
        if self.name in {"open", "openat"}:
            return re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)", self.given) is not None
        return self.name not in {"execve", "readlink", "readlinkat"}


def traced(
    words: Sequence[str], calls: str, *, cwd: Path, environ: Mapping[str, str] | None = None
) -> tuple[subprocess.CompletedProcess[str], list[Call]]:
    """Run Python with some words; return how it ended, and its calls of those kinds."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        done = subprocess.run(
            ["strace", "-f", "-s", "4096", "-e", f"trace={calls}", "-o", str(log),
             sys.executable, *words],
            capture_output=True, text=True, cwd=cwd, timeout=120, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})},
        )  # fmt: skip
        return done, list(calls_in(log.read_text(encoding="utf-8", errors="replace")))


def calls_in(log: str) -> Iterator[Call]:
    """Yield the finished calls that strace wrote down."""
    for line in log.splitlines():
        if found := _CALL.match(line):
            result = -1 if found["result"] == "?" else int(found["result"])
            yield Call(found["name"], found["given"], result)
