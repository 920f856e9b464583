"""Decides for every row of a file: reads it into the database, runs the query, writes two files.

The rows that cannot be decided stand in a file of their own beside the results, each with its line
and its reasons, in the words in which an answers file is refused.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.answer_reading import NotUnderstoodError
from buyguide.answers import lacking, settle
from buyguide.errors import InputError, Problem
from buyguide.many.cells import read_cell
from buyguide.many.database import each, open_database, run
from buyguide.many.expressions import text, text_of
from buyguide.many.query import query_text
from buyguide.many.rows import csv_rows, json_rows
from buyguide.many.tables import (
    AT_ONCE,
    add_rejected,
    fill_rows,
    make_answers,
    read_cells,
    view_parquet,
)
from buyguide.saving import private_folder, put_in_place, take_away

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.many.database import Database
    from buyguide.many.rows import Rejected, Row

    Watch = Callable[[str, float], None]

FORMS = {".jsonl": "json", ".csv": "csv", ".parquet": "parquet"}
_OPTIONS = {
    "json": "FORMAT json",
    "csv": "FORMAT csv, HEADER",
    "parquet": "FORMAT parquet",
}
_FIRST = 5  # rejected rows that are told at once


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were decided and rejected; the first rejects, and the file of them all."""

    decided: int
    rejected: int
    first: tuple[Problem, ...]
    rejects_file: str


def rejects_beside(results: str) -> str:
    """Return the name of the file for rows that cannot be decided."""
    return str(Path(results).with_suffix(".rejects.jsonl"))


def form_of(file: str) -> str:
    """Return the database's word for the form that the file's ending says."""
    form = FORMS.get(Path(file).suffix.lower())
    if form is None:
        what, remedy = "the ending of its name says no form.", f"Use {', '.join(FORMS)}."
        raise InputError([Problem(file, 0, 0, what, remedy)])
    return form


def batch(guide: Guide, file: str, results: str, watch: Watch) -> Outcome:
    """Decide for every row of a file; ``watch`` hears what is done, and how much of it.

    What stood under the two names makes way: where nothing is rejected, there is no file of
    rejects afterwards. Both are made whole before either name changes, and in the order in which
    a break between the two leaves no results without their rejects. Raises ``BuyguideError``.
    """
    form, rejects = form_of(results), rejects_beside(results)
    _check_apart(file, results, rejects)
    with private_folder(results) as folder, closing(open_database(folder)) as database:
        load(database, guide, file, watch)
        make_answers(database, guide)
        query = query_text(guide, "duckdb", ("line", "id")).rstrip()
        run(database, f"CREATE VIEW results AS {query}")
        made, rejected = folder / "results", folder / "rejected"
        decided = _copy(
            database,
            "SELECT * EXCLUDE (problem) FROM results WHERE problem IS NULL",
            made,
            form,
            lambda share: watch("Deciding", share),
        )
        _explain(database, guide)
        in_order = 'SELECT line, problems, CAST("row" AS JSON) AS "row", "text" FROM rejected'
        count = _copy(database, f"{in_order} ORDER BY line", rejected, "json")
        told = each(database, f"SELECT line, problems FROM rejected ORDER BY line LIMIT {_FIRST}")
        first = tuple(
            Problem(file, int(str(line)), 1, " ".join(map(str, _list(problems))))
            for line, problems in told
        )
        if count:
            put_in_place(rejected, rejects)
        put_in_place(made, results)
        if not count:
            take_away(rejects)
    return Outcome(decided, count, first, rejects)


def _check_apart(file: str, *written: str) -> None:
    """Raise ``InputError`` where the rows would be read from a file that is to be written."""
    for target in written:
        if Path(file).exists() and Path(target).exists() and Path(target).samefile(file):
            what = "the rows are read from this file."
            raise InputError([Problem(target, 0, 0, what, "Choose another name for the results.")])


def load(database: Database, guide: Guide, file: str, watch: Watch, *, whole: bool = True) -> None:
    """Read a file into the tables; not ``whole``: columns of required questions may lack.

    Raises ``BuyguideError``.
    """
    form = form_of(file)
    if Path(file).exists() and not Path(file).is_file():  # a pipe or a device may have no end
        raise InputError([Problem(file, 0, 0, "this is not a file.", "Give the name of one.")])
    try:
        with Path(file).open("rb") as handle:
            if form == "parquet":
                view_parquet(database, guide, file, file, whole=whole)
            else:
                size = max(1, Path(file).stat().st_size)
                found = (
                    json_rows(handle, guide)
                    if form == "json"
                    else csv_rows(handle, guide, file, whole=whole)
                )
                fill_rows(database, guide, _watched(found, handle, size, watch))
    except OSError as error:
        problem = Problem(file, 0, 0, f"it cannot be read: {error.strerror}.", "Check the name.")
        raise InputError([problem]) from None
    read_cells(database, guide)


def _watched(
    found: Iterator[Row | Rejected], handle: BinaryIO, size: int, watch: Watch
) -> Iterator[Row | Rejected]:
    for number, row in enumerate(found):
        if number % AT_ONCE == 0:
            watch("Reading", handle.tell() / size)
        yield row


def _copy(
    database: Database,
    query: str,
    path: Path,
    form: str,
    watch: Callable[[float], None] | None = None,
) -> int:
    """Write what a query finds into a file; return how many rows that is."""
    target = text_of(text(str(path)), "duckdb")
    ((count,),) = run(database, f"COPY ({query}) TO {target} ({_OPTIONS[form]})", watch)
    return int(str(count))


def _explain(database: Database, guide: Guide) -> None:
    """Put every row that the query found a problem in into ``rejected``, with its reasons."""
    lines = "SELECT line FROM results WHERE problem IS NOT NULL"
    found = each(database, f"SELECT * FROM rows WHERE line IN ({lines})")
    while some := list(islice(found, AT_ONCE)):
        rejected = []
        for line, id, *cells in some:
            given = dict(zip(guide.question_by_id, cells, strict=True))
            row = {"id": id} | {key: cell for key, cell in given.items() if cell is not None}
            shown = json.dumps(row, default=str, ensure_ascii=False)
            rejected.append((int(str(line)), reasons(guide, given), shown, None))
        add_rejected(database, rejected)


def reasons(guide: Guide, cells: Mapping[str, object]) -> list[str]:
    """Return why a row cannot be decided, each with what to do about it."""
    found: list[str] = []
    values: dict[str, Answer] = {}
    for id, cell in cells.items():
        if cell is not None:
            try:
                values[id] = read_cell(guide.question_by_id[id], str(cell))
            except NotUnderstoodError as error:
                found.append(f"{error.what} {error.remedy}")
    missing = () if found else lacking(guide, settle(guide, values).values)
    found += [f'"{question.id}" is not answered. It asks: {question.ask}' for question in missing]
    return found or [
        "It is not in a form that can be read. Write each answer in its plainest form."
    ]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
