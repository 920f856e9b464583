"""Gathers a guide's folder: every file read once, and what was written in it as checked models."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from buyguide.errors import InputError, Problem, Problems
from buyguide.guide.density import refuse_too_dense
from buyguide.guide.model import Place
from buyguide.guide.model_errors import validate
from buyguide.guide.places import GUIDE_FILE
from buyguide.guide.text_checks import LARGEST_FILE, as_text, read_inside
from buyguide.guide.written import LISTS, WrittenGuide
from buyguide.guide.written_map import Written
from buyguide.guide.yaml_text import read_document
from buyguide.nearest_word import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from buyguide.guide.yaml_text import Document, Path

MOST_FILES = 200
MOST_BYTES = 10_000_000  # of all files together, and again of all cases
_IDS = re.compile(rb"\bid: *[\"']?([A-Za-z0-9_-]+)")
Model_co = TypeVar("Model_co", bound=Written, covariant=True)


@dataclass(frozen=True, slots=True)
class Item(Generic[Model_co]):
    """A map an editor wrote, checked, with the place it stands at."""

    written: Model_co
    document: Document
    path: Path

    @property
    def place(self) -> Place:
        """Where the item's id stands."""
        return self.place_of("id")

    def place_of(self, *inner: str | int) -> Place:
        """Where something inside the item stands."""
        line, column, _ = self.document.spot((*self.path, *inner))
        return Place(self.document.text.name, line + 1, column + 1)

    def problem(self, key: str | int, what: str, remedy: str = "", *inner: str | int) -> Problem:
        """Make a problem at one of the item's keys, or at a place inside that key's value."""
        return self.document.problem((*self.path, key, *inner), what, remedy)


@dataclass(slots=True)
class Gathered:
    """All items of a guide by kind, every problem found so far, and the ids that have one.

    ``unread``: part of the guide is missing, and not even its ids are known. ``tables`` holds the
    tables as they were when the digest was made, by file name.
    """

    guide: Item[WrittenGuide] | None = None
    lists: dict[str, list[Item[Written]]] = field(default_factory=lambda: {n: [] for n in LISTS})
    problems: Problems = field(default_factory=Problems)
    tables: dict[str, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    unread: bool = False
    digest: str = ""


def gather(folder: FilePath) -> Gathered:
    """Read every file of the folder once; problems are gathered.

    Raises ``TooManyProblems`` when there are more than anybody reads.
    """
    gathered = Gathered()
    paths = list(_files(folder, gathered.problems))
    files = contents_of(folder, paths, gathered.problems)
    gathered.unread = len(files) < len(paths)
    gathered.digest = _digest(files)
    gathered.tables = {p.name: content for p, content in files.items() if p.suffix == ".csv"}
    rest = {path: content for path, content in files.items() if path.suffix != ".csv"}
    try:
        refuse_too_dense(rest)
    except InputError as error:
        gathered.problems.extend(error.problems)
        gathered.unread = True
        return gathered
    for path, content in rest.items():
        try:
            _take(gathered, read_document(as_text(content, str(path))), path.name)
        except InputError as error:
            gathered.problems.extend(error.problems)
            ids = {id.decode() for id in _IDS.findall(content)}
            gathered.broken |= ids
            gathered.unread |= not ids
    return gathered


def contents_of(
    folder: FilePath, paths: Iterable[FilePath], problems: list[Problem]
) -> dict[FilePath, bytes]:
    """Return what stands in each of a folder's files that can be read."""
    contents = {}
    for path in paths:
        try:
            contents[path] = read_inside(folder, path)
        except InputError as error:
            problems.extend(error.problems)
    return contents


def _digest(contents: Mapping[FilePath, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in contents.items():
        digest.update(f"{path.name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"


def _files(folder: FilePath, problems: list[Problem]) -> Iterator[FilePath]:
    """Yield the folder's data files by name; none when they are more than a guide can need."""
    paths = some_files(folder, (".yaml", ".yml", ".csv"), MOST_FILES)
    too_much = ""
    if len(paths) > MOST_FILES:
        too_much = f"it holds more than {MOST_FILES} files."
    elif too_large(paths):
        too_much = f"its files hold more than {MOST_BYTES // 1_000_000} MB together."
    if too_much:
        problems.append(
            Problem(str(folder), 0, 0, too_much, "Keep a guide smaller.").named("BG113")
        )
        paths = []
    for path in paths:
        if path.suffix in {".yaml", ".csv"}:
            yield path
        else:
            problems.append(not_read(path))


def not_read(path: FilePath) -> Problem:
    """Return the problem of a file whose name ends otherwise than those that are read."""
    ending = ".csv" if path.suffix.lower() == ".csv" else ".yaml"
    what, remedy = "this file is not read.", f"Name it {ending}."
    return Problem(str(path), 0, 0, what, remedy).named("BG113")


def some_files(folder: FilePath, endings: tuple[str, ...], most: int) -> list[FilePath]:
    """Return a folder's files with one of the endings, by name; one more than ``most`` at most.

    Those whose endings have capitals are among them, so that no file is passed over in silence.
    """
    with os.scandir(folder) as found:
        named = (one.name for one in found if one.name.lower().endswith(endings))
        shown = (name for name in named if name not in endings)
        return sorted(folder / name for name in islice(shown, most + 1))


def too_large(paths: Iterable[FilePath]) -> bool:
    """Say whether files hold more together than a guide can need."""
    return sum(map(_counted, paths)) > MOST_BYTES


def _counted(path: FilePath) -> int:
    """Return a file's size in bytes, as far as it would be read."""
    try:
        return min(path.stat().st_size, LARGEST_FILE)
    except (OSError, ValueError):  # whoever opens it says why it cannot be read
        return 0


def _take(gathered: Gathered, document: Document, name: str) -> None:
    """Check one file's content and put its items where they belong."""
    data, problems = document.data, gathered.problems
    if name == GUIDE_FILE:
        if guide := validate(WrittenGuide, document, (), problems):
            gathered.guide = Item(guide, document, ())
        return
    if not isinstance(data, dict):
        what = "a list name such as rules: is expected first."
        raise InputError(
            [document.problem((), what, f"Known here: {', '.join(LISTS)}.").named("BG205")]
        )
    for key, items in data.items():
        if key not in LISTS:
            remedy = did_you_mean(key, LISTS) or f"Known here: {', '.join(LISTS)}."
            what = f'"{key}" is not a list that a guide has.'
            problems.append(document.problem((key,), what, remedy, key=True).named("BG201"))
            gathered.broken.update(map(_id_of, items if isinstance(items, list) else ()))
        elif not isinstance(items, list):
            what = f'"{key}" should be a list.'
            problems.append(
                document.problem((key,), what, 'Begin each item with "- ".', key=True).named(
                    "BG205"
                )
            )
            gathered.unread = True
        else:
            for number in range(len(items)):
                written = validate(LISTS[key], document, (key, number), problems)
                if written:
                    gathered.lists[key].append(Item(written, document, (key, number)))
                else:
                    gathered.broken.add(_id_of(items[number]))


def _id_of(data: object) -> str:
    """Return the id of a map that could not be read, so that uses of it raise no second alarm."""
    return str(data.get("id", "")) if isinstance(data, dict) else ""
