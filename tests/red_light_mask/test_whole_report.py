"""What a whole report of the shipped guide must hold, for a clean buyer and for the worst case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from buyguide.report.compose import compose
from buyguide.report.document import Heading, Item, lines_of
from tests.red_light_mask.people import Given, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.advice.decision import Decision
    from buyguide.guide.model import Guide

WORST: Mapping[str, Given] = {
    "for_whom": "several",
    "country": "uk",
    "goals": ["acne", "redness", "dark_spots", "hair", "wound"],
    "acne_severity": "severe",
    "age": "under_18",
    "pregnancy": "yes",
    "eye_conditions": ["inherited_eye_disease", "other_eye_disease", "recent_eye_surgery"],
    "light_conditions": ["lupus", "porphyria", "epilepsy", "cancer_treatment"],
    "skin_conditions": ["skin_cancer_or_changing_spot", "open_skin", "rosacea", "melasma"],
    "light_medicine": "yes",
    "medicine_list": "will_list",
    "medicines": ["Visudyne", "doxycycline", "ibuprofen", "retinol", "zzzz"],
    "skin_marks": "yes",
    "patience": "days",
    "sessions": "rarely",
    "budget": "60",
    "reasons": ["social_media", "celebrity"],
    "device_form": "bed",
    "device_price": "900",
    "device_source": "marketplace",
    "device_light": ["blue"],
    "device_wavelength": "not_stated",
    "device_clearance": "none",
    "device_eye_protection": "no",
    "device_extras": ["uv", "heat"],
    "device_claims": ["fda_approved", "instant_results", "cures"],
    "device_return_days": "14",
    "device_session_minutes": "40",
}
NO_DEVICE: Mapping[str, Given] = {"device_in_mind": "no"}
BUYERS: Mapping[str, Mapping[str, Given]] = {
    "clean buyer": {},
    "worst case": WORST,
    "no device": NO_DEVICE,
}


@pytest.fixture(scope="module", params=BUYERS)
def decision(guide: Guide, request: pytest.FixtureRequest) -> Decision:
    return told(guide, **BUYERS[request.param])


@pytest.fixture
def lines(decision: Decision) -> list[str]:
    return [line for block in compose(decision).blocks for line in lines_of(block)]


def _said(decision: Decision, *words: str) -> bool:
    """Say whether one piece of advice holds all of these words."""
    return any(
        all(re.search(word, one.text, re.IGNORECASE) for word in words) for one in decision.findings
    )


def test_the_verdict_stands_before_all_advice_and_is_the_last_line(
    decision: Decision, lines: list[str]
) -> None:
    blocks = compose(decision).blocks
    first_advice = next(at for at, block in enumerate(blocks) if isinstance(block, Item))
    before = [line for block in blocks[:first_advice] for line in lines_of(block)]
    assert any(line.startswith(decision.verdict.headline) for line in before)
    assert decision.verdict.headline in lines[-1]


def test_it_says_when_to_stop_and_whom_to_call(decision: Decision) -> None:
    assert _said(
        decision, r"\bstop\b", r"\bsight\b", "blister", "seizure", "emergency", "eye doctor"
    )


def test_it_says_what_would_make_the_advice_out_of_date(decision: Decision) -> None:
    assert _said(
        decision, "medicine", "pregnan", "work done|procedure|treat", r"spot|mole", "again"
    )


def test_it_gives_a_date_to_stop_by(decision: Decision) -> None:
    assert _said(decision, r"\bdate\b", "three months", r"\bstop\b")


def test_it_gives_questions_for_the_seller(decision: Decision) -> None:
    to_the_seller = [one for one in decision.findings if "seller" in one.title.casefold()]
    assert any(one.text.count("?") >= 3 for one in to_the_seller)
    assert _said(decision, "K number", "manual", "warranty", "send it back|return")


def test_it_sets_the_return_period_beside_the_time_to_judge(guide: Guide) -> None:
    for days, word in (("14", "before"), ("55", "before"), ("56", ""), ("90", "")):
        assert _said(told(guide, device_return_days=days), f"{days} days", "week 8"), days
        titles = [one.title for one in told(guide, device_return_days=days).findings]
        assert any("return period" in title.casefold() and word in title for title in titles)
    assert not _said(told(guide, device_return_days=None), r"You have \d+ days")


def test_the_time_to_judge_is_the_one_of_the_fact(guide: Guide) -> None:
    assert "56 d" in (guide.facts["F-RET-5"].numbers or "")  # 8 weeks


def test_it_says_what_the_guide_does_not_cover(guide: Guide, lines: list[str]) -> None:
    assert len(guide.not_covered) >= 5
    assert all(any(part in line for line in lines) for part in guide.not_covered)


def test_the_three_articles_stand_with_who_speaks_and_their_interest(
    guide: Guide, lines: list[str]
) -> None:
    for source in guide.sources.values():
        if source.is_article:
            line = next(line for line in lines if line.startswith(f"{source.short}:"))
            assert source.interest, source.id
            assert source.interest.rstrip(".") in line
            assert (source.speaker or "").rstrip(".") in line


def test_every_source_cited_is_listed_with_its_interest(
    guide: Guide, decision: Decision, lines: list[str]
) -> None:
    cited = {citation.id for finding in decision.findings for citation in finding.sources}
    ids = {id for id in cited if id in guide.sources and id != "guide"}
    ids |= {source for id in cited & guide.facts.keys() for source in guide.facts[id].sources}
    for id in ids:
        source = guide.sources[id]
        line = next(line for line in lines if line.startswith(f"{source.short}:"))
        assert not source.interest or "Interest:" in line, id


def test_funding_review_date_and_updates_are_named(guide: Guide, lines: list[str]) -> None:
    text = "\n".join(lines)
    for part in (guide.funding, guide.updates, guide.reviewed_on, guide.review_by, guide.version):
        assert part in text


def test_doing_nothing_is_a_named_option(decision: Decision) -> None:
    nothing = [one for one in decision.findings if one.id == "buy_nothing"]
    assert [one.kind for one in nothing] == ["alternative"]
    assert "nothing" in nothing[0].title.casefold()


def test_it_says_that_it_is_no_medical_advice_and_no_safety_clearance(lines: list[str]) -> None:
    text = "\n".join(lines).casefold()
    assert "not medical advice" in text
    assert "not a safety clearance" in text


def test_what_fda_words_mean_is_for_everybody(decision: Decision) -> None:
    assert _said(decision, "FDA-cleared", r"\bregistered\b", r"\bapproved\b")


@pytest.mark.parametrize(
    "given",
    [
        {"device_in_mind": "no"},
        {"device_k_number": None},
        *({"device_clearance": answer} for answer in ("claimed", "registered_only", "unsure")),
    ],
)
def test_whoever_has_not_looked_up_a_k_number_is_shown_how(
    guide: Guide, given: Mapping[str, Given]
) -> None:
    steps = (r"\bfirst\b", r"\bsecond\b", r"\bthird\b", "510", "summary", "model")
    assert _said(told(guide, **given), *steps)


def test_the_worst_case_hears_every_danger_and_the_strongest_first(guide: Guide) -> None:
    decision = told(guide, **WORST)
    assert decision.verdict.id == "not_without_a_doctor"
    assert decision.once_a_clinician_agrees is not None
    assert decision.once_a_clinician_agrees.id == "wrong_device"
    said = {finding.id for finding in decision.findings}
    assert said >= {
        "medicine_stop",
        "medicine_ask_first",
        "medicine_check",
        "medicine_skincare",
        "medicine_unknown",
        "stop_inherited_eye_disease",
        "stop_lupus",
        "stop_porphyria",
        "stop_epilepsy",
        "stop_open_skin",
        "stop_skin_cancer_or_changing_spot",
        "ask_pregnancy",
        "ask_for_under_18",
        "no_eye_protection",
        "clearance_none",
    }
    labels = [severity.label for severity in guide.severities]
    blocks = compose(decision).blocks
    cautions = next(
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and "Cautions" in block.text
    )
    urgencies = []
    for block in blocks[cautions + 1 :]:
        if not isinstance(block, Item):
            break
        urgencies.append(labels.index(block.urgency.label) if block.urgency else len(labels))
    assert urgencies == sorted(urgencies)
    assert urgencies[0] == 0


def test_a_stop_line_gives_the_makers_word_or_a_source_beside_the_articles(guide: Guide) -> None:
    for rule in guide.rules:
        if rule.severity == "stop":
            outside = [id for id in rule.because if id not in guide.claims and id != "guide"]
            assert outside, rule.id


def test_the_makers_do_not_use_stands_beside_the_articles_ask(guide: Guide) -> None:
    for given in (
        {"light_medicine": "yes"},
        {"light_conditions": ["lupus"]},
        {"light_conditions": ["photosensitive_disorder"]},
    ):
        assert _said(told(guide, **given), "article", r"\bask\b", "makers say do not use"), given


def test_no_placeholder_is_left_in_a_report(lines: list[str]) -> None:
    assert [line for line in lines if "{" in line or "}" in line] == []


def test_the_clean_buyer_is_sent_to_nobody(guide: Guide) -> None:
    decision = told(guide)
    assert {finding.severity for finding in decision.findings} <= {"care", "note"}
    assert not [one.id for one in decision.findings if one.kind == "ask_a_clinician"]
