"""Whoever builds the same files gets the same bytes, and the lock fits what is declared."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("buyguide", "rules", ".packaging", "tests")
FILES = ("pyproject.toml", "LICENSE", "CHANGELOG.md", "README.md", ".gitignore")
LOCK = ROOT / ".ci" / "requirements.lock"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def built(folder: Path, *, age: int, umask: int) -> dict[str, str]:
    """Build wheel and sdist from a copy whose files have some age; return the hash of each."""
    source = folder / "source"
    for name in KEPT:
        shutil.copytree(
            ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "schema")
        )
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    for path in source.rglob("*"):
        os.utime(path, (age, age))
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist")]
    environ = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    command = f'umask {umask:03o}; exec "$@"'
    subprocess.run(
        ["/bin/sh", "-c", command, "sh", *words, str(source)],
        check=True, capture_output=True, env=environ,
    )  # fmt: skip
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "dist").iterdir()
    }


@pytest.mark.skipif(os.name != "posix", reason="the shell sets the mask of new files")
def test_two_builds_of_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    first = built(tmp_path / "a", age=1_000_000_000, umask=0o022)
    second = built(tmp_path / "b" / "deeper", age=1_700_000_000, umask=0o077)
    assert len(first) == 2
    assert first == second


@pytest.mark.skipif(not LOCK.exists(), reason="the lock is for CI, and no part of an sdist")
def test_the_lock_holds_every_dependency_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        NAME.match(words)[0].lower()  # type: ignore[index]
        for words in (*project["dependencies"], *extras["editor"], *extras["dev"])
        if not words.startswith("buyguide[")
    }
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text(encoding="utf-8"))
    locked = {NAME.match(entry)[0].lower() for entry in entries if NAME.match(entry)}  # type: ignore[index]
    assert wanted <= locked
    assert all("--hash=sha256:" in entry for entry in entries if NAME.match(entry))


def test_an_upper_bound_stands_with_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    bounded = [line for line in lines if re.match(r'\s*"[A-Za-z].*<', line)]
    assert bounded
    assert all("  # " in line for line in bounded)
