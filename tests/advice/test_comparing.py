"""Several candidates side by side: which come out ahead, and how each stands on every point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.advice.changing import with_outlook
from buyguide.advice.comparing import candidate_of, compare
from buyguide.advice.deciding import decide
from buyguide.guide.candidates import Candidates, Point
from buyguide.guide.condition import Test as Asks
from tests.reasoning.small_guides import HERE, guide_of, option, question, rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.advice.comparing import Comparison
    from buyguide.answers import Answer

SEAL_POINT = Point("seal", "Seal", "Is it sealed?", HERE)
SIZE_POINT = Point("size", "Size", "How big is it?", HERE)
YES_NO = (option("yes"), option("no"))


def asks(id: str, *options: str) -> Asks:
    return Asks(id, "any_of", options)


PLAIN = guide_of(
    (
        question("ache", "choice", required=True, options=YES_NO),
        question("has_one", "choice", required=True, options=YES_NO),
        *(
            replace(one, candidate=True, ask_when=asks("has_one", "yes"))
            for one in (
                question("name", "text"),
                question(
                    "seal",
                    "choice",
                    required=True,
                    options=(option("sealed"), option("open"), option("unsure", "unsure")),
                    answers_are="checkable",
                ),
                question("size", "choice", options=(option("small"), option("big"))),
            )
        ),
    ),
    (
        rule("aching", asks("ache", "yes"), "ask"),
        rule("sealed", asks("seal", "sealed"), points=("seal",), mark="fine"),
        rule("opened", asks("seal", "open"), "never", points=("seal",), mark="against"),
        rule("unsealed", asks("seal", "unsure"), "wait", points=("seal",), mark="not_known"),
        rule("big", asks("size", "big"), "wait", points=("size", "seal"), mark="look_closer"),
        rule("tiny", asks("size", "small"), "ask"),
        rule("pointless", asks("size", "big"), mark="against"),
        rule("markless", asks("size", "big"), points=("size",)),
    ),
)
GUIDE = replace(
    PLAIN,
    verdicts=tuple(replace(v, clinician=v.id == "ask") for v in PLAIN.verdicts),
    candidates=Candidates(
        "bag", "bags", "name", {"has_one": "yes"}, "Another?", (SEAL_POINT, SIZE_POINT)
    ),
)
FIT: Mapping[str, Answer] = {"ache": "no", "has_one": "yes", "name": "Ann", "seal": "sealed"}
NONE: Mapping[str, Answer] = {"ache": "no", "has_one": "no"}
OPEN: Mapping[str, Answer] = {"name": "Bo", "seal": "open"}
BIG: Mapping[str, Answer] = {"name": "Cy", "seal": "sealed", "size": "big"}


def names(comparison: Comparison) -> list[str]:
    return [one.name for one in comparison.candidates]


def test_a_candidate_stands_on_each_point_as_the_most_serious_mark_says() -> None:
    found = candidate_of(decide(GUIDE, {**FIT, **BIG}), 1)
    assert found is not None
    assert (found.name, found.head) == ("Bag B: Cy", "Bag B")
    assert [(checked.point, checked.mark) for checked in found.points] == [
        (SEAL_POINT, "look_closer"),
        (SIZE_POINT, "look_closer"),
    ]
    assert [[finding.id for finding in checked.findings] for checked in found.points] == [
        ["big", "sealed"],
        ["big"],
    ]


def test_a_point_that_nothing_settles_is_not_known_and_is_to_be_asked() -> None:
    found = candidate_of(decide(GUIDE, {**FIT, "seal": "unsure"}))
    assert found is not None
    assert (found.name, found.head) == ("Bag: Ann", "Bag")
    assert [(checked.mark, len(checked.findings)) for checked in found.points] == [
        ("not_known", 1),
        ("not_known", 0),
    ]
    assert found.to_ask == (SEAL_POINT, SIZE_POINT)
    settled = candidate_of(decide(GUIDE, FIT))
    assert settled is not None
    assert settled.to_ask == (SIZE_POINT,)


def test_where_there_is_little_room_a_candidate_is_called_without_its_own_name() -> None:
    colon = candidate_of(decide(GUIDE, {**FIT, "name": "Ann: the second"}), 0)
    assert colon is not None
    assert colon.head == "Bag A"
    nameless = candidate_of(decide(GUIDE, {**FIT, "name": None}))
    assert nameless is not None
    assert nameless.head == "Bag"


def test_a_decision_about_no_candidate_has_none() -> None:
    assert candidate_of(decide(GUIDE, NONE)) is None
    assert candidate_of(decide(replace(GUIDE, candidates=None), FIT)) is None


def test_the_mildest_verdict_comes_out_ahead_wherever_it_stands() -> None:
    found = compare(GUIDE, FIT, [OPEN, BIG])
    assert names(found) == ["Bag A: Ann", "Bag B: Bo", "Bag C: Cy"]
    assert [one.decision.verdict.id for one in found.candidates] == ["buy", "never", "wait"]
    assert found.guide is GUIDE
    assert found.verdict is GUIDE.verdict_by_id["buy"]
    assert found.ahead == (found.candidates[0],)
    turned = compare(GUIDE, {**FIT, **OPEN}, [BIG, {**BIG, "name": "Di"}])
    assert turned.verdict is GUIDE.verdict_by_id["wait"]
    assert turned.ahead == turned.candidates[1:]
    assert (found.lifted, found.then_ahead) == (None, ())


def test_a_person_without_a_candidate_is_compared_on_the_others_alone() -> None:
    found = compare(GUIDE, NONE, [OPEN, BIG])
    assert names(found) == ["Bag A: Bo", "Bag B: Cy"]
    assert found.ahead == (found.candidates[1],)


def test_behind_a_gate_it_is_said_who_comes_out_ahead_once_a_clinician_agrees() -> None:
    found = compare(GUIDE, {**FIT, "ache": "yes"}, [BIG])
    assert found.verdict is GUIDE.verdict_by_id["ask"]
    assert found.ahead == found.candidates
    assert found.lifted is GUIDE.verdict_by_id["buy"]
    assert found.then_ahead == (found.candidates[0],)


def test_a_candidate_that_fails_does_not_hide_one_that_waits_for_a_clinician() -> None:
    found = compare(GUIDE, {**FIT, "ache": "yes"}, [OPEN])
    assert [one.decision.verdict.id for one in found.candidates] == ["ask", "never"]
    assert found.verdict is GUIDE.verdict_by_id["ask"]
    assert found.ahead == found.candidates[:1]
    assert found.lifted is GUIDE.verdict_by_id["buy"]
    assert found.then_ahead == found.candidates[:1]


def test_a_candidate_that_waits_for_nobody_comes_out_ahead_of_its_equal_that_does() -> None:
    found = compare(GUIDE, {**FIT, "size": "small"}, [{"name": "Di", "seal": "sealed"}])
    assert [one.decision.verdict.id for one in found.candidates] == ["ask", "buy"]
    assert found.verdict is found.lifted is GUIDE.verdict_by_id["buy"]
    assert (found.ahead, found.then_ahead) == (found.candidates[1:], found.candidates)
    worse = compare(GUIDE, {**FIT, "seal": "unsure", "size": "small"}, [{"seal": "sealed"}])
    assert [one.decision.verdict.id for one in worse.candidates] == ["ask", "buy"]
    assert (worse.verdict, worse.ahead) == (GUIDE.verdict_by_id["buy"], worse.candidates[1:])
    assert (worse.lifted, worse.then_ahead) == (None, ())


def test_each_candidate_comes_with_what_would_change_its_advice() -> None:
    for one in compare(GUIDE, FIT, [{**OPEN, "seal": "unsure"}]).candidates:
        assert one.decision.changes
        assert one.decision == with_outlook(decide(GUIDE, one.decision.values))
