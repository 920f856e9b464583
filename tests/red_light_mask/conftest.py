"""The shipped guide, its cases and the material it was built from, read once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buyguide.advice.deciding import decide
from buyguide.editor.cases import read_cases
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision
    from buyguide.editor.cases import Case
    from buyguide.guide.model import Guide

MATERIAL = Path(__file__).parents[3] / "shared"  # beside the checkout, where there is one


@pytest.fixture(scope="session")
def guide() -> Guide:
    return read_guide(find_guide(None))


@pytest.fixture(scope="session")
def cases(guide: Guide) -> tuple[Case, ...]:
    found, problems = read_cases(find_guide(None), guide)
    assert not problems
    return found


@pytest.fixture(scope="session")
def decisions(guide: Guide, cases: tuple[Case, ...]) -> dict[str, Decision]:
    return {case.sentence: decide(guide, case.values) for case in cases}


@pytest.fixture(scope="session")
def articles() -> dict[str, bytes]:
    """The articles as they are, by the id of their source."""
    folder = MATERIAL / "articles"
    if not folder.is_dir():
        pytest.skip("the articles are not beside this checkout")
    files = {"S001": "000.txt", "S002": "001.txt", "S003": "003.txt"}
    return {source: (folder / name).read_bytes() for source, name in files.items()}


@pytest.fixture(scope="session")
def data() -> Path:
    folder = MATERIAL / "data"
    if not folder.is_dir():
        pytest.skip("the checked data are not beside this checkout")
    return folder
