"""The arrows between the rooms of the program, and the bounds that keep each of them small."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.bicycle import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "buyguide"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]

# The rooms in the order of the stages, and the earlier rooms whose products each may use.
GROUND = {"amounts", "errors", "fault_text", "greeting", "loading", "meanwhile", "nearest_word"}
GROUND |= {"plain_text", "problem_text", "screen", "wrapping"}
FIRST = {"ground", "guide", "answers"}
STAGES = FIRST | {
    "answers_file",
    "answer_reading",
    "known_names",
    "lookup",
    "saving",
    "session",
    "reasoning",
    "interview",
}
STAGES |= {"advice", "report", "editor", "many"}
MAY_USE = {
    "ground": {"ground"},
    "guide": {"ground", "guide"},
    "answers": FIRST,
    "answer_reading": FIRST,
    "answers_file": FIRST | {"answer_reading"},
    "lookup": FIRST,
    "known_names": FIRST | {"lookup"},
    "preparing": FIRST | {"known_names"},
    "saving": FIRST,
    "reasoning": FIRST | {"reasoning"},
    "interview": FIRST | {"reasoning", "interview"},
    "advice": FIRST | {"reasoning", "advice"},
    "report": FIRST | {"advice", "report"},
    "editor": FIRST | {"answer_reading", "reasoning", "advice", "report", "saving", "editor"},
    "many": FIRST | {"answers_file", "answer_reading", "saving", "many"},
    "session": FIRST | {"saving", "interview"},
    "arguments": {"ground", "arguments"},
    "commands": STAGES | {"commands"},
    "cli": STAGES | {"commands", "arguments"},
    "__main__": {"ground", "cli"},
}
MAY_IMPORT = {
    "yaml": ["guide/yaml_text.py"],
    "pydantic": [
        "guide/model_errors.py",
        "guide/written.py",
        "guide/written_fields.py",
        "guide/written_map.py",
        "guide/written_sources.py",
    ],
    "pydantic_core": [],
    "questionary": ["interview/lines.py"],
    "prompt_toolkit": [
        "interview/dress.py",
        "interview/lines.py",
        "interview/prompts.py",
        "interview/running.py",
    ],
    "markdown_it": ["report/html.py"],
    "rich": ["many/progress.py", "report/terminal.py"],
    "sqlglot": ["many/expressions.py"],
    "duckdb": ["many/database.py"],
}
SUBJECT = re.compile(
    r"(?<!bit )(?<!bit-)(?<!bit_)(?<![A-Za-z])masks?(?![a-z])|red[ _-]light"
    r"|(?<![A-Za-z])LEDs?(?![A-Za-z])|FDA|medicines?|medications?|dermatolog|wrinkle|(?<![A-Za-z])acne|(?<![A-Za-z])skin|photosensiti",
)
DOORS = {  # where words leave for a person: each cleans or fits them, or is given clean ones
    "print": {"interview/plain.py", "greeting.py"},
    "input": {"session.py"},
    "Console": {"report/terminal.py", "many/progress.py"},
}
DEFAULT_GUIDE = 'DEFAULT_GUIDE = "red_light_mask"'  # the one place that names a guide
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def for_types_only(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def imports(node: ast.AST, *, late: bool) -> Iterator[str]:
    """Yield what is imported when the program runs; ``late``: inside functions too."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            assert inner.level == 0, "imports are written out from the top"
            names = [f"{inner.module}.{alias.name}" for alias in inner.names]
            yield from (name if module_path(name) else str(inner.module) for name in names)
        elif not for_types_only(inner) and (
            late or not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
        ):
            yield from imports(inner, late=late)


def module_path(name: str) -> Path | None:
    """Return the file of one of our own modules."""
    path = ROOT.joinpath(*name.split("."))
    found = [p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()]
    return found[0] if found and name.startswith("buyguide") else None


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    name = inside.parts[0] if len(inside.parts) > 1 else inside.stem
    return "ground" if name in GROUND or name == "__init__" else name


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_room_uses_only_the_rooms_before_it(path: Path) -> None:
    for name in imports(tree(path), late=True):
        used = module_path(name)
        if used is not None:
            assert room(used) in MAY_USE[room(path)], f"{path.name} uses {name}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_library_is_imported_behind_its_own_door_only(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    for name in imports(tree(path), late=True):
        doors = MAY_IMPORT.get(name.split(".")[0])
        assert doors is None or inside in doors, f"{inside} imports {name}"


def test_every_module_that_may_import_a_library_does() -> None:
    for library, doors in MAY_IMPORT.items():
        for door in doors:
            used = {name.split(".")[0] for name in imports(tree(PACKAGE / door), late=True)}
            assert library in used, f"{door} does not import {library}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_words_reach_a_person_through_the_doors_only(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            doors = DOORS.get(node.func.id)
            assert doors is None or inside in doors, f"{inside} calls {node.func.id}"
        if isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"}:
            used = ast.unparse(node)
            assert f"{used}.write" not in path.read_text(encoding="utf-8"), inside


def test_no_modules_import_each_other_in_a_circle() -> None:
    uses = {
        path: {found for name in imports(tree(path), late=False) if (found := module_path(name))}
        for path in MODULES
    }
    done: set[Path] = set()

    def visit(path: Path, way: tuple[Path, ...]) -> None:
        circle = " -> ".join(step.name for step in (*way, path))
        assert path not in way, f"these import each other: {circle}"
        if path not in done:
            for used in uses[path] - {path}:
                visit(used, (*way, path))
            done.add(path)

    for path in MODULES:
        visit(path, ())


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_word_about_a_subject_stands_in_the_program(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if path.name != "shipped.py" or line != DEFAULT_GUIDE:
            assert SUBJECT.search(line) is None, f"{path.name}:{number}: {line}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_says_its_job_and_stays_small(path: Path) -> None:
    module = tree(path)
    about = ast.get_docstring(module)
    assert about, "a module opens with a docstring"
    assert about.split("\n\n")[0].rstrip().endswith((".", ":")), "its first part is a sentence"
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_MODULE, f"it has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_function_stays_small(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize(
    "word", ["a face mask", "masks", "red-light", "an LED", "FDA", "skin_type"]
)
def test_the_search_for_subject_words_finds_them(word: str) -> None:
    assert SUBJECT.search(word)


@pytest.mark.parametrize("word", ["a bit mask", "bit_masks", "masked", "filed", "Asking", "asking"])
def test_the_search_for_subject_words_leaves_others_alone(word: str) -> None:
    assert not SUBJECT.search(word)
