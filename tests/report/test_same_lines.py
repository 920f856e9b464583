"""Whoever reads a result, in whichever of the four formats, is told the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from buyguide.advice.deciding import decide
from buyguide.answers import is_candidate, settle
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.report.compose import compose
from buyguide.report.formats import decision_text
from buyguide.report.plain import plain_lines
from buyguide.report.wording import title_of
from tests.advice.conditions import ANSWERS
from tests.bicycle import guide as bicycle
from tests.red_light_mask.people import interviews, medicine_names
from tests.report.page import Page

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer

_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)


def words(text: str) -> str:
    return f" {' '.join(text.split())} "


def read_back(decision: Decision, format: str) -> str:
    """Return the words that a reader of that format is shown."""
    text = decision_text(decision, format)
    if format == "html":
        return words("\n".join(Page(text).lines))
    if format == "markdown":
        tokens = MarkdownIt("commonmark").parse(text)
        inner = (t.children or [] for t in tokens if t.type == "inline")
        return words("\n".join("".join(part.content for part in parts) for parts in inner))
    if format == "json":
        said = json.loads(text)["findings"]
        keys = ("title", "text", "how_sure", "limits")
        return words("\n".join(str(one[key]) for one in said for key in keys if one.get(key)))
    return words(_NUMBERED.sub("", text))


def told(decision: Decision) -> list[str]:
    """Return the lines of advice as they were decided."""
    said = [decision.verdict.headline]
    for one in decision.findings:
        said += [one.title, *one.text.splitlines(), *one.details]
        said += [part for part in (one.how_sure, one.limits) if part]
    return said


def assert_the_same(decision: Decision) -> None:
    for format in ("text", "markdown", "html"):
        shown = read_back(decision, format)
        assert [line for line in told(decision) if words(line).strip() not in shown] == [], format
    data = json.loads(decision_text(decision, "json"))
    assert data["verdict"]["headline"] == decision.verdict.headline
    found = [(one["id"], one["title"], one["severity"]) for one in data["findings"]]
    whole = is_candidate(decision.guide, decision.values)
    said, guide = decision.findings, decision.guide
    ours = ((f.id, title_of(guide, f, with_point=whole), f.severity) for f in said)
    assert sorted(found) == sorted(ours)
    shown = read_back(decision, "json")
    assert [line for line in told(decision)[1:] if words(line).strip() not in shown] == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANSWERS)
def test_every_line_of_advice_is_in_all_four_formats(values: dict[str, Answer]) -> None:
    guide = bicycle()
    assert_the_same(decide(guide, settle(guide, values).values))


@pytest.mark.parametrize("seed", range(3))
def test_every_line_of_the_shipped_guide_is_in_all_four_formats(seed: int) -> None:
    guide = read_guide(find_guide(None))
    for values in interviews(guide, medicine_names(), seed=seed, count=12):
        assert_the_same(decide(guide, values))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANSWERS)
def test_text_markdown_and_html_show_the_same_lines_and_no_others(
    values: dict[str, Answer],
) -> None:
    guide = bicycle()
    decision = decide(guide, settle(guide, values).values)
    lines = [words(_NUMBERED.sub("", line)) for line in plain_lines(compose(decision)) if line]
    assert read_back(decision, "text").split() == " ".join(lines).split()
    assert read_back(decision, "markdown").split() == " ".join(lines).split()
    page = Page(decision_text(decision, "html")).lines
    assert [line for line in lines if line not in set(map(words, page))] == []
