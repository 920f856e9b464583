"""The JSON report has exactly the keys that are promised, strongest advice first."""

from __future__ import annotations

import json
from typing import Any

from buyguide.advice.decision import Change
from buyguide.report.as_json import as_json, json_text
from tests.report import small


def _report(**changed: object) -> Any:  # noqa: ANN401 - plain JSON
    return json.loads(json_text(small.decision(**changed)))


def test_the_keys_are_exactly_those_of_the_design() -> None:
    report = _report()
    assert list(report) == [
        "guide",
        "answers",
        "verdict",
        "findings",
        "not_covered",
        "what_would_change",
    ]
    assert report["guide"] == {"id": "bikes", "version": "1.0", "digest": "0123abcd"}
    assert report["verdict"] == {
        "id": "ask_first",
        "headline": "Ask a fitter before you buy",
        "because": ["see_a_fitter"],
        "once_a_clinician_agrees": "not_yet",
    }
    assert report["not_covered"] == ["Racing bikes.", "Cargo bikes"]


def test_answers_stand_as_in_an_answers_file() -> None:
    assert _report()["answers"] == {
        "goals": ["commute", "hills"],
        "knees": "sore",
        "budget": 1299.5,
        "trial_days": None,
        "bike_name": "Roadster 3",
        "parts": ["chane", "saddle"],
    }
    whole = _report(values={"budget": 25000})["answers"]["budget"]
    assert (whole, type(whole)) == (250, int)


def test_a_finding_has_its_reasons_and_sources() -> None:
    found = next(one for one in _report()["findings"] if one["id"] == "see_a_fitter")
    assert found == {
        "id": "see_a_fitter",
        "kind": "caution",
        "severity": "consult",
        "goal": None,
        "title": "Title of see_a_fitter",
        "text": "Advice of see_a_fitter.",
        "because": [{"question": "knees", "answer": "sore"}],
        "sources": [
            {"id": "A1-04", "title": "Bikes for all", "paragraph": 4, "from_articles": True},
            {"id": "F-1", "title": "Braking rules", "paragraph": None, "from_articles": False},
        ],
    }


def test_reasons_hold_option_ids_in_lists_and_amounts_as_numbers() -> None:
    because = {one["id"]: one["because"] for one in _report()["findings"]}
    assert because["hills_easier"] == [{"question": "goals", "answer": ["hills"]}]
    assert because["check_frame"] == [{"question": "budget", "answer": 1299.5}]
    assert because["charge_it"] == []


def test_an_expectation_says_how_sure_by_when_and_its_limits_in_its_text() -> None:
    found = next(one for one in _report()["findings"] if one["id"] == "hills_easier")
    assert found["goal"] == "hills"
    assert found["text"].splitlines() == [
        "Advice of hills_easier.",
        "How sure: Fairly sure.",
        "By when: 2 to 6 weeks.",
        "Limits: Not on ice.",
    ]


def test_findings_stand_strongest_first_and_else_in_the_order_of_the_guide() -> None:
    assert [(one["severity"], one["id"]) for one in _report()["findings"]][:5] == [
        ("stop", "no_brakes"),
        ("consult", "see_a_fitter"),
        ("consult", "ask_about_knees"),
        ("care", "check_brakes"),
        ("note", "do_nothing"),
    ]


def test_what_would_change_names_answers_and_verdict_and_who_must_agree() -> None:
    both = (("budget", 100), ("goals", ("hills",)))
    changes = (
        Change((("knees", "fine"),), small.VERDICTS[2], unsure=("knees",)),
        Change(both, small.VERDICTS[1], agreed=True),
    )
    assert _report(changes=changes)["what_would_change"] == [
        {
            "answers": {"knees": "fine"},
            "clinician": ["knees"],
            "once_a_clinician_agrees": False,
            "verdict": "fine",
        },
        {
            "answers": {"budget": 1, "goals": ["hills"]},
            "clinician": [],
            "once_a_clinician_agrees": True,
            "verdict": "not_yet",
        },
    ]


def test_no_clinician_step_is_null() -> None:
    report = as_json(small.decision(once_a_clinician_agrees=None))
    verdict = report["verdict"]
    assert isinstance(verdict, dict)
    assert verdict["once_a_clinician_agrees"] is None
