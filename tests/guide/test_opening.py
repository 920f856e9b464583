"""A prepared guide is the guide that was read, part by part, to every thread that looks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.answers_file import read_answers
from buyguide.errors import InputError
from buyguide.guide.model import Guide
from buyguide.guide.opening import open_guide, prepared
from buyguide.guide.places import find_guide
from buyguide.guide.plain_values import as_json
from buyguide.guide.reading import read_guide
from buyguide.guide.sealed import unsealed
from buyguide.preparing import prepared_files
from tests.bicycle import FOLDER, GOOD_ANSWERS, copy_to, guide

if TYPE_CHECKING:
    from pathlib import Path


def parts_of(read: Guide) -> dict[str, str]:
    return {field.name: as_json(getattr(read, field.name)) for field in fields(Guide)}


def test_every_field_of_a_prepared_guide_equals_that_of_the_guide_read() -> None:
    opened = prepared(parts_of(guide()))
    for field in fields(Guide):
        assert getattr(opened, field.name) == getattr(guide(), field.name), field.name


def test_a_prepared_guide_decides_as_the_guide_read_does(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(GOOD_ANSWERS, encoding="utf-8")
    values = read_answers(str(file), guide()).values
    ours, theirs = decide(prepared(parts_of(guide())), values), decide(guide(), values)
    assert ours.verdict == theirs.verdict
    assert ours.findings == theirs.findings


def test_a_changed_copy_of_a_prepared_guide_holds_the_change_and_all_the_rest() -> None:
    changed = replace(prepared(parts_of(guide())), title="Another")
    assert changed.title == "Another"
    assert changed.rules == guide().rules


def test_all_threads_see_the_same_value_of_a_part() -> None:
    large = parts_of(read_guide(find_guide(None)))
    for _ in range(20):
        opened, together = prepared(large), Barrier(4)

        def look(opened: Guide = opened, together: Barrier = together) -> object:
            together.wait()
            return opened.catalogues

        with ThreadPoolExecutor(4) as threads:
            seen = [threads.submit(look) for _ in range(4)]
        assert len({id(each.result()) for each in seen}) == 1


def test_what_is_prepared_holds_for_its_folder_and_for_no_other(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for name, content in prepared_files(folder).items():
        file = tmp_path / name
        file.write_bytes(content)
        assert unsealed(str(file), str(folder)) is not None
        assert unsealed(str(file), str(tmp_path)) is None


def test_the_same_files_are_prepared_as_the_same_bytes_wherever_they_stand(tmp_path: Path) -> None:
    assert prepared_files(copy_to(tmp_path)) == prepared_files(FOLDER)


def test_a_guide_with_faults_is_not_prepared(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "rules.yaml").write_text("rules: [", encoding="utf-8")
    with pytest.raises(InputError):
        prepared_files(folder)


@pytest.mark.parametrize("name", ["../red_light_mask", "no_such_guide", "", "/", "a b"])
def test_what_is_no_name_of_a_guide_that_ships_is_looked_for_as_before(name: str) -> None:
    if name:
        with pytest.raises(InputError):
            open_guide(name)
    else:
        assert open_guide(name).id == open_guide(None).id
