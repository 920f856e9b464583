"""Whatever a guide holds comes back equal from its JSON, whichever guide it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

from buyguide.guide.candidates import Candidates
from buyguide.guide.catalogues import Entry
from buyguide.guide.model import Guide, Option
from buyguide.guide.plain_values import as_json, from_json
from buyguide.guide.reading import read_guide
from buyguide.guide.rules import Arithmetic
from tests.bicycle import FOLDER, ROOT
from tests.reasoning.small_guides import small_guides

if TYPE_CHECKING:
    from pathlib import Path

VALUES = (
    None,
    "",
    "a\nb\u2028\u0085\x00\U0001f600",
    0,
    True,
    (),
    ((), ("a", (1,))),
    frozenset({"b", "a"}),
    {"a": {"b": ()}},
    Option("a", "A", also=("x",), number=0, exclusive=True),
    Arithmetic("add", (1, "q", Arithmetic("multiply", ("q.number", 52)))),
    Entry("a", ("a",), frozenset({"t"}), {"A column": "1"}),
    Candidates("bike", "bikes", "model", {"a": "b"}, "More?"),
)


@dataclass(frozen=True)
class Foreign:
    word: str


class Named(NamedTuple):
    word: str


def assert_equal(guide: Guide) -> None:
    for field in fields(Guide):
        value = getattr(guide, field.name)
        back = from_json(as_json(value))
        assert back == value, field.name
        assert _shape(back) == _shape(value), field.name


def _shape(value: object) -> object:
    """The types within a value: 1 equals True, and a list would never equal a tuple."""
    if is_dataclass(value):
        return type(value), [_shape(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_shape(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _shape(part) for key, part in value.items()}
    return type(value)


@pytest.mark.parametrize("folder", [ROOT / "rules" / "red_light_mask", FOLDER])
def test_a_guide_comes_back_equal(folder: Path) -> None:
    assert_equal(read_guide(folder))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(small_guides())
def test_any_guide_comes_back_equal(guide: Guide) -> None:
    assert_equal(guide)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_equal_and_stands_on_one_line(value: object) -> None:
    text = as_json(value)
    assert "\n" not in text
    assert from_json(text) == value
    assert _shape(from_json(text)) == _shape(value)


def test_a_mapping_that_nobody_may_write_to_comes_back_as_a_mapping() -> None:
    assert from_json(as_json(MappingProxyType({"a": "b"}))) == {"a": "b"}


@pytest.mark.parametrize(
    "value", [["a"], {1: "a"}, {"": "a"}, 1.5, Foreign("a"), Named("a"), ((["a"],),)]
)
def test_what_would_not_come_back_equal_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        as_json(value)
