"""Promises proved over all interviews, on small guides and on the shipped one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.advice.deciding import decide
from buyguide.answers_file import read_answers
from buyguide.editor.diff import compare, told
from buyguide.editor.pasting import answers_file
from buyguide.editor.promises import (
    BROKEN,
    COVERS_NOBODY,
    KEPT,
    NOT_DECIDED,
    Outcome,
    prove_promises,
    rules_named,
)
from buyguide.guide.condition import All, AnyOf
from buyguide.guide.conditions import holds
from buyguide.guide.places import find_guide
from buyguide.guide.promise import Promise
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import prepare, world_of
from buyguide.report.formats import decision_text
from tests.reasoning.counting import count
from tests.reasoning.small_guides import (
    HERE,
    LADDER,
    Asks,
    guide_of,
    interviews,
    option,
    question,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from buyguide.guide.model import Guide, Question

KEYS = (
    *("verdict_in", "verdict_not_in", "always_says", "never_says"),
    *("at_least_one_of", "exactly_one_of", "at_most_one_of"),
)
YES_NO = (option("yes"), option("no"))
SHIPPED = read_guide(find_guide(None))


def promise(**parts: object) -> Promise:
    return Promise(id="p", say="It holds.", place=HERE, **parts)  # type: ignore[arg-type]


def outcome(guide: Guide, **parts: object) -> Outcome:
    [found] = prove_promises(world_of(replace(guide, promises=(promise(**parts),))))
    return found


def asked(id: str, **more: object) -> Question:
    return question(id, "choice", options=YES_NO, **{"required": True, **more})


def yes(id: str) -> Asks:
    return Asks(id, "any_of", ("yes",))


ILL = guide_of(
    [asked("ill"), asked("medicine", ask_when=yes("ill")), asked("old")],
    [
        rule("ask_ill", All((yes("ill"), yes("medicine"))), "ask", severity="consult"),
        rule("care_old", yes("old"), None),
    ],
)


# The five bugs that a prover of this kind had


def test_never_buy_is_broken_where_only_the_default_says_buy() -> None:
    found = outcome(ILL, verdict_not_in=("buy",))
    assert found.state == BROKEN
    assert found.verdict == "buy"
    assert found.example == {"ill": "no", "old": "yes"}


def test_a_rule_without_a_verdict_asks_for_none_not_even_the_default() -> None:
    guide = guide_of([asked("old")], [rule("care", yes("old")), rule("wait", yes("old"), "wait")])
    assert outcome(guide, whenever_says=("care",), verdict_in=("wait",)).state == KEPT


def test_the_default_wins_only_where_no_rule_asks_for_a_stronger_step() -> None:
    guide = guide_of(
        [asked("ill"), asked("old")],
        [rule("wait", yes("old"), "wait"), rule("buy", yes("ill"), "buy")],
    )
    [world] = prepare([guide])
    assert count(world.diagram, world.verdicts["buy"]) == 2
    assert outcome(guide, whenever=yes("old"), verdict_in=("wait",)).state == KEPT
    assert outcome(guide, whenever=yes("ill"), verdict_in=("buy",)).state == BROKEN


def test_every_interview_ends_in_one_verdict_whatever_a_set_looks_at() -> None:
    [world] = prepare([ILL])
    assert count(world.diagram, world.real) == 6  # medicine is asked of the ill only
    assert count(world.diagram, world.verdicts["ask"]) == 2
    assert sum(count(world.diagram, node) for node in world.verdicts.values()) == 6


def test_a_diff_shows_nobody_who_cannot_exist() -> None:
    rules = (
        *ILL.rules,
        rule("odd", All((Asks("ill", "any_of", ("no",)), yes("medicine"))), "never"),
    )
    found = compare(ILL, replace(ILL, rules=rules), {})
    assert not found.changes  # nobody is asked about a medicine who is not ill


# What a promise can say


def test_a_promise_about_nobody_says_that_it_covers_nobody() -> None:
    nobody = All((Asks("ill", "any_of", ("no",)), yes("medicine")))
    assert outcome(ILL, whenever=nobody, verdict_in=("never",)).state == COVERS_NOBODY


def test_what_is_not_decided_within_the_limit_is_never_called_kept() -> None:
    questions = [question(f"q{n}", "choice", options=YES_NO) for n in range(40)]
    far_apart = tuple(
        AnyOf((yes(f"q{n}"), Asks(f"q{n + 20}", "answered", flag=False))) for n in range(20)
    )
    tangled = guide_of(questions, [rule("tangled", All(far_apart), "never")])
    kept = promise(whenever_says=("tangled",), verdict_in=("never",))
    [world] = prepare([replace(tangled, promises=(kept,))], most_nodes=20_000)
    [found] = prove_promises(world)
    assert found.state == NOT_DECIDED
    assert "too tangled" in found.wrong
    assert '"q' in found.wrong, "the questions are named"


def test_somebody_is_found_or_missed() -> None:
    assert outcome(ILL, somebody=True, verdict_in=("ask",)).state == KEPT
    assert outcome(ILL, somebody=True, verdict_in=("wait",)).state == BROKEN


def test_names_stand_for_rules_kinds_and_severities() -> None:
    assert [r.id for r in rules_named("ask_ill", ILL)] == ["ask_ill"]
    assert [r.id for r in rules_named("caution", ILL)] == ["ask_ill", "care_old"]
    assert [r.id for r in rules_named("consult", ILL)] == ["ask_ill"]
    assert outcome(ILL, whenever=yes("old"), always_says=("care",)).state == KEPT
    assert outcome(ILL, never_says=("consult",)).meant == "ask_ill"


def test_exactly_one_finds_those_who_hear_none_and_those_who_hear_two() -> None:
    names = ("ask_ill", "care_old")
    none = outcome(ILL, whenever=Asks("old", "any_of", ("no",)), exactly_one_of=names)
    assert none.wrong == "This person is told none of: ask_ill, care_old."
    two = outcome(ILL, whenever=yes("old"), exactly_one_of=names)
    assert two.wrong == "This person is told more than one of: ask_ill, care_old."
    assert two.example == {"ill": "yes", "medicine": "yes", "old": "yes"}
    assert outcome(ILL, at_most_one_of=names).state == BROKEN
    no_medicine = Asks("ill", "any_of", ("no",))
    assert outcome(ILL, whenever=no_medicine, at_most_one_of=names).state == KEPT


def test_the_rule_most_likely_meant_is_the_one_that_forgot_the_answer() -> None:
    guide = guide_of(
        [
            question(
                "gate", "choice", options=(*YES_NO, option("unsure", "unsure")), required=True
            ),
            asked("old"),
        ],
        [
            rule("other", All((yes("old"), Asks("old", "any_of", ("no",)))), "ask"),
            rule("forgetful", yes("gate"), "ask"),
        ],
    )
    unsure = Asks("gate", "any_of", ("yes", "unsure"))
    found = outcome(guide, whenever=unsure, verdict_in=("never", "ask"))
    assert found.meant == "forgetful"
    assert found.example == {"gate": "unsure", "old": "yes"}


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_guides(), st.data())
def test_a_promise_is_kept_exactly_when_every_interview_keeps_it(
    guide: Guide, data: st.DataObject
) -> None:
    ids = [r.id for r in guide.rules]
    verdicts = tuple(data.draw(st.lists(st.sampled_from(LADDER), min_size=1, max_size=3)))
    says = tuple(data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)))
    whenever = data.draw(st.sampled_from([None, *(r.when for r in guide.rules)]))
    key = data.draw(st.sampled_from(KEYS))
    given_ = verdicts if key.startswith("verdict") else says
    covered = [v for v in interviews(guide) if whenever is None or holds(whenever, v, guide)]
    people = [told(guide, values) for values in covered]
    tests: dict[str, Callable[[str, frozenset[str]], bool]] = {
        "verdict_in": lambda verdict, _: verdict in given_,
        "verdict_not_in": lambda verdict, _: verdict not in given_,
        "always_says": lambda _, said: said >= set(given_),
        "never_says": lambda _, said: said.isdisjoint(given_),
        "at_least_one_of": lambda _, said: not said.isdisjoint(given_),
        "exactly_one_of": lambda _, said: len(said & set(given_)) == 1,
        "at_most_one_of": lambda _, said: len(said & set(given_)) < 2,
    }
    kept = tests[key]
    expected = COVERS_NOBODY if not people else KEPT if all(kept(*p) for p in people) else BROKEN
    found = outcome(guide, whenever=whenever, **{key: given_})
    assert found.state == expected
    if found.example is not None:
        assert not kept(*told(guide, found.example))
        assert whenever is None or holds(whenever, found.example, guide)


# The shipped guide


def test_the_shipped_guide_makes_at_least_25_promises_and_keeps_them() -> None:
    outcomes = prove_promises(world_of(SHIPPED))
    assert len(outcomes) >= 25
    assert [(o.promise.id, o.wrong) for o in outcomes if o.state != KEPT] == []


def test_a_counterexample_runs_as_an_answers_file_as_printed(tmp_path: Path) -> None:
    broken = replace(SHIPPED, rules=tuple(r for r in SHIPPED.rules if r.id != "stop_open_skin"))
    [found] = [o for o in prove_promises(world_of(broken)) if o.state == BROKEN][:1]
    assert found.example is not None
    file = tmp_path / "broken.yaml"
    file.write_text(answers_file(broken, found.example, ["Broken."]), encoding="utf-8")
    read = read_answers(str(file), SHIPPED)
    assert read.values == found.example
    assert read.dropped == ()


@pytest.mark.parametrize("part", ["decision", "funding", "updates", "review_by", "about"])
def test_a_part_that_every_report_should_show_is_missed_when_it_is_empty(part: str) -> None:
    nothing: Any = {part: () if part == "about" else ""}
    empty = replace(SHIPPED, **nothing)
    assert BROKEN in {o.state for o in prove_promises(world_of(empty))}


@pytest.mark.parametrize("verdict", [step.id for step in SHIPPED.verdicts])
def test_what_every_report_shows_by_promise_stands_in_a_report_of_each_verdict(
    verdict: str,
) -> None:
    world = world_of(SHIPPED)
    values = world.smallest(world.verdicts[verdict])
    assert values is not None
    report = " ".join(decision_text(decide(SHIPPED, values), "text").split())
    parts = {part for promise in SHIPPED.promises for part in promise.always_shows}
    for part in parts & {"decision", "about", "not_covered", "reviewed_on", "review_by", "funding"}:
        shown = getattr(SHIPPED, part)
        for text in (shown,) if isinstance(shown, str) else shown:
            assert " ".join(text.split()) in report, part
