from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.book import book
from buyguide.editor.desk import Desk, read_desk
from buyguide.editor.explaining import explain, explain_finding
from buyguide.editor.finding_ids import finding_ids
from buyguide.editor.pages import text_page
from buyguide.errors import InputError
from buyguide.report.markdown import markdown
from tests.bicycle import FOLDER, copy_to

if TYPE_CHECKING:
    from pathlib import Path


@cache
def desk() -> Desk:
    return read_desk(FOLDER)[0]


def page(id: str) -> str:
    return text_page(explain(desk(), id))


def test_a_rule_is_explained_with_its_condition_its_sources_its_cases_and_its_place() -> None:
    said = page("ask_about_aches")
    assert "Said when something hurts, or you are not sure." in said
    assert "Asks for the verdict: Ask a bicycle fitter before you buy." in said
    assert "An aching back often comes from a wrong seat." in said
    assert "sore-knees-go-to-a-fitter" in said
    assert f"It stands in {desk().items['ask_about_aches'].place}." in said


@pytest.mark.parametrize(
    ("id", "dependant"),
    [
        ("back_pain", "hurts ("),
        ("back_pain", "ask_about_aches ("),
        ("hurts", "ask_about_aches ("),
        ("budget", "over_budget ("),
        ("price", "cost_per_ride ("),
        ("cost_per_ride", "cost_of_a_ride ("),
        ("A1-2", "ask_about_aches ("),
        ("F-REC", "recalled ("),
        ("S-REC", "F-REC ("),
        ("A1", "A1-3 ("),
        ("wait", "brakes_worn ("),
        ("seller", "return_days ("),
    ],
)
def test_what_depends_on_a_thing_is_named(id: str, dependant: str) -> None:
    said = page(id)
    assert dependant in said[said.index("What depends on it") :]


LOG = """# Hazard log

### H7: A worn brake fails on a hill

- **Harm**: A fall.
- **Severity**: major
- **Guarded by**: `brakes_worn`
"""


def test_a_hazard_is_explained_and_named_with_its_guard(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "HAZARDS.md").write_text(LOG, encoding="utf-8")
    desk, _ = read_desk(folder)
    place = f"{folder / 'HAZARDS.md'}:3:5"
    hazard, guard = (text_page(explain(desk, id)) for id in ("H7", "brakes_worn"))
    assert "H7: A worn brake fails on a hill\n  A fall.\n  Severity: major\n" in hazard
    assert "  Guarded by: brakes_worn\n" in hazard
    assert f"It stands in {place}." in hazard
    assert f"- H7: A worn brake fails on a hill ({place})" in guard
    assert "H7: A worn brake fails on a hill\n  A fall." in text_page(book(desk))
    with pytest.raises(InputError) as caught:
        explain(desk, "H77")
    assert caught.value.problems[0].remedy == 'Did you mean "H7"?'


def test_an_id_that_is_not_there_is_met_with_a_guess() -> None:
    with pytest.raises(InputError) as caught:
        explain(desk(), "ask_about_ache")
    assert caught.value.problems[0].remedy == 'Did you mean "ask_about_aches"?'


@pytest.mark.parametrize("id", finding_ids())
def test_every_finding_says_what_is_wrong_how_it_is_right_and_why(id: str) -> None:
    document = explain_finding(id.lower())
    assert document is not None
    said = text_page(document)
    for word in ("Severity: ", "Wrong: ", "Right: ", "Why: "):
        assert len(said.split(word)[1].split("\n")[0]) > 3
    assert finding_ids()[id].severity in {"error", "warning", "note"}


def test_an_id_of_the_guide_is_no_finding() -> None:
    assert explain_finding("hurts") is None


def test_the_book_holds_every_thing_of_the_guide() -> None:
    said = text_page(book(desk()))
    guide = desk().guide
    for rule in guide.rules:
        assert rule.say in said
        assert f"Id: {rule.id}." in said
    for question in guide.questions:
        assert question.ask in said
        assert all(option.label in said for option in question.options)
    for verdict in guide.verdicts:
        assert verdict.headline in said
    for claim in guide.claims.values():
        assert claim.says in said
    for case in desk().cases:
        assert case.sentence[1:].replace("-", " ") in said
    assert 'Said once for each name typed in "Model", when' in said


def test_two_books_of_one_guide_are_the_same_and_one_changed_word_changes_one_line() -> None:
    first = text_page(book(desk())).splitlines()
    assert first == text_page(book(read_desk(FOLDER)[0])).splitlines()
    assert markdown(book(desk())).startswith("# ")


def test_no_line_of_the_book_counts_its_items() -> None:
    assert not [line for line in text_page(book(desk())).splitlines() if line.startswith("1.")]
