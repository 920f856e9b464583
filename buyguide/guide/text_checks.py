"""Reads a text file from the guide's folder, and refuses what an editor cannot see or did not mean.

Knows bytes and letters, nothing of YAML's meaning.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 2_000_000  # bytes; a guide's files are read and kept whole
_MOST_PROBLEMS = 20  # of one file's letters: more are of one kind
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_INDENT = re.compile(r"^[^\S\n]+", re.MULTILINE)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # as there are
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Text:
    """A file's text, its lines ended by a line feed, with its name as shown to people."""

    name: str
    content: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.content.split("\n")

    def problem(self, at: tuple[int, int, int], what: str, remedy: str = "") -> Problem:
        """Make a problem at ``(line, column, width)``, counted from 0, with its line."""
        line, column, width = at
        line = min(line, len(self.lines) - 1)
        excerpt = self.lines[line] if line >= 0 else ""
        return Problem(self.name, line + 1, column + 1, what, remedy, excerpt, max(width, 1))


def read_text(path: Path, name: str) -> Text:
    """Return the file's text. Raises ``InputError`` when it is no plain UTF-8 text of fair size."""
    return as_text(read_bytes(path, name), name)


def as_text(content: bytes, name: str) -> Text:
    """Return a file's bytes as text that holds nothing unseen. Raises ``InputError``."""
    text = decode(content, name)
    found = chain(_unseen_letters(text), _odd_indents(text))
    if problems := list(islice(found, _MOST_PROBLEMS)):
        raise InputError(problems)
    return text


def read_inside(folder: Path, path: Path) -> bytes:
    """Return the bytes of a file in a guide's folder. Raises ``InputError``.

    A link is followed inside the folder only, and what it leads to is opened as no link, so that
    nothing outside is opened even when the link changes meanwhile.
    """
    name = str(path)
    try:
        real = path.resolve(strict=True)
        is_inside = real.is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name that leads nowhere, or round in a circle
        raise _refuse(name, "this link leads nowhere.", "Copy the file into the folder.") from None
    if not is_inside:
        what = "this is a link to somewhere outside the guide's folder."
        raise _refuse(name, what, "Copy the file into the folder.")
    return read_bytes(real, name, flags=getattr(os, "O_NOFOLLOW", 0))


def read_bytes(path: Path, name: str, *, flags: int = 0) -> bytes:
    """Return the file's bytes; only regular files up to ``LARGEST_FILE`` are read at all.

    ``flags`` are more flags to open it with. Raises ``InputError``.
    """
    try:
        handle = os.open(path, _FLAGS | flags)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise _refuse(name, "this is not a file.", "Give the name of a text file.")
        with os.fdopen(handle, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _refuse(name, f"it cannot be read: {error.strerror}.", "Check the name.") from None
    except ValueError:
        raise _refuse(name, "this is no file name.", "Check the name.") from None
    if len(content) > LARGEST_FILE:
        raise _refuse(
            name, f"it is larger than {LARGEST_FILE // 1_000_000} MB.", "Split it in several files."
        )
    return content


def decode(content: bytes, name: str) -> Text:
    """Return the bytes as text; a UTF-8 byte-order mark and Windows line ends are accepted."""
    if encoding := _BYTE_ORDER_MARKS.get(content[:2]):
        raise _refuse(name, f"it is saved as {encoding}.", "Save it as UTF-8.", id="BG102")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        problem = (
            Text(name, content.decode("utf-8", "replace").replace("\r\n", "\n"))
            .problem(
                (line, column, 1),
                f"the byte {content[error.start]:#04x} is not UTF-8 text.",
                "Save the file as UTF-8.",
            )
            .named("BG102")
        )
        raise InputError([problem]) from None
    return Text(name, text.replace("\r\n", "\n"))


def hidden_letters(text: str) -> set[str]:
    """Return the letters of a text that cannot be seen: controls, zero-width, direction marks."""
    if text.isascii():
        return set(_UNSEEN.findall(text))
    return {
        letter
        for letter in set(text) - {"\n", "\t"}
        if unicodedata.category(letter) in _HIDDEN_CATEGORIES
    }


def _unseen_letters(text: Text) -> Iterator[Problem]:
    hidden = hidden_letters(text.content)
    if not hidden:
        return
    for number, line in enumerate(text.lines):
        for column, letter in enumerate(line):
            if letter in hidden:
                name = unicodedata.name(letter, "a control character").lower()
                what = f"a letter that cannot be seen stands here (U+{ord(letter):04X}, {name})."
                yield text.problem((number, column, 1), what, "Delete it.").named("BG103")


def _odd_indents(text: Text) -> Iterator[Problem]:
    if "\t" not in text.content and text.content.isascii():
        return
    for number, line in enumerate(text.lines):
        indent = _INDENT.match(line)
        spaces = indent[0] if indent else ""
        if "\t" in spaces:
            at = (number, spaces.index("\t"), 1)
            remedy = "Use as many spaces as its neighbours have."
            yield text.problem(at, "this line is indented with a tab.", remedy).named("BG104")
        elif spaces.strip(" "):
            column = len(spaces) - len(spaces.lstrip(" "))
            what = f"this line is indented with an unusual space (U+{ord(spaces[column]):04X})."
            yield text.problem((number, column, 1), what, "Type plain spaces instead.").named(
                "BG104"
            )
        elif "\t" in line:
            at = (number, line.index("\t"), 1)
            yield text.problem(at, "a tab stands here.", "Use a space instead.").named("BG104")


def _refuse(name: str, what: str, remedy: str, *, id: str = "BG101") -> InputError:
    return InputError([Problem(name, 0, 0, what, remedy).named(id)])
