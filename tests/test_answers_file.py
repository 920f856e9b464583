"""Answers files, YAML and JSON: every answer is understood, or named with place and remedy."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buyguide.answers_file import AnswersFile, read_answers
from buyguide.errors import InputError, Problem
from tests.bicycle import FOLDER, GOOD_ANSWERS, guide, marked, run

if TYPE_CHECKING:
    from pathlib import Path

UNDERSTOOD = {
    "rider": "me",
    "goals": ("commute", "fitness"),
    "back_pain": ("none",),
    "days_a_week": "five",
    "budget": 30_000,
    "price": 26_000,
    "seller": "shop",
    "return_days": 1_400,
    "knows_model": "yes",
    "models": ("Sparrow",),
    "frame_number": "AB1234",
    "parts_worn": ("none",),
}


def read(folder: Path, content: str | bytes, name: str = "my.yaml") -> AnswersFile:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_answers(str(file), guide())


def refused(folder: Path, content: str | bytes, name: str = "my.yaml") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(folder, content, name)
    return caught.value.problems


def answering(line: str) -> str:
    return f"guide: bicycle\nanswers:\n  {line}\n"


def as_json(answers: object, **more: object) -> str:
    return json.dumps({"guide": "bicycle", "version": "1.10", "answers": answers, **more})


# --- what is understood ----------------------------------------------------------------------


def test_yaml_and_json_are_understood_alike(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD_ANSWERS)
    assert dict(found.values) == UNDERSTOOD
    assert (found.dropped, found.version) == ((), "1.10")
    answers = {
        id: value / 100 if isinstance(value, int) else value for id, value in UNDERSTOOD.items()
    }
    again = read(tmp_path, as_json(answers), "my.json")
    assert dict(again.values) == UNDERSTOOD
    assert again.version == "1.10"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_file_saved_by_a_windows_editor_is_understood(mark: bytes, tmp_path: Path) -> None:
    for name, content in (("a.yaml", GOOD_ANSWERS), ("a.json", as_json({"rider": "me"}))):
        content_there = mark + content.encode().replace(b"\n", b"\r\n")
        assert read(tmp_path, content_there, name).values["rider"] == "me"


def test_the_name_of_the_file_does_not_decide_how_it_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, as_json({"rider": "me"}), "my.yaml").values == {"rider": "me"}
    assert read(tmp_path, answering("rider: me"), "my.json").values == {"rider": "me"}


@pytest.mark.parametrize(
    ("line", "id", "value"),
    [
        ("knows_model: no", "knows_model", "no"),
        ("budget: 250", "budget", 25_000),
        ("budget: 99.99", "budget", 9_999),
        ('budget: "$1,299.50"', "budget", 129_950),
        ("budget: 0", "budget", 0),
        ("budget: ~", "budget", None),
        ("budget: null", "budget", None),
        ("goals: hills", "goals", ("hills",)),
        ("goals: [hills, commute, hills]", "goals", ("commute", "hills")),
        ("rider: [me]", "rider", "me"),
        ("frame_number: AB1234", "frame_number", "AB1234"),
    ],
)
def test_an_answer_is_understood(line: str, id: str, value: object, tmp_path: Path) -> None:
    assert read(tmp_path, answering(line)).values[id] == value


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("LS3, Sparrow 2", ("LS3", "Sparrow 2")),
        ("LS3; Sparrow", ("LS3", "Sparrow")),
        ("LS3", ("LS3",)),
        ("'-'", ("-",)),
        ("['LS3, Sparrow']", ("LS3, Sparrow",)),
    ],
)
def test_one_line_of_names_is_a_list_and_each_item_of_a_list_is_one_name(
    tmp_path: Path, written: str, names: tuple[str, ...]
) -> None:
    found = read(tmp_path, answering(f"knows_model: yes\n  models: {written}"))
    assert found.values["models"] == names


def test_an_empty_list_means_none_for_names_only(tmp_path: Path) -> None:
    known = read(tmp_path, answering("knows_model: yes\n  models: []"))
    assert known.values["models"] == ()
    (problem,) = refused(tmp_path, answering("goals: []"))
    assert '"goals" needs at least one option' in problem.what
    assert "null for skipped" in problem.remedy


@pytest.mark.parametrize("version", ["[]", "{a: b}", "[1.10]"])
def test_a_version_that_is_no_word_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is one word"):
        read(tmp_path, answering("rider: me") + f"version: {version}\n")


def test_candidates_and_a_result_may_stand_beside_the_answers(tmp_path: Path) -> None:
    assert read(tmp_path, answering("rider: me") + "candidates: []\nresult: {}\n").values


def test_an_answer_that_does_not_apply_is_dropped_and_named(tmp_path: Path) -> None:
    found = read(tmp_path, answering("knows_model: no\n  models: [LS3]\n  return_days: 3"))
    assert found.dropped == ("models", "return_days")
    assert dict(found.values) == {"knows_model": "no"}


# --- what is not -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("guide: bicycle\nanswers:\n  @@ridr: me\n", 'no question "ridr"', 'mean "rider"?'),
        ("guide: bicycle\nanswers:\n  @@zodiac: leo\n", 'no question "zodiac"', "Take it out"),
        ("guide: bicycle\nanswers:\n  rider: @@mee\n", 'no option "mee"', 'mean "me"?'),
        ("guide: bicycle\nanswers:\n  rider: @@Me\n", 'no option "Me"', "child, me"),
        ("guide: bicycle\nanswers:\n  rider: @@[me, child]\n", "exactly one option", "Keep one"),
        ("guide: bicycle\nanswers:\n  rider: @@[]\n", "exactly one option", "Keep one"),
        ("guide: bicycle\nanswers:\n  rider: @@{me: yes}\n", '"rider" takes ids', "[a, b]"),
        ("guide: bicycle\nanswers:\n  goals: @@[hills, [commute]]\n", "takes ids", "[a, b]"),
        ("guide: bicycle\nanswers:\n  goals: @@[hills, ~]\n", "takes ids", "[a, b]"),
        ("guide: bicycle\nanswers:\n  parts_worn: @@[none, brakes]\n",
         '"none" cannot stand beside', 'Keep "none" alone'),
        ("guide: bicycle\nanswers:\n  price: @@[100]\n", "takes one amount", "example $250."),
        ("guide: bicycle\nanswers:\n  price: @@1e3\n", '"1e3" cannot be read', "every figure"),
        ("guide: bicycle\nanswers:\n  price: @@-.inf\n", "cannot be read", "less than nothing"),
        ("guide: bicycle\nanswers:\n  price: @@0.5\n", "cannot be read", "between $1 and $5,000"),
        ("guide: bicycle\nanswers:\n  price: @@yes\n", "cannot be read", "Write one plain number"),
        ("guide: bicycle\nanswers:\n  frame_number: @@ab1234\n", "does not have the form",
         "stamped under the pedals"),
        (f"guide: bicycle\nanswers:\n  frame_number: @@{'A' * 101}\n", "at most 100", "Shorten"),
        ("guide: bicycle\nanswers:\n  models: @@['']\n", "none of them empty", "Write [] for none"),
        ("guide: bicycle\nanswers:\n  models: @@['  ', LS3]\n", "none of them empty", "[]"),
        ("guide: bicycle\nanswers: @@[rider]\n", "should be a map", "question_id: answer"),
        ("guide: bicycle\nanswers: @@~\n", "should be a map", "question_id: answer"),
        ("guide: bicycle\n@@answer:\n  rider: me\nanswers: {}\n", '"answer" is not a key',
         'Did you mean "answers"?'),
        ("guide: @@bicycles\nanswers: {}\n", 'the guide "bicycles", not to "bicycle"', "--guide"),
        ("guide: bicycle\nanswers:\n  rider: me\n  @@rider: child\n", "stands twice", "Keep one"),
        ("@@just words\n", "no answers file", "README"),
        ("@@- rider\n", "no answers file", "README"),
        ("@@", "the file is empty", "Write its content"),
        ("guide: bicycle\nanswers:\n  price: @@!!float 3\n", "a tag (!)", "Remove it"),
        ("guide: bicycle\nanswers:\n  goals: @@*all\n", "an alias (*)", "Write the words out"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named_with_its_place(
    content: str, what: str, remedy: str, tmp_path: Path
) -> None:
    text, places = marked(content)
    problems = refused(tmp_path, text)
    assert [(p.line, p.column) for p in problems] == places
    assert what in problems[0].what
    assert remedy in problems[0].remedy


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text, places = marked(
        "guide: @@boat\nanswers:\n  @@ridr: me\n  goals: @@[hill]\n  price: @@cheap\n@@extra: 1\n"
    )
    assert [(p.line, p.column) for p in refused(tmp_path, text)] == places


def test_a_file_that_names_no_guide_or_no_answers_is_told_what_to_add(tmp_path: Path) -> None:
    assert [p.remedy for p in refused(tmp_path, "answers: {}")] == ["Add guide: bicycle."]
    missing = refused(tmp_path, "guide: bicycle")
    assert any("Add answers:" in problem.remedy for problem in missing)


# --- attacks in JSON, each put into a file of this guide ----------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        ((as_json({"rider": "me"}) + '"answers": {}}').encode(), "not whole JSON"),
        (as_json({"rider": "me"})[:-9].encode(), "not whole JSON"),
        (as_json({"zodiac": "leo", "rider": "me"}).encode(), 'no question "zodiac"'),
        (b'{"guide": "bicycle", "answers": {"rider": "me", "rider": "child"}}', "stands twice"),
        (b'{"guide": "bicycle", "answers": {}, "answers": {"rider": "me"}}', "stands twice"),
        (b'{"guide": "bicycle", "answers": {"budget": -Infinity}}', "cannot be read"),
        (b'{"guide": "bicycle", "answers": {"budget": NaN}}', "cannot be read"),
        (b'{"guide": "bicycle", "answers": {"budget": 1e400}}', "cannot be read"),
        (b'{"guide": "bicycle", "answers": {"budget": %s}}' % (b"9" * 5_000), "cannot be read"),
        (b'{"guide": "bicycle", "answers": {"__class__": "x"}}', 'no question "__class__"'),
        (b'{"guide": "bicycle", "answers": {"__proto__": {}}}', 'no question "__proto__"'),
        (b'{"guide": "bicycle", "answers": {"id": "x"}}', 'no question "id"'),
        (b'{"guide": "bicycle", "answers": {"rider": true}}', 'no option "true"'),
        (b'{"guide": "bicycle", "answers": {"rider": {"a": 1}}}', "takes ids"),
        (b'{"guide": "bicycle", "answers": "rider"}', "should be a map"),
        (b'{"guide": 7, "answers": {}}', 'the guide "7"'),
        (b'{"guide": ["bicycle"], "answers": {}}', "to the guide"),
        (b'{"answers": {}}', "does not say which guide"),
        (b'{"guide": "bicycle", "__class__": 1, "answers": {}}', "is not a key"),
        (b'{"guide": "bicycle", "answers": {"rider": "\xff"}}', "is not UTF-8"),
        (b'{"a": ' + b"[" * 100_000, "nested more than 40 deep"),
        (b'{"a": ' * 100_000, "nested more than 40 deep"),
        (b'{"a": "' + b"]" * 60_000 + b'", "b": ' + b"[" * 20_000, "nested more than 40 deep"),
        (b'{"a": "\\"' + b"]" * 60_000 + b'", "b": ' + b"[" * 20_000, "nested more than 40 deep"),
        (b'{"a": "' + b'\\"' * 500_000, "not whole JSON"),
        (b"{" * 39 + b"\x00", "not whole JSON"),
        (b'{"guide": "bicycle"' + b" " * 2_000_000 + b"}", "larger than 2 MB"),
    ],
)
def test_a_broken_or_hostile_json_file_is_one_plain_problem(
    content: bytes, what: str, tmp_path: Path
) -> None:
    problems = refused(tmp_path, content, "my.json")
    assert any(what in problem.what for problem in problems), [p.what for p in problems]
    assert all(len(problem.what) < 300 for problem in problems)
    assert (tmp_path / "my.json").read_bytes() == content


def test_the_amount_that_is_named_as_an_example_can_be_given(tmp_path: Path) -> None:
    questions = (replace(one, maximum=2_000) if one.unit else one for one in guide().questions)
    file = tmp_path / "my.json"
    file.write_text(as_json({"price": [100]}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_answers(str(file), replace(guide(), questions=tuple(questions)))
    assert caught.value.problems[0].remedy == "Write for example $20."


def test_brackets_within_a_text_are_no_nesting(tmp_path: Path) -> None:
    named = "[" * 60 + ' "{" '
    assert read(tmp_path, as_json({"models": [named]}), "my.json").given["models"] == (named,)


def test_a_hidden_answer_in_json_is_dropped(tmp_path: Path) -> None:
    found = read(tmp_path, as_json({"knows_model": "no", "models": ["LS3"]}), "my.json")
    assert found.dropped == ("models",)


@pytest.mark.parametrize("name", ["my.yaml", "my.json"])
def test_control_codes_in_a_typed_name_are_kept_as_typed_and_shown_harmless(
    name: str, tmp_path: Path
) -> None:
    hostile = "\x1b[2J\x1b]52;c;cm0=\x07[/] \u202ebike"
    answers = {**{k: v for k, v in UNDERSTOOD.items() if not isinstance(v, int)},
               "models": [hostile]}  # fmt: skip
    file = tmp_path / name
    file.write_text(as_json(answers), encoding="utf-8")
    assert read_answers(str(file), guide()).values["models"] == (hostile,)
    for style in ("text", "markdown", "json"):
        done = run("report", file, "--guide", FOLDER, "--format", style)
        assert done.returncode == 0
        for stream in (done.stdout, done.stderr):
            assert not {c for c in stream if ord(c) < 32 and c != "\n"}
            assert not {c for c in stream if 0x7F <= ord(c) <= 0x9F or c in "\u202e\u2028"}
    assert "\\x1b[2J" in run("report", file, "--guide", FOLDER, "--plain").stdout


# --- through the program ---------------------------------------------------------------------


def test_all_required_answers_that_are_lacking_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "half.yaml"
    file.write_text(
        answering("rider: me\n  goals: ~\n  seller: private\n  knows_model: no"), encoding="utf-8"
    )
    done = run("report", file, "--guide", FOLDER)
    assert (done.returncode, done.stdout) == (2, "")
    named = [line for line in done.stderr.splitlines() if "is not answered" in line]
    assert {line.split('"')[1] for line in named} == {
        "goals", "back_pain", "days_a_week", "parts_worn",
    }  # fmt: skip
    assert "Which parts look worn?" in done.stderr


def test_dropped_answers_are_named_on_the_way(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS.replace("seller: shop", "seller: private"), encoding="utf-8")
    done = run("report", file, "--guide", FOLDER, "--format", "json")
    assert done.returncode == 0
    assert '"return_days" does not apply here' in done.stderr
    assert "return_days" not in json.loads(done.stdout)["answers"]


def test_a_name_that_is_not_recognised_is_said_to_count_as_unknown(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD_ANSWERS.replace("[Sparrow]", "[Heron Cty]"), encoding="utf-8")
    done = run("report", file, "--guide", FOLDER)
    assert "Heron Cty" in done.stderr
    assert "Heron City" in done.stderr


@pytest.mark.parametrize("command", [("report",), ("ask", "--plain", "--answers")])
@pytest.mark.parametrize("content", [b"", b"{", b"guide: other", b"\xff\xff", b"guide: bicycle"])
def test_a_file_that_is_not_understood_ends_with_two_and_no_traceback(
    command: tuple[str, ...], content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "my.yaml"
    file.write_bytes(content)
    done = run(*command, file, "--guide", FOLDER)
    assert (done.returncode, done.stdout) == (2, "")
    assert "my.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == content


def test_a_file_that_is_not_there_is_named() -> None:
    done = run("report", "no/such/file.yaml", "--guide", FOLDER)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("no/such/file.yaml: it cannot be read: No such file")
