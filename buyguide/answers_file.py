"""Reads an answers file, or one that describes a candidate: all of it, or all its problems."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.answer_reading import read_values, short
from buyguide.answers import MOST_CANDIDATES, Saved, settle
from buyguide.errors import InputError, Problem, Problems, TooManyProblems
from buyguide.guide.text_checks import decode, read_bytes
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.guide.text_checks import Text
    from buyguide.guide.yaml_text import Data, Document, Spot
    from buyguide.guide.yaml_text import Path as DataPath

_KEYS = ("guide", "version", "answers", "candidates", "result")
_CANDIDATE_KEYS = ("guide", "version", "answers")
_JSON_STRING = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?', re.DOTALL)
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """A file's answers that count, by question id, and the questions whose answers do not.

    ``given`` holds them all: in an interview, one may yet come to count. ``candidates`` are the
    answers about further candidates; ``saved`` is what was advised when the file was written.
    """

    values: Mapping[str, Answer]
    dropped: tuple[str, ...]
    version: str | None
    given: Mapping[str, Answer]
    candidates: tuple[Mapping[str, Answer], ...] = ()
    saved: Saved | None = None


def read_answers(file: str, guide: Guide) -> AnswersFile:
    """Return the answers in a YAML or JSON file. Raises ``InputError`` with every problem."""
    problems = Problems()
    try:
        document = _read(file)
        data = _keys(document, _KEYS, guide, problems)
        values = read_values(document, ("answers",), guide, problems)
        candidates = _candidates(document, data, guide, problems)
        saved = _saved(document, data, problems)
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    if problems:
        raise InputError(problems)
    settled = settle(guide, values)
    version = data.get("version")
    version = version if isinstance(version, str) else None
    return AnswersFile(settled.values, settled.dropped, version, values, candidates, saved)


def read_candidate(file: str, guide: Guide) -> Mapping[str, Answer]:
    """Return the answers about one candidate in a file of its own.

    It is a map under ``answers:`` that holds candidate questions only; ``guide:`` may be left
    out. Raises ``InputError`` with every problem.
    """
    problems = Problems()
    try:
        document = _read(file)
        data = _keys(document, _CANDIDATE_KEYS, guide, problems, is_candidate=True)
        answers = read_values(document, ("answers",), guide, problems)
        problems.extend(_of_the_person(document, ("answers",), data.get("answers"), guide))
    except TooManyProblems as found:
        raise InputError(found.problems) from None
    if problems:
        raise InputError(problems)
    return answers


def _read(file: str) -> Document:
    text = decode(read_bytes(Path(file), file), file)
    return _from_json(text) if text.content.lstrip().startswith("{") else _from_yaml(text)


def _keys(
    document: Document,
    known: Sequence[str],
    guide: Guide,
    problems: list[Problem],
    *,
    is_candidate: bool = False,
) -> dict[str, Data]:
    """Return the file's map; a key that is unknown or missing becomes a problem."""
    data = document.data
    if not isinstance(data, dict):
        what = "this is no answers file: guide: and answers: are expected."
        raise InputError([document.problem((), what, "See the README for an example.")])
    for key in data:
        if key not in known:
            what = f'"{short(key)}" is not a key of an answers file.'
            problems.append(document.problem((key,), what, remedy_for(key, known), key=True))
    problems.extend(_about_the_guide(document, data, guide, is_candidate=is_candidate))
    return data


def _candidates(
    document: Document, data: dict[str, Data], guide: Guide, problems: list[Problem]
) -> tuple[Mapping[str, Answer], ...]:
    """Return the answers about further candidates, in the order of the file."""
    listed = data.get("candidates")
    if listed is None or listed == {}:
        return ()
    most = MOST_CANDIDATES - 1
    if not isinstance(listed, list) or len(listed) > most:
        what = f'"candidates" should be a list of at most {most} maps.'
        problems.append(document.problem(("candidates",), what, "Begin each with - and an id."))
        return ()
    if listed and guide.candidates is None:
        what = "this guide has no candidates to compare."
        problems.append(document.problem(("candidates",), what, "Take them out.", key=True))
    found = []
    for number, one in enumerate(listed):
        path = ("candidates", number)
        found.append(read_values(document, path, guide, problems))
        problems.extend(_of_the_person(document, path, one, guide))
    return tuple(found)


def _of_the_person(
    document: Document, path: DataPath, data: Data, guide: Guide
) -> Iterator[Problem]:
    """Yield a problem for every answer that is about the person where a candidate is described."""
    for key in data if isinstance(data, dict) else ():
        question = guide.question_by_id.get(key)
        if question is not None and not question.candidate:
            noun = guide.candidates.noun if guide.candidates else "candidate"
            what = f'"{key}" does not describe the {noun}.'
            yield document.problem((*path, key), what, "Take it out here.", key=True)


def _saved(document: Document, data: dict[str, Data], problems: list[Problem]) -> Saved | None:
    """Return the result that was saved with the answers; an empty one is none."""
    result = data.get("result")
    if result is None or result == {}:
        return None
    found = result if isinstance(result, dict) else {}
    verdict, digest, listed = (found.get(key) for key in ("verdict", "digest", "findings"))
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    if not isinstance(verdict, str) or not isinstance(digest, str):
        what = '"result" is not as this program writes it: verdict, digest and findings.'
        problems.append(document.problem(("result",), what, "Take it out.", key=True))
        return None
    return Saved(verdict, tuple(dict.fromkeys(names)), digest)


def _about_the_guide(
    document: Document, data: dict[str, Data], guide: Guide, *, is_candidate: bool
) -> list[Problem]:
    problems = []
    if "guide" not in data and is_candidate:
        pass
    elif "guide" not in data:
        what = "it does not say which guide it belongs to."
        problems.append(document.problem((), what, f"Add guide: {guide.id}."))
    elif data["guide"] != guide.id:
        what = f'it belongs to the guide "{short(str(data["guide"]))}", not to "{guide.id}".'
        problems.append(document.problem(("guide",), what, "Name the other guide with --guide."))
    if not isinstance(data.get("version"), str | None):
        what = '"version" is the version of a guide, which is one word.'
        problems.append(document.problem(("version",), what, "Take it out."))
    if "answers" not in data:
        what = "it holds no answers."
        problems.append(document.problem((), what, "Add answers: with question ids under it."))
    return problems


def _from_yaml(text: Text) -> Document:
    from buyguide.guide.yaml_text import read_document

    return read_document(text, unseen_letters=True)


def _from_json(text: Text) -> Document:
    """Read JSON as YAML is read: scalars stay text, a key stands once, every key has its place."""
    from buyguide.guide.density import most_values
    from buyguide.guide.yaml_text import DEEPEST, MOST_VALUES, Document

    def once(pairs: list[tuple[str, Data]]) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for key, value in pairs:
            if key in found:
                what = f'"{short(key)}" stands twice.'
                raise InputError([text.problem(_first(text, key), what, "Keep one.")])
            found[key] = value
        return found

    if _depth(text.content) > DEEPEST:
        what, remedy = f"it is nested more than {DEEPEST} deep.", "Answers are one map: write one."
        raise InputError([text.problem((0, 0, 1), what, remedy)])
    if most_values(text.content.encode()) > MOST_VALUES:
        what = f"it holds more than {MOST_VALUES:,} colons, commas and brackets."
        raise InputError([text.problem((0, 0, 1), what, "Answers are one short map: write one.")])
    try:
        data = json.loads(
            text.content, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        what = f"this is not whole JSON: {error.msg[:1].lower()}{error.msg[1:]}."
        spot = (error.lineno - 1, error.colno - 1, 1)
        remedy = "Save it again, or mend it here; nothing in the file was changed."
        raise InputError([text.problem(spot, what, remedy)]) from None
    _check_letters(data, text)
    values: dict[DataPath, Spot] = {(): (0, 0, 1)}
    values.update(zip(_key_paths(data), _key_spots(text), strict=True))
    return Document(text, _bools_as_text(data), values, dict(values))


def _check_letters(data: object, text: Text) -> None:
    """Raise ``InputError`` where an escape stands for half a letter, which is no text."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        spot = _place(text, text.content.lower().find("\\ud"))
        raise InputError([text.problem(spot, "it holds half a letter.", "Take it out.")]) from None


def _depth(content: str) -> int:
    """Return how deep the brackets outside strings nest, without reading them as JSON."""
    deepest = depth = 0
    for found in _STRING_OR_BRACKET.finditer(content):
        depth += (found[0] in "[{") - (found[0] in "]}")
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
    line, column, _ = _place(text, text.content.find(json.dumps(key, ensure_ascii=False)))
    return line, column, len(key) + 2


def _place(text: Text, at: int) -> Spot:
    """Return the line and column of a letter in a text; those of its beginning for none."""
    before = text.content[: max(0, at)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1, 1
