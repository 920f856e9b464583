"""Reads answers as a file holds them: each is understood, or named as a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import AmountRefused, example_amount, read_amount
from buyguide.guide.completion import split_names
from buyguide.nearest_word import did_you_mean, remedy_for

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.errors import Problem
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.yaml_text import Data, Document
    from buyguide.guide.yaml_text import Path as DataPath

_MOST_NAMES = 200


def read_values(
    document: Document, path: DataPath, guide: Guide, problems: list[Problem]
) -> dict[str, Answer]:
    """Return the answers in the map at a path; what is not understood becomes a problem."""
    data: Data = document.data
    for part in path:
        if isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            data = data.get(str(part)) if isinstance(data, dict) else None
    if not isinstance(data, dict):
        what = f'"{path[-1]}" should be a map of question ids and answers.'
        problems.append(document.problem(path, what, "Write it as question_id: answer."))
        return {}
    values: dict[str, Answer] = {}
    for key, given in data.items():
        question = guide.question_by_id.get(key)
        if question is None:
            what = f'this guide has no question "{short(key)}".'
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
        example = example_amount(question.unit, question.minimum, question.maximum)
        what = f'"{question.id}" takes one amount.'
        raise NotUnderstoodError(what, f"Write for example {example}.")
    try:
        return read_amount(given, question.unit, question.minimum, question.maximum)
    except AmountRefused as refusal:
        what = f'"{short(given)}" cannot be read as the amount for "{question.id}".'
        raise NotUnderstoodError(what, str(refusal)) from None


def _text(question: Question, given: Data) -> str:
    if not isinstance(given, str) or len(given) > question.longest:
        what = f'"{question.id}" takes a text of at most {question.longest} letters.'
        raise NotUnderstoodError(what, "Shorten it.")
    if not question.has_form(given):
        what = f'"{short(given)}" does not have the form that "{question.id}" needs.'
        raise NotUnderstoodError(what, question.help or "Check it, or leave the answer out.")
    return given


def _names(question: Question, names: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(name for name in names if name.strip())
    if len(kept) < len(names) or len(kept) > _MOST_NAMES:
        what = f'"{question.id}" takes up to {_MOST_NAMES} names, none of them empty.'
        raise NotUnderstoodError(what, "Write [] for none.")
    if any(len(name) > question.longest for name in kept):
        what = f'"{question.id}" takes names of at most {question.longest} letters.'
        raise NotUnderstoodError(what, "Write one name at a time, as in [a, b].")
    return kept


def _options(question: Question, names: tuple[str, ...]) -> Answer:
    for name in names:
        if name not in question.option_by_id:
            what = f'"{question.id}" has no option "{short(name)}".'
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


def short(text: str) -> str:
    """Return a text of a file as a message may quote it."""
    return text if len(text) <= 60 else f"{text[:60]}…"
