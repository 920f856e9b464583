"""One cell of a table of answers: a text that is read as an answers file would be read.

Several options stand in one cell with ";" between them, several names as in a pasted list. A cell
may also be a list as JSON writes it. Knows no files.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buyguide.answer_reading import NotUnderstoodError, read_answer

if TYPE_CHECKING:
    from buyguide.answers import Answer
    from buyguide.guide.model import Question

_LISTS = {"choice", "choices", "lookup"}


def read_cell(question: Question, cell: str) -> Answer:
    """Return the answer in a cell. Raises ``NotUnderstoodError``."""
    if question.kind in _LISTS and (listed := _listed(cell)) is not None:
        return read_answer(question, [*listed])
    if question.kind == "choices":
        parts = [part.strip() for part in cell.split(";")]
        return read_answer(question, [part for part in parts if part])
    return read_answer(question, cell)


def plain_cell(question: Question, answer: Answer) -> str:
    """Return an answer that was read as the cell that the query takes."""
    if isinstance(answer, tuple):
        return ";".join(answer) if question.kind == "choices" else json.dumps(answer)
    if isinstance(answer, int):
        return f"{answer // 100}.{answer % 100:02}"
    return answer or ""


def cell_of(question: Question, given: object) -> str | None:
    """Return the cell for a value as JSON has it, numbers and true and false being text by now.

    Raises ``NotUnderstoodError`` where a list cannot be an answer.
    """
    if given is None or isinstance(given, str):
        return given
    if question.kind not in _LISTS or not isinstance(given, list):
        raise NotUnderstoodError(f'"{question.id}" takes no list.', "Write one value.")
    texts = [part for part in given if isinstance(part, str)]
    if len(texts) < len(given):
        raise NotUnderstoodError(f'"{question.id}" takes ids.', "Write one id, or [a, b].")
    parted = question.kind == "lookup" or not texts or any(";" in part for part in texts)
    return json.dumps(texts, ensure_ascii=False) if parted else ";".join(texts)


def _listed(cell: str) -> list[str] | None:
    if not cell.startswith("["):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(found, list) and all(isinstance(part, str) for part in found)
    return found if fits else None
