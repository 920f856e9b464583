from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from buyguide.editor.checking import Checked
from buyguide.editor.formats import MOST_ANNOTATIONS, as_json, github_lines, sarif
from buyguide.errors import Exit, Problem
from buyguide.problem_text import problem_lines

WRONG = Problem("rules/a.yaml", 3, 5, 'there is no "x".', "Mend it.", "    x: 1", 1, "BG301")
SLIP = Problem("b, c.yaml", 0, 0, "50% is\nlost: why?", "", id="BG602", severity="warning")
HINT = Problem("guide.yaml", 2, 1, "not checked.", "", "id: a", 2, "BG606", "note")


def test_json_holds_every_finding_with_its_place() -> None:
    data = json.loads(as_json(Checked(None, 7, (WRONG, SLIP))))
    assert data["cases"] == 7
    assert data["guide"] is None
    assert (
        data["problems"][0].items()
        >= {
            "id": "BG301",
            "severity": "error",
            "file": "rules/a.yaml",
            "line": 3,
            "column": 5,
            "what": 'there is no "x".',
            "remedy": "Mend it.",
        }.items()
    )
    assert [problem["severity"] for problem in data["problems"]] == ["error", "warning"]


def test_an_annotation_stands_at_its_line_and_escapes_what_github_would_take_for_signs() -> None:
    assert github_lines([SLIP, HINT, WRONG]) == [
        '::error file=rules/a.yaml,title=BG301,line=3,col=5::there is no "x". Mend it.',
        "::warning file=b%2C c.yaml,title=BG602::50%25 is lost: why?",
        "::notice file=guide.yaml,title=BG606,line=2,col=1::not checked.",
    ]


def test_what_github_would_not_show_is_counted_and_listed() -> None:
    many = [
        Problem("a.yaml", n, 1, f"slip {n}.", id="BG602", severity="warning") for n in range(1, 14)
    ]
    lines = github_lines([*many, WRONG])
    assert sum(line.startswith("::warning") for line in lines) == MOST_ANNOTATIONS
    assert sum(line.startswith("::error") for line in lines) == 1
    assert lines[-4] == "3 more of type warning, which GitHub would not show:"
    assert lines[-1] == "  a.yaml:13:1: BG602 slip 13."


def test_sarif_names_the_rule_the_place_and_a_lasting_fingerprint() -> None:
    run = json.loads(sarif([WRONG, SLIP]))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["BG301", "BG602"]
    first, second = run["results"]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "rules/a.yaml"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 6},
    }
    assert "region" not in second["locations"][0]["physicalLocation"]
    moved = Problem("rules/a.yaml", 30, 5, WRONG.what, "", "    x: 1", 1, "BG301")
    again = json.loads(sarif([moved]))["runs"][0]["results"][0]
    assert again["partialFingerprints"] == first["partialFingerprints"]
    assert first["partialFingerprints"] != second["partialFingerprints"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("my rules/50%.yaml", "my%20rules/50%25.yaml"),
        ("räder/a.yaml", "r%C3%A4der/a.yaml"),
        ("r\udce4der/a.yaml", "r%E4der/a.yaml"),
        ("rules\\a.yaml", "rules/a.yaml"),
    ],
)
def test_sarif_names_a_file_as_an_address_may_be_written(file: str, uri: str) -> None:
    [result] = json.loads(sarif([replace(WRONG, file=file)]))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_the_screen_names_the_finding_and_how_much_it_weighs() -> None:
    assert problem_lines([WRONG]) == [
        'rules/a.yaml:3:5: error BG301: there is no "x".',
        "    3 |     x: 1",
        "            ^",
        "      Mend it.",
    ]
    assert problem_lines([SLIP]) == ["b, c.yaml: warning BG602: 50% is lost: why?"]


@pytest.mark.parametrize(
    ("problems", "status"),
    [((), Exit.FINE), ((SLIP, HINT), Exit.FINE), ((SLIP, WRONG), Exit.FINDINGS)],
)
def test_only_an_error_makes_the_check_fail(problems: tuple[Problem, ...], status: Exit) -> None:
    assert Checked(None, 0, problems).exit == status


@pytest.mark.parametrize("words", ["\x1b[2Jgone", "one\rtwo", "\u202ereversed"])
def test_no_format_prints_a_control_code(words: str) -> None:
    problem = Problem("a.yaml", 1, 1, words, words, words, 1, "BG301")
    for text in (*github_lines([problem]), *problem_lines([problem]), sarif([problem])):
        assert not re.search("[\x1b\r\u202e]", text)
