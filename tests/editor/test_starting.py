from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.editor.checking import check
from buyguide.editor.record import RECORD
from buyguide.editor.starting import NEW_GUIDE, copy_guide, new_guide
from buyguide.editor.watching import changes, snapshot
from buyguide.errors import InputError
from buyguide.guide.reading import read_guide
from tests.bicycle import FOLDER, copy_to, edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 21)


def test_a_new_guide_is_small_whole_and_passes_the_check(tmp_path: Path) -> None:
    new_guide(tmp_path / "mine", today=TODAY)
    checked = check(tmp_path / "mine", today=TODAY)
    assert [p.what for p in checked.problems if p.severity != "note"] == []
    assert checked.guide is not None
    assert len(checked.guide.questions) == 3
    assert checked.guide.reviewed_on == "2026-11-21"
    assert checked.guide.review_by == "2027-05-22"
    assert checked.cases >= 3


def test_a_new_guide_can_decide(tmp_path: Path) -> None:
    new_guide(tmp_path / "mine", today=TODAY)
    guide = read_guide(tmp_path / "mine")
    assert decide(guide, {"cable_damaged": "unsure"}).verdict.id == "do_not_buy"


def test_a_new_guide_teaches_in_comments() -> None:
    for path in NEW_GUIDE.glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# yaml-language-server: $schema=schema/")
        assert sum(line.lstrip().startswith("#") for line in lines) >= 2, path.name


def test_a_copy_holds_every_file_and_completes_as_one_types(tmp_path: Path) -> None:
    count = copy_guide(FOLDER, tmp_path / "deep" / "copy")
    copy = tmp_path / "deep" / "copy"
    for path in (*FOLDER.glob("*.*"), *FOLDER.glob("cases/*")):
        assert (copy / path.relative_to(FOLDER)).read_bytes() == path.read_bytes()
        count -= 1
    assert count == 0
    assert (copy / "schema" / "lists.json").is_file()


@pytest.mark.parametrize(
    "start", [lambda f: copy_guide(FOLDER, f), lambda f: new_guide(f, today=TODAY)]
)
def test_nothing_is_written_over(start: object, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    for folder in (tmp_path, kept):
        with pytest.raises(InputError, match=r"not empty|cannot be made"):
            start(folder)  # type: ignore[operator]
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert kept.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "name", ["a.yaml", "a.yml", "A.YAML", "a.csv", "cases/a.yaml", "cases/a.yml", RECORD]
)
def test_whatever_a_check_reads_or_names_as_not_read_is_watched(name: str, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    before = snapshot(folder)
    (folder / name).write_text("rules: []\n", encoding="utf-8")
    assert snapshot(folder).keys() - before.keys() == {str(folder / name)}


def test_notes_and_what_an_editor_leaves_beside_a_file_are_not_watched(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    before = snapshot(folder)
    for name in ("notes.txt", "rules.yaml~", ".rules.yaml.swp", "cases/todo.md"):
        (folder / name).write_text("x", encoding="utf-8")
    assert snapshot(folder) == before


def test_a_save_a_new_case_and_a_lost_file_are_each_noticed_once(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    case = folder / "cases" / "a-new-one.yaml"
    saves: list[Callable[[], object]] = [
        lambda: None,
        lambda: edit(folder / "rules.yaml", "There is always another bicycle.", "There is one."),
        lambda: None,
        lambda: case.write_text("given: {}", encoding="utf-8"),
        (folder / "recalls.csv").unlink,
    ]
    waited: list[int] = []

    def wait(_: float) -> None:
        saves[len(waited)]()
        waited.append(1)

    seen = changes(folder, wait=wait)
    assert [next(seen) is not None and len(waited) for _ in range(4)] == [0, 2, 4, 5]
