"""A guide's folder from a stranger: nothing outside it is opened, and it costs a bounded time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buyguide.answers_file import read_answers
from buyguide.editor.cases import MOST_CASES, read_cases
from buyguide.editor.checking import check
from buyguide.editor.revisions import version_folder
from buyguide.editor.starting import copy_guide
from buyguide.errors import MOST_PROBLEMS, InputError
from buyguide.guide.gathering import MOST_FILES, some_files
from buyguide.guide.reading import read_guide
from buyguide.guide.written import MOST_EXPECTED
from tests.bicycle import copy_to, guide, problems_in, run
from tests.traced import needs_strace, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CANARY = "SECRETWORD"
CASE = "given: {}\nexpect: {verdict: buy}\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder outside the guide, with a file of each kind that a guide reads."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("stolen.yaml", "stolen.csv", "stolen.md", "stolen.txt"):
        (folder / name).write_text(f"{CANARY}\n", encoding="utf-8")
    return folder


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "rules": lambda folder, out: (folder / "more.yaml").symlink_to(out / "stolen.yaml"),
    "a table": lambda folder, out: _instead(folder / "recalls.csv", out / "stolen.csv"),
    "a case": lambda folder, out: (folder / "cases" / "x.yaml").symlink_to(out / "stolen.yaml"),
    "the cases": lambda folder, out: _instead(folder / "cases", out),
    "the guide file": lambda folder, out: _instead(folder / "guide.yaml", out / "stolen.yaml"),
    "the hazard log": lambda folder, out: _instead(folder / "HAZARDS.md", out / "stolen.md"),
    "the record of review": lambda folder, out: _instead(
        folder / "reviewed.txt", out / "stolen.txt"
    ),
    "a link to a link": lambda folder, out: _twice(folder, out / "stolen.yaml"),
}


def _instead(place: Path, target: Path) -> None:
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    place.symlink_to(target)


def _twice(folder: Path, target: Path) -> None:
    (folder / "step").symlink_to(target)
    (folder / "more.yaml").symlink_to(folder / "step")


@needs_strace
@pytest.mark.parametrize("place", LINKS)
def test_a_link_out_of_the_folder_is_named_and_never_opened(
    place: str, tmp_path: Path, outside: Path
) -> None:
    folder = copy_to(tmp_path)
    LINKS[place](folder, outside)
    words = ["-m", "buyguide", "rules", "check", str(folder)]
    done, calls = traced(words, "open,openat,execve,socket", cwd=tmp_path)
    assert done.returncode == (0 if place == "the record of review" else 1)  # that is a note
    assert "outside the guide's folder" in done.stdout
    assert CANARY not in done.stdout + done.stderr
    assert calls
    assert not [call for call in calls if "stolen" in call.given and call.name != "execve"]
    assert [call.name for call in calls if call.name in {"execve", "socket"}] == ["execve"]


def test_a_guide_is_not_copied_with_what_its_links_lead_to(tmp_path: Path, outside: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "cases" / "x.yaml").symlink_to(outside / "stolen.yaml")
    with pytest.raises(InputError, match="outside the guide's folder"):
        copy_guide(folder, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("name", ["HAZARDS.md", "reviewed.txt"])
@pytest.mark.parametrize("target", ["/proc/self/mem", "gone", "CIRCLE", "/root/x/y"])
def test_a_page_beside_the_rules_that_leads_nowhere_is_a_finding(
    name: str, target: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    _instead(folder / name, Path(name if target == "CIRCLE" else target))
    named = [problem.what for problem in check(folder).problems if name in problem.file]
    assert len(named) == 1
    assert "link" in named[0]


@pytest.mark.parametrize("kind", ["pipe", "device", "nowhere", "circle", "folder"])
def test_a_case_that_is_no_file_is_named_at_once(kind: str, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    place = folder / "cases" / "x.yaml"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to({"device": "/dev/zero", "nowhere": "gone", "circle": "x.yaml"}[kind])
    _, problems = read_cases(folder, guide())
    assert [problem.file for problem in problems] == [str(place)]


@pytest.fixture
def swapped() -> Iterator[Callable[[Callable[[int], None]], None]]:
    """Return what calls a change again and again, with 0 and 1 in turn, until the test is over."""
    over = threading.Event()
    threads: list[threading.Thread] = []

    def start(change: Callable[[int], None]) -> None:
        def forever() -> None:
            turn = 0
            while not over.is_set():
                turn = 1 - turn
                change(turn)

        threads.append(threading.Thread(target=forever))
        threads[-1].start()

    yield start
    over.set()
    for thread in threads:
        thread.join()


def test_a_link_that_turns_outwards_meanwhile_leads_nowhere(
    tmp_path: Path, outside: Path, swapped: Callable[..., None]
) -> None:
    folder = copy_to(tmp_path)
    inside, link, new = folder / "kept.txt", folder / "figures.yaml", folder / "new"
    link.rename(inside)

    def turn(number: int) -> None:
        new.symlink_to((inside, outside / "stolen.yaml")[number])
        new.replace(link)

    turn(0)
    swapped(turn)
    for _ in range(80):
        assert not [p for p in problems_in(folder) if CANARY in p.excerpt + p.what]


def test_a_table_changed_meanwhile_is_the_one_that_the_digest_names(
    tmp_path: Path, swapped: Callable[..., None]
) -> None:
    folder = copy_to(tmp_path)
    table, new = folder / "recalls.csv", folder / "new"
    texts = [table.read_text(), table.read_text() + "Plover,,do_not_ride,fork,S-REC\n"]
    digests = {}
    for number in (0, 1):
        table.write_text(texts[number])
        digests[read_guide(folder).digest] = number

    def turn(number: int) -> None:
        new.write_text(texts[number])
        new.replace(table)

    swapped(turn)
    for _ in range(80):
        read = read_guide(folder)
        listed = "Plover" in next(iter(read.catalogues.values())).entry_by_name
        assert digests[read.digest] == listed


def test_a_file_rewritten_in_place_meanwhile_is_read_or_refused(
    tmp_path: Path, swapped: Callable[..., None]
) -> None:
    folder = copy_to(tmp_path)
    file = folder / "rules.yaml"
    texts = (file.read_text(), "rules: [" + "a, " * 20_000)
    swapped(lambda number: file.write_text(texts[number]) and None)
    for _ in range(100):
        assert all(problem.what for problem in problems_in(folder))


def test_a_folder_of_too_many_or_too_large_files_is_refused_unread(tmp_path: Path) -> None:
    for size, number in ((0, MOST_FILES), (1_900_000, 6)):
        folder = copy_to(tmp_path / str(size))
        for count in range(number):
            (folder / f"more{count}.yaml").write_bytes(b"#" * size)
        (problem, *others) = problems_in(folder)
        assert "it" in problem.what
        assert "more than" in problem.what
        assert not others


@pytest.mark.parametrize("name", ["MORE.YAML", "more.Yml", "more.CSV", "cases/x.YAML"])
def test_a_file_whose_ending_has_capitals_is_not_passed_over_in_silence(
    name: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    (folder / name).write_text("rules: []\n")
    errors = [problem for problem in check(folder).problems if problem.severity == "error"]
    assert [(p.file, p.what) for p in errors] == [(str(folder / name), "this file is not read.")]


def test_of_a_folder_of_countless_files_only_so_many_are_listed(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.yaml").touch()
        (tmp_path / f"{number}.txt").touch()
    listed = some_files(tmp_path, (".yaml",), 20)
    assert len(listed) == 21
    assert listed == sorted(listed)
    assert {path.suffix for path in listed} == {".yaml"}


def test_a_folder_of_too_many_cases_is_one_problem(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for number in range(MOST_CASES):
        (folder / "cases" / f"c{number}.yaml").touch()
    cases, problems = read_cases(folder, guide())
    assert not cases
    assert [problem.id for problem in problems] == ["BG113"]


def test_cases_too_large_together_are_one_problem_unread(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    large = folder / "cases" / "large.yaml"
    large.write_text(CASE + "#" * 1_900_000)
    for number in range(6):
        (folder / "cases" / f"c{number}.yaml").hardlink_to(large)
    cases, problems = read_cases(folder, guide())
    assert not cases
    assert [problem.id for problem in problems] == ["BG113"]


def expecting(number: int) -> str:
    """Return a case that expects so many rules, none of which there is."""
    says = "no_such_rule, " * number
    return f"given: {{}}\nexpect: {{verdict: buy, says: [{says}]}}\n"


def test_cases_too_dense_together_are_one_problem_unread(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for number in range(10):
        (folder / "cases" / f"c{number}.yaml").write_text(expecting(20_000))
    cases, problems = read_cases(folder, guide())
    assert not cases
    assert [problem.id for problem in problems] == ["BG113"]


def test_a_case_names_so_many_rules_and_no_more(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    (folder / "cases" / "x.yaml").write_text(expecting(MOST_EXPECTED + 1))
    _, (problem,) = read_cases(folder, guide())
    assert "too many items" in problem.what


def test_of_countless_expectations_that_fail_only_so_many_are_told(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for number in range(3):
        (folder / "cases" / f"x{number}.yaml").write_text(expecting(500))
    errors = [problem for problem in check(folder).problems if problem.severity == "error"]
    assert len(errors) == MOST_PROBLEMS + 1
    assert any("nothing more was looked at" in problem.what for problem in errors)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "my.yaml", "--guide", ""),
        ("lookup", "a", "--guide="),
        ("rules", "check", ""),
        ("rules", "check", "--guide="),
    ],
)
def test_an_empty_name_of_a_guide_does_not_stand_for_the_one_that_ships(
    words: tuple[str, ...],
) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is empty" in done.stderr


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_file_whose_name_is_no_text_is_read_or_named(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    digest = read_guide(folder).digest
    name = os.fsdecode(b"\xff\xfe.yaml")
    (folder / name).write_text("rules: []\n")
    assert read_guide(folder).digest != digest
    (folder / name).write_text("rules: [\n")
    done = run("rules", "check", folder)
    assert done.returncode == 1
    assert "\\udcff\\udcfe.yaml:" in done.stdout


def test_cases_in_a_long_chain_are_named_and_cost_little(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    for number in range(500):
        (folder / "cases" / f"c{number}.yaml").write_text(
            f"like: c{number + 1}\nexpect: {{verdict: buy}}\n"
        )
    _, problems = read_cases(folder, guide())
    assert any("are each like the next" in problem.what for problem in problems)


MANY: dict[str, tuple[str, str]] = {
    "unknown keys": ("more.yaml", "questions:\n" + "  - {id: a, knd: b}\n" * 4_000),
    "unknown lists": ("more.yaml", "".join(f"rulez{n}: []\n" for n in range(20_000))),
    "items that are no maps": ("more.yaml", "rules: [" + "a, " * 20_000 + "]"),
    "unseen letters": ("more.yaml", "rules: []\n" + "#\u200b\n" * 300_000),
    "tabs": ("more.yaml", "rules: []\n" + "\t#\n" * 300_000),
    "keys twice": ("more.yaml", "rules: []\n" * 20_000),
    "aliases": ("more.yaml", "rules: [" + "*a, " * 20_000 + "]"),
    "files": ("cases", "x"),
    "hazards of one name": ("HAZARDS.md", "### H1: x\n" * 180_000),
    "names in a hazard": ("HAZARDS.md", "### H1: x\n- **Answers**: " + "`a` " * 400_000),
    "lines of a hazard": ("HAZARDS.md", "### H1: x\n- **Harm**: a\n" + "  b\n" * 400_000),
    "labels of a hazard": ("HAZARDS.md", "### H1: x\n" + "- **Harm**: a\n" * 100_000),
    "cells": ("recalls.csv", "," * 1_000_000),
    "columns": ("recalls.csv", ",".join(f"c{n}" for n in range(50_000))),
    "open quotes": ("recalls.csv", "model,also_known_as,action,part,sources\n" + '"a,' * 300_000),
    "short rows": ("recalls.csv", "model,also_known_as,action,part,sources\n" + "x\n" * 300_000),
    "rows": (
        "recalls.csv",
        "model,also_known_as,action,part,sources\n"
        + "".join(f"n{n},,do_not_ride,x,S-REC\n" for n in range(50_000)),
    ),
    "unknown tags": (
        "recalls.csv",
        "model,also_known_as,action,part,sources\n"
        + "".join(f"n{n},,do_not_rid,x,S-REC\n" for n in range(15_000)),
    ),
}


@pytest.mark.parametrize("kind", MANY)
def test_however_much_is_wrong_only_so_much_is_told(kind: str, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    name, content = MANY[kind]
    if kind == "files":
        for number in range(300):
            (folder / name / f"c{number}.yaml").write_text(content)
    else:
        (folder / name).write_text(content, encoding="utf-8")
    checked = check(folder)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    assert 0 < len(errors) <= MOST_PROBLEMS + 1
    if len(errors) > MOST_PROBLEMS:
        assert any("nothing more was looked at" in problem.what for problem in errors)


def test_a_version_kept_in_git_runs_no_command_of_its_repository(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    pwned = tmp_path / "pwned"
    (folder / ".gitattributes").write_text("*.yaml filter=evil\n")
    for words in (
        ["init", "--quiet"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "a"],
        ["config", "filter.evil.smudge", f"touch {pwned}; cat"],
        ["config", "filter.evil.process", f"touch {pwned}"],
        ["config", "core.fsmonitor", f"touch {pwned}; false"],
        ["config", "core.hooksPath", str(tmp_path)],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    subprocess.run(["git", "archive", "HEAD"], cwd=folder, check=False, capture_output=True)
    assert pwned.exists(), "the trap is none"
    pwned.unlink()
    with version_folder("HEAD", folder) as old:
        assert read_guide(old).digest == read_guide(folder).digest
    assert not pwned.exists()


@pytest.mark.parametrize("dense", ["{},", '{"a": 1},', "1,", '"",', "[],"])
def test_answers_of_countless_values_are_refused_before_they_are_read(
    dense: str, tmp_path: Path
) -> None:
    file = tmp_path / "my.json"
    file.write_text('{"guide": "bicycle", "answers": {"goals": [' + dense * 100_000 + "1]}}")
    with pytest.raises(InputError, match="more than 65,000 colons, commas and brackets"):
        read_answers(str(file), guide())


def test_answers_with_tens_of_thousands_of_keys_are_refused_in_some_problems(
    tmp_path: Path,
) -> None:
    file = tmp_path / "my.json"
    keys = ",".join(f'"\\u0061{number}":1' for number in range(30_000))
    file.write_text('{"guide": "bicycle", "answers": {' + keys + "}}")
    done = run("report", file, "--guide", "tests/guides/bicycle")
    assert done.returncode == 2
    assert "nothing more was looked at" in done.stderr
    assert len(done.stderr) < 100_000


def test_a_name_of_a_million_letters_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    text = f"guide: bicycle\nanswers:\n  models: [{'n' * 1_000_000}]\n"
    file.write_text(text)
    done = run("report", file, "--guide", "tests/guides/bicycle")
    assert done.returncode == 2
    assert "at most 500 letters" in done.stderr
    assert len(done.stderr) < 2_000


def test_a_key_of_a_json_file_is_found_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text('{"guide": "bicycle",\n "answers": {"frame_number": "a\\": b", \n  "ridr": 1}}')
    done = run("report", file, "--guide", "tests/guides/bicycle")
    assert f"{file}:3:3: " in done.stderr
    assert 'Did you mean "rider"?' in done.stderr
