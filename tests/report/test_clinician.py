"""The clinician's page: the person's own words, what was flagged and why, nothing to shop by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from buyguide.advice.deciding import decide
from buyguide.answers_file import read_answers
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.report.as_json import as_json
from buyguide.report.clinician import clinicians_part, compose_for_clinician
from buyguide.report.document import Table
from buyguide.report.formats import decision_text
from buyguide.report.plain import plain_lines
from tests.report import small

TYPICAL = Path(__file__).parent / "typical"


def _small() -> object:
    """Return the small guide with its health question as a gate and no list of names."""
    questions = tuple(
        replace(question, gate=question.id == "knees")
        for question in small.QUESTIONS
        if question.kind != "lookup"
    )
    guide = replace(small.GUIDE, questions=questions)
    findings = tuple(one for one in small.FINDINGS if one.id != "no_brakes")
    return small.decision(guide=guide, findings=findings)


def _lines(**changed: object) -> list[str]:
    decision = replace(_small(), **changed)  # type: ignore[type-var]
    return plain_lines(compose_for_clinician(decision))  # type: ignore[arg-type]


def _page(name: str) -> list[str]:
    guide = read_guide(find_guide(None))
    values = read_answers(str(TYPICAL / f"{name}.yaml"), guide).values
    return plain_lines(compose_for_clinician(decide(guide, values)))


def test_it_says_what_was_flagged_and_why_and_which_questions_to_answer() -> None:
    lines = _lines()
    flagged = lines.index("What was flagged, and why")
    questions = lines.index("Questions to answer")
    assert lines[flagged + 1] == "1. Ask first: Title of see_a_fitter"
    assert lines[flagged + 3].startswith("Because you answered Knees: Sore. [Wheel Weekly")
    assert lines[questions + 1] == "1. Ask first: Title of ask_about_knees"
    assert flagged < questions


def test_it_holds_no_reason_to_buy_and_no_note_that_is_for_everyone() -> None:
    note = small.finding("own_note", "caution", "note", because=(small.KNEES,))
    findings = (*small.FINDINGS, note)
    text = "\n".join(_lines(findings=tuple(f for f in findings if f.id != "no_brakes")))
    for finding in findings:
        kept = finding.id in {"see_a_fitter", "ask_about_knees"}
        assert (f"Advice of {finding.id}." in text) is kept
    assert "would change this advice" not in text


def test_it_shows_the_answers_on_health_and_goals_and_no_others() -> None:
    decision = _small()
    blocks = compose_for_clinician(decision).blocks  # type: ignore[arg-type]
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [row.line for row in table.rows] == ["Goals: Commute, Hills.", "Knees: Sore."]


def test_an_answer_on_health_stands_there_although_nothing_rests_on_it() -> None:
    assert "Knees: Sore." in _lines(findings=())


def test_it_ends_with_the_advice_that_the_person_was_given() -> None:
    assert _lines()[-1] == "Our advice: Ask a fitter before you buy."


def test_it_says_so_when_nothing_was_flagged() -> None:
    assert "Nothing in the answers was flagged for a clinician." in _lines(findings=())


def test_only_sources_of_what_is_on_the_page_are_named() -> None:
    lines = _lines(findings=(small.finding("a", "choosing", "care", sources=(small.ARTICLE,)),))
    assert "Sources used: the articles" not in lines


def test_names_stand_as_typed_beside_the_name_they_are_listed_under() -> None:
    known = "\n".join(_page("acne_with_a_cleared_mask_and_doxycycline"))
    assert "Medicines: doxycycline; ibuprofen." in known
    unknown = "\n".join(_page("rosacea_and_a_name_nobody_knows"))
    assert "Medicines: glowvita tablets (not on our list)." in unknown


def test_its_json_is_a_report_with_the_same_findings_and_no_others() -> None:
    part = clinicians_part(_small())  # type: ignore[arg-type]
    report = as_json(part)
    assert [one["id"] for one in report["findings"]] == ["see_a_fitter", "ask_about_knees"]  # type: ignore[attr-defined]
    assert report["what_would_change"] == []


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json"])
def test_it_comes_in_all_formats(format: str) -> None:
    text = decision_text(_small(), format, reader="clinician")  # type: ignore[arg-type]
    assert "Advice of ask_about_knees." in text.replace("\\", "")
    assert "Advice of do_nothing." not in text.replace("\\", "")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
