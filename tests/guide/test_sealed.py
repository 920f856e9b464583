"""A sealed file is used only while it and all it was made of are what they were."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.sealed import seal_of, sealed, unsealed
from tests.bicycle import copy_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARTS = {"title": '"A title"', "rules": '[1, "zwei \u2028 \U0001f600"]', "none": "null"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_to(tmp_path)


@pytest.fixture
def file(tmp_path: Path, folder: Path) -> Path:
    path = tmp_path / "sealed.jsonl"
    path.write_bytes(sealed(seal_of(str(folder)), PARTS))
    return path


def test_what_was_sealed_is_had_back_while_nothing_changed(file: Path, folder: Path) -> None:
    assert unsealed(str(file), str(folder)) == PARTS


def test_it_holds_wherever_the_folder_stands(file: Path, folder: Path) -> None:
    moved = folder.rename(folder.parent / "moved")
    assert unsealed(str(file), str(moved)) == PARTS


@pytest.mark.parametrize("name", ["guide.yaml", "rules.yaml", "recalls.csv"])
@pytest.mark.parametrize("place", [0, 0.5, 1])
def test_one_byte_changed_in_a_file_of_the_guide_is_noticed(
    file: Path, folder: Path, name: str, place: float
) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 1
    path.write_bytes(content)
    assert unsealed(str(file), str(folder)) is None


@pytest.mark.parametrize("name", ["more.yaml", "more.csv", "more.yml"])
def test_a_file_more_or_fewer_is_noticed(file: Path, folder: Path, name: str) -> None:
    (folder / name).touch()
    assert unsealed(str(file), str(folder)) is None
    (folder / name).unlink()
    assert unsealed(str(file), str(folder)) == PARTS
    (folder / "rules.yaml").unlink()
    assert unsealed(str(file), str(folder)) is None


def test_two_files_that_change_names_are_noticed(file: Path, folder: Path) -> None:
    (folder / "rules.yaml").rename(folder / "other.yaml")
    assert unsealed(str(file), str(folder)) is None


@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_one_bit_changed_in_the_sealed_file_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    content = bytearray(sealed(seal_of(str(folder)), PARTS))
    content[int(place * (len(content) - 1))] ^= 1 << bit
    path = folder / "sealed.jsonl"
    path.write_bytes(content)
    assert unsealed(str(path), str(folder)) is None


def test_what_another_version_of_the_program_sealed_is_passed_over(
    file: Path, folder: Path
) -> None:
    file.write_bytes(sealed("0" * 64, PARTS))
    assert unsealed(str(file), str(folder)) is None


SPOILT: dict[str, Callable[[Path], object]] = {
    "missing": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"\n"),
    "no JSON": lambda file: file.write_bytes(b"x" * 100),
    "no object": lambda file: file.write_bytes(b"[]\n"),
    "nested": lambda file: file.write_bytes(b"[" * 100_000),
    "not UTF-8": lambda file: file.write_bytes(b"\xff\n\xff"),
    "a folder": lambda file: file.rename(file.with_name("other")).with_name(file.name).mkdir(),
    "a link": lambda file: file.symlink_to(file.rename(file.with_name("other"))),
    "a pipe": lambda file: os.mkfifo(file.rename(file.with_name("other")).with_name(file.name)),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_passed_over(
    file: Path, folder: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(file)
    assert unsealed(str(file), str(folder)) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_passed_over(file: Path, folder: Path) -> None:
    file.chmod(0)
    assert unsealed(str(file), str(folder)) is None
