"""What an edit means for people: verdicts, lines, words, and how it is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from buyguide.editor.diff import Difference, compare
from buyguide.editor.diff_text import diff_data, diff_lines, diff_markdown
from buyguide.editor.revisions import version_folder
from buyguide.errors import InputError
from buyguide.guide.candidates import Candidates, Point, Tension
from buyguide.guide.catalogues import Catalogue, Says
from buyguide.guide.evidence import Source
from buyguide.guide.reading import read_guide
from buyguide.guide.rules import Arithmetic, Figure, Scale, Severity, Weeks
from tests.bicycle import FOLDER, copy_to, edit, run
from tests.reasoning.small_guides import HERE, Asks, guide_of, option, question, rule

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


POINT = Point("lights", "Lights", "Does it have lights?", HERE)
BUNDLE = Candidates("bicycle", "bicycles", "model", {}, "Set another beside it?", (POINT,))
TENSION = Tension("T1", "Brakes", "One article says yes.", ("ask",), HERE)
SAYS = Says("l.", "n.", "a.", "o.", "u.", ("{x}",), words={"tier": {"rare": "Rare."}})
USUAL = Scale("Usual prices", 10_000, 20_000, ("price",))
HOPE = rule("hope", None, time_to_effect=Weeks(8, 16), scale=USUAL, points=("lights",), mark="fine")
FULL = replace(
    guide_of(
        [replace(GATE, section="You", help="h."), replace(PRICE, unit="USD")],
        [ASK, DEAR, HOPE],
        {"tired": Asks("gate", "any_of", ("yes",))},
        catalogue=Catalogue("list", (), says=SAYS),
    ),
    candidates=BUNDLE,
    tensions=(TENSION,),
    figures={"cost": Figure("cost", Arithmetic("add", ("price", 100)), 0, "USD", HERE)},
    sources={"A1": Source("A1", "Ten tips", "Tips", HERE, "article")},
)
BUY = FULL.verdicts[-1]


def with_rule(**parts: object) -> Guide:
    return replace(FULL, rules=(ASK, DEAR, replace(HOPE, **parts)))  # type: ignore[arg-type]


def with_says(**parts: object) -> Guide:
    says = replace(SAYS, **parts)  # type: ignore[arg-type]
    return replace(FULL, catalogues={"list": Catalogue("list", (), says=says)})


def with_candidates(**parts: object) -> Guide:
    return replace(FULL, candidates=replace(BUNDLE, **parts))  # type: ignore[arg-type]


def with_last_verdict(**parts: object) -> Guide:
    return replace(FULL, verdicts=(*FULL.verdicts[:-1], replace(BUY, **parts)))  # type: ignore[arg-type]


def with_questions(gate: dict[str, Any], price: dict[str, Any]) -> Guide:
    asked, paid = FULL.questions
    return replace(FULL, questions=(replace(asked, **gate), replace(paid, **price)))


OTHER_OPTION = (replace(OPTIONS[0], label="Oh yes", hint="h."), *OPTIONS[1:])
OTHER_TOTAL = Figure("cost", Arithmetic("add", ("price", 200)), 0, "USD", HERE)


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        (replace(FULL, title="Large"), {("small", "title")}),
        (replace(FULL, about=("A.", "B.")), {("small", "about")}),
        (
            replace(FULL, severities=(Severity("stop", "Halt"), *FULL.severities[1:])),
            {("stop", "label")},
        ),
        (with_last_verdict(short="Yes", best="Any."), {("buy", "short"), ("buy", "best")}),
        (with_last_verdict(headline="Go", say="Go."), {("buy", "headline"), ("buy", "say")}),
        (with_questions({"section": "Me"}, {}), {("gate", "section")}),
        (
            with_questions({"help": None}, {"unit": "EUR"}),
            {("gate", "help"), ("price", "unit"), ("hope", "range")},
        ),
        (
            with_questions({"options": OTHER_OPTION}, {}),
            {("gate.yes", "label"), ("gate.yes", "hint")},
        ),
        (
            replace(FULL, situations={"tired": replace(FULL.situations["tired"], say="weary")}),
            {("tired", "say")},
        ),
        (with_rule(time_to_effect=Weeks(8, 12)), {("hope", "time_to_effect")}),
        (
            with_rule(scale=replace(USUAL, label="Prices", least=0)),
            {("hope", "scale"), ("hope", "range")},
        ),
        (with_rule(mark="against"), {("hope", "points")}),
        (with_candidates(points=(replace(POINT, ask="Any lights?"),)), {("lights", "ask")}),
        (
            with_candidates(noun="bike", another="One more?"),
            {("small", "noun"), ("small", "another")},
        ),
        (
            replace(FULL, tensions=(replace(TENSION, about="Stops", say="No."),)),
            {("T1", "about"), ("T1", "say")},
        ),
        (replace(FULL, tensions=()), {("T1", "about"), ("T1", "say")}),
        (with_says(near="Near.", each=("{y}",)), {("list", "near"), ("list", "each")}),
        (with_says(words={"tier": {"rare": "Few."}}), {("list", "tier: rare")}),
        (replace(FULL, figures={"cost": OTHER_TOTAL}), {("cost", "figure")}),
        (
            replace(FULL, sources={"A1": replace(FULL.sources["A1"], short="Hints")}),
            {("A1", "source")},
        ),
    ],
)
def test_every_text_that_people_read_is_named_when_it_changes(
    new: Guide, changed: set[tuple[str, str]]
) -> None:
    assert {(word.id, word.part) for word in compare(FULL, new, {}).words} == changed
    assert {(word.id, word.part) for word in compare(new, FULL, {}).words} == changed


def test_a_rule_or_an_answer_that_is_new_is_told_as_such_and_not_text_by_text() -> None:
    new = with_questions({"options": (*OPTIONS, option("perhaps"))}, {})
    new = replace(new, rules=(*new.rules, rule("last", None)))
    found = compare(FULL, new, {})
    assert not found.words
    assert found.form
    assert said(found) == {("gained", "", "last", False)}


def test_other_weeks_are_told_in_the_words_of_the_report() -> None:
    found = compare(FULL, with_rule(time_to_effect=None), {})
    lines = diff_lines(compare(FULL, with_rule(time_to_effect=Weeks(12, 12)), {}))
    assert 'hope, time_to_effect: "8 to 16 weeks" -> "about 12 weeks"' in lines
    assert [(word.before, word.after) for word in found.words] == [("8 to 16 weeks", "")]


def with_gate(**parts: object) -> Guide:
    return guide_of([replace(GATE, **parts), PRICE], [ASK, DEAR])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (with_gate(options=OPTIONS[:2]), 'The option "unsure" of "gate" is gone.'),
        (with_gate(gate=False), '"gate" is no longer a gate.'),
        (with_gate(required=False), '"gate" can now be skipped.'),
        (with_gate(kind="choices"), '"gate" was of kind choice and is now of kind choices.'),
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


def test_whoever_answers_alike_in_both_kinds_is_followed_through_a_change_of_kind() -> None:
    new = guide_of([replace(GATE, kind="choices"), PRICE], [FORGETFUL, DEAR])
    found = compare(guide_of([PRICE, GATE], [ASK, DEAR]), new, {})
    assert said(found) == said(forgot_unsure())
    examples = {(c.before, c.after): c.example for c in found.changes}
    assert examples["ask", "buy"] == {"gate": ("unsure",)}, "as the new version takes it"
    assert "gate: [unsure]" in "\n".join(diff_lines(found))


def test_nobody_gives_an_amount_and_a_text_to_one_question() -> None:
    asked = Asks("gate", "any_of", ("yes",))
    name = replace(PRICE, kind="text", maximum=0)
    told = rule("dear", Asks("price", "answered"), "wait")
    both = compare(guide_of([GATE, PRICE], [DEAR]), guide_of([GATE, name], [told]), {})
    assert not both.changes, "an answer of one kind is none of the other"
    skipped = compare(OLD, guide_of([GATE, name], [FORGETFUL, told]), {})
    assert [c.example for c in skipped.changes] == [{"gate": "unsure"}] * 2
    some = compare(
        guide_of([GATE, replace(PRICE, ask_when=asked)], [DEAR]),
        guide_of([GATE, replace(name, ask_when=Asks("gate", "any_of", ("no",)))], [told]),
        {},
    )
    assert {(c.sort, c.before, c.after) for c in some.changes} == {
        ("verdict", "wait", "buy"),
        ("verdict", "buy", "wait"),
        ("lost", "dear", ""),
        ("gained", "", "dear"),
    }


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


def git(folder: Path, *words: str) -> None:
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run([program, "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with two revisions of the bicycle guide in a folder of it."""
    folder = copy_to(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    edit(folder / "guide.yaml", "title: Buying a second-hand bicycle", "title: Another title")
    git(tmp_path, "commit", "-qam", "second")
    return folder


def test_a_version_is_read_from_a_git_revision_of_the_guides_folder(repository: Path) -> None:
    with version_folder("HEAD~1", repository) as folder:
        assert read_guide(folder).title == "Buying a second-hand bicycle"
    assert not folder.exists(), "what was unpacked is gone again"
    with version_folder("HEAD", repository) as folder:
        assert read_guide(folder).title == "Another title"


@pytest.mark.skipif(sys.platform != "linux", reason="names are other bytes elsewhere")
def test_a_folder_whose_name_is_not_utf8_has_revisions_too(repository: Path) -> None:
    folder = repository.parent / os.fsdecode("Fahrr\u00e4der".encode("latin-1"))
    repository.rename(folder)
    git(repository.parent, "add", ".")
    git(repository.parent, "commit", "-qm", "renamed")
    done = run("rules", "diff", "HEAD", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nobody gets other advice.")


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
