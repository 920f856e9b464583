"""``batch`` decides for whole files as ``report`` decides for one person, and loses no row."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.bicycle import FOLDER, ROOT, guide, run
from tests.many.people import decided, people, table, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from subprocess import CompletedProcess

FORMS = ("jsonl", "csv", "parquet")
SOUND: dict[str, Any] = {
    "rider": "me",
    "goals": ["commute", "fitness"],
    "back_pain": ["none"],
    "days_a_week": "five",
    "budget": 300,
    "price": "$1,260.50",
    "seller": "shop",
    "knows_model": "yes",
    "models": ["Sparrow"],
    "frame_number": "AB1234",
    "parts_worn": ["none"],
}


def batch(*words: str | Path) -> CompletedProcess[str]:
    return run("batch", *words, "--guide", FOLDER)


def write(file: Path, rows: Sequence[Any]) -> Path:
    text = "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)
    file.write_text(text, encoding="utf-8")
    return file


def rows_of(file: Path) -> list[tuple[Any, ...]]:
    """Return the results as line, verdict and rules, whatever the form."""
    reader = {".jsonl": "read_json", ".csv": "read_csv", ".parquet": "read_parquet"}[file.suffix]
    query = f"SELECT line, id, verdict, once_a_clinician_agrees, rules FROM {reader}('{file}')"
    with duckdb.connect() as database:
        return database.execute(query).fetchall()


def rejects(file: Path) -> list[dict[str, Any]]:
    beside = file.with_suffix(".rejects.jsonl")
    return [json.loads(line) for line in beside.read_text(encoding="utf-8").splitlines()]


def reported(answers: dict[str, Any], folder: Path) -> tuple[str, str | None, str]:
    file = folder / "one.json"
    file.write_text(json.dumps({"guide": "bicycle", "answers": answers}), encoding="utf-8")
    done = run("report", file, "--format", "json", "--guide", FOLDER)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    rules = dict.fromkeys(finding["id"] for finding in report["findings"])
    agreed = report["verdict"]["once_a_clinician_agrees"]
    return report["verdict"]["id"], agreed["id"] if agreed else None, ";".join(rules)


@pytest.mark.parametrize("form", FORMS)
def test_random_people_are_decided_in_their_order_whatever_the_form(
    form: str, tmp_path: Path
) -> None:
    persons = people(guide(), 700, seed=3)
    plain, file, results = (tmp_path / name for name in ("a.csv", f"b.{form}", f"c.{form}"))
    write_table(guide(), persons, plain)
    with duckdb.connect() as database:
        read = f"SELECT * FROM read_csv('{plain}', all_varchar = true)"
        options = "FORMAT json" if form == "jsonl" else f"FORMAT {form}"
        database.execute(f"COPY ({read}) TO '{file}' ({options})")
    done = batch(file, "-o", results)
    assert done.returncode == 0, done.stderr
    first = 2 if form == "csv" else 1
    wanted, missing = [], []
    for number, person in enumerate(persons):
        verdict, lifted, rules, problem = decided(guide(), person)
        if problem:
            missing.append(number + first)
        else:
            wanted.append((number + first, number, verdict, lifted, rules))
    found = [(line, int(id), *more) for line, id, *more in rows_of(results)]
    assert found == wanted
    assert [one["line"] for one in rejects(results)] == missing
    assert f"({len(wanted)} rows)" in done.stderr


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"budget": "1,299"},
        {"goals": "commute", "models": "sparrow; Heron Cty"},
        {"models": []},
        {"models": ["LS3, Heron City"]},
        {"models": ["LS3", "a;b"]},
        {"rider": ["me"]},
        {"knows_model": "no", "models": ["LS3"]},
        {"price": None, "budget": 99.99},
    ],
)
def test_a_row_is_decided_as_the_report_decides(changed: dict[str, Any], tmp_path: Path) -> None:
    answers = {**SOUND, **changed}
    file = write(tmp_path / "a.jsonl", [answers, {"guide": "bicycle", "answers": answers}])
    done = batch(file, "-o", tmp_path / "b.jsonl")
    assert done.returncode == 0, done.stderr
    wanted = reported(answers, tmp_path)
    assert [row[2:] for row in rows_of(tmp_path / "b.jsonl")] == [wanted, wanted]


def test_lists_and_numbers_of_parquet_are_read_as_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT 7 AS id, 'me' AS rider, ['commute'] AS goals, ['none'] AS back_pain, "
            f"'five' AS days_a_week, 299.5::DOUBLE AS budget, 300 AS price, 'shop' AS seller, "
            f"'yes' AS knows_model, ['LS3', 'zzz;'] AS models, ['none'] AS parts_worn) "
            f"TO '{file}' (FORMAT parquet)"
        )
    answers = {**SOUND, "goals": ["commute"], "budget": 299.5, "price": 300}
    answers |= {"models": ["LS3", "zzz;"]}
    del answers["frame_number"]
    done = batch(file, "-o", tmp_path / "b.parquet")
    assert "(1 row)" in done.stderr, done.stderr
    ((_, id, *found),) = rows_of(tmp_path / "b.parquet")
    assert (id, tuple(found)) == (7, reported(answers, tmp_path))


def test_rows_that_cannot_be_read_are_told_with_their_line_and_lose_nothing(
    tmp_path: Path,
) -> None:
    lines: list[Any] = [
        SOUND,
        {**SOUND, "rider": "mee"},
        "",
        '{"rider": "me"',
        {**SOUND, "colour": "red"},
        {**SOUND, "back_pain": ["none", "knees"], "frame_number": "no"},
        {key: SOUND[key] for key in ("rider", "goals")},
        '{"rider": "me", "rider": "child"}',
        {"guide": "other", "answers": SOUND},
        {**SOUND, "budget": 12.345},
        {**SOUND, "rider": True},
        "[]",
        SOUND,
    ]
    file = write(tmp_path / "a.jsonl", lines)
    done = batch(file, "-o", tmp_path / "b.csv")
    assert done.returncode == 0
    assert [row[0] for row in rows_of(tmp_path / "b.csv")] == [1, 13]
    found = {one["line"]: one for one in rejects(tmp_path / "b.csv")}
    assert [*found] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12], "in the order of the file"
    assert 'no option "mee". Did you mean "me"?' in found[2]["problems"][0]
    assert f"{file}:2:" in done.stderr
    assert found[2]["row"]["rider"] == "mee"
    assert found[4]["text"] == '{"rider": "me"\n'
    assert 'no question "colour"' in found[5]["problems"][0]
    assert len(found[6]["problems"]) == 2
    assert '"back_pain" is not answered' in found[7]["problems"][0]
    assert "stands twice" in found[8]["problems"][0]
    assert "and 5 more" in done.stderr


def test_half_a_letter_in_one_row_does_not_stop_the_others(tmp_path: Path) -> None:
    half = json.dumps({**SOUND, "rider": "\ud800"})
    file = write(tmp_path / "answers.jsonl", [SOUND, half, SOUND, json.dumps({"\udfff": "me"})])
    done = batch(file, "-o", tmp_path / "results.csv")
    assert [row[0] for row in rows_of(tmp_path / "results.csv")] == [1, 3]
    assert [(row["line"], row["text"]) for row in rejects(tmp_path / "results.csv")] == [
        (2, f"{half}\n"),
        (4, '{"\\udfff": "me"}\n'),
    ]
    assert "half a letter" in done.stderr


def test_a_row_of_csv_that_is_broken_does_not_take_others_with_it(tmp_path: Path) -> None:
    sound = "me,commute,none,five,shop,no,none\n"
    header = "rider,goals,back_pain,days_a_week,seller,knows_model,parts_worn\n"
    text = f'{header}{sound}me,commute\n{sound}"me\n'
    file = tmp_path / "a.csv"
    file.write_bytes(
        text.encode() + b"\xff" + sound.encode() + b'",commute,none,five,shop,no,none\n'
    )
    done = batch(file, "-o", tmp_path / "b.csv")
    assert [row[0] for row in rows_of(tmp_path / "b.csv")] == [2, 4], done.stderr
    found = rejects(tmp_path / "b.csv")
    assert [one["line"] for one in found] == [3, 5]
    assert "2 cells where the first line names 7" in found[0]["problems"][0]
    assert "UTF-8" in found[1]["problems"][0]
    assert found[1]["text"].startswith('"me\n\\xffme,commute')


HUGE = "x" * 3_000_000


def test_a_row_without_an_end_is_kept_apart_by_its_beginning(tmp_path: Path) -> None:
    sound = json.dumps(SOUND)
    lines = write(tmp_path / "all.jsonl", [sound, f'{{"rider": "{HUGE}"}}', sound])
    columns = list(SOUND)
    cells = [";".join(v) if isinstance(v, list) else str(v) for v in SOUND.values()]
    wide = tmp_path / "all.csv"
    open_quote = 'me,"' + "line\n" * 400_000 + '"'
    with wide.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([columns, cells])
        file.write(f"{HUGE}\r\n{open_quote}\r\n")
    for given, sound_lines in ((lines, [1, 3]), (wide, [2])):
        results = tmp_path / f"results.{given.suffix}.jsonl"
        done = batch(given, "-o", results)
        assert done.returncode == 0, done.stderr
        assert [row[0] for row in rows_of(results)] == sound_lines
        first = rejects(results)[0]
        assert "longer than 1,000,000 letters" in first["problems"][0]
        assert 0 < len(first["text"]) <= 1_000


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("form", FORMS)
def test_what_may_have_no_end_is_refused_at_once(kind: str, form: str, tmp_path: Path) -> None:
    given = tmp_path / f"all.{form}"
    os.mkfifo(given) if kind == "pipe" else given.symlink_to("/dev/zero")
    done = batch(given, "-o", tmp_path / "results.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this is not a file" in done.stderr


@pytest.mark.parametrize("first", [HUGE, '"' + "x," * 1_500_000, "x," * 400_000])
def test_a_first_line_without_end_is_one_problem_or_a_bounded_number(
    first: str, tmp_path: Path
) -> None:
    given = write(tmp_path / "all.csv", [first, "me"])
    done = batch(given, "-o", tmp_path / "results.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert 1 <= done.stderr.count("all.csv") <= 202


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_columns_that_are_no_questions_or_lack_are_all_named_before_anything_is_written(
    form: str, tmp_path: Path
) -> None:
    file = tmp_path / f"a.{form}"
    with duckdb.connect() as database:
        query = "SELECT 'me' AS rider, 'commute' AS goal, 'x' AS note"
        database.execute(f"COPY ({query}) TO '{file}' (FORMAT {form})")
    done = batch(file, "-o", tmp_path / "b.csv")
    assert done.returncode == 2
    for said in ('"goal" is no question', 'Did you mean "goals"?', '"note"', 'column "seller"'):
        assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("none.csv", "b.csv", "cannot be read"),
        ("a.txt", "b.csv", "says no form"),
        ("a.jsonl", "b.txt", "says no form"),
        ("a.jsonl", "nowhere/b.csv", "folder does not exist"),
        ("a.jsonl", "a.jsonl", "there already"),
        ("no.parquet", "b.csv", "The database stopped"),
    ],
)
def test_what_cannot_work_is_said_and_leaves_nothing(
    source: str, target: str, said: str, tmp_path: Path
) -> None:
    write(tmp_path / "a.jsonl", [SOUND])
    for name in ("a.txt", "no.parquet"):
        write(tmp_path / name, ["no such thing"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = batch(tmp_path / source, "-o", tmp_path / target)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_results_are_for_the_person_alone_and_replaced_only_when_asked(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [SOUND, {}])
    results = tmp_path / "b.jsonl"
    assert batch(file, "-o", results).returncode == 0
    for path in (results, results.with_suffix(".rejects.jsonl")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert batch(file, "-o", results).returncode == 2
    assert batch(file, "-o", results, "--force").returncode == 0
    assert len(list(tmp_path.iterdir())) == 3


def test_once_every_row_is_decided_no_rejects_of_an_earlier_run_stand_there(
    tmp_path: Path,
) -> None:
    file = write(tmp_path / "a.jsonl", [SOUND, {}])
    results = tmp_path / "b.jsonl"
    assert batch(file, "-o", results).returncode == 0
    write(file, [SOUND, SOUND])
    results.unlink()
    old = rejects(results)
    refused = batch(file, "-o", results)
    assert refused.returncode == 2
    assert "b.rejects.jsonl: this file is there already" in refused.stderr
    assert (rejects(results), results.exists()) == (old, False)
    done = batch(file, "-o", results, "--force")
    assert (done.returncode, "could not be decided" in done.stderr) == (0, False)
    assert len(rows_of(results)) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("results", ["b.rejects.jsonl", "b.csv"])
def test_the_file_that_is_read_is_never_written_or_removed(results: str, tmp_path: Path) -> None:
    file = write(tmp_path / "b.rejects.jsonl", [SOUND])
    before = file.read_bytes()
    refused = batch(file, "-o", tmp_path / results, "--force")
    assert refused.returncode == 2
    assert "the rows are read from this file" in refused.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(file.name, before)]


def test_a_request_to_end_leaves_no_answers_behind(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    write(file, [SOUND] * 100_000)
    words = [sys.executable, "-m", "buyguide", "batch", str(file), "-o", str(tmp_path / "b.csv")]
    child = subprocess.Popen(
        [*words, "--guide", str(FOLDER)], cwd=ROOT, stderr=subprocess.DEVNULL, env=os.environ
    )
    while not list(tmp_path.glob(".buyguide-*/*")) and child.poll() is None:
        pass
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=60) == 143
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_what_a_killed_run_left_is_gone_after_the_next_one(tmp_path: Path) -> None:
    file = write(tmp_path / "answers.jsonl", [SOUND] * 100_000)
    words = ["batch", str(file), "-o", str(tmp_path / "results.csv"), "--guide", str(FOLDER)]
    running = subprocess.Popen([sys.executable, "-m", "buyguide", *words], cwd=ROOT)
    while running.poll() is None and not list(tmp_path.glob(".buyguide-*/rows.duckdb")):
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert list(tmp_path.glob(".buyguide-*"))
    write(file, [SOUND])
    assert batch(file, "-o", tmp_path / "results.csv").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.jsonl", "results.csv"]


@pytest.mark.parametrize("name", ["a*.parquet", "a?.parquet", "[ab].parquet", "~.parquet"])
def test_a_name_with_signs_that_stand_for_others_is_that_file_alone(
    name: str, tmp_path: Path
) -> None:
    for file, rider in ((tmp_path / "ab.parquet", "nobody"), (tmp_path / name, "me")):
        row = {**SOUND, "rider": rider}
        write(tmp_path / "one.jsonl", [row])
        with duckdb.connect() as database:
            made = "SELECT * FROM read_json($from)"
            database.execute(
                f"COPY ({made}) TO $to (FORMAT parquet)",
                {"from": str(tmp_path / "one.jsonl"), "to": str(file)},
            )
    done = batch(tmp_path / name, "-o", tmp_path / "results.csv")
    assert done.returncode == 0, done.stderr
    assert len(rows_of(tmp_path / "results.csv")) == 1
    assert not (tmp_path / "results.rejects.jsonl").exists()


def test_the_query_and_its_names_are_printed_for_a_database_elsewhere(tmp_path: Path) -> None:
    persons = people(guide(), 200, seed=5)
    answers, names = tmp_path / "a.csv", tmp_path / "names.csv"
    write_table(guide(), persons, answers)
    done = run("rules", "sql", FOLDER, "--names", answers, "-o", names)
    assert done.returncode == 0, done.stderr
    query = run("rules", "sql", FOLDER, "--dialect", "duckdb").stdout
    with duckdb.connect() as database:
        read = f"SELECT * REPLACE (budget::DOUBLE AS budget, price::DOUBLE AS price, return_days::DOUBLE AS return_days) FROM read_csv('{answers}', all_varchar = true)"  # noqa: E501
        database.execute(f"CREATE TABLE answers AS {read}")
        database.execute(f"CREATE TABLE names AS FROM read_csv('{names}', all_varchar = true)")
        found = sorted(database.execute(query).fetchall(), key=lambda row: int(row[0]))
    for person, row in zip(persons, found, strict=True):
        verdict, lifted, rules, problem = decided(guide(), person)
        assert row[1:4] == (verdict, lifted, rules), row
        assert (row[4] is not None) == problem


@pytest.mark.parametrize("module", ["duckdb", "sqlglot"])
def test_without_its_libraries_the_command_says_what_to_install(
    module: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "a.jsonl", [SOUND])
    start = f"import sys; sys.modules[{module!r}] = None; from buyguide.cli import main; "
    words = ["batch", str(file), "-o", str(tmp_path / "b.csv"), "--guide", str(FOLDER)]
    done = subprocess.run(
        [sys.executable, "-c", f"{start}sys.exit(main({words!r}))"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    library = module.partition(".")[0]
    assert f"python3 -m pip --python .venv install {library}\n" in done.stderr


def test_a_table_of_many_lines_is_read_by_its_lines(tmp_path: Path) -> None:
    header = ["id", *guide().question_by_id]
    rows = table(guide(), people(guide(), 50, seed=6))
    file = tmp_path / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        for row in rows:
            writer.writerow([f"{row[0]}\nsecond line", *row[1:]])
    batch(file, "-o", tmp_path / "b.csv")
    seen = [row[0] for row in rows_of(tmp_path / "b.csv")]
    seen += [one["line"] for one in rejects(tmp_path / "b.csv")]
    assert sorted(seen) == list(range(2, 102, 2))
