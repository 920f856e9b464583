"""The embedded database; the one door to DuckDB. It needs no server and reaches no network.

It works within ``MEMORY``; what does not fit goes into the private folder that it is given.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError

try:
    import duckdb
except ImportError:  # an extra
    raise BuyguideError(
        "This needs DuckDB, which is not installed. In the clone, run: "
        "python3 -m pip --python .venv install duckdb"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Database = duckdb.DuckDBPyConnection
MEMORY = "1GB"
_OFTEN = 0.1  # seconds between two looks at how far a statement is
_AT_ONCE = 2_000  # rows fetched


def open_database(folder: Path) -> Database:
    """Return a new database whose files stand in the folder."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(folder / "spilled"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    database = duckdb.connect(str(folder / "rows.duckdb"), config=settings)
    database.execute("SET enable_progress_bar = true")
    database.execute("SET enable_progress_bar_print = false")
    return database


def run(
    database: Database, statement: str, watch: Callable[[float], None] | None = None
) -> list[tuple[object, ...]]:
    """Run a statement and return its rows; ``watch`` hears how much is done, from 0 to 1.

    The statement runs beside this thread, so that Ctrl-C and a request to end stop it. Raises
    ``BuyguideError``.
    """
    done, found, failed = Event(), list[tuple[object, ...]](), list[duckdb.Error]()

    def work() -> None:
        try:
            found.extend(database.execute(statement).fetchall())
        except duckdb.Error as error:
            failed.append(error)
        finally:
            done.set()

    worker = Thread(target=work)
    worker.start()
    try:
        while not done.wait(_OFTEN):
            if watch:
                watch(max(0.0, database.query_progress()) / 100)
    except BaseException:
        database.interrupt()
        raise
    finally:
        worker.join()
    if failed:
        raise _stopped(failed[0])
    return found


def each(database: Database, statement: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a query, some at a time. Raises ``BuyguideError``."""
    try:
        rows = database.cursor().execute(statement)
        while found := rows.fetchmany(_AT_ONCE):
            yield from found
    except duckdb.Error as error:
        raise _stopped(error) from None


def insert(database: Database, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Put rows into a table, by columns: that is many times as fast as row by row."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        values = ", ".join("unnest(?)" for _ in columns)
        try:
            database.execute(f"INSERT INTO {table} SELECT {values}", columns)
        except duckdb.Error as error:
            raise _stopped(error) from None


def _stopped(error: duckdb.Error) -> BuyguideError:
    said = str(error).strip().splitlines()
    return BuyguideError(f"The database stopped: {said[0] if said else 'it does not say why'}")
