"""Reads an answers file against a guide: every answer is understood, or named as a problem."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.amounts import AmountRefused, read_amount
from buyguide.answers import settle
from buyguide.errors import InputError, Problem, Problems, TooManyProblems
from buyguide.guide.completion import split_names
from buyguide.guide.text_checks import decode, read_bytes
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.text_checks import Text
    from buyguide.guide.yaml_text import Data, Document, Spot
    from buyguide.guide.yaml_text import Path as DataPath

_KEYS = ("guide", "version", "answers", "candidates", "result")
_LONGEST_TEXT = 500
_JSON_STRING = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?', re.DOTALL)
_MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """A file's answers that count, by question id, and the questions whose answers do not.

    ``given`` holds them all: in an interview, one may yet come to count.
    """

    values: Mapping[str, Answer]
    dropped: tuple[str, ...]
    version: str | None
    given: Mapping[str, Answer]


def read_answers(file: str, guide: Guide) -> AnswersFile:
    """Return the answers in a YAML or JSON file. Raises ``InputError`` with every problem."""
    text = decode(read_bytes(Path(file), file), file)
    document = _from_json(text) if text.content.lstrip().startswith("{") else _from_yaml(text)
    problems = Problems()
    try:
        values, version = _read(document, guide, problems)
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    if problems:
        raise InputError(problems)
    settled = settle(guide, values)
    return AnswersFile(settled.values, settled.dropped, version, values)


def _read(
    document: Document, guide: Guide, problems: list[Problem]
) -> tuple[dict[str, Answer], str | None]:
    """Return the answers and the guide's version that a file names."""
    data = document.data
    if not isinstance(data, dict):
        what = "this is no answers file: guide: and answers: are expected."
        raise InputError([document.problem((), what, "See the README for an example.")])
    for key in data:
        if key not in _KEYS:
            what = f'"{_short(key)}" is not a key of an answers file.'
            remedy = remedy_for(key, _KEYS)
            problems.append(document.problem((key,), what, remedy, key=True))
    problems.extend(_about_the_guide(document, data, guide))
    version = data.get("version")
    values = read_values(document, ("answers",), guide, problems)
    return values, version if isinstance(version, str) else None


def read_values(
    document: Document, path: DataPath, guide: Guide, problems: list[Problem]
) -> dict[str, Answer]:
    """Return the answers in the map at a path; what is not understood becomes a problem."""
    data: Data = document.data
    for part in path:
        data = data.get(str(part)) if isinstance(data, dict) else None
    if not isinstance(data, dict):
        what = f'"{path[-1]}" should be a map of question ids and answers.'
        problems.append(document.problem(path, what, "Write it as question_id: answer."))
        return {}
    values: dict[str, Answer] = {}
    for key, given in data.items():
        question = guide.question_by_id.get(key)
        if question is None:
            what = f'this guide has no question "{_short(key)}".'
            remedy = did_you_mean(key, guide.question_by_id) or "Take it out."
            problems.append(document.problem((*path, key), what, remedy, key=True))
            continue
        try:
            values[key] = read_answer(question, given)
        except NotUnderstoodError as error:
            problems.append(document.problem((*path, key), error.what, error.remedy))
    return values


class NotUnderstoodError(Exception):
    """An answer that its question cannot have; says what is wrong and what to write."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def read_answer(question: Question, given: Data) -> Answer:
    """Return one answer as written in a file. Raises ``NotUnderstoodError``."""
    if given is None:
        return None
    if question.kind == "amount":
        return _amount(question, given)
    if question.kind == "text":
        return _text(question, given)
    words = given
    if isinstance(given, str):  # a list of names may be one line: a, b
        words = list((question.kind == "lookup" and split_names(given)) or [given])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise NotUnderstoodError(f'"{question.id}" takes ids.', "Write one id, or [a, b].")
    names = tuple(dict.fromkeys(str(word) for word in words))
    return _names(question, names) if question.kind == "lookup" else _options(question, names)


def _amount(question: Question, given: Data) -> int:
    if not isinstance(given, str):
        raise NotUnderstoodError(f'"{question.id}" takes one amount.', "Write for example 250.")
    try:
        return read_amount(given, question.unit, question.minimum, question.maximum)
    except AmountRefused as refusal:
        what = f'"{_short(given)}" cannot be read as the amount for "{question.id}".'
        raise NotUnderstoodError(what, str(refusal)) from None


def _text(question: Question, given: Data) -> str:
    if not isinstance(given, str) or len(given) > _LONGEST_TEXT:
        what = f'"{question.id}" takes a text of at most {_LONGEST_TEXT} letters.'
        raise NotUnderstoodError(what, "Shorten it.")
    if question.pattern and not re.fullmatch(question.pattern, given[:100]):
        what = f'"{_short(given)}" does not have the form that "{question.id}" needs.'
        raise NotUnderstoodError(what, question.help or "Check it, or leave the answer out.")
    return given


def _names(question: Question, names: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(name for name in names if name.strip())
    if len(kept) < len(names) or len(kept) > _MOST_NAMES:
        what = f'"{question.id}" takes up to {_MOST_NAMES} names, none of them empty.'
        raise NotUnderstoodError(what, "Write [] for none.")
    if any(len(name) > _LONGEST_TEXT for name in kept):
        what = f'"{question.id}" takes names of at most {_LONGEST_TEXT} letters.'
        raise NotUnderstoodError(what, "Write one name at a time, as in [a, b].")
    return kept


def _options(question: Question, names: tuple[str, ...]) -> Answer:
    for name in names:
        if name not in question.option_by_id:
            what = f'"{question.id}" has no option "{_short(name)}".'
            raise NotUnderstoodError(what, remedy_for(name, question.option_by_id))
    if question.kind == "choice":
        if len(names) != 1:
            raise NotUnderstoodError(f'"{question.id}" takes exactly one option.', "Keep one.")
        return names[0]
    alone = next((name for name in names if question.option_by_id[name].exclusive), None)
    if alone is not None and len(names) > 1:
        what = f'in "{question.id}", "{alone}" cannot stand beside other options.'
        raise NotUnderstoodError(what, f'Keep "{alone}" alone, or take it out.')
    if not names:
        what = f'"{question.id}" needs at least one option.'
        raise NotUnderstoodError(what, "Leave the answer out, or write null for skipped.")
    order = {option.id: number for number, option in enumerate(question.options)}
    return tuple(sorted(names, key=order.__getitem__))


def _about_the_guide(document: Document, data: dict[str, Data], guide: Guide) -> list[Problem]:
    problems = []
    if "guide" not in data:
        what = "it does not say which guide it belongs to."
        problems.append(document.problem((), what, f"Add guide: {guide.id}."))
    elif data["guide"] != guide.id:
        what = f'it belongs to the guide "{_short(str(data["guide"]))}", not to "{guide.id}".'
        problems.append(document.problem(("guide",), what, "Name the other guide with --guide."))
    if "answers" not in data:
        what = "it holds no answers."
        problems.append(document.problem((), what, "Add answers: with question ids under it."))
    return problems


def _from_yaml(text: Text) -> Document:
    from buyguide.guide.yaml_text import read_document

    return read_document(text, unseen_letters=True)


def _from_json(text: Text) -> Document:
    """Read JSON as YAML is read: scalars stay text, a key stands once, every key has its place."""
    from buyguide.guide.yaml_text import DEEPEST, Document

    def once(pairs: list[tuple[str, Data]]) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for key, value in pairs:
            if key in found:
                what = f'"{_short(key)}" stands twice.'
                raise InputError([text.problem(_first(text, key), what, "Keep one.")])
            found[key] = value
        return found

    if _depth(text.content) > DEEPEST:
        what, remedy = f"it is nested more than {DEEPEST} deep.", "Answers are one map: write one."
        raise InputError([text.problem((0, 0, 1), what, remedy)])
    try:
        data = json.loads(
            text.content, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        what = f"this is not whole JSON: {error.msg[:1].lower()}{error.msg[1:]}."
        spot = (error.lineno - 1, error.colno - 1, 1)
        remedy = "Save it again, or mend it here; nothing in the file was changed."
        raise InputError([text.problem(spot, what, remedy)]) from None
    values: dict[DataPath, Spot] = {(): (0, 0, 1)}
    values.update(zip(_key_paths(data), _key_spots(text), strict=True))
    return Document(text, _bools_as_text(data), values, dict(values))


def _depth(content: str) -> int:
    """Return a bound on how deep the brackets nest, without reading them as JSON."""
    deepest = depth = 0
    for sign in re.findall(r"[\[{\]}]", content):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _key_paths(data: object, path: DataPath = ()) -> Iterator[DataPath]:
    """Yield the path of every key, in the order in which they are written."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _key_paths(item, (*path, number))
    for key, value in data.items() if isinstance(data, dict) else ():
        yield (*path, key)
        yield from _key_paths(value, (*path, key))


def _key_spots(text: Text) -> Iterator[Spot]:
    """Yield where every key of a whole JSON text stands: each string that a colon follows."""
    line = begin = seen = 0  # the line, where it begins, and how far line ends were looked for
    for string in _JSON_STRING.finditer(text.content):
        if string["colon"]:
            at = string.start()
            if lines := text.content.count("\n", seen, at):
                line, begin = line + lines, text.content.rfind("\n", seen, at) + 1
            seen = at
            yield line, at - begin, string.end("key") - at


def _bools_as_text(data: object) -> Data:
    """JSON's true and false are no answers of ours: they become text that no option has."""
    if isinstance(data, dict):
        return {key: _bools_as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bools_as_text(value) for value in data]
    return data if data is None or isinstance(data, str) else str(data).lower()


def _first(text: Text, key: str) -> Spot:
    """Return where a key first stands in a JSON text."""
    at = text.content.find(json.dumps(key, ensure_ascii=False))
    if at < 0:
        return (0, 0, 1)
    before = text.content[:at]
    return before.count("\n"), at - before.rfind("\n") - 1, len(key) + 2


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
