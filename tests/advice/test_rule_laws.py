"""Laws of rules, for any guide: their order changes nothing, and one more takes nothing away."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.advice.deciding import decide
from buyguide.editor.cases import read_cases
from buyguide.editor.starting import copy_guide
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from tests.reasoning.small_guides import interviews, small_guides

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.advice.decision import Decision, Finding
    from buyguide.guide.model import Guide

SHIPPED = find_guide(None).absolute()
PEOPLE = 200  # of one made-up guide
patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def lines(decision: Decision) -> list[Finding]:
    """Return all that is said, in an order that the rules' own does not touch."""
    return sorted(decision.findings, key=repr)


def rank(decision: Decision) -> int:
    """Return how mild a verdict is: 0 is the strongest step."""
    return [verdict.id for verdict in decision.guide.verdicts].index(decision.verdict.id)


@patient
@given(small_guides(), st.data())
def test_the_order_of_the_rules_changes_neither_the_verdict_nor_a_line(
    guide: Guide, data: st.DataObject
) -> None:
    turned = replace(guide, rules=tuple(data.draw(st.permutations(guide.rules))))
    for values, _ in zip(interviews(guide), range(PEOPLE), strict=False):
        one, other = decide(guide, values), decide(turned, values)
        assert (one.verdict, set(one.because)) == (other.verdict, set(other.because))
        assert lines(one) == lines(other)
        ids = [rule.id for rule in turned.rules]
        assert [f.id for f in other.findings] == sorted((f.id for f in one.findings), key=ids.index)


@patient
@given(small_guides(), st.data())
def test_one_more_rule_takes_no_line_away_and_never_softens_the_verdict(
    guide: Guide, data: st.DataObject
) -> None:
    more = data.draw(st.sampled_from(guide.rules))
    fewer = replace(guide, rules=tuple(rule for rule in guide.rules if rule is not more))
    for values, _ in zip(interviews(guide), range(PEOPLE), strict=False):
        before, after = decide(fewer, values), decide(guide, values)
        assert [f for f in after.findings if f.id != more.id] == list(before.findings)
        assert rank(after) <= rank(before)


def shuffled(file: Path, chance: random.Random) -> None:
    """Put the rules of a file in another order, each with its own words."""
    head, *rules = re.split(r"(?m)^(?=  - id: )", file.read_text(encoding="utf-8"))
    assert len(rules) > 5, f"{file.name} holds few rules"
    chance.shuffle(rules)
    file.write_text(head + "\n".join(rule.rstrip("\n") + "\n" for rule in rules), encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_rules_in_another_order_in_their_files_tell_people_the_same(
    seed: int, tmp_path: Path
) -> None:
    copy_guide(SHIPPED, tmp_path / "copy")
    chance = random.Random(seed)  # noqa: S311 - no secret
    for name in ("cautions", "choosing", "expectations", "using", "situations"):
        shuffled(tmp_path / "copy" / f"{name}.yaml", chance)
    guide, turned = read_guide(SHIPPED), read_guide(tmp_path / "copy")
    assert [r.id for r in guide.rules] != [r.id for r in turned.rules]
    cases, problems = read_cases(SHIPPED, guide)
    assert not problems
    assert len(cases) > 100
    for case in cases:
        one, other = decide(guide, case.values), decide(turned, case.values)
        assert (one.verdict.id, set(one.because)) == (other.verdict.id, set(other.because))
        assert lines(one) == lines(other), case.sentence


def test_no_rule_of_the_shipped_guide_takes_a_line_of_another_away() -> None:
    guide = read_guide(SHIPPED)
    cases, _ = read_cases(SHIPPED, guide)
    told = {case.sentence: decide(guide, case.values) for case in cases}
    for more in guide.rules[::7]:  # each costs a whole guide made ready
        fewer = replace(guide, rules=tuple(rule for rule in guide.rules if rule is not more))
        for case in cases[::5]:
            before, after = decide(fewer, case.values), told[case.sentence]
            assert [f for f in after.findings if f.id != more.id] == list(before.findings)
            assert rank(after) <= rank(before)
