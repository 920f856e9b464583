"""What would change the advice: on a small guide, in which every change can be named by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.advice.changing import changes_once_agreed, changes_to, with_outlook
from buyguide.advice.deciding import decide
from buyguide.advice.decision import Change, Unknown
from buyguide.answers import settle
from buyguide.guide.condition import Test as Asks
from tests.reasoning.small_guides import guide_of, option, question, rule

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Verdict

UNSURE = option("unsure", "unsure")
SMALL = Asks("size", "any_of", ("small",))
ACHE = question("ache", "choice", required=True, options=(option("none"), option("sore"), UNSURE))
SIZE = question(
    "size",
    "choice",
    required=True,
    options=(option("small"), option("big")),
    answers_are="choosable",
)
NUMBER = question("number", "text", answers_are="checkable", ask_when=SMALL)
REMARK = question("remark", "text", answers_are="choosable")
SEAL = question(
    "seal",
    "choice",
    required=True,
    options=(option("sealed"), option("open"), UNSURE),
    answers_are="checkable",
)
RULES = (
    rule("aching", Asks("ache", "any_of", ("sore", "unsure")), "ask"),
    rule("opened", Asks("seal", "any_of", ("open",)), "never"),
    rule("not_known", Asks("seal", "any_of", ("unsure",)), "wait"),
    rule("too_big", Asks("size", "any_of", ("big",)), "wait"),
    rule("numbered", Asks("number", "answered"), "wait"),
    rule("remarked", Asks("remark", "answered"), "wait"),
)
PLAIN = guide_of((ACHE, SIZE, NUMBER, REMARK, SEAL), RULES)
BAGS = replace(PLAIN, verdicts=tuple(replace(v, clinician=v.id == "ask") for v in PLAIN.verdicts))
FINE: dict[str, Answer] = {
    "ache": "none",
    "size": "small",
    "number": "N1",
    "remark": None,
    "seal": "sealed",
}
NO_NUMBER: dict[str, Answer] = {**FINE, "number": None}


def decided(values: dict[str, Answer], guide: Guide = BAGS) -> Decision:
    return decide(guide, settle(guide, values).values)


def step(id: str) -> Verdict:
    return BAGS.verdict_by_id[id]


def change(verdict: str, *unsure: str, agreed: bool = False, **answers: Answer) -> Change:
    return Change(tuple(answers.items()), step(verdict), unsure, agreed)


def without(*ids: str) -> Guide:
    rules = tuple(rule for rule in BAGS.rules if rule.id not in ids)
    return replace(BAGS, rules=rules)


def test_what_can_be_chosen_or_checked_is_proposed() -> None:
    big = decided({**FINE, "size": "big"})
    assert changes_to(big, step("buy")) == (change("buy", size="small"),)
    assert changes_to(big, step("never")) == (change("never", seal="open"),)
    assert changes_to(big, step("ask")) == ()


def test_only_what_can_be_checked_is_proposed_where_that_is_asked_for() -> None:
    big = decided({**NO_NUMBER, "size": "big"})
    assert changes_to(big, step("buy"), check=True) == ()
    assert changes_to(big, step("never"), check=True) == (change("never", seal="open"),)


def test_a_doubt_that_nobody_can_check_is_proposed_for_want_of_other_ways_alone() -> None:
    ache = {**NO_NUMBER, "ache": "unsure"}
    doubt = decided(ache)
    assert changes_to(doubt, step("buy")) == (change("buy", "ache", ache="none"),)
    assert changes_to(doubt, step("wait")) == (
        change("wait", "ache", ache="none", size="big"),
        change("wait", "ache", ache="none", number="Example"),
        change("wait", "ache", ache="none", remark="Example"),
    )
    assert changes_to(doubt, step("never")) == (change("never", seal="open"),)
    assert changes_to(doubt, step("buy"), check=True) == ()
    assert changes_to(decided({**ache, "ache": "sore"}), step("buy")) == ()


def test_the_outlook_names_what_leads_to_milder_verdicts_mildest_first() -> None:
    doubt = decided({**NO_NUMBER, "ache": "unsure"}, without("numbered", "remarked"))
    assert with_outlook(doubt).changes == (
        change("buy", "ache", ache="none"),
        change("wait", "ache", ache="none", size="big"),
    )


def test_under_the_mildest_verdict_the_outlook_names_what_could_be_found_out_against_it() -> None:
    fine = decided(NO_NUMBER)
    assert fine.verdict is BAGS.verdicts[-1]
    assert with_outlook(fine).changes == (
        change("never", seal="open"),
        change("wait", number="Example"),
    )


def test_what_would_hold_once_a_clinician_agrees_is_looked_behind() -> None:
    sore = decided({**NO_NUMBER, "ache": "sore", "size": "big"})
    assert sore.once_a_clinician_agrees is step("wait")
    expected = (change("buy", size="small", agreed=True),)
    assert changes_once_agreed(sore, step("buy")) == expected
    assert with_outlook(sore).changes == expected


def test_what_leads_out_of_a_gate_and_what_helps_behind_it_are_both_named() -> None:
    doubt = decided({**NO_NUMBER, "ache": "unsure", "size": "big"})
    assert with_outlook(doubt).changes == (
        change("buy", "ache", ache="none", size="small"),
        change("wait", "ache", ache="none"),
        change("buy", size="small", agreed=True),
    )


def test_a_verdict_that_would_hold_already_takes_no_change() -> None:
    sore = decided({**NO_NUMBER, "ache": "sore"})
    assert changes_once_agreed(sore, step("buy")) == ()


def test_an_unknown_is_worth_finding_out_where_its_answer_alone_could_lead_elsewhere() -> None:
    doubt = with_outlook(decided({**NO_NUMBER, "seal": "unsure"}))
    assert doubt.unknowns == (
        Unknown("seal", (change("buy", seal="sealed"), change("never", seal="open"))),
    )
    ache = with_outlook(decided({**FINE, "ache": "unsure", "size": "big"}))
    assert ache.unknowns == (Unknown("ache", (change("wait", "ache", ache="none"),)),)


def test_what_could_lead_to_the_strongest_advice_stands_first_and_else_the_guides_order() -> None:
    several: dict[str, Answer] = {"ache": ("none", "unsure"), "seal": "unsure", "size": "small"}
    aches = replace(ACHE, kind="choices")
    guide = replace(BAGS, questions=(SIZE, NUMBER, REMARK, aches, SEAL))
    found = with_outlook(decided({**NO_NUMBER, **several}, guide)).unknowns
    assert [unknown.question for unknown in found] == ["seal", "ache"]
    only = replace(guide, rules=without("opened").rules)
    found = with_outlook(decided({**NO_NUMBER, **several}, only)).unknowns
    assert [unknown.question for unknown in found] == ["ache"]


def test_what_could_be_checked_and_was_skipped_is_unknown_and_what_was_never_asked_is_not() -> None:
    def unknown(values: dict[str, Answer]) -> list[str]:
        return [one.question for one in with_outlook(decided(values)).unknowns]

    assert unknown(NO_NUMBER) == ["number"]
    assert unknown(FINE) == []
    assert unknown({**NO_NUMBER, "size": "big"}) == []


def test_finding_out_takes_along_the_questions_that_it_opens() -> None:
    follow = replace(SEAL, id="mended", ask_when=Asks("seal", "any_of", ("open",)))
    mended = rule("mended", Asks("mended", "any_of", ("open",)), "never")
    guide = replace(
        BAGS,
        questions=(*BAGS.questions, follow),
        rules=(*without("opened", "numbered").rules, mended),
    )
    (found,) = with_outlook(decided({**NO_NUMBER, "seal": "unsure"}, guide)).unknowns
    assert found.leads == (
        change("buy", seal="sealed"),
        change("never", seal="open", mended="open"),
    )


def test_of_several_ways_that_one_unknown_leads_to_a_verdict_the_first_is_named() -> None:
    after = [
        replace(SEAL, id=id, required=False, ask_when=Asks("seal", "any_of", ("open",)))
        for id in ("inside", "outside")
    ]
    torn = [rule(one.id, Asks(one.id, "any_of", ("open",)), "never") for one in after]
    guide = replace(
        BAGS,
        questions=(*BAGS.questions, *after),
        rules=(*without("opened", "numbered").rules, *torn),
    )
    (found,) = with_outlook(decided({**NO_NUMBER, "seal": "unsure"}, guide)).unknowns
    assert found.leads == (
        change("buy", seal="sealed"),
        change("never", seal="open", inside="open"),
    )


def test_a_guide_too_tangled_for_an_outlook_still_gives_its_advice() -> None:
    tangled = decided(*tangle())
    assert with_outlook(tangled) is tangled


def tangle() -> tuple[dict[str, Answer], Guide]:
    """Return answers to a guide whose amounts are compared in more ways than can be listed."""
    asked: list[Question] = [question(f"q{n}", "amount", maximum=1_000_00) for n in range(12)]
    rules = [rule(f"r{n}", Asks(f"q{n}", "above", other=f"q{n + 1}"), "wait") for n in range(11)]
    return {f"q{n}": n for n in range(12)}, guide_of(asked, rules)
