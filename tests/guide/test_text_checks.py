"""What an editor cannot see in a file is told; only plain text files of fair size are read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from buyguide.errors import InputError, Problem
from buyguide.guide.text_checks import (
    LARGEST_FILE,
    as_text,
    decode,
    hidden_letters,
    read_bytes,
    read_text,
)
from tests.bicycle import marked

if TYPE_CHECKING:
    from pathlib import Path


def refused(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        as_text(content, "a.yaml")
    return caught.value.problems


def test_plain_text_keeps_every_letter() -> None:
    written = "say: “Grün” – 東京 ☂ 👩‍🚒"[:-3] + "\n"
    assert as_text(written.encode(), "a.yaml").content == written


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text() -> None:
    assert as_text(b"\xef\xbb\xbfa: b\r\nc: d\r\n", "a.yaml").content == "a: b\nc: d\n"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("a: b@@\u200bc", "(U+200B, zero width space)", "Delete it."),
        ("ü\nsay: 'x@@\u202e'", "(U+202E, right-to-left override)", "Delete it."),
        ("a: b@@\x1b[2J", "(U+001B, a control character)", "Delete it."),
        ("a: b@@\x00", "(U+0000, a control character)", "Delete it."),
        ("a: b@@\x7f", "(U+007F, a control character)", "Delete it."),
        ("a: b@@\x85c", "(U+0085, a control character)", "Delete it."),
        ("a: b@@\u2028c", "(U+2028, line separator)", "Delete it."),
        ("a: b@@\ue000c", "(U+E000, a control character)", "Delete it."),
        ("a: b\nc: d@@\re: f", "(U+000D, a control character)", "Delete it."),
        ("a: b@@\ufeffc", "(U+FEFF, zero width no-break space)", "Delete it."),
        ("a:\n  b:\n@@\tc: d", "indented with a tab", "as many spaces as its neighbours"),
        ("a:\n  @@\tc: d", "indented with a tab", "as many spaces as its neighbours"),
        ("a: b@@\tc", "a tab stands here", "Use a space"),
        ("a:\n@@\u00a0 b: c", "unusual space (U+00A0)", "Type plain spaces"),
        ("a:\n @@\u3000b: c", "unusual space (U+3000)", "Type plain spaces"),
    ],
)
def test_what_cannot_be_seen_is_told_where_it_stands(content: str, what: str, remedy: str) -> None:
    text, places = marked(content)
    (problem,) = refused(text.encode())
    assert [(problem.line, problem.column)] == places
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_an_unusual_space_inside_a_line_is_text(space: str) -> None:
    assert as_text(f"a: 10{space}km".encode(), "a.yaml").content == f"a: 10{space}km"


def test_every_unseen_letter_is_told_up_to_twenty() -> None:
    assert len(refused("\u200b\n".encode() * 3)) == 3
    assert len(refused("\u200b\n".encode() * 300)) == 20


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_another_encoding_is_named(mark: bytes) -> None:
    (problem,) = refused(mark + "a: b".encode("utf-16-le"))
    assert "UTF-16" in problem.what
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize(
    ("content", "place", "byte"),
    [
        (b"a: caf\xe9 au lait\n", (1, 7), "0xe9"),
        (b"a: b\r\nc: \xff\xfe\n", (2, 4), "0xff"),
        ("ä: ü".encode() + b"\xc3", (1, 5), "0xc3"),
        (b"a: \xed\xa0\x80", (1, 4), "0xed"),  # a lone surrogate
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(
    content: bytes, place: tuple[int, int], byte: str
) -> None:
    (problem,) = refused(content)
    assert (problem.line, problem.column) == place
    assert f"the byte {byte} is not UTF-8" in problem.what
    assert problem.remedy


def test_unseen_letters_are_found_in_any_text() -> None:
    assert hidden_letters("plain\n\ttext") == set()
    assert hidden_letters("a\x07b\x1b") == {"\x07", "\x1b"}
    assert hidden_letters("ü\u200d\u2066\n\t") == {"\u200d", "\u2066"}


def test_a_shoppers_file_may_hold_unseen_letters() -> None:
    assert decode("name: '\u202e'".encode(), "a.yaml").content == "name: '\u202e'"


def test_a_file_up_to_the_limit_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * LARGEST_FILE)
    assert len(read_text(file, "a.yaml").content) == LARGEST_FILE
    file.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(InputError, match="larger than 2 MB"):
        read_text(file, "a.yaml")


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(InputError, match=r"this is not a file\."):
            read_bytes(tmp_path / name, "it")
    with pytest.raises(InputError, match=r"this is not a file\."):
        read_bytes(tmp_path.__class__("/dev/zero"), "it")


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_bytes(tmp_path / "nowhere.yaml", "nowhere.yaml")
    with pytest.raises(InputError, match=r"this is no file name\."):
        read_bytes(tmp_path / "a\0b", "it")
    with pytest.raises(InputError, match="too long"):
        read_bytes(tmp_path / ("a" * 300), "it")


def test_refusing_leaves_no_file_open(tmp_path: Path) -> None:
    first = os.open(tmp_path, os.O_RDONLY)
    os.close(first)
    for _ in range(20):
        with pytest.raises(InputError):
            read_bytes(tmp_path, "it")
    again = os.open(tmp_path, os.O_RDONLY)
    os.close(again)
    assert again == first  # the lowest free number is still the same


def test_a_problem_at_a_line_past_the_end_shows_the_last_line() -> None:
    problem = decode(b"a: b\nc: d", "a.yaml").problem((9, 0, 0), "what")
    assert (problem.line, problem.column, problem.excerpt, problem.width) == (2, 1, "c: d", 1)
