"""The tables in the database: rows as they came, what odd cells mean, answers, and rejects.

``rows``      line, id, and a cell for each question, as it stood in the file
``readings``  question, given, value: cells in another form than the query takes, and that form
``names``     question, given, kinds: what typed names mean; no kinds where they cannot be read
``answers``   line, id, and an answer for each question, as the query takes it
``rejected``   line, problems, row, text: what could not be decided, and why

Each distinct cell is read once, by the reader of answers files, however many rows hold it.
"""

from __future__ import annotations

from glob import escape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.answer_reading import NotUnderstoodError
from buyguide.errors import InputError, Problem
from buyguide.many.cells import plain_cell, read_cell
from buyguide.many.database import each, insert, run
from buyguide.many.expressions import text, text_of
from buyguide.many.names import meaning
from buyguide.many.rows import ID, Rejected, check_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buyguide.guide.model import Guide, Question
    from buyguide.many.database import Database
    from buyguide.many.rows import Row

AT_ONCE = 5_000  # rows put into a table
PLAIN_AMOUNT = "[0-9]{1,9}([.][0-9]{1,2})?"
NO_AMOUNT = "-1"  # stands for one that cannot be read: it lies outside every question's range
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", *_WHOLE, *(f"U{name}" for name in _WHOLE))
_NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "VARIANT")


def fill_rows(database: Database, guide: Guide, found: Iterable[Row | Rejected]) -> None:
    """Put the rows of lines into ``rows``, and lines that are none into ``rejected``."""
    cells = ", ".join(f'"{question.id}" VARCHAR' for question in guide.questions)
    run(database, f"CREATE TABLE rows (line BIGINT, id VARCHAR, {cells})")
    _make_rejected(database)
    rest = iter(found)
    while some := list(islice(rest, AT_ONCE)):
        rows = [(one.line, one.id, *one.cells) for one in some if not isinstance(one, Rejected)]
        insert(database, "rows", rows)
        rejected = [one for one in some if isinstance(one, Rejected)]
        add_rejected(database, [(one.line, one.problems, None, one.text) for one in rejected])


def view_parquet(database: Database, guide: Guide, path: str, file: str, *, whole: bool) -> None:
    """Let ``rows`` be the rows of a Parquet file, where they stand; a line is a row's number.

    Raises ``InputError`` when the columns are not those of the guide.
    """
    one_file = escape(str(Path(path).absolute()))  # the database would look for "*" and for "~"
    table = f"read_parquet({text_of(text(one_file), 'duckdb')}, file_row_number = true)"
    described = run(database, f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {table}")
    types = {str(row[0]): str(row[1]) for row in described}
    check_columns(list(types), guide, file, whole=whole)
    problems = [
        Problem(file, 0, 0, f'the column "{q.id}" has the type {types[q.id]}.', "Use text.")
        for q in guide.questions
        if not _fits(q, types.get(q.id, "VARCHAR"))
    ]
    if problems:
        raise InputError(problems)
    parts = [_cell(q, types.get(q.id)) for q in guide.questions]
    id = "id" if ID in types else "CAST(NULL AS VARCHAR) AS id"
    columns = ", ".join(["file_row_number + 1 AS line", id, *parts])
    run(database, f"CREATE VIEW rows AS SELECT {columns} FROM {table}")
    _make_rejected(database)


def _fits(question: Question, type: str) -> bool:
    if type.endswith("]"):
        return type == "VARCHAR[]" and question.kind in {"choice", "choices", "lookup"}
    return not type.startswith(_NESTED)


def _cell(question: Question, type: str | None) -> str:
    """Return a column as a cell: a list as one text, like ``cells.cell_of`` writes it."""
    name = f'"{question.id}"'
    if type is None:
        return f"CAST(NULL AS VARCHAR) AS {name}"
    if question.kind == "amount" and type.startswith(_NUMBERS):
        return name
    if type != "VARCHAR[]":
        return f"CAST({name} AS VARCHAR) AS {name}"
    whole = f"CAST(to_json({name}) AS VARCHAR)"
    if question.kind == "lookup":
        return f"{whole} AS {name}"
    odd = (
        f"len({name}) = 0 OR len(list_filter({name}, lambda x: x IS NULL OR contains(x, ';'))) > 0"
    )
    return f"CASE WHEN {odd} THEN {whole} ELSE array_to_string({name}, ';') END AS {name}"


def read_cells(database: Database, guide: Guide) -> None:
    """Fill ``readings`` and ``names``: read each distinct cell that the query would not take."""
    run(database, "CREATE TABLE readings (question VARCHAR, given VARCHAR, value VARCHAR)")
    run(database, "CREATE TABLE names (question VARCHAR, given VARCHAR, kinds VARCHAR)")
    types = {row[0]: row[1] for row in run(database, "DESCRIBE rows")}
    for question in guide.questions:
        is_read = question.kind == "amount" and types[question.id] == "VARCHAR"
        if is_read or question.kind == "choices" or question.catalogue is not None:
            table = "readings" if question.catalogue is None else "names"
            found = _readings(database, guide, question)
            while some := list(islice(found, AT_ONCE)):
                insert(database, table, some)


def _readings(
    database: Database, guide: Guide, question: Question
) -> Iterator[tuple[str, str, str | None]]:
    name = f'"{question.id}"'
    odd = f"{name} IS NOT NULL"
    if question.kind == "amount":
        odd += f" AND NOT regexp_full_match({name}, '{PLAIN_AMOUNT}')"
    for (given,) in each(database, f"SELECT DISTINCT {name} FROM rows WHERE {odd}"):
        value = _value(guide, question, str(given))
        if question.catalogue is not None or (value is not None and value != given):
            yield question.id, str(given), value


def _value(guide: Guide, question: Question, cell: str) -> str | None:
    """Return what a cell means to the query; None where it cannot be read."""
    try:
        answer = read_cell(question, cell)
    except NotUnderstoodError:
        return NO_AMOUNT if question.kind == "amount" else None
    if question.catalogue is not None:
        return meaning(guide.catalogues[question.catalogue], answer)
    return plain_cell(question, answer)


def make_answers(database: Database, guide: Guide) -> None:
    """Make ``answers`` of ``rows`` and ``readings``."""
    types = {row[0]: row[1] for row in run(database, "DESCRIBE rows")}
    changed = {row[0] for row in run(database, "SELECT DISTINCT question FROM readings")}
    parts, joins = ["rows.line", "rows.id"], []
    for question in guide.questions:
        name, table = f'"{question.id}"', f'"{question.id}_readings"'
        value = f"rows.{name}"
        if question.id in changed:
            value = f"CASE WHEN {table}.given IS NULL THEN {value} ELSE {table}.value END"
            joins.append(
                f"LEFT JOIN readings AS {table} ON {table}.question = '{question.id}' "
                f"AND {table}.given = rows.{name}"
            )
        if question.kind == "amount" and types[question.id] == "VARCHAR":
            value = f"TRY_CAST({value} AS DECIMAL(18, 2))"
        parts.append(f"{value} AS {name}")
    source = " ".join(["rows", *joins])
    run(database, f"CREATE VIEW answers AS SELECT {', '.join(parts)} FROM {source}")


def _make_rejected(database: Database) -> None:
    run(
        database,
        'CREATE TABLE rejected (line BIGINT, problems VARCHAR[], "row" VARCHAR, "text" VARCHAR)',
    )


def add_rejected(
    database: Database, rejected: Sequence[tuple[int, list[str], str | None, str | None]]
) -> None:
    """Put rejects into their table: line, problems, the row as JSON, or its text if it is none."""
    insert(database, "rejected", rejected)
