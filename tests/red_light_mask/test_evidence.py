"""That every claim of the articles and every outside fact has its place in the shipped guide."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

import pytest

from buyguide.guide.evidence import GUIDE_ITSELF

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.advice.decision import Decision
    from buyguide.editor.cases import Case
    from buyguide.guide.evidence import Source
    from buyguide.guide.model import Guide

CLAIMS = {"000": ("S001", 25), "001": ("S002", 57), "003": ("S003", 59)}
FACTS = 87
TENSIONS = 22
PILLARS = {  # the ten that stand in one place of one article; every part needs one of its claims
    "buy only what is FDA-cleared, and follow the instructions": ({"000-23"}, {"000-24"}),
    "blue light for acne": ({"000-21"},),
    "the price range": ({"000-04"},),
    "light-sensitising medicines first": ({"001-57"},),
    "ten minutes a day": ({"001-52"},),
    "conditions and skin that reacts to light first": ({"003-48"}, {"003-49"}),
    "weeks or months, gradually": ({"003-36", "003-37"},),
    "red light is 630 to 660 nm": ({"003-13"},),
    "dermatologist recommended is no certification": ({"003-24", "003-25", "003-28"},),
    "home is weaker than a clinic; helpful but not essential": ({"003-52"}, {"003-54"}),
}


def _cited(guide: Guide) -> set[str]:
    return {id for rule in guide.rules for id in rule.because}


def test_every_claim_of_the_articles_is_there_once(guide: Guide) -> None:
    assert list(guide.claims) == [
        f"{article}-{number:02}"
        for article, (_, count) in CLAIMS.items()
        for number in range(1, count + 1)
    ]
    for id, claim in guide.claims.items():
        assert claim.source == CLAIMS[id[:3]][0], id
        assert claim.paragraph_sha256, id


def test_every_claim_and_fact_is_cited_by_a_rule_or_excused_and_never_both(guide: Guide) -> None:
    cited = _cited(guide)
    excused = {id: claim.excused for id, claim in guide.claims.items()}
    excused |= {id: fact.excused for id, fact in guide.facts.items()}
    for id, reason in excused.items():
        assert (id in cited) != bool(reason), id


def test_an_excuse_is_a_sentence(guide: Guide) -> None:
    claims = [claim.excused for claim in guide.claims.values() if claim.excused]
    facts = [fact.excused for fact in guide.facts.values() if fact.excused]
    assert len(claims) <= 10
    assert len(facts) <= 12
    assert all(len(excuse.split()) >= 5 for excuse in (*claims, *facts)), (claims, facts)


def test_sales_talk_alone_never_carries_a_line_with_a_verdict(guide: Guide) -> None:
    sales = {id for id, claim in guide.claims.items() if claim.kind == "marketing"}
    assert len(sales) == 26
    for rule in guide.rules:
        if rule.verdict is not None:
            assert set(rule.because) - sales, rule.id


def test_no_gate_rests_on_the_guides_own_reasoning_alone(guide: Guide) -> None:
    for rule in guide.rules:
        if rule.verdict is not None:
            assert set(rule.because) != {GUIDE_ITSELF}, rule.id


def test_each_claim_names_the_paragraph_it_was_read_in(
    guide: Guide, articles: dict[str, bytes]
) -> None:
    paragraphs = {id: _paragraphs(content) for id, content in articles.items()}
    for id, claim in guide.claims.items():
        paragraph = paragraphs[claim.source][claim.paragraph - 1]
        assert _sha256(paragraph.encode())[:16] == claim.paragraph_sha256, id


def test_the_articles_are_the_ones_that_were_read(guide: Guide, articles: dict[str, bytes]) -> None:
    assert {id for id, source in guide.sources.items() if source.is_article} == set(articles)
    for id, content in articles.items():
        assert guide.sources[id].sha256 == _sha256(content), id
        assert guide.sources[id].paragraphs == len(_paragraphs(content)), id


def test_the_claims_are_those_of_the_checked_data(guide: Guide, data: Path) -> None:
    for row in _rows(data / "article_claims.csv"):
        claim = guide.claims[row["claim_id"]]
        assert claim.paragraph == int(row["paragraph"]), row
        assert claim.paragraph_sha256 == row["paragraph_sha256_16"], row
        assert claim.kind == row["kind"], row


def test_every_fact_is_there_and_names_who_says_it(guide: Guide) -> None:
    assert len(guide.facts) == FACTS
    for id, fact in guide.facts.items():
        assert fact.sources, id
        assert set(fact.sources) <= set(guide.sources), id
        assert GUIDE_ITSELF not in fact.sources, id


def test_the_facts_are_those_of_the_checked_data(guide: Guide, data: Path) -> None:
    rows = {row["id"]: row for row in _rows(data / "facts.csv")}
    assert set(rows) == set(guide.facts)
    for id, row in rows.items():
        assert set(row["source_id"].split(";")) == set(guide.facts[id].sources), id


def test_nothing_that_could_not_be_verified_is_cited(guide: Guide) -> None:
    known = [*_cited(guide), *guide.facts, *guide.claims, *guide.sources]
    assert [id for id in known if id.startswith("U-")] == []


def test_every_tension_is_settled_by_rules(guide: Guide) -> None:
    numbered = [f"T{number:02}" for number in range(1, TENSIONS + 1)]
    assert [tension.id for tension in guide.tensions] == numbered
    for tension in guide.tensions:
        assert tension.rules, tension.id
        assert tension.say.endswith("."), tension.id


def test_every_tension_of_the_checked_data_has_its_rules_cite_it(guide: Guide, data: Path) -> None:
    because = {rule.id: set(rule.because) for rule in guide.rules}
    settled = {tension.id: tension.rules for tension in guide.tensions}
    rows = _rows(data / "article_tensions.csv")
    assert {row["tension_id"] for row in rows} == set(settled)
    for row in rows:
        cited = set[str]().union(*(because[rule] for rule in settled[row["tension_id"]]))
        assert cited & {*row["claim_ids"].split(";"), *row["fact_ids"].split(";")}, row


@pytest.mark.parametrize("pillar", PILLARS)
def test_a_pillar_stands_on_a_rule_that_a_case_holds(
    guide: Guide, cases: tuple[Case, ...], decisions: dict[str, Decision], pillar: str
) -> None:
    for claims in PILLARS[pillar]:
        resting = {rule.id for rule in guide.rules if claims & set(rule.because)}
        assert resting, f"no rule cites any of {claims}"
        holding = [case for case in cases if resting & set(case.written.expect.says)]
        assert holding, f"no case expects any of {resting}"
        for case in holding:
            assert resting & {finding.id for finding in decisions[case.sentence].findings}


def test_the_three_articles_say_who_speaks_and_what_interest_they_have(guide: Guide) -> None:
    articles: list[Source] = [source for source in guide.sources.values() if source.is_article]
    assert len(articles) == 3
    for source in articles:
        assert source.speaker, source.id
        assert source.interest, source.id
        assert source.date, source.id


def _paragraphs(content: bytes) -> list[str]:
    return [line.strip() for line in content.decode().split("\n") if line.strip()]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
