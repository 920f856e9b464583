"""YAML as data with places: every scalar stays text, and what hides meaning is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.errors import InputError, Problem
from buyguide.guide.text_checks import Text, as_text, decode
from buyguide.guide.yaml_text import DEEPEST, MOST_VALUES, Data, Document, Path, read_document
from tests.bicycle import marked


def read(content: str) -> Document:
    return read_document(as_text(content.encode(), "a.yaml"))


def refused(content: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(content)
    return caught.value.problems


REFUSED = (
    # the same thing said twice, or from elsewhere
    ("a: b\nc: d\n@@a: e", '"a" stands twice here; the first is on line 1', "Keep one"),
    ("{a: b, @@a: c}", '"a" stands twice', "Keep one"),
    ("a: @@&x b", "an anchor (&)", "Remove it"),
    ("a: @@&x [b]", "an anchor (&)", "Remove it"),
    ("a: @@*x", "an alias (*)", "Write the words out"),
    ("rules: @@&r\n  - @@*r", "an anchor (&)", "Remove it"),
    ("a: @@&x\n  b: c\n  d:\n    - e: f\n      g: h", "an anchor (&)", "Remove it"),
    ("a: @@!x\n  b: c\n  d:\n    - e: f\n      g: h", "a tag (!)", "Remove it"),
    ("a: {@@<<: {b: c}}", "a merge key (<<)", "Write the words out"),
    ("a: b\n@@---\nc: d", "a second document", "Keep one document"),
    # tags
    ("@@!!python/object/apply:os.system ['touch pwned']", "a tag (!)", "double quotes"),
    ("a: @@!!binary aGVsbG8=", "a tag (!)", "double quotes"),
    ("a: @@!!set {x, y}", "a tag (!)", "double quotes"),
    ("a: @@!local b", "a tag (!)", "double quotes"),
    ("a: @@!!str b", "a tag (!)", "double quotes"),
    ("a: @@! b", "a tag (!)", "double quotes"),
    # keys
    ("@@5: a", '"5" cannot be a key', "did you forget a dash or quotes?"),
    ("@@~: a", '"~" cannot be a key', "did you forget a dash or quotes?"),
    ("@@two words: a", '"two words" cannot be a key', "forget a dash or quotes?"),
    ("@@schlüssel: a", '"schlüssel" cannot be a key', "letters, figures and _"),
    ("a:\n  @@-b: c", '"-b" cannot be a key', "did you forget a dash or quotes?"),
    ("@@'': a", '"" cannot be a key', "A key is one word"),
    (f"@@{'k' * 10}-{'k' * 90}: a", '…" cannot be a key', "A key is one word"),
    ("a:\n  @@{x}: c", "a list or map cannot be a key", "double quotes"),
    ("a: {@@[x]: c}", "a list or map cannot be a key", "double quotes"),
    # indentation
    ("a:\n   @@b: c", "indented by 3 spaces, not by 2", "steps of two"),
    ("a:\n @@b: c", "indented by 1 spaces, not by 2", "steps of two"),
    ("a:\n    @@- b", "indented by 4 spaces, not by 2", "steps of two"),
    (" @@a: b", "indented by 1 spaces, not by 0", "steps of two"),
    ("a:\n  -   @@b: c", "indented by 6 spaces, not by 4", "steps of two"),
    ("a:\n  b: c\n @@d: e", "the indentation does not fit", "in line with its neighbours"),
    ("a:\n  b: c\n   @@d: e", "does not stand in line with the keys", "Indent it"),
    ("a:\n  - b\n @@- c", "the indentation does not fit", "in line with its neighbours"),
    ("a:\n  - b\n  @@c: d", "this list item has no dash", 'Begin it with "- "'),
    # what the parser cannot read
    ("a: b@@: c", "a colon stands where none can be", 'Put text that holds ": " in double quotes'),
    ('a: @@"b\nc: d\n', "a quotation mark is opened here and never closed", 'Close it with "'),
    ("a: @@'b\nc: d\n", "a quotation mark is opened here and never closed", "Close it"),
    ("a: @@[b, c\nd: e\n", "a bracket is opened here and never closed", "Close it with ]"),
    ("a: @@{b: c\nd: e\n", "a bracket is opened here and never closed", "Close it with ]"),
    ("a: @@@b", "this sign cannot begin a value", "double quotes"),
    ("a: @@`b`", "this sign cannot begin a value", "double quotes"),
    ("a: @@%b", "this sign cannot begin a value", "double quotes"),
    ('a: "b@@\\c"', "a backslash in double quotes", "for a backslash"),
    ("a: b\n@@word", 'this line has no ": "', 'Write it as "key: value"'),
    ("a: @@- b", "a list item cannot stand here", "on a line of its own"),
    # what is cut short
    ("a: bike @@#1 of 3", 'everything after " #" is left out: "#1 of 3"', "double quotes"),
    ("a: b @@#c", 'everything after " #" is left out', "double quotes"),
    ("a: Ride it @@# or not", 'everything after " #" is left out', "double quotes"),
    ("- a: two words @@# b", 'everything after " #" is left out', "double quotes"),
    # how much
    ("@@", "the file is empty", "Write its content"),
    ("@@# only a remark\n", "the file is empty", "Write its content"),
)
FINE = (
    ("a: Ride it. # a remark", {"a": "Ride it."}),
    ("a: word # a remark", {"a": "word"}),
    ('a: "bike #1" # a remark', {"a": "bike #1"}),
    ("a: bike#1", {"a": "bike#1"}),
    ("a:\n  # a remark\n  b: c", {"a": {"b": "c"}}),
    ("a:\n  - b:\n      c: d", {"a": [{"b": {"c": "d"}}]}),
    ("a: # a remark\n  b: c", {"a": {"b": "c"}}),
    ("a:\n- b\n- c", {"a": ["b", "c"]}),
    ("a:\n  - b: c\n    d:\n      - e", {"a": [{"b": "c", "d": ["e"]}]}),
    ("- - a\n  - b", [["a", "b"]]),
    ("a: >-\n  one\n  two", {"a": "one two"}),
    ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
    ("a: 'it''s'", {"a": "it's"}),
    ('a: "\\u00fc\\n"', {"a": "ü\n"}),
    ("---\na: b\n...\n", {"a": "b"}),
    ("a: {b: [c, {d: e}]}", {"a": {"b": ["c", {"d": "e"}]}}),
)


@pytest.mark.parametrize(
    ("content", "what", "remedy"), REFUSED, ids=[repr(row[0][:30]) for row in REFUSED]
)
def test_what_an_editor_cannot_mean_is_refused_in_words(
    content: str, what: str, remedy: str
) -> None:
    text, places = marked(content)
    problems = refused(text)
    assert [(problem.line, problem.column) for problem in problems] == places
    assert what in problems[0].what
    assert remedy in problems[0].remedy


@pytest.mark.parametrize(("content", "data"), FINE, ids=[row[0] for row in FINE])
def test_what_an_editor_can_mean_is_read(content: str, data: Data) -> None:
    assert read(content).data == data


@pytest.mark.parametrize(
    "typed",
    ["yes", "no", "on", "off", "true", "False", "12:30", "010", "1.10", "1_000", "0x1F", "1e3",
     "2024-02-29", ".inf", "-.inf", ".nan", "0o17", "+1", "1,000", "=", "9" * 5_000],
)  # fmt: skip
def test_every_value_stays_the_text_that_was_typed(typed: str) -> None:
    document = read(f"a: {typed}\nb: [{typed}]")
    shown = typed.split(",")
    assert document.data == {"a": typed, "b": [part.strip() for part in shown]}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL"])
def test_only_an_empty_value_null_and_the_tilde_are_nothing(typed: str) -> None:
    assert read(f"a: {typed}\nb: c").data == {"a": None, "b": "c"}
    assert read(f'a: "{typed}"\nb: c').data == {"a": typed, "b": "c"}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_up_to_the_limit_is_read_and_no_deeper(opening: str, closing: str) -> None:
    inside = DEEPEST - 1  # the outermost map counts too
    read(f"a: {opening * inside}{closing * inside}")
    (problem,) = refused(f"a: {opening * DEEPEST}{closing * DEEPEST}")
    assert f"more than {DEEPEST} deep" in problem.what
    assert problem.column == 4 + inside * len(opening)


def test_a_hundred_thousand_open_brackets_are_one_problem() -> None:
    (problem,) = refused("rules: " + "[" * 100_000)
    assert f"more than {DEEPEST} deep" in problem.what


def test_a_file_of_too_many_values_is_one_problem() -> None:
    (problem,) = refused("a: [" + "b," * MOST_VALUES + "]")
    assert f"more than {MOST_VALUES:,} values" in problem.what


@pytest.mark.parametrize("line", ["%TAG !a! tag:x", "%YAML 1.1", "%"])
def test_a_line_that_tells_yaml_how_to_read_the_rest_is_refused(line: str) -> None:
    (problem,) = refused(f"# first\n{line}\n---\na: b\n")
    assert (problem.line, problem.column) == (2, 1)
    assert "begins with %" in problem.what


def test_all_mistakes_that_can_be_told_apart_are_told_at_once() -> None:
    text, places = marked("a: @@*x\nb: @@!!int 3\n@@a: c\nd:\n   @@e: f\n@@5: g")
    assert [(problem.line, problem.column) for problem in refused(text)] == places


@pytest.mark.parametrize("letter", ["\\u200b", "\\x1b", "\\u202e", "\\0"])
def test_a_letter_that_cannot_be_seen_is_refused_in_its_written_form_too(letter: str) -> None:
    (problem,) = refused(f'a: "b{letter}"')
    assert (problem.line, problem.column) == (1, 4)
    assert "cannot be seen" in problem.what
    text = Text("a.yaml", f'a: "b{letter}"')
    assert read_document(text, unseen_letters=True).data


def test_a_lone_half_of_a_letter_is_refused() -> None:
    (problem,) = refused('a: "\\ud800"')
    assert problem.remedy


def test_an_unseen_letter_in_a_shoppers_yaml_is_refused_without_a_traceback() -> None:
    with pytest.raises(InputError):
        read_document(decode(b"a: \x1b[2J", "a.yaml"), unseen_letters=True)


def test_the_place_of_what_is_not_there_is_that_of_its_parent() -> None:
    document = read("a:\n  - b: c\n")
    assert document.spot(("a", 0, "missing")) == document.values["a", 0]
    assert document.spot(("a", 7)) == document.keys[("a",)]
    assert document.spot(("zebra",)) == (0, 0, 1)


# --- any data, written down and read back ---------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]) | st.sampled_from(" #:'\"-\\"),
    max_size=12,
)
KEYS = st.from_regex(r"[a-z_][A-Za-z0-9_]{0,6}", fullmatch=True)
DATA = st.recursive(
    st.none() | WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=20,
)
MAPS = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)


def quoted(word: str | None) -> str:
    if word is None:
        return "~"
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def emit(data: Data, indent: int) -> list[str]:
    """Write data as an editor would: block style, steps of two."""
    blank = " " * indent
    if isinstance(data, dict):
        lines = []
        for key, value in data.items():
            if isinstance(value, dict | list):
                lines += [f"{blank}{key}:", *emit(value, indent + 2)]
            else:
                lines.append(f"{blank}{key}: {quoted(value)}")
        return lines
    if isinstance(data, list):
        lines = []
        for item in data:
            if isinstance(item, dict | list):
                first, *rest = emit(item, indent + 2)
                lines += [f"{blank}- {first.lstrip(' ')}", *rest]
            else:
                lines.append(f"{blank}- {quoted(item)}")
        return lines
    return [blank + quoted(data)]


def at(data: Data, path: Path) -> Data:
    for part in path:
        data = data[part]  # type: ignore[index]
    return data


@given(MAPS)
@settings(max_examples=200, deadline=None)
def test_what_is_written_down_is_read_back_with_the_place_of_each_key_and_value(
    data: dict[str, Data],
) -> None:
    lines = emit(data, 0)
    document = read("\n".join(lines) + "\n")
    assert document.data == data
    for path, (line, column, width) in document.values.items():
        value = at(data, path)
        if value is None or isinstance(value, str):
            assert lines[line][column : column + width] == quoted(value)
        else:
            assert lines[line][column:].strip()
    for path, (line, column, width) in document.keys.items():
        assert lines[line][column : column + width] == path[-1]
        assert lines[line][column + width] == ":"
    named = {path for path in document.values if path and isinstance(path[-1], str)}
    assert set(document.keys) == named


@given(st.text(max_size=60) | st.text("-:# \n{}[]&*!|>'\"ab?,%@`~", max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_with_a_place(content: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_document(Text("a.yaml", content))
    except InputError as error:
        problems = error.problems
    assert all(p.line >= 1 and p.column >= 1 and p.remedy for p in problems)


def test_a_letter_that_no_yaml_can_hold_is_refused_where_unseen_letters_may_stand() -> None:
    with pytest.raises(InputError, match=r"this is not YAML text\."):
        read_document(decode(b'a: "\x01"\n', "a.yaml"), unseen_letters=True)
