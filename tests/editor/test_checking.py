from __future__ import annotations

import hashlib
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from buyguide.editor import wording
from buyguide.editor.checking import PROVED, check, summary  # what is proved has tests of its own
from buyguide.errors import Exit, InputError
from buyguide.guide.places import find_guide
from tests.bicycle import FOLDER, copy_to, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 21)
SHIPPED = find_guide("red_light_mask").absolute()
TEXT = "Ten tips\n\n  Change worn brakes.  \nRide daily.\nA seat can hurt.\nDaily riders get fit.\n"
SAYS = """\
    others: other_models.csv
    says:
      listed: "{typed} is listed."
      near: "{typed} is near."
      ask: "{typed} is several."
      other: "{typed} is another."
      unknown: "{typed} is not known."
      words:
        action:
          do_not_ride: Do not ride it.
          have_it_checked: @@Have have it checked."""


def ids(folder: Path, **how: object) -> list[str]:
    found = check(folder, today=TODAY, **how).problems  # type: ignore[arg-type]
    return [problem.id for problem in found if not problem.id.startswith(PROVED)]


@pytest.fixture
def guide_with_article(tmp_path: Path) -> tuple[Path, Path]:
    """A guide whose three claims name paragraphs of an article, and the folder of that article."""
    folder, articles = copy_to(tmp_path), tmp_path / "articles"
    articles.mkdir()
    content = TEXT.encode()
    (articles / "tips.txt").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    edit(
        folder / "sources.yaml",
        "    paragraphs: 9\n",
        f'    paragraphs: 5\n    sha256: "{digest}"\n',
    )
    for number, words in (
        (2, "Change worn brakes."),
        (4, "A seat can hurt."),
        (5, "Daily riders get fit."),
    ):
        mark = hashlib.sha256(words.encode()).hexdigest()[:16]
        old = f"    paragraph: {number}\n"
        edit(folder / "sources.yaml", old, f'{old}    paragraph_sha256: "{mark}"\n')
    return folder, articles


def test_the_shipped_guide_has_no_errors_and_no_warnings() -> None:
    found = check(SHIPPED, today=TODAY).problems
    assert [f"{p.where}: {p.id} {p.what}" for p in found if p.severity != "note"] == []


def test_an_unsure_option_that_lost_its_meaning_is_named(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    unsure = "        label: I am not sure\n"
    edit(folder / "questions.yaml", f"{unsure}        means: unsure\n", unsure)
    found = check(folder, today=TODAY, select=["BG332"]).problems
    assert [p.remedy for p in found] == ['Add means: unsure to the option "unsure".']
    edit(folder / "questions.yaml", unsure, "        label: Never mind\n")
    edit(
        folder / "questions.yaml",
        "- id: unsure\n        label: Never",
        "- id: so\n        label: Never",
    )
    edit(folder / "situations.yaml", "knees, unsure]", "knees, so]")
    found = check(folder, today=TODAY, select=["BG332"]).problems
    assert [p.remedy[:38] for p in found] == ["Add an option with means: unsure, or s"]


def test_one_case_is_counted_as_one(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    cases = sorted((folder / "cases").iterdir())
    for path in cases:
        if path.name != "a-rider-with-no-trouble-can-buy.yaml":
            path.unlink()
    (folder / "HAZARDS.md").unlink()
    assert " 14 rules, 1 case; " in summary(check(folder, today=TODAY, select=["BG5"]))


def test_findings_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "There is always another bicycle.", "There is another")
    edit(folder / "rules.yaml", "Take somebody along who knows bicycles.", "Take somebody along")
    edit(folder / "questions.yaml", "make an ache worse.", "make an ache worse")
    problems = check(folder, today=TODAY, select=["BG6"]).problems
    assert [p.id for p in problems] == ["BG602"] * 3
    assert list(problems) == sorted(problems, key=lambda p: (p.file, p.line, p.column))


def test_only_the_findings_asked_for_are_kept(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "There is always another bicycle.", "There is is another")
    assert sorted(ids(folder)) == ["BG602", "BG604"]
    assert ids(folder, select=["BG604"]) == ["BG604"]
    assert ids(folder, select=["BG7", "BG602"]) == ["BG602"]
    assert check(folder, today=TODAY, select=["BG7"]).exit == Exit.FINE


def test_a_silencer_with_a_reason_keeps_its_finding_quiet(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", "    time_to_effect: {weeks: [1]}\n", "")
    assert ids(folder) == ["BG706"]
    edit(
        folder / "rules.yaml",
        "    title: Long climbs\n",
        "    title: Long climbs\n    silence:\n      BG706: It depends on the climb.\n",
    )
    assert ids(folder) == []


@pytest.mark.usefixtures("no_library")
def test_a_silencer_for_the_grade_is_left_alone_where_no_library_can_measure_it(
    tmp_path: Path,
) -> None:
    folder = copy_to(tmp_path)
    silencer = "    title: Long climbs\n    silence:\n      BG605: It quotes a law.\n"
    edit(folder / "rules.yaml", "    title: Long climbs\n", silencer)
    assert ids(folder) == ["BG606"]


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The readability library cannot be imported."""
    monkeypatch.setitem(sys.modules, "textstat", None)
    wording._grader.cache_clear()  # noqa: SLF001 - what it found before is remembered
    yield
    wording._grader.cache_clear()  # noqa: SLF001


@pytest.mark.usefixtures("no_library")
def test_without_the_readability_library_a_note_says_what_was_not_checked() -> None:
    (problem,) = check(FOLDER, today=TODAY, select=["BG6"]).problems
    assert (problem.id, problem.severity) == ("BG606", "note")
    assert "install -e" in problem.remedy


def test_the_day_of_review_itself_is_not_too_late() -> None:
    assert "BG903" not in [p.id for p in check(FOLDER, today=date(2027, 11, 1)).problems]
    assert "BG903" in [p.id for p in check(FOLDER, today=date(2027, 11, 2)).problems]


def test_a_review_may_be_dated_today_or_where_it_is_tomorrow_already() -> None:
    for today, expected in (
        (date(2026, 11, 1), 0),
        (date(2026, 10, 31), 0),
        (date(2026, 10, 30), 1),
    ):
        found = [p.id for p in check(FOLDER, today=today, select=["BG9"]).problems]
        assert found.count("BG904") == expected


def test_claims_that_agree_with_their_article_are_left_alone(
    guide_with_article: tuple[Path, Path],
) -> None:
    folder, articles = guide_with_article
    assert ids(folder, article_folder=articles) == []
    assert ids(folder) == []


def test_a_claim_whose_paragraph_has_changed_is_found(
    guide_with_article: tuple[Path, Path],
) -> None:
    folder, articles = guide_with_article
    path = articles / "tips.txt"
    path.write_text(TEXT.replace("A seat can hurt.", "A seat never hurts."), encoding="utf-8")
    problems = check(folder, today=TODAY, article_folder=articles, select=["BG7"]).problems
    assert [p.id for p in problems] == ["BG711", "BG713"]
    assert "tips.txt" in problems[0].remedy
    assert '"A1-2"' in problems[1].what


def test_a_paragraph_that_has_moved_is_found_where_it_stands_now(
    guide_with_article: tuple[Path, Path],
) -> None:
    folder, articles = guide_with_article
    (articles / "tips.txt").write_text(f"A new first line.\n{TEXT}", encoding="utf-8")
    problems = check(folder, today=TODAY, article_folder=articles, select=["BG7"]).problems
    assert [p.id for p in problems] == ["BG712", "BG711", "BG713", "BG713", "BG713"]
    assert "paragraph 3" in problems[2].remedy


def test_an_article_that_is_not_there_is_named_and_its_claims_are_not(
    guide_with_article: tuple[Path, Path],
) -> None:
    folder, articles = guide_with_article
    (articles / "tips.txt").write_text("Something else.\n", encoding="utf-8")
    assert ids(folder, article_folder=articles) == ["BG711"]


def test_a_silencer_for_an_article_is_left_alone_where_no_article_is_at_hand(
    guide_with_article: tuple[Path, Path],
) -> None:
    folder, articles = guide_with_article
    for id in ("BG711", "BG712", "BG713"):
        text = (folder / "sources.yaml").read_text(encoding="utf-8")
        silencer = f"    short: The Wheel, May 2024\n    silence: {{{id}: A later print.}}\n"
        edit(folder / "sources.yaml", "    short: The Wheel, May 2024\n", silencer)
        assert ids(folder) == []
        assert ids(folder, article_folder=articles) == ["BG901"]
        (folder / "sources.yaml").write_text(text, encoding="utf-8")


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article"):
        check(FOLDER, article_folder=tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("guide.yaml", "label: Take care", "label: @@Take take care"),
        ("guide.yaml", "headline: You can buy it", "headline: @@You can can buy it"),
        ("guide.yaml", "  - This guide helps", "  - Well.\n  - @@This this guide helps"),
        ("guide.yaml", "    others: other_models.csv", SAYS),
        ("rules.yaml", "title: You can walk away", "title: @@You can can walk away"),
        ("situations.yaml", "say: the price", "say: @@the the price"),
        ("figures.yaml", "unit: USD", "unit: @@USD USD"),
        ("questions.yaml", "unit: days", "unit: @@days days"),
        ("questions.yaml", "label: The last\n", "label: @@The the last\n"),
    ],
)
def test_a_finding_in_a_text_stands_where_the_text_was_written(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = copy_to(tmp_path)
    # An option that stands alone is shown last, wherever it was written.
    first = "    options:\n      - id: brakes\n"
    alone = "      - id: gone\n        label: Stolen\n        exclusive: true\n"
    last = "      - id: bell\n        label: The last\n"
    edit(folder / "questions.yaml", first, f"    options:\n{alone}{last}      - id: brakes\n")
    [place] = edit(folder / file, old, new)
    found = check(folder, today=TODAY, select=["BG604"]).problems
    assert [(p.file, p.line, p.column) for p in found] == [(str(folder / file), *place)]


EXTRA = "questions:\n  - id: extra\n    kind: {kind}\n    ask: What is more?\n{more}"
ON_A_SCALE = """\
rules:
  - id: prints
    kind: choosing
    severity: note
    title: More
    say: So.
    because: [guide]
    scale: {label: Usual, least: 1, most: 9, marks: [extra]}
"""
AS_A_NAME = """\
candidates:
  noun: bicycle
  nouns: bicycles
  name: extra
  given: {rider: me}
  another: Is there another?

catalogues:
"""


@pytest.mark.parametrize("as_a_name", [False, True])
def test_an_answer_that_reports_only_print_is_not_called_unused(
    tmp_path: Path, *, as_a_name: bool
) -> None:
    folder = copy_to(tmp_path)
    text = EXTRA.format(kind="amount", more="    unit: USD\n") + ON_A_SCALE
    if as_a_name:
        text = EXTRA.format(kind="text", more="    candidate: true\n")
        edit(folder / "guide.yaml", "catalogues:\n", AS_A_NAME)
    (folder / "extra.yaml").write_text(text, encoding="utf-8")
    checked = check(folder, today=TODAY, select=["BG330", "BG416"])
    assert checked.guide is not None, checked.problems
    assert [problem.what for problem in checked.problems if '"extra"' in problem.what] == []


GATE = """\
questions:
  - id: extra
    kind: choices
    ask: Is anything else wrong?
    options:
      - {id: wrong, label: Something}
      - {id: right, label: Nothing, means: clear}
      - {id: unsure, label: I am not sure, means: unsure}
    required: true
    gate: true
"""
WAITS = """\
  - id: waits_{name}
    when: {{extra: {test}}}
    kind: caution
    severity: consult
    verdict: wait
    title: Wait for {name}
    say: So, {name}.
    because: [guide]
"""


@pytest.mark.parametrize(
    ("worrying", "unsure", "forgotten"),
    [
        ("{any_of: wrong}", "{any_of: unsure}", False),
        ("{all_of: wrong}", "{all_of: unsure}", False),
        ("{only: wrong}", "{only: unsure}", False),
        ("{only: wrong}", "{none_of: [unsure, right]}", True),
        ("{all_of: wrong}", "{answered: true}", True),
        ("wrong", "right", True),
        ("{none_of: wrong}", "right", False),
    ],
)
def test_the_unsure_are_not_forgotten_where_a_test_takes_them_in(
    tmp_path: Path, worrying: str, unsure: str, *, forgotten: bool
) -> None:
    folder = copy_to(tmp_path)
    rules = WAITS.format(name="one", test=worrying) + WAITS.format(name="two", test=unsure)
    (folder / "extra.yaml").write_text(f"{GATE}rules:\n{rules}", encoding="utf-8")
    checked = check(folder, today=TODAY, select=["BG333"])
    assert checked.guide is not None, checked.problems
    assert [problem.id for problem in checked.problems] == ["BG333"] * forgotten
