from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from buyguide.editor.schema import schemas, write_schemas
from buyguide.editor.starting import NEW_GUIDE, copy_guide
from buyguide.errors import InputError
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.guide.text_checks import read_text
from buyguide.guide.yaml_text import read_document
from tests.bicycle import FOLDER, copy_to, edit, problems_in
from tests.editor.language_server import language_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.editor.language_server import Server

SERVER = "yaml-language-server@1.25.0"  # runs on Node 20
LINE = "# yaml-language-server: $schema="
SHIPPED = find_guide("red_light_mask").absolute()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", SERVER]
    if subprocess.run(command, capture_output=True, timeout=300, check=False).returncode:
        pytest.skip(f"npm could not install {SERVER}")
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guides") / "copy"
    copy_guide(SHIPPED, folder)
    return folder


@pytest.fixture(scope="module")
def server(program: Path, folder: Path) -> Iterator[Server]:
    with language_server(program, folder) as found:
        yield found


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines) if words in line)


def test_every_shipped_file_names_its_schema() -> None:
    for path in (*SHIPPED.glob("*.yaml"), *SHIPPED.glob("cases/*.yaml")):
        name = {"guide.yaml": "guide"}.get(path.name, "lists")
        wanted = "../schema/case.json" if path.parent.name == "cases" else f"schema/{name}.json"
        assert path.read_text(encoding="utf-8").split("\n")[0] == LINE + wanted, path.name


def as_an_editor_reads(data: object) -> object:
    """Return a file's data as a program does that tells true and false from text."""
    if isinstance(data, dict):
        return {key: as_an_editor_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(part) for part in data]
    return {"true": True, "false": False}.get(str(data), data)


def faults(path: Path, validators: Mapping[str, Draft202012Validator]) -> list[str]:
    name = "case" if path.parent.name == "cases" else "lists"
    validator = validators["guide" if path.name == "guide.yaml" else name]
    data = as_an_editor_reads(read_document(read_text(path, path.name)).data)
    return [
        f"{path.name}: {fault.json_path}: {fault.message}" for fault in validator.iter_errors(data)
    ]


@pytest.mark.parametrize("guide", [SHIPPED, FOLDER, NEW_GUIDE])
def test_no_file_of_a_sound_guide_goes_against_its_schema(guide: Path) -> None:
    found = schemas(read_guide(guide))
    validators = {name: Draft202012Validator(schema) for name, schema in found.items()}
    paths = [*guide.glob("*.yaml"), *guide.glob("cases/*.yaml")]
    assert [fault for path in paths for fault in faults(path, validators)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("parts_worn: brakes", "parts_worn: {brakes: true}"),
        ("models: {tagged: have_it_checked}", "models: {tagged_so: have_it_checked}"),
        ("models: {tagged: have_it_checked}", "frame_number: {tagged: have_it_checked}"),
        ("rider: child", "rider: {all_of: [child]}"),
        ("return_days: {at_least: 7, below: 1000}", "return_days: 7"),
    ],
)
def test_a_test_that_a_question_does_not_allow_goes_against_the_schema(
    tmp_path: Path, old: str, new: str
) -> None:
    lists = Draft202012Validator(schemas(read_guide(FOLDER))["lists"])
    folder = copy_to(tmp_path)
    edit(folder / "rules.yaml", old, new)
    assert faults(folder / "rules.yaml", {"lists": lists})
    assert problems_in(folder), "and the check says so"


def test_the_language_server_finds_nothing_wrong_in_any_shipped_file(
    server: Server, folder: Path
) -> None:
    some_cases = sorted(SHIPPED.glob("cases/*.yaml"))[:5]
    for path in (*SHIPPED.glob("*.yaml"), *some_cases):
        assert server.open(folder / path.relative_to(SHIPPED)) == [], path.name


def test_the_language_server_marks_each_mistake_on_its_line(server: Server, folder: Path) -> None:
    path = folder / "bad.yaml"
    path.write_text(
        f"""\
{LINE}schema/lists.json
rules:
  - id: a_rule
    when:
      budget: {{bellow: 100}}
    kind: warning
    severity: care
    titel: A title
    title: A title
    say: Some words.
    because: [guide]
rulez: []
""",
        encoding="utf-8",
    )
    lines = {found["range"]["start"]["line"] for found in server.open(path)}
    assert lines == {
        line_of(path, words) for words in ("bellow", "kind: warning", "titel", "rulez")
    }


def test_the_language_server_offers_the_options_of_the_question(
    server: Server, folder: Path
) -> None:
    path = folder / "half.yaml"
    text = "situations:\n  - id: some\n    say: some\n    when:\n      age: \n"
    path.write_text(f"{LINE}schema/lists.json\n{text}", encoding="utf-8")
    server.open(path)
    offered = server.at("textDocument/completion", path, 5, 11)
    labels = {item["label"] for item in offered["items"]}
    assert {"under_18", "18_to_26", "27_or_over"} <= labels


def test_the_language_server_says_what_a_key_means(server: Server, folder: Path) -> None:
    path = folder / "cautions.yaml"
    server.open(path)
    said = server.at("textDocument/hover", path, line_of(path, "    because:"), 6)
    assert "What the advice rests on" in json.dumps(said)


def keys_of(schema: object) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and schema.get("title"):
            yield from schema["properties"].items()
        for part in schema.values():
            yield from keys_of(part)


def test_every_key_of_every_file_is_explained() -> None:
    guide = read_guide(SHIPPED)
    found = [pair for schema in schemas(guide).values() for pair in keys_of(schema)]
    bare = {key for key, part in found if "description" not in part}
    assert len(found) > 80
    assert bare - guide.question_by_id.keys() == set()


def test_the_schemas_are_written_beside_the_guide(tmp_path: Path) -> None:
    written = write_schemas(read_guide(SHIPPED), tmp_path)
    assert sorted(path.name for path in written) == ["case.json", "guide.json", "lists.json"]
    for path in written:
        assert path.parent == tmp_path / "schema"
        json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("link", ["schema", "schema/case.json"])
def test_nothing_is_written_through_a_link_in_the_guides_folder(tmp_path: Path, link: str) -> None:
    folder, elsewhere = tmp_path / "guide", tmp_path / "elsewhere"
    elsewhere.mkdir()
    victim = elsewhere / "case.json"
    victim.write_text("mine", encoding="utf-8")
    (folder / link).parent.mkdir(parents=True)
    (folder / link).symlink_to(victim if link.endswith(".json") else elsewhere)
    with pytest.raises(InputError, match="this is a link"):
        write_schemas(read_guide(SHIPPED), folder)
    assert victim.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in elsewhere.iterdir()] == ["case.json"]


def test_a_file_in_the_place_of_the_schema_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "schema").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="this folder cannot be made: File exists"):
        write_schemas(read_guide(SHIPPED), tmp_path)


def test_schemas_that_are_there_already_are_written_anew(tmp_path: Path) -> None:
    written = write_schemas(read_guide(SHIPPED), tmp_path)
    before = {path: path.read_text(encoding="utf-8") for path in written}
    for path in written:
        path.write_text("old", encoding="utf-8")
    write_schemas(read_guide(SHIPPED), tmp_path)
    assert {path: path.read_text(encoding="utf-8") for path in written} == before
