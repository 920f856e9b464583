"""Cases: a person who is told the wrong thing is a problem at the line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import check, summary
from tests.bicycle import copy_to, edit, marked, run

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

LIKE = "like: a-rider-with-no-trouble-can-buy\n"


def problems_of(folder: Path) -> list[Problem]:
    """Return what is wrong with the cases of a guide."""
    return [problem for problem in check(folder).problems if "/cases/" in problem.file]


def with_case(folder: Path, content: str) -> tuple[Path, list[tuple[int, int]]]:
    text, places = marked(content)
    copy = copy_to(folder)
    (copy / "cases" / "tried.yaml").write_text(text, encoding="utf-8")
    return copy, places


def test_the_cases_of_the_guide_hold_and_are_counted(tmp_path: Path) -> None:
    checked = check(copy_to(tmp_path), select=["BG50"])
    assert (checked.cases, checked.problems) == (5, ())


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        # what is expected does not hold
        ("expect: {verdict: @@wait}", 'the verdict is "buy"', "the last step of the ladder"),
        ("given: {price: 301}\nexpect: {verdict: @@buy}", 'the verdict is "wait"',
         "Asked for by: too_dear"),
        ("expect: {verdict: buy, says: [@@too_dear]}",
         'not told "too_dear"', "Mend the rule, or the case"),
        ("expect: {verdict: buy, says: [walk_away, @@recalled]}",
         'not told "recalled"', "Mend the rule"),
        ("expect: {verdict: buy, does_not_say: [@@walk_away]}",
         'is told "walk_away"', "Mend the rule"),
        ("expect: {verdict: buy, @@says: too_dear}", 'not told "too_dear"', "Mend the rule"),
        # what it names is not there
        ("expect: {verdict: @@bye}", 'no verdict "bye"', "buy"),
        ("expect: {verdict: buy, says: [@@walk_awy]}",
         'no rule "walk_awy"', 'Did you mean "walk_away"?'),
        ("expect: {verdict: buy, does_not_say: [@@recaled]}",
         'no rule "recaled"', 'mean "recalled"?'),
        ("given: {@@pryce: 3}\nexpect: {verdict: buy}",
         'no question "pryce"', 'Did you mean "price"?'),
        ("given: {seller: @@shopp}\nexpect: {verdict: buy}",
         'no option "shopp"', 'Did you mean "shop"?'),
        ("given: {price: @@cheap}\nexpect: {verdict: buy}",
         "cannot be read as the amount", "one plain number"),
        ("given: {knows_model: no, @@models: [LS3]}\nexpect: {verdict: buy}",
         '"models" would not be asked of this person', "Take the answer out"),
        # how it is written
        ("@@expects: {verdict: buy}", '"expects" is not a key', 'Did you mean "expect"?'),
        ("expect: {@@say: [walk_away]}", '"say" is not a key', 'Did you mean "says"?'),
        ("expect: {verdict: @@[buy]}", '"verdict" should be one text', "one line"),
        ("expect: {verdict: @@}", '"verdict" has no value', "Write one"),
        ("given: @@[price]\nexpect: {}", '"given" should be a map', "key: value"),
        ("expect: {}\nexpect: @@*x", None, ""),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_is_told_where_it_says_so(
    content: str, what: str | None, remedy: str, tmp_path: Path
) -> None:
    folder, places = with_case(tmp_path, LIKE + content)
    problems = problems_of(folder)
    if what is None:
        assert problems
        return
    assert [(p.line, p.column) for p in problems] == places
    assert problems[0].file.endswith("/cases/tried.yaml")
    assert what in problems[0].what
    assert remedy in problems[0].remedy


def test_a_case_takes_what_it_does_not_say_from_the_case_it_is_like(tmp_path: Path) -> None:
    folder, _ = with_case(
        tmp_path, f"{LIKE}given: {{parts_worn: [brakes]}}\nexpect: {{verdict: wait}}"
    )
    more = (
        "like: tried\ngiven: {back_pain: [knees]}\n"
        "expect: {verdict: ask_a_fitter, says: [brakes_worn]}"
    )
    (folder / "cases" / "more.yaml").write_text(more, encoding="utf-8")
    assert problems_of(folder) == []


def test_an_answer_can_be_taken_back_with_null(tmp_path: Path) -> None:
    folder, _ = with_case(
        tmp_path,
        f"{LIKE}given: {{price: ~}}\nexpect: {{verdict: buy, does_not_say: [cost_of_a_ride]}}",
    )
    assert problems_of(folder) == []


def test_an_inherited_answer_that_no_longer_applies_is_no_problem(tmp_path: Path) -> None:
    folder, _ = with_case(
        tmp_path,
        f"{LIKE}given: {{seller: private}}\n"
        "expect: {verdict: buy, does_not_say: [bring_it_back]}",
    )
    assert problems_of(folder) == []


def test_a_case_like_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder, places = with_case(tmp_path, "like: @@a-rider-with-no-troubl-can-buy\nexpect: {}")
    (problem,) = problems_of(folder)
    assert [(problem.line, problem.column)] == places
    assert 'Did you mean "a-rider-with-no-trouble-can-buy"?' in problem.remedy


@pytest.mark.parametrize("like", ["tried", "other"])
def test_cases_that_are_like_each_other_are_told(like: str, tmp_path: Path) -> None:
    folder, _ = with_case(tmp_path, f"like: {like}\nexpect: {{}}")
    (folder / "cases" / "other.yaml").write_text("like: tried\nexpect: {}", encoding="utf-8")
    problems = problems_of(folder)
    assert problems
    assert all("leads back to itself" in problem.what for problem in problems)


def test_a_case_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    folder, places = with_case(tmp_path, "expect: @@&x {verdict: buy}")
    edit(folder / "cases" / "sore-knees-go-to-a-fitter.yaml",
         "verdict: ask_a_fitter", "verdict: wait")  # fmt: skip
    first, second = problems_of(folder)
    assert first.file.endswith("/sore-knees-go-to-a-fitter.yaml")
    assert 'the verdict is "ask_a_fitter"' in first.what
    assert [(second.line, second.column)] == places


def test_a_case_like_one_that_cannot_be_read_raises_no_second_alarm(tmp_path: Path) -> None:
    content = f"{LIKE}given: {{models: [LS3]}}\nexpect: {{verdict: do_not_ride, says: [recalled]}}"
    folder, _ = with_case(tmp_path, content)
    edit(folder / "cases" / "a-rider-with-no-trouble-can-buy.yaml", "expect:", "expct:")
    assert {problem.file.rsplit("/", 1)[1] for problem in problems_of(folder)} == {
        "a-rider-with-no-trouble-can-buy.yaml"
    }


def test_a_case_that_lost_what_it_is_like_is_told_so(tmp_path: Path) -> None:
    folder, places = with_case(tmp_path, "given: {@@models: [LS3]}\nexpect: {verdict: buy}")
    (problem,) = problems_of(folder)
    assert [(problem.line, problem.column)] == places
    assert 'write in "like" which case' in problem.remedy


def test_slips_are_looked_for_once_every_case_holds(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "cases" / "a-recalled-model-is-never-bought.yaml", "[recalled]", "[]")
    missed = [p for p in check(folder).problems if p.id == "BG520"]
    assert missed
    rule = missed[0].what.split('"')[1]
    edit(
        folder / "rules.yaml",
        f"  - id: {rule}\n",
        f"  - id: {rule}\n    silence: {{BG520: Ours.}}\n",
    )
    edit(folder / "cases" / "sore-knees-go-to-a-fitter.yaml", "too_dear]", "recalled]")
    checked = check(folder)
    ids = {problem.id for problem in checked.problems}
    assert "BG501" in ids
    assert not ids & {"BG520", "BG901"}
    assert "once they hold" in summary(checked)


def test_a_case_under_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    case = folder / "cases" / "sore-knees-go-to-a-fitter.yaml"
    case.rename(case.with_suffix(".yml"))
    (problem,) = problems_of(folder)
    assert problem.where == str(case.with_suffix(".yml"))
    assert problem.remedy == "Name it .yaml."


def test_an_edit_that_loses_a_line_is_found_by_the_cases(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "situations.yaml", "[lower_back, knees, unsure]", "[lower_back, unsure]")
    found = {(p.file.rsplit("/", 1)[1], p.line, p.what) for p in problems_of(folder)}
    file = "sore-knees-go-to-a-fitter.yaml"
    assert found == {
        (file, 7, 'the verdict is "wait".'),
        (file, 8, 'this person is not told "ask_about_aches".'),
    }
    done = run("rules", "check", folder)
    assert done.returncode == 1
    assert f"{folder}/cases/{file}:7:12: " in done.stdout
