"""The page as a browser shows and prints it; skipped where Chromium or its driver is not there.

``.ci/browser`` brings what is needed and sets ``BUYGUIDE_BROWSER=required``: nothing is skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.answers_file import read_answers
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.report.comparison import compose_comparison
from buyguide.report.compose import compose
from buyguide.report.formats import READERS, decision_text, document_text
from tests.report.test_comparison import comparison
from tests.report.test_writers import _hostile

HERE = Path(__file__).parent
TYPICAL = sorted((HERE / "typical").glob("*.yaml"))
LOOK = HERE / "browser" / "look.cjs"
SHEETS = {"shopper": 2, "clinician": 1}
LOOKED_AT = "three_goals_and_a_dear_mask"  # the longest: it has every sort of block
ATTACK = (
    "<script>document.title='owned'</script><img src='https://evil.example/x' "
    "onerror=\"document.title='owned'\">"
)

pytestmark = pytest.mark.browser


def _chromium() -> str:
    """Return the browser, or skip; to skip is an error where the browser is required."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    missing = "no Chromium" if found is None else None
    if missing is None and shutil.which("node") is None:
        missing = "no node"
    if missing is None:
        modules = "require.resolve('puppeteer-core'); require.resolve('axe-core/axe.min.js')"
        done = subprocess.run(["node", "-e", modules], capture_output=True, check=False)
        missing = "NODE_PATH leads to no puppeteer-core and axe-core" if done.returncode else None
    if missing is not None:
        if os.environ.get("BUYGUIDE_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(f"{missing}; .ci/browser brings it")
    return str(found)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the browser saw of the typical results, and of a hostile one."""
    chromium = _chromium()
    folder = Path(os.environ.get("BUYGUIDE_SHOTS") or tmp_path_factory.mktemp("pages"))
    guide = read_guide(find_guide(None))
    hostile = folder / "hostile.html"
    hostile.write_text(document_text(compose(_hostile(ATTACK)), "html"), encoding="utf-8")
    beside = folder / "comparison.html"
    document = compose_comparison(comparison(*(f"Number {n}" for n in range(4))))
    beside.write_text(document_text(document, "html"), encoding="utf-8")
    looked: list[Path] = [hostile, beside]
    printed: list[Path] = []
    for file in TYPICAL:
        decision = with_outlook(decide(guide, read_answers(str(file), guide).values))
        for reader in READERS:
            page = folder / f"{file.stem}.{reader}.html"
            page.write_text(decision_text(decision, "html", reader=reader), encoding="utf-8")
            (looked if file.stem == LOOKED_AT else printed).append(page)
    words: list[str | Path] = ["node", LOOK, chromium, folder, *looked, "--print-only", *printed]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _views(seen: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    views = [(name, view) for name, page in seen.items() for view in page["views"]]
    assert len(views) == 4 * 6
    return views


def test_axe_finds_no_fault_at_any_width_in_light_or_dark(seen: dict[str, Any]) -> None:
    for name, view in _views(seen):
        assert view["violations"] == [], f"{name} at {view['width']} in {view['scheme']}"
        assert view["rules"] > 20


def test_no_page_is_wider_than_its_window(seen: dict[str, Any]) -> None:
    for name, view in _views(seen):
        assert view["wider"] <= 0, f"{name} at {view['width']}"


def test_dark_is_another_page_than_light(seen: dict[str, Any]) -> None:
    colours = {(view["scheme"], view["background"]) for _, view in _views(seen)}
    assert len(colours) == 2
    assert len({background for _, background in colours}) == 2


def test_nothing_is_asked_for_but_the_page_itself(seen: dict[str, Any]) -> None:
    for name, view in _views(seen):
        assert [Path(address).name for address in view["requests"]] == [f"{name}.html"]


def test_no_script_of_a_hostile_name_runs(seen: dict[str, Any]) -> None:
    titles = {view["title"] for view in seen["hostile"]["views"]}
    assert len(titles) == 1
    assert titles.pop().startswith("<script>document.title='owned'")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", [file.stem for file in TYPICAL])
def test_a_typical_result_fits_its_sheets(
    name: str, reader: str, paper: str, seen: dict[str, Any]
) -> None:
    pdf = Path(seen[f"{name}.{reader}"]["pdf"][paper]).read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 1 <= pages <= SHEETS[reader]
