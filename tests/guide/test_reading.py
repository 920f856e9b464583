"""Reading a whole guide: each small mistake is one clear problem, at the place it stands."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from buyguide.guide.reading import read_guide
from tests.bicycle import FOLDER, copy_to, edit, guide, problems_in

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One small edit, the places it marks, and what the problem there says and proposes."""

    name: str
    file: str
    old: str
    new: str
    what: str
    remedy: str


RULES, QUESTIONS, GUIDE, SOURCES = "rules.yaml", "questions.yaml", "guide.yaml", "sources.yaml"
SITUATIONS, FIGURES = "situations.yaml", "figures.yaml"
DIVIDE = "divide: [price, {multiply: [days_a_week.number, 52]}]"
FAULTS = (
    # what is named and does not exist
    Fault("unknown question", RULES, "      parts_worn: brakes", "      @@part_worn: brakes",
          'no question "part_worn"', 'Did you mean "parts_worn"?'),
    Fault("unknown option", RULES, "parts_worn: brakes", "parts_worn: @@brake",
          '"parts_worn" has no option "brake"', 'Did you mean "brakes"?'),
    Fault("unknown option in a list", SITUATIONS, "[lower_back, knees, unsure]",
          "[lower_back, knees, @@unsur]", 'no option "unsur"', 'Did you mean "unsure"?'),
    Fault("unknown claim", RULES, "because: [A1-2]", "because: [@@A1-22]",
          'no claim, fact or source "A1-22"', 'Did you mean "A1-2"?'),
    Fault("unknown source", RULES, "[A1-1, guide]", "[A1-1, @@guid]",
          'no claim, fact or source "guid"', 'Did you mean "guide"?'),
    Fault("unknown source of a claim", SOURCES, "source: A1\n    paragraph: 2",
          "source: @@A11\n    paragraph: 2", 'no source "A11"', 'Did you mean "A1"?'),
    Fault("unknown source of a fact", SOURCES, "sources: [S-REC]", "sources: [S-REC, @@S-RAC]",
          'no source "S-RAC"', 'Did you mean "S-REC"?'),
    Fault("unknown catalogue", QUESTIONS, "catalogue: recalled_models",
          "catalogue: @@recalled_model", 'no catalogue "recalled_model"', '"recalled_models"?'),
    Fault("unknown situation", RULES, "situation: hurts", "situation: @@hurst",
          'no situation "hurst"', 'Did you mean "hurts"?'),
    Fault("unknown verdict", RULES, "verdict: never_buy", "verdict: @@never_bye",
          'no verdict "never_bye"', 'Did you mean "never_buy"?'),
    Fault("unknown severity", RULES, "severity: stop", "severity: @@stopp",
          'no severity "stopp"', 'Did you mean "stop"?'),
    Fault("unknown goal", RULES, "goal: fitness", "goal: @@fitnes",
          'no goal "fitnes"', 'Did you mean "fitness"?'),
    Fault("unknown tag", RULES, "tagged: have_it_checked", "tagged: @@have_it_check",
          'tagged "have_it_check"', 'Did you mean "have_it_checked"?'),
    Fault("unknown tag in for_each", RULES, "tagged: do_not_ride", "tagged: @@do_not_rid",
          'tagged "do_not_rid"', 'Did you mean "do_not_ride"?'),
    Fault("unknown entry", RULES, "models: {tagged: unknown}", "models: @@Heron Sity",
          'no entry "Heron Sity"', 'Did you mean "Heron City"?'),
    Fault("unknown kind of rule", RULES, "kind: alternative", "kind: @@alternativ",
          '"alternativ" is not known here', 'Did you mean "alternative"?'),
    Fault("unknown key", RULES, "    how_sure: Fairly", "    @@how_shure: Fairly",
          '"how_shure" is not a key', 'Did you mean "how_sure"?'),
    Fault("unknown key that stands for a needed one", RULES, "    severity: stop",
          "    @@severty: stop", '"severty" is not a key', 'Did you mean "severity"?'),
    Fault("unknown key of an option", QUESTIONS, "        hint: Anyone", "        @@hind: Anyone",
          '"hind" is not a key', 'Did you mean "hint"?'),
    Fault("unknown list", SOURCES, "facts:", "@@fact:", '"fact" is not a list',
          'Did you mean "facts"?'),
    Fault("missing key", RULES, "  - id: walk_away\n    kind: alternative\n",
          "  - @@id: walk_away\n", '"kind" is missing', 'Add "kind: …"'),
    Fault("key without a value", RULES, "title: Look once more", "title:@@",
          '"title" has no value', "Write one, or delete the line"),
    # placeholders
    Fault("unknown placeholder", RULES, "say: The seller asks {price},",
          "say: @@The seller asks {prise},", "{prise} names no question", 'Did you mean "price"?'),
    Fault("placeholder that can be empty", RULES, "say: Worn brakes", "say: @@Worn {budget} brakes",
          '"budget" may not have been answered', 'Add "budget: {answered: true}"'),
    Fault("figure that can be empty", RULES, "say: Worn brakes", "say: @@@@Worn {cost_per_ride}",
          "{cost_per_ride} can be empty", "{answered: true}"),
    Fault("entry without for_each", RULES, "say: A part of this", "say: @@A {entry.part} of this",
          "{entry.part} needs for_each", "Add for_each"),
    Fault("unknown column of an entry", RULES, 'title: "{entry.name} was',
          'title: @@"{entry.nam} was',
          'no column "nam"', 'Did you mean "name"?'),
    Fault("column that can be empty", RULES,
          "its {entry.part}. Do not ride it.\n    because: [F-REC]\n    for_each:\n"
          "      models: {tagged: do_not_ride}",
          "its {entry.also_known_as}. Do not ride it.\n    because: [F-REC]\n    for_each:\n"
          "      models: {tagged: listed}",
          'it is for "Heron City"', "Fill the column"),
    Fault("brace that is no placeholder", RULES, "say: Take somebody", "say: @@Take { somebody",
          "a brace stands here", "Write {question_id}"),
    # ids
    Fault("rule twice", RULES, "- id: for_hills", "- id: @@for_fitness",
          'the id "for_fitness" is used already, in ', "Choose another."),
    Fault("rule named as a question", RULES, "- id: for_hills", "- id: @@budget",
          "questions.yaml:", "Choose another."),
    Fault("rule named as a verdict", RULES, "- id: for_hills", "- id: @@never_buy",
          "guide.yaml:", "Choose another."),
    Fault("rule named as a word of conditions", RULES, "- id: for_hills", "- id: @@any",
          "the language of conditions", "Choose another."),
    Fault("id with a capital", RULES, "- id: for_hills", "- id: @@For_hills",
          "may hold small letters", "It must begin with a letter"),
    Fault("option id in another alphabet", QUESTIONS, "- id: hills", "- id: @@h\u0456lls",
          "may hold small letters", "It must begin with a letter"),
    Fault("option twice", QUESTIONS, "- id: chain", "- id: @@tyres",
          'the option "tyres" stands twice', "Keep one"),
    Fault("options with one label", QUESTIONS, "label: Getting fitter", "label: @@riding to  WORK",
          'looks like the option "commute"', "Give it a label of its own"),
    Fault("options that look alike", QUESTIONS, "label: Getting fitter",
          "label: @@R\u2170\uff44ing to work",
          'looks like the option "commute"', "Give it a label of its own"),
    # questions
    Fault("follow-up before its question", QUESTIONS, "      seller: shop",
          "      @@knows_model: yes", '"knows_model" is asked after "return_days"', "earlier"),
    Fault("follow-up of itself", QUESTIONS, "      seller: shop",
          "      @@return_days: {above: 3}", '"return_days" is asked after', "earlier"),
    Fault("choice with one option", QUESTIONS,
          "      - id: yes\n        label: Yes\n      - id: no\n        label: No\n",
          "      - id: yes\n        label: Yes\n", "does not fit together", "needs two options"),
    Fault("amount with a pattern", QUESTIONS, "    unit: days", '    unit: days\n    pattern: "a"',
          "does not fit together", "cannot have pattern"),
    Fault("gate that is an amount", QUESTIONS, "    unit: days", "    unit: days\n    gate: true",
          "does not fit together", "an amount or text cannot be one"),
    Fault("lookup without a catalogue", QUESTIONS, "    catalogue: recalled_models\n", "",
          "does not fit together", "needs a catalogue"),
    Fault("pattern that could run for long", QUESTIONS, '"[A-Z]{2}[0-9]{4}"', '@@"(a+)+b"',
          '"pattern" cannot be read', "no groups"),
    Fault("minimum above maximum", QUESTIONS, "minimum: 1\n", "minimum: @@5001\n",
          "the minimum lies above the maximum", "Exchange"),
    # numbers
    Fault("number in words", QUESTIONS, "number: 5\n", "number: @@five\n",
          '"number" cannot be read', "Write one plain number"),
    Fault("endless amount", QUESTIONS, "maximum: 5000", "maximum: @@.inf",
          '"maximum" cannot be read', "Write one plain number"),
    Fault("amount of 5,000 figures", QUESTIONS, "maximum: 5000", f"maximum: @@{'9' * 5_000}",
          '"maximum" cannot be read', "too long"),
    Fault("endless threshold", RULES, "at_least: 7", "at_least: @@.inf",
          '"at_least" needs an amount', ""),
    Fault("threshold in part cents", RULES, "at_least: 7", "at_least: @@99.999",
          "at most two figures after the point", ""),
    Fault("paragraph in words", SOURCES, "paragraph: 2", "paragraph: @@two",
          '"paragraph" cannot be read', "whole number"),
    Fault("paragraph beyond the article", SOURCES, "paragraph: 5", "paragraph: @@10",
          "A1 has 9 paragraphs", "Check the number"),
    Fault("date in another order", GUIDE, "review_by: 2027-11-01", "review_by: @@01.11.2027",
          '"review_by"', "2026-11-21"),
    Fault("flag that is no flag", QUESTIONS, "    gate: true\n\n", "    gate: @@maybe\n\n",
          '"gate" should be true or false', "Write true or false"),
    # rules and figures
    Fault("limits of a caution", RULES, "  - id: brakes_worn\n",
          "  - @@id: brakes_worn\n    limits: Few.\n",
          "does not fit together", "Only a rule of kind expectation"),
    Fault("rule that cites nothing", RULES, "because: [A1-1, guide]", "because: @@[]",
          '"because" holds too few', "At least 1"),
    Fault("for_each over a choice", RULES, "      models: {tagged: do_not_ride}",
          "      @@parts_worn: brakes", "for_each takes one question with a", "{tagged: "),
    Fault("figure that divides by nothing", FIGURES, "52]", "0]", "could divide by zero",
          "minimum above 0"),
    Fault("figure of an unknown amount", FIGURES, "[price, {", "[@@prise, {",
          '"prise" is no number and no amount', 'Did you mean "price"?'),
    Fault("figure of a choice without numbers", FIGURES, "[price, {", "[@@seller.number, {",
          "is no number and no amount", ""),
    Fault("figure with one input", FIGURES, DIVIDE, "divide: @@[price]",
          "with two inputs or more", "Write multiply: [a, b]."),
    Fault("source guide of another kind", SOURCES, "kind: guide", "kind: @@press",
          "the guide's own reasoning", "Write guide."),
    # the catalogue's own files, and what cannot be seen
    Fault("missing catalogue file", GUIDE, "recalls.csv", "@@recall.csv",
          'there is no file "recall.csv"', '"recalls.csv"?'),
    Fault("unknown column", GUIDE, "also: [also_known_as]", "also: [also_known]",
          'no column "also_known"', '"also_known_as"?'),
    Fault("letter that cannot be seen", RULES, "title: Look once more",
          "title: Look@@\u200b once more", "U+200B", "Delete it."),
)  # fmt: skip


def test_the_guide_as_it_stands_has_no_problem() -> None:
    assert problems_in(FOLDER) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_one_mistake_is_one_problem_at_its_place(fault: Fault, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    places = edit(folder / fault.file, fault.old, fault.new)
    problems = problems_in(folder)
    found = [(problem.line, problem.column) for problem in problems]
    assert len(found) == max(1, len(places)), [str(problem) for problem in problems]
    assert not places or sorted(set(found)) == sorted(set(places))
    assert fault.what in problems[0].what
    assert fault.remedy in problems[0].remedy


def test_a_text_that_stands_at_a_problem_is_its_excerpt(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / RULES, "parts_worn: brakes", "parts_worn: brake")
    (problem,) = problems_in(folder)
    assert problem.file == str(folder / RULES)
    start = problem.column - 1
    assert problem.excerpt[start : start + problem.width] == "brake"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    marks = {
        QUESTIONS: edit(folder / QUESTIONS, "number: 5\n", "number: @@five\n"),
        RULES: [
            *edit(folder / RULES, "severity: stop", "severity: @@stopp"),
            *edit(folder / RULES, "parts_worn: brakes", "parts_worn: @@brake"),
            *edit(folder / RULES, "[A1-1, guide]", "[A1-1, @@guid]"),
            *edit(folder / RULES, "kind: alternative", "kind: @@alternativ"),
        ],
        SITUATIONS: edit(folder / SITUATIONS, "knees, unsure", "@@knee, unsure"),
    }
    wanted = [(str(folder / file), *place) for file, places in marks.items() for place in places]
    assert [(p.file, p.line, p.column) for p in problems_in(folder)] == wanted


def test_a_figure_divides_only_by_amounts_with_a_minimum_above_nothing(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / QUESTIONS, "    minimum: 1\n", "")
    places = edit(folder / FIGURES, DIVIDE, "divide: @@[days_a_week.number, price]")
    (problem,) = problems_in(folder)
    assert (problem.line, problem.column) == places[0]
    assert "could divide by zero" in problem.what


@pytest.mark.parametrize(
    ("divisor", "may_be_zero"),
    [
        ("add: [price, days_a_week.number]", False),
        ("add: [price, 1]", False),
        ("add: [price, 0]", True),
        ("add: [price, price]", True),
        ("multiply: [price, days_a_week.number]", True),
        ("multiply: [days_a_week.number, 2]", False),
    ],
)
def test_a_sum_is_above_nothing_when_one_part_is_and_a_product_when_all_are(
    tmp_path: Path, divisor: str, *, may_be_zero: bool
) -> None:
    folder = copy_to(tmp_path)
    edit(folder / QUESTIONS, "    minimum: 1\n", "")
    edit(folder / FIGURES, DIVIDE, f"divide: [days_a_week.number, {{{divisor}}}]")
    assert [p.id for p in problems_in(folder)] == ["BG321"] * may_be_zero


def test_situations_that_lead_to_each_other_are_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    hurts = edit(folder / SITUATIONS, "back_pain: [lower_back, knees, unsure]",
                 "@@situation: over_budget")  # fmt: skip
    over = edit(folder / SITUATIONS, "price: {above: {question: budget}}", "@@situation: hurts")
    circles = [p for p in problems_in(folder) if "leads back to itself" in p.what]
    assert [(p.line, p.column) for p in circles] == [*hurts, *over]


def test_two_files_cannot_use_one_id(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    rule = (folder / RULES).read_text(encoding="utf-8").split("\n\n")[1]
    (folder / "more.yaml").write_text(f"rules:\n{rule}\n", encoding="utf-8")
    (problem,) = problems_in(folder)
    assert (problem.file, problem.line, problem.column) == (str(folder / RULES), 13, 9)
    assert "more.yaml:2:9" in problem.what


def test_a_tag_is_refused_when_no_entry_has_any(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    tags = "    tags: [action]\n    allowed_tags: [do_not_ride, have_it_checked]\n"
    edit(folder / "guide.yaml", tags, "")
    assert 'tagged "do_not_ride"' in problems_in(folder)[0].what


def test_a_question_has_a_hundred_options_at_most(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    options = "".join(f"      - id: o{n}\n        label: Label {n}\n" for n in range(20_000))
    places = edit(folder / QUESTIONS, "    options:\n      - id: brakes",
                  f"    options:\n      @@{options.strip()}\n      - id: brakes")  # fmt: skip
    first, *others = problems_in(folder)
    assert (first.line, first.column) == places[0]
    assert "too many" in first.what
    assert "At most 100" in first.remedy
    assert not others


def test_a_condition_nests_eight_deep_at_most(tmp_path: Path) -> None:
    for depth, problems in ((7, 0), (8, 1), (300, 1)):
        inner = "{any: [" * depth + "{parts_worn: brakes}" + "]}" * depth
        folder = copy_to(tmp_path / str(depth))
        edit(folder / RULES, "when:\n      parts_worn: brakes", f"when: {inner}")
        found = problems_in(folder)
        assert len(found) == problems
        if depth == 8:
            assert "at most 8 deep" in found[0].what
            assert "situation" in found[0].remedy


def test_a_condition_of_too_many_combinations_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    pairs = ", ".join(
        f"{{any: [{{price: {{below: {n}}}}}, {{budget: {{below: {n}}}}}]}}" for n in range(1, 12)
    )
    edit(folder / RULES, "when:\n      parts_worn: brakes", f"when: {{all: [{pairs}]}}")
    (problem,) = problems_in(folder)
    assert "more than 2,000 combinations" in problem.what
    assert "Split it" in problem.remedy


def test_a_mistake_in_a_question_raises_no_second_alarm_where_it_is_used(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for id in ("parts_worn", "goals", "price", "models", "back_pain"):
        edit(folder / QUESTIONS, f"- id: {id}\n    kind", f"- id: {id}\n    kynd")
    assert {problem.file for problem in problems_in(folder)} == {str(folder / QUESTIONS)}


@pytest.mark.parametrize("list_name", ["questions", "situations", "sources", "claims", "figures"])
def test_a_misspelt_list_name_raises_no_second_alarm(list_name: str, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for file in folder.glob("*.yaml"):
        content = file.read_text(encoding="utf-8")
        file.write_text(content.replace(f"\n{list_name}:", f"\nx{list_name}:"), encoding="utf-8")
    (problem,) = problems_in(folder)
    assert f'"x{list_name}" is not a list' in problem.what


@pytest.mark.parametrize("content", ["", "questions:", "questions: none", "quest", "\t"])
@pytest.mark.parametrize("file", ["questions.yaml", "sources.yaml", "rules.yaml"])
def test_a_file_that_says_nothing_raises_no_second_alarm(
    file: str, content: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    (folder / file).write_text(content, encoding="utf-8")
    (problem,) = problems_in(folder)
    assert problem.file == str(folder / file)


@pytest.mark.parametrize("file", [QUESTIONS, SITUATIONS, SOURCES, FIGURES])
def test_a_file_that_cannot_be_read_raises_no_second_alarm(file: str, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write("  - id: &a x\n")
    faulty = edit(folder / RULES, "severity: stop", "severity: @@stopp")
    anchor, severity = sorted(problems_in(folder), key=lambda problem: problem.file == RULES)
    assert {anchor.file, severity.file} == {str(folder / file), str(folder / RULES)}
    assert (anchor.line, anchor.column) in faulty or (severity.line, severity.column) in faulty


def test_a_folder_without_its_guide_file_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / GUIDE).unlink()
    (problem,) = problems_in(folder)
    assert problem.where == str(folder)
    assert "guide.yaml" in problem.what


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path / "nowhere")
    assert "cannot be read" in problem.what


def test_a_guide_without_questions_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for file in (QUESTIONS, RULES, SITUATIONS, FIGURES):
        (folder / file).unlink()
    (problem,) = problems_in(folder)
    assert "asks no question" in problem.what


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    outside = tmp_path / "outside.yaml"
    outside.write_text("rules: SECRET", encoding="utf-8")
    (folder / "more.yaml").symlink_to(outside)
    (problem,) = problems_in(folder)
    assert problem.where == str(folder / "more.yaml")
    assert "outside the guide's folder" in problem.what
    assert "SECRET" not in problem.excerpt


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / RULES).rename(folder / "kept.txt")
    (folder / RULES).symlink_to(folder / "kept.txt")
    assert problems_in(folder) == ()


def test_what_is_no_file_is_not_opened_as_one(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    found = {problem.where: problem.what for problem in problems_in(folder)}
    assert found == {
        str(folder / "pipe.yaml"): "this is not a file.",
        str(folder / "folder.yaml"): "this is not a file.",
    }


def test_a_file_that_would_be_passed_over_is_named(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / RULES).rename(folder / "rules.yml")
    assert [(p.where, p.remedy) for p in problems_in(folder)] == [
        (str(folder / "rules.yml"), "Name it .yaml.")
    ]


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for number in range(200):
        (folder / f"more_{number}.yaml").write_text("rules: []\n", encoding="utf-8")
    assert any("more than 200 files" in problem.what for problem in problems_in(folder))


def test_what_is_read_keeps_the_words_and_places_of_the_files() -> None:
    bicycle = guide()
    assert bicycle.version == "1.10"
    assert [question.id for question in bicycle.questions][:3] == ["rider", "goals", "back_pain"]
    assert bicycle.question_by_id["price"].minimum == 100
    assert bicycle.question_by_id["price"].maximum == 500_000
    assert bicycle.question_by_id["days_a_week"].option_by_id["one_or_two"].number == 150
    assert bicycle.question_by_id["goals"].option_by_id["hills"].also == (
        "mountains",
        "uphill, far",
    )
    weeks = next(rule.time_to_effect for rule in bicycle.rules if rule.id == "for_fitness")
    assert weeks is not None
    assert (weeks.least, weeks.most) == (6, 12)
    rule = bicycle.rules[0]
    assert (rule.place.file, rule.place.line, rule.place.column) == (str(FOLDER / RULES), 3, 9)


def test_options_that_mean_clear_or_unsure_stand_alone_and_last(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    edit(folder / QUESTIONS, "      - id: brakes\n        label: Brakes\n", "")
    edit(folder / QUESTIONS, "        label: None of these\n        means: clear\n",
         "        label: None of these\n        means: clear\n"
         "      - id: brakes\n        label: Brakes\n")  # fmt: skip
    options = read_guide(folder).question_by_id["parts_worn"].options
    assert [(option.id, option.exclusive) for option in options] == [
        ("tyres", False), ("chain", False), ("brakes", False), ("none", True), ("unsure", True),
    ]  # fmt: skip


def test_the_digest_follows_every_letter_of_every_file(tmp_path: Path) -> None:
    digests = {guide().digest, read_guide(copy_to(tmp_path / "same")).digest}
    assert len(digests) == 1
    for file in (RULES, GUIDE, "recalls.csv", "other_models.csv"):
        folder = copy_to(tmp_path / file)
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write("\n")
        digests.add(read_guide(folder).digest)
    assert len(digests) == 5


def test_a_file_saved_by_a_windows_editor_reads_the_same(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for file in (*folder.glob("*.yaml"), *folder.glob("*.csv")):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    read = read_guide(folder)
    assert [rule.say for rule in read.rules] == [rule.say for rule in guide().rules]
