"""That the shipped guide's words are plain, honest, its own, and say nothing on the word list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import textstat

from buyguide.guide import conditions
from tests.red_light_mask.words import all_texts, rule_texts, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.model import Guide
    from buyguide.guide.rules import Rule

HIGHEST_GRADE = 8.0
RUN = 8  # this many words in a row would be a copy
A_DEPTH = re.compile(r"\bmm\b|\d\s*mm\b|millimet|\bmicrometre|\bµm\b", re.IGNORECASE)
A_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|percent|per cent)", re.IGNORECASE)
QUICK = re.compile(r"(results?|change|see)\b[^.?!]{0,30}\bin (ten|10) minutes", re.IGNORECASE)
BY_NAME = re.compile(  # clinic treatments, the eye operation, and LED light told apart from it
    r"clinic|surgery|treatment of the face|peel|needling|another way|flash|is not laser",
    re.IGNORECASE,
)


def test_no_text_holds_what_must_not_be_printed(guide: Guide) -> None:
    assert len(guide.do_not_print) >= 20
    for phrase in guide.do_not_print:
        words = re.compile(re.escape(phrase.words), re.IGNORECASE)
        found = [where for where, text in all_texts(guide) if words.search(text)]
        assert found == [], phrase.words


@pytest.mark.parametrize(
    "words",
    [
        "8 to 10 mm",
        "microcurrent",
        "laser mask",
        "results in ten minutes",
        "HigherDose is FDA-cleared",
        "all skin types can benefit",
    ],
)
def test_the_word_list_holds_what_the_design_names(guide: Guide, words: str) -> None:
    assert words.casefold() in {phrase.words.casefold() for phrase in guide.do_not_print}


def test_no_text_gives_a_depth(guide: Guide) -> None:
    assert [(where, text) for where, text in all_texts(guide) if A_DEPTH.search(text)] == []


def test_no_text_promises_a_result_in_ten_minutes(guide: Guide) -> None:
    assert [(where, text) for where, text in all_texts(guide) if QUICK.search(text)] == []


def test_small_currents_are_named_only_where_a_device_is_asked_about(guide: Guide) -> None:
    found = [where for where, text in all_texts(guide) if "microcurrent" in text.casefold()]
    assert set(found) <= {"question device_extras"}


def test_laser_is_said_of_lasers_only(guide: Guide) -> None:
    of_lasers = {f"rule {rule.id}" for rule in guide.rules if _asks_for_laser(guide, rule)}
    assert of_lasers
    loose = [
        (where, sentence)
        for where, text in all_texts(guide)
        for sentence in sentences(text)
        if "laser" in sentence.casefold() and where not in of_lasers
        if not BY_NAME.search(sentence)
    ]
    assert [one for one in loose if one[0] != "question device_extras"] == []


def test_higherdose_is_never_said_to_be_cleared(guide: Guide) -> None:
    named = [text for where, text in all_texts(guide) if "higherdose" in text.casefold()]
    assert named
    for text in named:
        assert re.search(r"could not confirm|not confirmed", text), text


def test_a_percentage_is_one_of_the_facts(guide: Guide) -> None:
    known = {
        share
        for fact in guide.facts.values()
        for share in A_SHARE.findall(f"{fact.says} {fact.numbers or ''}")
    }
    said = {(where, share) for where, text in all_texts(guide) for share in A_SHARE.findall(text)}
    assert said
    assert {one for one in said if one[1] not in known} == set()


def test_a_percentage_stands_with_a_fact_that_gives_it(guide: Guide) -> None:
    for rule in guide.rules:
        facts = [guide.facts[id] for id in rule.because if id in guide.facts]
        known = {
            share
            for fact in facts
            for share in A_SHARE.findall(f"{fact.says} {fact.numbers or ''}")
        }
        for text in rule_texts(rule):
            assert set(A_SHARE.findall(text)) <= known, rule.id


def test_no_sentence_of_an_article_is_copied(guide: Guide, articles: dict[str, bytes]) -> None:
    theirs = {run for content in articles.values() for run in _runs(content.decode())}
    assert len(theirs) > 500
    copied = [
        (where, " ".join(run))
        for where, text in all_texts(guide)
        for run in _runs(text)
        if run in theirs
    ]
    assert copied == []


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'"))
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_each_rule_reads_at_grade_8_or_below(guide: Guide) -> None:
    assert _too_hard({rule.id: f"{rule.title}. {_rest(rule)}" for rule in guide.rules}) == {}


def test_each_question_reads_at_grade_8_or_below(guide: Guide) -> None:
    asked = {question.id: f"{question.ask} {question.help}" for question in guide.questions}
    assert _too_hard(asked) == {}


def test_the_frame_of_the_guide_reads_at_grade_8_or_below(guide: Guide) -> None:
    texts = {verdict.id: f"{verdict.headline}. {verdict.say}" for verdict in guide.verdicts}
    texts |= {"about": " ".join(guide.about), "not_covered": " ".join(guide.not_covered)}
    assert _too_hard(texts) == {}


def _rest(rule: Rule) -> str:
    return " ".join(rule_texts(rule)[1:])


def _too_hard(texts: dict[str, str]) -> dict[str, float]:
    """Return the grade of each text that is too hard; what a placeholder stands for is one word."""
    grades = {
        id: textstat.flesch_kincaid_grade(re.sub(r"\{[^{}]*\}", "that", text))
        for id, text in texts.items()
    }
    return {id: grade for id, grade in grades.items() if grade > HIGHEST_GRADE}


def test_no_two_rules_have_the_same_title(guide: Guide) -> None:
    titles = Counter(rule.title for rule in guide.rules)
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_sentence_ends_with_an_end_mark_and_no_title_does(guide: Guide) -> None:
    for rule in guide.rules:
        assert not rule.title.endswith((".", "!", ":")), rule.id
        for text in rule_texts(rule)[1:]:
            assert text.endswith((".", "?", "!")), rule.id
    for verdict in guide.verdicts:
        assert verdict.say.endswith((".", "?", "!")), verdict.id
    for text in (*guide.about, *guide.not_covered, guide.funding, guide.updates, guide.decision):
        assert text.endswith((".", "?", "!")), text


def test_each_goal_has_one_expectation_that_says_how_sure_and_within_which_limits(
    guide: Guide,
) -> None:
    expectations = [rule for rule in guide.rules if rule.kind == "expectation"]
    goals = guide.question_by_id["goals"].option_by_id
    assert sorted(str(rule.goal) for rule in expectations) == sorted(goals)
    for rule in expectations:
        assert rule.how_sure, rule.id
        assert rule.limits, rule.id
        assert rule.verdict is None, rule.id
        assert rule.severity == "note", rule.id


def test_limits_are_told_in_the_detail_of_benefits(guide: Guide) -> None:
    for rule in guide.rules:
        if rule.kind == "expectation":
            assert len(rule.limits or "") >= len(rule.say) / 2, rule.id


@pytest.mark.parametrize("label", ["natural", "popular", "luxury"])
def test_popularity_and_nature_are_never_a_reason_for_a_step_of_the_ladder(
    guide: Guide, label: str
) -> None:
    steps = [rule for rule in guide.rules if rule.verdict is not None]
    assert [rule.id for rule in steps if label in " ".join(rule_texts(rule)).casefold()] == []


def _asks_for_laser(guide: Guide, rule: Rule) -> bool:
    if rule.when is None:
        return False
    tests = conditions.tests_in(rule.when, lambda name: guide.situations[name].when)
    return any("laser_or_ipl" in test.options for test in tests)
