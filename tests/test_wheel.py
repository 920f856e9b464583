"""The wheel carries the rules, written and prepared, and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TYPICAL = ROOT / "tests/report/typical/acne_with_a_cleared_mask_and_doxycycline.yaml"
RULES = sorted(path for path in (ROOT / "rules").rglob("*") if path.is_file())

SCRIPT = (
    "import sys; from buyguide.cli import main; status = main(sys.argv[1:]);"
    "print('READ' if 'pydantic' in sys.modules else 'PREPARED', file=sys.stderr);"
    "raise SystemExit(status)"
)
PREPARED = "buyguide/_prepared/red_light_mask.jsonl"
SHOPPERS = (
    ("guides",),
    ("report", str(TYPICAL)),
    ("whatif", str(TYPICAL), "--format", "json"),
    ("compare", str(TYPICAL), "--format", "json"),
    ("lookup", "ibuprofen", "doxycyclin", "nothing like it", "--format", "json"),
    ("lookup", "Ibuprofen", "ibuprofen", "St. John's wort"),
    ("lookup", "ibuprofin", "nothing like it"),
)


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


@pytest.fixture
def site(wheel: Path, tmp_path: Path) -> Path:
    """A folder with the package as pip lays it out."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    return tmp_path / "site"


def said(site: Path, *words: str) -> tuple[str, str]:
    """What a command of that package prints, and whether the guide was read or prepared."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=site.parent,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr.split()[-1]


@pytest.mark.parametrize("words", SHOPPERS, ids=" ".join)
def test_the_prepared_guide_says_what_the_guide_read_from_its_source_says(
    site: Path, words: tuple[str, ...]
) -> None:
    output, how = said(site, *words)
    assert how == "PREPARED"
    for file in (site / PREPARED).parent.iterdir():
        file.unlink()
    assert said(site, *words) == (output, "READ")


@pytest.mark.parametrize(
    "changed",
    [PREPARED, "buyguide/_rules/red_light_mask/cautions.yaml", "buyguide/guide/assembling.py",
     "buyguide/amounts.py"],
)  # fmt: skip
def test_a_prepared_guide_that_is_not_what_was_built_is_passed_over(
    site: Path, changed: str
) -> None:
    output, _ = said(site, "report", str(TYPICAL))
    with (site / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert said(site, "report", str(TYPICAL)) == (output, "READ")


def test_an_edit_of_the_rules_is_heard_at_once(site: Path) -> None:
    rules = site / "buyguide" / "_rules" / "red_light_mask" / "guide.yaml"
    text = rules.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    rules.write_text(text.replace(title, "title: Edited just now"), encoding="utf-8")
    output, how = said(site, "guides")
    assert "Edited just now" in output
    assert how == "READ"
