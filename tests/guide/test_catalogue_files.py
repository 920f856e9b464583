from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.catalogue_checks import template_problems
from buyguide.guide.catalogue_files import MOST_NAMES, CatalogueFiles, read_catalogue
from buyguide.guide.catalogues import Catalogue, Says
from buyguide.guide.csv_table import MOST_CELLS, as_table
from buyguide.guide.text_checks import Text

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

WORDS = {"tag": {"warm": "Warm.", "cold": "Cold."}}
SAYS = Says("{typed}", "{name}", "{names}", "", "", words=WORDS)
TEAS = CatalogueFiles(
    id="teas",
    entries="teas.csv",
    name="tea",
    also=("also",),
    tags=("tag",),
    allowed_tags=("warm", "cold"),
    combinations="mixes.csv",
    classes="kinds.csv",
    ambiguous="doubtful.csv",
    others="others.csv",
    sources="sources.csv",
    says=SAYS,
)
FILES = {
    "teas.csv": "tea,also,tag,sources\nrooibos,red bush;redtea,warm,S1\nassam,,cold,S1;S2\n",
    "mixes.csv": 'name,entries\n"one, two",rooibos;assam\n',
    "kinds.csv": "name,also_known_as,entries\nblack tea,blacks,assam\n",
    "doubtful.csv": "name,entries,meanings\nbenny,rooibos;assam,rooibos (US);assam (UK)\n",
    "others.csv": "name\ncocoa\n",
    "sources.csv": "id,title\nS1,First\nS2,Second\n",
}


def _read(folder: Path, **changed: str | bytes) -> tuple[Catalogue, list[Problem]]:
    for name, content in (FILES | {f"{k}.csv": v for k, v in changed.items()}).items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return read_catalogue(folder, TEAS)


def _only(folder: Path, **changed: str | bytes) -> Problem:
    _, problems = _read(folder, **changed)
    assert len(problems) == 1, problems
    return problems[0]


def test_sound_files_become_a_catalogue(tmp_path: Path) -> None:
    catalogue, problems = _read(tmp_path)
    assert problems == []
    assert [entry.name for entry in catalogue.look_up("one, two").entries] == ["rooibos", "assam"]
    assert catalogue.look_up("redtea").listed[0].columns["sources"] == "S1"
    assert catalogue.look_up("blacks").status == "ask"
    assert catalogue.look_up("cocoa").status == "other"
    assert catalogue.sources["S2"].title == "Second"


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    saved = b"\xef\xbb\xbf" + FILES["teas.csv"].replace("\n", "\r\n").encode()
    catalogue, problems = _read(tmp_path, teas=saved)
    assert problems == []
    assert catalogue.entries == _read(tmp_path)[0].entries


def test_a_list_without_entries_is_a_problem_since_it_silences_every_name(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, teas="tea,also,tag,sources\n,,,\n")
    assert problems[0].what == "the list holds no entries."
    assert problems[0].file == str(tmp_path / "teas.csv")


def test_a_cell_of_countless_names_is_one_problem(tmp_path: Path) -> None:
    names = ";".join(f"n{number}" for number in range(MOST_NAMES))
    problem = _only(tmp_path, teas=FILES["teas.csv"].replace("red bush", names))
    assert f"more than {MOST_NAMES:,} names" in problem.what


@pytest.mark.parametrize("letters", ["\u0430", "\u03bf"])
def test_an_alphabet_of_its_own_is_no_look_alike(tmp_path: Path, letters: str) -> None:
    teas = FILES["teas.csv"]
    assert _read(tmp_path, teas=teas.replace("red bush", f"{letters * 3}-tea"))[1] == []
    problem = _only(tmp_path, teas=teas.replace("red bush", f"te{letters}"))
    assert "another alphabet" in problem.what


def test_empty_rows_at_the_end_are_no_entries(tmp_path: Path) -> None:
    catalogue, problems = _read(tmp_path, teas=FILES["teas.csv"] + ",,,\n\n")
    assert problems == []
    assert len(catalogue.entries) == 2


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("sencha,red-bush,warm,S1", 8, '"red-bush" means two things'),
        ("Rooi-Bos,,warm,S1", 1, '"Rooi-Bos" means two things'),
        ("sencha,,hot,S1", 9, '"hot" is no tag'),
        ("sencha,,,S1", 9, "a tag is missing"),
        ("sencha,,warm,S9", 14, 'there is no source "S9"'),
        (",,warm,S1", 1, "a name is missing"),
        ("---,,warm,S1", 1, '"---" is no name'),
        ("sencha,,warm", 1, "this row has 3 cells"),
        ('sencha,"green" one,warm,S1', 8, "a double quote opens here"),
        ('sencha,"green,warm,S1', 8, "a double quote opens here"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_column(
    tmp_path: Path, row: str, column: int, words: str
) -> None:
    _, problems = _read(tmp_path, teas=FILES["teas.csv"] + row + "\n")
    problem = next(p for p in problems if words in p.what)
    assert (problem.line, problem.column) == (4, column)
    assert problem.excerpt == row
    assert problem.file == str(tmp_path / "teas.csv")
    assert problem.remedy


def test_a_wrong_name_in_a_side_table_offers_the_right_one(tmp_path: Path) -> None:
    problem = _only(tmp_path, mixes="name,entries\nduo,rooibos;asam\n")
    assert (problem.line, problem.column) == (2, 5)
    assert 'Did you mean "assam"?' in problem.remedy


@pytest.mark.parametrize("table", ["mixes", "kinds", "doubtful"])
def test_a_side_table_must_name_an_entry(tmp_path: Path, table: str) -> None:
    assert "no entry is named" in _only(tmp_path, **{table: "name,entries\nduo,\n"}).what


def test_a_name_may_mean_two_things_once_it_is_listed_as_ambiguous(tmp_path: Path) -> None:
    others = "name\ncocoa\nred bush\n"
    assert "means two things" in _only(tmp_path, others=others).what
    doubtful = FILES["doubtful.csv"] + "Red-Bush,rooibos,\n"
    catalogue, problems = _read(tmp_path, others=others, doubtful=doubtful)
    assert problems == []
    assert catalogue.look_up("red bush").status == "ask"


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    _, problems = _read(
        tmp_path,
        teas=FILES["teas.csv"] + "sencha,,hot,S1\nchai,,warm,S9\n",
        kinds="name,entries\nblack tea,asam\n",
        sources="id,title\nS1,First\nS1,Again\nS2,Second\n",
    )
    words = " ".join(p.what for p in problems)
    for expected in ('"hot" is no tag', '"S9"', '"asam"', 'the id "S1" stands twice'):
        assert expected in words


def test_a_missing_column_is_named_and_the_nearest_offered(tmp_path: Path) -> None:
    problem = _only(tmp_path, others="names\ncocoa\n")
    assert 'no column "name"' in problem.what
    assert 'Did you mean "names"?' in problem.remedy


def test_a_column_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    assert "stands twice" in _only(tmp_path, others="name,name\na,b\n").what


def test_cells_between_semicolons_are_recognised(tmp_path: Path) -> None:
    assert "between semicolons" in _only(tmp_path, others="name;note\ncocoa;x\n").what


def test_a_tag_that_means_something_already_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("tea,tag\nrooibos,unknown\nassam,Very Warm\n")
    files = CatalogueFiles(id="a", entries="a.csv", name="tea", tags=("tag",))
    _, problems = read_catalogue(tmp_path, files)
    assert ["cannot be a tag" in p.what for p in problems] == [True, True]


def test_a_value_without_words_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("tea,tag\nrooibos,hot\n")
    files = CatalogueFiles(id="a", entries="a.csv", name="tea", tags=("tag",), says=SAYS)
    _, problems = read_catalogue(tmp_path, files)
    assert ["no words for" in p.what for p in problems] == [True]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"name\nco\xffcoa\n", (2, 3)),
        (b"name\nco\x1bcoa\n", (2, 3)),
        ("name\ncocoa\u202e\n".encode(), (2, 6)),
        (b"name\ncocoa\tx\n", (2, 6)),
    ],
)
def test_bytes_and_letters_that_nobody_can_see_are_refused_where_they_stand(
    tmp_path: Path, content: bytes, place: tuple[int, int]
) -> None:
    problem = _only(tmp_path, others=content)
    assert (problem.line, problem.column) == place


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    _read(tmp_path)
    (tmp_path / "others.csv").unlink()
    _, problems = read_catalogue(tmp_path, TEAS)
    assert [p.file for p in problems] == [str(tmp_path / "others.csv")]


def test_a_file_above_the_size_limit_is_refused(tmp_path: Path) -> None:
    assert "larger than 2 MB" in _only(tmp_path, others=b"name\n" + b"x" * 2_000_001).what


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_only_a_file_of_the_folder_itself_is_read(tmp_path: Path, kind: str) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside.csv"
    folder.mkdir()
    outside.write_text("name\ncocoa\n")
    _read(folder)
    (folder / "others.csv").unlink()
    if kind == "link":
        (folder / "others.csv").symlink_to(outside)
    elif kind == "folder":
        (folder / "others.csv").mkdir()
    else:
        os.mkfifo(folder / "others.csv")
    catalogue, problems = read_catalogue(folder, TEAS)
    assert len(problems) == 1
    assert catalogue.others == ()


@pytest.mark.parametrize("name", ["../outside.csv", "in/teas.csv", "/etc/passwd", ".."])
def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.csv").write_text("tea\nrooibos\n")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "teas.csv").write_text("tea\nrooibos\n")
    catalogue, problems = read_catalogue(folder, CatalogueFiles(id="a", entries=name, name="tea"))
    assert catalogue.entries == ()
    assert len(problems) == 1


def test_a_placeholder_that_stands_for_nothing_is_found() -> None:
    says = Says("{typed} {tyqed}", "", "", "", "", each=("{tea}", "{tae}"))
    found = [(path, what) for path, what, _ in template_problems(says, ("tea", "tag"))]
    assert [path for path, _ in found] == [("listed",), ("each", 1)]


cells = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' ,"'), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
def test_what_a_spreadsheet_saves_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    problems: list[Problem] = []
    table = as_table(Text("t.csv", file.getvalue()), (), problems)
    expected = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    assert problems == []
    assert [tuple(row.cells.values()) for row in table.rows] == [r for r in expected if any(r)]


@pytest.mark.parametrize("columns", [1, 4])
def test_a_table_of_more_cells_than_a_list_may_have_is_refused_where_they_begin(
    columns: int,
) -> None:
    first = ",".join("abcd"[:columns])
    row = ",".join("x" * columns)
    room = MOST_CELLS // columns
    problems: list[Problem] = []
    full = as_table(Text("t.csv", "\n".join([first, *[row] * room])), (), problems)
    assert (len(full.rows), problems) == (room, [])
    assert not as_table(Text("t.csv", "\n".join([first, *[row] * (room + 1)])), (), problems).rows
    assert [(p.line, p.what) for p in problems] == [
        (room + 2, "the table has more than 50,000 cells.")
    ]
