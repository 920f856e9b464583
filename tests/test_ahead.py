"""What is worked out while the first question is read tells nobody and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.commands.ahead import look_ahead
from buyguide.guide.reading import read_guide
from buyguide.meanwhile import begin, finish
from tests.bicycle import FOLDER

if TYPE_CHECKING:
    import pytest


def test_a_rehearsed_result_is_printed_nowhere_and_the_next_one_is_the_same(
    capfd: pytest.CaptureFixture[str],
) -> None:
    values = {"goals": ("commute",)}
    plain = with_outlook(decide(read_guide(FOLDER), values))
    guide = read_guide(FOLDER)
    look_ahead(guide)
    begin()
    finish()
    after = with_outlook(decide(guide, values))
    assert capfd.readouterr() == ("", "")
    assert (after.verdict, after.findings) == (plain.verdict, plain.findings)
    assert (after.changes, after.unknowns) == (plain.changes, plain.unknowns)
