"""A text is an answer in a file exactly when it is one in a table of many people's answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.answers_file import read_answers
from buyguide.errors import InputError
from buyguide.interview.asking import Turn, ask_question
from buyguide.many.batch import batch
from tests.bicycle import guide
from tests.interview.scripted import Scripted
from tests.many.test_batch import SOUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buyguide.guide.model import Guide

PATTERNS = (
    None, "[a-z]+", "^[a-z]*$", ".{2,5}", "[^a]{2}x?", "[A-Z]{2}[0-9]{4}", "a.?b", "[a-z]+[ -~]{3}",
)  # fmt: skip
LETTERS = st.sampled_from("aabxyzAB09 .\n\t\u00e9\u4e2d\U0001f600") | st.characters()
SHORT = st.text(LETTERS, max_size=8)
LONG = st.builds(
    lambda letter, times, end: letter * times + end,
    st.sampled_from(["a", "\u00e9", "\U0001f600"]),
    st.sampled_from([50, 92, 98, 99, 100, 101, 498, 499, 500, 501]),
    st.sampled_from(["", "b", " 123 !!!"]),
)


def with_pattern(pattern: str | None) -> Guide:
    """Return the guide whose question for a text takes another form, or any."""
    questions = tuple(
        replace(one, pattern=pattern) if one.kind == "text" else one for one in guide().questions
    )
    return replace(guide(), questions=questions)


def taken_from_files(tried: Guide, texts: Sequence[str], folder: Path) -> list[bool]:
    file = folder / "one.json"
    taken = []
    for text in texts:
        answers = {**SOUND, "frame_number": text}
        file.write_text(json.dumps({"guide": tried.id, "answers": answers}), encoding="utf-8")
        try:
            taken.append(read_answers(str(file), tried).values["frame_number"] == text)
        except InputError:
            taken.append(False)
    return taken


def taken_from_a_table(tried: Guide, texts: Sequence[str], folder: Path) -> list[bool]:
    file, results = folder / "all.jsonl", folder / "results.jsonl"
    rows = [{**SOUND, "frame_number": text} for text in texts]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    batch(tried, str(file), str(results), lambda _what, _share: None)
    decided = {json.loads(line)["line"] for line in results.read_text("utf-8").splitlines()}
    return [number in decided for number in range(1, len(texts) + 1)]


@given(pattern=st.sampled_from(PATTERNS), texts=st.lists(SHORT | LONG, min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)  # each makes a database
def test_a_text_is_taken_from_a_file_exactly_when_it_is_taken_from_a_table(
    pattern: str | None, texts: list[str]
) -> None:
    tried = with_pattern(pattern)
    with TemporaryDirectory() as name:
        folder = Path(name)
        one_by_one = taken_from_files(tried, texts, folder)
        assert taken_from_a_table(tried, texts, folder) == one_by_one


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        ("[a-z]+", "a" * 100, True),
        ("[a-z]+", "a" * 101, False),
        ("[a-z]+", "a" * 100 + " 123 !!!", False),
        ("[a-z]+", "a" * 92 + " 123 !!!", False),
        (None, "a" * 500, True),
        (None, "a" * 501, False),
    ],
)
def test_an_interview_takes_what_a_file_and_a_table_take(
    pattern: str | None, text: str, *, taken: bool, tmp_path: Path
) -> None:
    tried = with_pattern(pattern)
    asker = Scripted([text, None])
    answer = ask_question(asker, Turn(tried.question_by_id["frame_number"], "Question 1"))
    assert (answer == text) == taken
    assert taken_from_files(tried, [text], tmp_path) == [taken]
    assert taken_from_a_table(tried, [text], tmp_path) == [taken]
