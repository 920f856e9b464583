"""What an edit means for people: verdicts, lines, words, and how it is told."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.diff import Difference, compare
from buyguide.editor.diff_text import diff_data, diff_lines, diff_markdown
from buyguide.editor.revisions import version_folder
from buyguide.errors import InputError
from buyguide.guide.reading import read_guide
from tests.bicycle import FOLDER, copy_to, edit
from tests.reasoning.small_guides import Asks, guide_of, option, question, rule

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.model import Guide

OPTIONS = (option("yes"), option("no", "clear"), option("unsure", "unsure"))
GATE = question("gate", "choice", options=OPTIONS, required=True, gate=True)
PRICE = question("price", "amount", maximum=100_000)
ASK = rule("ask", Asks("gate", "any_of", ("yes", "unsure")), "ask", severity="consult")
DEAR = rule("dear", Asks("price", "above", amount=10_000), "wait", kind="choosing")
OLD = guide_of([GATE, PRICE], [ASK, DEAR])
FORGETFUL = replace(ASK, when=Asks("gate", "any_of", ("yes",)))
WITHOUT_UNSURE = guide_of([GATE, PRICE], [FORGETFUL, DEAR])
PEOPLE = {
    "someone-unsure-asks": {"gate": "unsure"},
    "someone-well-buys": {"gate": "no", "price": 5_000},
}


def forgot_unsure(**more: object) -> Difference:
    return compare(OLD, WITHOUT_UNSURE, PEOPLE, **more)  # type: ignore[arg-type]


def said(difference: Difference) -> set[tuple[str, str, str, bool]]:
    return {(c.sort, c.before, c.after, c.worse) for c in difference.changes}


def test_a_forgotten_answer_shows_every_verdict_that_moves_and_the_line_that_goes() -> None:
    found = forgot_unsure()
    assert said(found) == {
        ("verdict", "ask", "wait", True),
        ("verdict", "ask", "buy", True),
        ("lost", "ask", "", True),
    }
    assert found.worse


def test_each_change_has_a_smallest_example() -> None:
    examples = {(c.before, c.after): c.example for c in forgot_unsure().changes}
    assert examples["ask", "buy"] == {"gate": "unsure"}
    assert examples["ask", "wait"] == {"gate": "unsure", "price": 10_100}
    assert examples["ask", ""] == {"gate": "unsure"}


def test_the_named_cases_that_an_edit_moves_are_named_and_no_others() -> None:
    cases = {(c.before, c.after): c.cases for c in forgot_unsure().changes}
    assert cases["ask", "buy"] == ("someone-unsure-asks",)
    assert cases["ask", "wait"] == ()
    assert cases["ask", ""] == ("someone-unsure-asks",)


def test_an_allowed_rule_may_be_lost_with_its_verdict() -> None:
    found = forgot_unsure(allow=["ask"])
    assert not found.worse
    assert all(change.allowed for change in found.changes if change.worse)


def test_allowing_one_rule_does_not_excuse_what_another_loses() -> None:
    milder = replace(DEAR, verdict=None)
    found = compare(OLD, guide_of([GATE, PRICE], [FORGETFUL, milder]), {}, allow=["ask"])
    assert found.worse
    left = {(c.before, c.after) for c in found.changes if c.worse and not c.allowed}
    assert left == {("wait", "buy"), ("ask", "buy")}, "some of those had a wait to lose as well"


def test_a_stronger_verdict_and_a_new_line_are_no_loss() -> None:
    assert not compare(WITHOUT_UNSURE, OLD, {}).worse


def test_a_line_that_is_told_with_less_urgency_is_a_loss() -> None:
    found = compare(OLD, guide_of([GATE, PRICE], [replace(ASK, severity="care"), DEAR]), {})
    assert said(found) == {("eased", "ask", "ask", True)}


def test_a_rule_under_a_new_id_is_the_same_line() -> None:
    assert not compare(OLD, guide_of([GATE, PRICE], [replace(ASK, id="asks"), DEAR]), {}).changes


def test_a_threshold_that_moves_by_one_cent_shows_the_one_price_it_moves() -> None:
    moved = replace(DEAR, when=Asks("price", "above", amount=10_001))
    [verdict, line] = compare(OLD, guide_of([GATE, PRICE], [ASK, moved]), {}).changes
    assert verdict.example == {"gate": "no", "price": 10_001}
    assert line.example["price"] == 10_001


def test_new_words_move_nobody_and_are_listed() -> None:
    found = compare(OLD, guide_of([GATE, PRICE], [replace(ASK, say="Ask first."), DEAR]), {})
    assert not found.changes
    assert [(w.id, w.part, w.before, w.after) for w in found.words] == [
        ("ask", "say", "ask.", "Ask first.")
    ]


Edit = "Callable[[Guide], Guide]"


def with_gate(**parts: object) -> Guide:
    return guide_of([replace(GATE, **parts), PRICE], [ASK, DEAR])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (with_gate(options=OPTIONS[:2]), 'The option "unsure" of "gate" is gone.'),
        (with_gate(gate=False), '"gate" is no longer a gate.'),
        (with_gate(required=False), '"gate" can now be skipped.'),
        (guide_of([PRICE], [DEAR]), 'The question "gate" is gone.'),
        (
            with_gate(options=(*OPTIONS[:2], option("unsure", "clear"))),
            'The option "unsure" of "gate" no longer means the same.',
        ),
    ],
)
def test_what_people_can_no_longer_say_at_a_gate_is_a_loss(new: Guide, what: str) -> None:
    found = compare(OLD, new, {})
    assert what in [change.what for change in found.form if change.worse]
    assert found.worse
    assert not any(c.worse and not c.allowed for c in compare(OLD, new, {}, allow=["gate"]).form)


def test_steps_of_the_ladder_in_another_order_are_followed_to_the_people() -> None:
    swapped = replace(OLD, verdicts=tuple(OLD.verdicts[n] for n in (0, 2, 1, 3)))
    [change] = compare(OLD, swapped, {}).changes
    assert (change.before, change.after, change.worse) == ("ask", "wait", True)
    assert change.example == {"gate": "yes", "price": 10_100}


# How it is told


def test_the_lines_mark_what_is_worse_and_hold_answers_files() -> None:
    text = "\n".join(diff_lines(forgot_unsure()))
    assert "! ask -> buy (milder)\nmoves someone-unsure-asks\nguide: small\n" in text
    assert "! ask (consult): ask" in text
    assert "price: 101\n" in text, "amounts stand in whole units"
    assert text.endswith("Milder for somebody: 3 of all changes; see those marked !.")
    assert "%" not in text


def test_no_difference_says_so_for_every_interview() -> None:
    [line] = diff_lines(compare(OLD, replace(OLD), {}))
    assert line == "Nobody gets other advice. This holds for every possible interview."


def test_markdown_and_json_hold_the_same_changes() -> None:
    found = forgot_unsure()
    markdown = diff_markdown(found)
    data = json.loads(json.dumps(diff_data(found)))
    assert data["worse"] is True
    assert len(data["changes"]) == 3
    assert markdown.count("<details>") == 3
    prices = [change["example"].get("price") for change in data["changes"]]
    assert 101 in prices


# Where versions come from


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with two revisions of the bicycle guide in a folder of it."""
    folder = copy_to(tmp_path)
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")

    def run(*words: str) -> None:
        who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        subprocess.run([git, "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    run("init", "-q")
    run("add", ".")
    run("commit", "-qm", "first")
    edit(folder / "guide.yaml", "title: Buying a second-hand bicycle", "title: Another title")
    run("commit", "-qam", "second")
    return folder


def test_a_version_is_read_from_a_git_revision_of_the_guides_folder(repository: Path) -> None:
    with version_folder("HEAD~1", repository) as folder:
        assert read_guide(folder).title == "Buying a second-hand bicycle"
    assert not folder.exists(), "what was unpacked is gone again"
    with version_folder("HEAD", repository) as folder:
        assert read_guide(folder).title == "Another title"


def test_a_version_is_read_from_a_folder(repository: Path) -> None:
    with version_folder(str(FOLDER), repository) as folder:
        assert folder == FOLDER


@pytest.mark.parametrize("wanted", ["HEAD~9", "no-such-thing", "--output=x", ""])
def test_what_is_neither_a_folder_nor_a_revision_is_refused(repository: Path, wanted: str) -> None:
    with pytest.raises(InputError, match="no such version"):
        version_folder(wanted, repository).__enter__()


def test_a_folder_outside_any_repository_has_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such version"):
        version_folder("HEAD", copy_to(tmp_path)).__enter__()
