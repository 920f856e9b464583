"""The query decides on PostgreSQL and on Spark as the program does; skipped where they are not.

``.ci/databases`` brings what is needed and sets ``BUYGUIDE_DATABASES``: what it names is not
skipped. A server of our own is started for PostgreSQL, in a temporary folder, without a port.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.many.databases import by_postgres, by_spark
from tests.many.people import decided, people
from tests.many.test_query import GUIDES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.databases


def missing(database: str, what: str) -> None:
    """Skip; that is an error where this database is required."""
    if database in os.environ.get("BUYGUIDE_DATABASES", "").split():
        pytest.fail(what)
    pytest.skip(f"{what}; .ci/databases brings it")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Any]:
    """Yield a connection to a server that lives as long as these tests."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        missing("postgres", "no PostgreSQL server")
    try:
        import psycopg
    except ImportError:
        missing("postgres", "no psycopg")
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        yield from _served(psycopg, str(initdb), Path(name))


def _served(psycopg: Any, initdb: str, folder: Path) -> Iterator[Any]:  # noqa: ANN401
    user = _who_may(folder)
    control = Path(initdb).with_name("pg_ctl")
    _run(user, initdb, "-D", folder / "data", "--auth=trust", "--username=tests", "-E", "UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    log = folder / "log"
    _run(user, control, "-D", folder / "data", "-l", log, "-o", options, "-w", "start")
    try:
        with psycopg.connect(f"host={folder} user=tests dbname=postgres") as connection:
            yield connection
    finally:
        _run(user, control, "-D", folder / "data", "-m", "immediate", "stop")


def _who_may(folder: Path) -> str | None:
    """The server refuses to run as root: then the system's own user for it must."""
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return "postgres"


def _run(user: str | None, *words: object) -> None:
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL, user=user)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Yield a Spark session on this machine."""
    if shutil.which("java") is None:
        missing("spark", "no Java")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        missing("spark", "no PySpark")
    settings: dict[str, bool | float | int | str | None] = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    settings |= {"spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "2"}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("name", GUIDES)
def test_postgres_decides_as_the_program_does(postgres: Any, name: str) -> None:  # noqa: ANN401
    tried = GUIDES[name]()
    persons = people(tried, PEOPLE)
    found = by_postgres(postgres, tried, persons)
    postgres.rollback()
    assert found == [decided(tried, person) for person in persons]


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.filterwarnings("ignore")  # Spark's own, and of its sockets
def test_spark_decides_as_the_program_does(spark: Any, name: str) -> None:  # noqa: ANN401
    tried = GUIDES[name]()
    persons = people(tried, PEOPLE)
    assert by_spark(spark, tried, persons) == [decided(tried, person) for person in persons]
