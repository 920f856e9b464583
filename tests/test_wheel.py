"""The wheel carries the rules, and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RULES = sorted(path for path in (ROOT / "rules").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*words, str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_every_file_of_the_rules_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [p for p in RULES if f"buyguide/_rules/{p.relative_to(ROOT / 'rules')}" not in names]
    assert not missing


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"buyguide"}


def test_the_wheel_reads_its_own_rules_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = (
        "from buyguide.guide.places import rules_folder; from buyguide.cli import main;"
        "print(rules_folder()); raise SystemExit(main(['guides']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where, listed = done.stdout.splitlines()
    assert where == str(tmp_path / "site" / "buyguide" / "_rules")
    assert listed.startswith("red_light_mask ")


def test_completions_and_the_manual_page_are_where_pip_puts_them(wheel: Path) -> None:
    names = {name.partition(".data/data/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    kept = ROOT / ".packaging"
    shared = {str(p.relative_to(kept)) for p in (kept / "share").rglob("*") if p.is_file()}
    assert names - {""} == shared
