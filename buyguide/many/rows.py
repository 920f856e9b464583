"""Reads people from lines: JSON lines or a CSV table, one after the other, none of them lost.

A line that cannot be read becomes a ``Rejected`` with its text. Knows no database.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from buyguide.answer_reading import NotUnderstoodError
from buyguide.errors import InputError, Problem, Problems, TooManyProblems
from buyguide.many.cells import cell_of
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import AnyStr, BinaryIO, TextIO

    from buyguide.guide.model import Guide

ID = "id"
_HALF_LETTER = re.compile("[\ud800-\udfff]")
LONGEST_ROW = 1_000_000  # letters; a quote that is never closed must not swallow the file
TOO_LONG = f"It is longer than {LONGEST_ROW:,} letters; only its beginning is kept here."
_KEPT = 1_000  # letters


class Row(NamedTuple):
    """A person: the line (from 1), the id if any, and a cell for each question of the guide."""

    line: int
    id: str | None
    cells: list[str | None]


class Rejected(NamedTuple):
    """A line that is no row: why, and its text."""

    line: int
    problems: list[str]
    text: str


def json_rows(handle: BinaryIO, guide: Guide) -> Iterator[Row | Rejected]:
    """Yield the rows of JSON lines: each a map of answers, or an answers file on one line."""
    number = 0
    while line := handle.readline(LONGEST_ROW + 1):
        number += 1
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if len(line) > LONGEST_ROW:
            yield Rejected(number, [TOO_LONG], text[:_KEPT].decode(errors="backslashreplace"))
            _pass_over(handle.readline, line, b"\n")
        elif text.strip():
            try:
                yield _json_row(number, text.decode(), guide)
            except _RejectedError as error:
                yield Rejected(number, error.problems, text.decode(errors="backslashreplace"))
            except UnicodeDecodeError:
                problems = ["It is not UTF-8 text. Save it as UTF-8."]
                yield Rejected(number, problems, text.decode(errors="backslashreplace"))


def csv_rows(
    handle: BinaryIO, guide: Guide, file: str, *, whole: bool = True
) -> Iterator[Row | Rejected]:
    """Yield the rows of a CSV table with a column per question; an empty cell is no answer.

    Raises ``InputError`` when the columns are not those of the guide (see ``check_columns``).
    """
    text = io.TextIOWrapper(handle, "utf-8-sig", errors="surrogateescape", newline="")
    lines = _Lines(text)
    csv.field_size_limit(LONGEST_ROW)
    reader = csv.reader(lines)
    try:
        header = [name.strip() for name in next(reader, [])]
    except (csv.Error, _TooLongError) as error:
        what = f"the first line is no row of CSV: {error}."
        remedy = "Name each column once, with commas between."
        raise InputError([Problem(file, 1, 0, what, remedy)]) from None
    check_columns(header, guide, file, whole=whole)
    places = {name: place for place, name in enumerate(header)}
    order = [places.get(question.id) for question in guide.questions]
    while True:
        line = lines.count + 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(line, [f"This is no row of CSV: {error}."], lines.text())
            continue
        except _TooLongError:
            yield Rejected(line, [TOO_LONG], lines.text()[:_KEPT])
            continue
        if not cells:
            continue
        if wrong := _why_not(cells, header):
            yield Rejected(line, [wrong], lines.text())
            continue
        given = [cell or None for cell in cells]
        id = given[places[ID]] if ID in places else None
        yield Row(line, id, [None if place is None else given[place] for place in order])


def check_columns(names: Sequence[str], guide: Guide, file: str, *, whole: bool = True) -> None:
    """Raise ``InputError`` naming every column that is no question.

    With ``whole`` there must be one for each question that everybody has to answer.
    """
    known = {ID, *guide.question_by_id}
    problems = Problems()
    try:
        problems.extend(
            Problem(file, 1, 0, f'there is no column "{q.id}".', f"It asks: {q.ask}")
            for q in guide.questions
            if whole and q.required and q.ask_when is None and q.id not in names
        )
        problems.extend(
            Problem(file, 1, 0, f'the column "{name}" stands twice.', "Keep one.")
            for name in sorted(known & set(names))
            if list(names).count(name) > 1
        )
        problems.extend(
            Problem(
                file, 1, 0, f'"{name[:60]}" is no question of this guide.', _remedy(name, known)
            )
            for name in dict.fromkeys(names)
            if name not in known
        )
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    if problems:
        raise InputError(problems)


def _remedy(name: str, known: Iterable[str]) -> str:
    more = "Take it out: no column is passed over, so that none is missed."
    return f"{did_you_mean(name, known)} {more}".strip()


def _why_not(cells: Sequence[str], header: Sequence[str]) -> str:
    if len(cells) != len(header):
        return f"It has {len(cells)} cells where the first line names {len(header)} columns."
    if _has_half_letters("".join(cells)):
        return "It is not UTF-8 text. Save the file as UTF-8."
    return ""


def _has_half_letters(text: str) -> bool:
    """Say whether it holds what is no letter by itself and cannot be written as UTF-8."""
    return not text.isascii() and _HALF_LETTER.search(text) is not None


class _TooLongError(Exception):
    """A row of more letters than anybody writes; what is left of its line was passed over."""


def _pass_over(readline: Callable[[int], AnyStr], line: AnyStr, end: AnyStr) -> None:
    """Read on until the line that began so is over."""
    while line and not line.endswith(end):
        line = readline(LONGEST_ROW)


class _Lines:
    """Hands on lines, and keeps those of the row that is being read; no row grows without end."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self.count = 0
        self.taken: list[str] = []
        self._letters = 0

    def begin(self) -> None:
        """Begin a new row."""
        self.taken.clear()
        self._letters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.count += 1
        self.taken.append(line)
        self._letters += len(line)
        if self._letters > LONGEST_ROW:
            _pass_over(self._lines.readline, line, "\n")
            raise _TooLongError(f"it is longer than {LONGEST_ROW:,} letters")
        return line

    def text(self) -> str:
        """Return the lines of the row, with what is not UTF-8 written out."""
        raw = "".join(self.taken).encode(errors="surrogateescape")
        return raw.decode(errors="backslashreplace")


class _RejectedError(Exception):
    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def _json_row(line: int, text: str, guide: Guide) -> Row:
    data = _json_data(text)
    id = data.pop(ID, None)
    answers: object = data
    if "answers" in data:
        named = data.get("guide", guide.id)
        if named != guide.id:
            raise _RejectedError([f'It belongs to another guide than "{guide.id}".'])
        answers = data["answers"]
    if not isinstance(answers, dict):
        raise _RejectedError(['"answers" should be a map of question ids and answers.'])
    problems, cells = [], dict[str, str | None]()
    for key, given in answers.items():
        question = guide.question_by_id.get(key)
        if question is None:
            remedy = remedy_for(key, guide.question_by_id)
            problems.append(f'This guide has no question "{key[:60]}". {remedy}')
            continue
        try:
            cells[key] = given if type(given) is str else cell_of(question, given)
        except NotUnderstoodError as error:
            problems.append(f"{error.what} {error.remedy}")
    if problems:
        raise _RejectedError(problems)
    shown = id if id is None or isinstance(id, str) else json.dumps(id)
    return Row(line, shown, [cells.get(question.id) for question in guide.questions])


def _json_data(text: str) -> dict[str, object]:
    """Read a line of JSON: numbers stay text, no key stands twice."""
    try:
        data = _JSON.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "It nests too deep"
        raise _RejectedError([f"This is no whole line of JSON: {why}."]) from None
    if not isinstance(data, dict):
        raise _RejectedError(["A line should be a map of question ids and answers."])
    if "\\u" in text and _has_half_letters(json.dumps(data, ensure_ascii=False)):
        raise _RejectedError(["It holds half a letter, which is no text. Save it as UTF-8."])
    return data


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RejectedError(["A key stands twice in it. Keep one."])
    return {key: v if type(v) is str else _as_text(v) for key, v in pairs}


def _as_text(value: object) -> object:
    """True and false are no answers of ours: they become text that no option has."""
    if isinstance(value, bool):
        return str(value).lower()
    return [_as_text(part) for part in value] if isinstance(value, list) else value


_JSON = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str
)
