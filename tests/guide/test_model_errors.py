"""What pydantic finds wrong, in an editor's words and at the place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.guide.model_errors import validate
from buyguide.guide.text_checks import as_text
from buyguide.guide.written import WrittenCase, WrittenGuide, WrittenQuestion, WrittenRule
from buyguide.guide.yaml_text import read_document
from tests.bicycle import FOLDER, marked

if TYPE_CHECKING:
    from buyguide.errors import Problem
    from buyguide.guide.written_map import Written

RULE = """\
id: tried
kind: using
severity: note
title: Tried
say: It was tried.
because: [guide]
"""
QUESTION = """\
id: colour
kind: choice
ask: Which colour?
options:
  - {id: red, label: Red}
  - {id: blue, label: Blue}
"""


def checked(model: type[Written], content: str) -> tuple[list[Problem], list[tuple[int, int]]]:
    text, places = marked(content)
    problems: list[Problem] = []
    read = validate(model, read_document(as_text(text.encode(), "a.yaml")), (), problems)
    assert (read is None) == bool(problems)
    return problems, places


@pytest.mark.parametrize(
    ("model", "old", "new", "what", "remedy"),
    [
        (WrittenRule, "title: Tried", "@@tittle: Tried", '"tittle" is not a key',
         'Did you mean "title"?'),
        (WrittenRule, "title: Tried", "title: Tried\n@@zebra: x", '"zebra" is not a key',
         "Keys here: id, when, kind"),
        (WrittenRule, "id: tried\n", "@@", '"id" is missing', 'Add "id: …"'),
        (WrittenRule, "title: Tried", "title:@@", '"title" has no value', "or delete the line"),
        (WrittenRule, "title: Tried", "title: Tried\nverdict:@@", '"verdict" has no value',
         "or delete the line"),
        (WrittenRule, "title: Tried", "title: Tried\nwhen:@@", '"when" has no value', "or delete"),
        (WrittenRule, "title: Tried", "title: @@[a]", '"title" should be one text', "fold it"),
        (WrittenRule, "title: Tried", "title: @@''", '"title" is empty', "Write its text"),
        (WrittenRule, "title: Tried", "title: @@'  '", '"title" is empty', "Write its text"),
        (WrittenRule, "title: Tried", f"title: @@{'t' * 4_001}", '"title" is too long', "4000"),
        (WrittenRule, "kind: using", "kind: @@usin", '"usin" is not known', 'mean "using"?'),
        (WrittenRule, "kind: using", "kind: @@[using]", '"kind" should be one text', "one line"),
        (WrittenRule, "id: tried", "id: @@Tried-it", '"id" may hold small letters', "use _"),
        (WrittenRule, "[guide]", "@@{a: b}", '"because" should be a list', "Begin each item"),
        (WrittenRule, "[guide]", "@@[]", "too few items", "At least 1"),
        (WrittenRule, "[guide]", "[@@'a b']", "may hold small letters", "use _"),
        (WrittenRule, "kind: using", "kind: expectation\ntime_to_effect: {weeks: [@@soon, 3]}",
         "cannot be read", "A whole number"),
        (WrittenRule, "kind: using", "kind: expectation\ntime_to_effect: @@8",
         "should be a map", "key: value"),
        (WrittenRule, "kind: using", "kind: expectation\ntime_to_effect: {@@week: [8]}",
         '"week" is not a key', 'Did you mean "weeks"?'),
        (WrittenQuestion, "label: Red}", "label: Red, @@mean: clear}", '"mean" is not a key',
         'Did you mean "means"?'),
        (WrittenQuestion, "label: Red}", "label: Red, hint: @@}", '"hint" has no value', "delete"),
        (WrittenQuestion, "{id: red, label: Red}", "@@red", "should be a map", "key: value"),
        (WrittenQuestion, "{id: red, label: Red}", "@@{id: red}", '"label" is missing', "Add"),
        (WrittenQuestion, "kind: choice", "kind: choice\nrequired: @@perhaps",
         '"required" should be true or false', "Write true or false"),
        (WrittenQuestion, "kind: choice", "kind: choice\nrequired: @@[true]",
         '"required" should be true or false', "Write true or false"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_words_at_its_place(
    model: type[Written], old: str, new: str, what: str, remedy: str
) -> None:
    good = RULE if model is WrittenRule else QUESTION
    assert old in good
    problems, places = checked(model, good.replace(old, new))
    assert [(p.line, p.column) for p in problems] == places
    assert what in problems[0].what
    assert remedy in problems[0].remedy


@pytest.mark.parametrize(("model", "good"), [(WrittenRule, RULE), (WrittenQuestion, QUESTION)])
def test_what_is_right_raises_no_problem(model: type[Written], good: str) -> None:
    assert checked(model, good) == ([], [])


@pytest.mark.parametrize(
    ("there", "missing"), [("points: [seller]", "mark"), ("mark: fine", "points")]
)
def test_the_key_that_another_needs_is_named(there: str, missing: str) -> None:
    ((problem,), _) = checked(WrittenRule, f"@@{RULE}{there}\n".replace("using", "choosing"))
    assert f'add "{missing}"' in problem.remedy


def test_every_mistake_of_a_map_is_told() -> None:
    problems, places = checked(WrittenRule, "@@id: tried\nkind: @@usin\n@@titel: T\nsay: @@[x]\n")
    assert {(p.line, p.column) for p in problems} == set(places)
    assert [p.what for p in problems if "missing" in p.what] == [
        '"severity" is missing here.', '"because" is missing here.',
    ]  # fmt: skip


def test_a_list_where_a_map_belongs_is_told() -> None:
    problems, _ = checked(WrittenGuide, "- id: a")
    assert "a map is expected here" in problems[0].what


def test_a_key_deep_inside_is_guessed_from_its_own_map() -> None:
    content = (FOLDER / "guide.yaml").read_text(encoding="utf-8")
    problems, places = checked(
        WrittenGuide, content.replace("    clinician: true", "    @@clinic: true")
    )
    assert [(p.line, p.column) for p in problems] == places
    assert problems[0].remedy == 'Did you mean "clinician"?'


def test_an_answer_is_never_repeated_in_a_message_of_a_case() -> None:
    problems, _ = checked(WrittenCase, "given: SECRET\nexpect: {}\n")
    assert "SECRET" not in "".join(p.what + p.remedy for p in problems)


def test_a_case_may_leave_a_question_skipped() -> None:
    assert checked(WrittenCase, "given: {price: ~}\nexpect: {}\n") == ([], [])
