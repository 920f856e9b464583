"""Runs the query on a database and returns its rows, to be set beside what the program decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from buyguide.many.query import query_text
from tests.many.people import names_table, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from tests.many.people import Row

_NAMES = ("question", "given", "kinds")


def by_duckdb(guide: Guide, persons: Sequence[Mapping[str, Answer]]) -> list[Row]:
    with duckdb.connect() as database:
        for statement in tables(guide):
            database.execute(statement)
        _fill(database, "answers", table(guide, persons))
        _fill(database, "names", names_table(guide, persons))
        return _in_order(database.execute(query_text(guide, "duckdb")).fetchall())


def _fill(
    database: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Sequence[str | None]]
) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        values = ", ".join("unnest(?)" for _ in columns)
        database.execute(f"INSERT INTO {name} SELECT {values}", columns)


def by_postgres(
    connection: Any,  # noqa: ANN401  psycopg is there in its own job only
    guide: Guide,
    persons: Sequence[Mapping[str, Answer]],
) -> list[Row]:
    with connection.cursor() as cursor:
        for statement in tables(guide):
            cursor.execute(statement)
        for name, rows in (
            ("answers", table(guide, persons)),
            ("names", names_table(guide, persons)),
        ):
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        cursor.execute("ANALYZE answers; ANALYZE names")
        cursor.execute(query_text(guide, "postgres"))
        return _in_order(cursor.fetchall())


def by_spark(
    session: Any,  # noqa: ANN401  as above
    guide: Guide,
    persons: Sequence[Mapping[str, Answer]],
) -> list[Row]:
    columns = ", ".join(f"{name} string" for name in ("id", *guide.question_by_id))
    session.createDataFrame(table(guide, persons), columns).createOrReplaceTempView("texts")
    amounts = [
        f"CAST({q.id} AS DECIMAL(18, 2)) AS {q.id}" if q.kind == "amount" else q.id
        for q in guide.questions
    ]
    session.sql(f"SELECT id, {', '.join(amounts)} FROM texts").createOrReplaceTempView("answers")
    names = session.createDataFrame(
        names_table(guide, persons), ", ".join(f"{name} string" for name in _NAMES)
    )
    names.createOrReplaceTempView("names")
    return _in_order([tuple(row) for row in session.sql(query_text(guide, "spark")).collect()])


def tables(guide: Guide) -> list[str]:
    """Return the statements that make both tables, in words that DuckDB and PostgreSQL know."""
    cells = [
        f'"{q.id}" {"DECIMAL(18, 2)" if q.kind == "amount" else "VARCHAR"}' for q in guide.questions
    ]
    names = ", ".join(f"{name} VARCHAR" for name in _NAMES)
    return [
        f"CREATE TEMPORARY TABLE answers ({', '.join(['id VARCHAR', *cells])})",
        f"CREATE TEMPORARY TABLE names ({names})",
    ]


def _in_order(rows: Sequence[Any]) -> list[Row]:
    """Return the results in the order of the people, who are numbered by their id."""
    return [
        (verdict, lifted, rules, problem is not None)
        for _, verdict, lifted, rules, problem in sorted(rows, key=lambda row: int(row[0]))
    ]
