"""A guide on another kind of purchase runs through every stage with no change in the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.bicycle import FOLDER, GOOD_ANSWERS, run

if TYPE_CHECKING:
    from pathlib import Path

INTERVIEW = (
    "1", "1,2", "3", "1", "300", "260", "1", "14 days", "1",  # rider to model known
    "LS3", "done",  # the model, the end of the list
    "ab1234", "AB1234", "4", "skip",  # a frame number of the wrong form first; these are right
)  # fmt: skip
SAID = (
    "Do not buy this bicycle",
    "Larkspur 3 was called back",
    "You typed LS3. The maker called the Larkspur 3 back because of its fork.",
    "each ride costs about $1.",
    "within 14 days",
    "Write down AB1234",
    "There is always another bicycle.",
    "Fairly sure; one article says so.",
    "The Wheel, May 2024",
    "recalls office",
    "Whether the bicycle was stolen.",
)


def typed(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_its_rules_are_right() -> None:
    done = run("rules", "check", FOLDER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "bicycle 1.10: 12 questions, 14 rules, 5 cases; " in done.stdout
    assert "error" not in done.stdout


def test_an_interview_by_lines_ends_in_its_advice() -> None:
    done = run("ask", "--plain", "--guide", FOLDER, typed=typed(*INTERVIEW))
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        "This guide helps you decide about one second-hand bicycle.",
        "Question 1 of about 11",
        "2. A child (Anyone under 14.)",
        "Why we ask: A bent back or a high saddle can make an ache worse.",
        '"ab1234" does not have the right form. It is stamped under the pedals',
        "1. Rider: I will",
        *SAID,
    ):
        assert line in done.stdout


def test_the_follow_ups_are_asked_only_where_they_belong() -> None:
    lines = ("2", "3", "4", "2", "skip", "skip", "2", "2", "skip", "1", "skip")
    done = run("ask", "--plain", "--guide", FOLDER, typed=typed(*lines))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Within how many days" not in done.stdout
    assert "Which model is it?" not in done.stdout
    assert "Ask a bicycle fitter before you buy" in done.stdout
    assert "Leave room to grow" in done.stdout


def test_an_interview_that_is_cut_off_decides_nothing() -> None:
    done = run("ask", "--plain", "--guide", FOLDER, typed=typed(*INTERVIEW[:5]))
    assert done.returncode == 2
    assert 'The input ended at "Price"' in done.stderr
    assert "You can buy it" not in done.stdout


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS.replace("[Sparrow]", "[LS3]"), encoding="utf-8")
    return file


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_its_report_says_everything_in_words(style: str, answers: Path) -> None:
    done = run("report", answers, "--guide", FOLDER, "--format", style,
               environment={"COLUMNS": "2000"})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    words = " ".join(done.stdout.replace("\\", "").replace("*", "").split())
    for said in SAID:
        assert said in words


def test_its_report_is_data_too(answers: Path) -> None:
    done = run("report", answers, "--guide", FOLDER, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["guide"]["id"] == "bicycle"
    assert report["guide"]["version"] == "1.10"
    assert report["verdict"]["id"] == "never_buy"
    assert report["verdict"]["because"] == ["recalled"]
    assert report["verdict"]["once_a_clinician_agrees"] is None
    assert report["answers"]["price"] == 260
    assert report["answers"]["models"] == ["LS3"]
    first = report["findings"][0]
    assert (first["id"], first["severity"], first["kind"]) == ("recalled", "stop", "caution")
    assert first["because"] == [{"question": "models", "answer": ["LS3"]}]
    assert first["sources"][0]["id"] == "F-REC"
    assert first["sources"][0]["from_articles"] is False
    fitness = next(found for found in report["findings"] if found["id"] == "for_fitness")
    assert fitness["goal"] == "fitness"
    assert fitness["sources"] == [
        {"id": "A1-3", "title": "Ten tips for buying a used bicycle", "paragraph": 5,
         "from_articles": True}
    ]  # fmt: skip


def test_the_answers_of_an_interview_and_of_a_file_lead_to_one_report(answers: Path) -> None:
    asked = run("ask", "--plain", "--guide", FOLDER, typed=typed(*INTERVIEW))
    read = run("report", answers, "--plain", "--guide", FOLDER)
    start = read.stdout.splitlines()[0]
    assert start in asked.stdout.splitlines()
    lines = asked.stdout.splitlines()
    assert lines[lines.index(start) :] == read.stdout.splitlines()


def test_names_can_be_looked_up_in_its_list() -> None:
    done = run("lookup", "LS3", "Zzyzx", "--guide", FOLDER, "--format", "json")
    assert done.returncode == 0
    assert "Larkspur 3" in done.stdout
    assert "unknown" in done.stdout


def test_what_a_file_already_answers_is_not_asked(tmp_path: Path) -> None:
    half = tmp_path / "half.yaml"
    half.write_text(GOOD_ANSWERS.replace("  parts_worn: [none]\n", ""), encoding="utf-8")
    done = run("ask", "--plain", "--guide", FOLDER, "--answers", half, typed=typed("1", "skip"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Who will ride it?" not in done.stdout
    assert "Have the brakes done first" in done.stdout
