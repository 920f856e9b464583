"""Slips of an editor's hand, of one character or one line, at random places of a guide's files."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.errors import InputError
from buyguide.guide.text_checks import Text
from buyguide.guide.yaml_text import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from random import Random

    from buyguide.errors import Problem

_KEY = re.compile(r"^ *(?:- )?(\w+):(?= |$)")
_ID = re.compile(r"(?<![\w-])[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)+(?![\w-])")
_ITEM = re.compile(r"^ {2,6}- id: \"?([\w-]+)")


@dataclass(frozen=True)
class Slip:
    """A file's lines before and after a slip; ``lines`` are where it can be seen, from 1."""

    sort: str
    file: str
    before: str
    after: str
    lines: tuple[int, ...]
    text: str

    def names(self) -> set[str]:
        """Return the ids and the key that the touched line held or holds."""
        found = {word for line in (self.before, self.after) for word in _ID.findall(line)}
        for line in (self.before, self.after):
            found |= {key[1] for key in [_KEY.match(line)] if key}
            found |= {item[1] for item in [_ITEM.match(line)] if item}
            if self.file.endswith(".csv") and line:
                found.add(line.split(",")[0])
        return found


def draw(random: Random, files: Mapping[str, str], sort: str) -> Slip:
    """Return a slip at a random place that changes what the files say."""
    fits, touch = SORTS[sort]
    places = [
        (file, number)
        for file, content in files.items()
        for number, line in enumerate(content.split("\n"))
        if line.strip() and not line.lstrip().startswith("#") and fits(file, line)
    ]
    while True:
        file, number = random.choice(places)
        lines = files[file].split("\n")
        before = lines[number]
        made = touch(random, before)
        text = "\n".join([*lines[:number], *made, *lines[number + 1 :]])
        if _meaning(file, text) != _meaning(file, files[file]):
            seen = (number, number + 1) if not made else range(number + 1, number + 1 + len(made))
            return Slip(sort, file, before, made[-1] if made else "", tuple(seen), text)


def _meaning(file: str, text: str) -> object:
    """Return what a file says; the text itself where it can no longer be read."""
    if file.endswith(".csv"):
        return list(csv.reader(text.split("\n")))
    try:
        return read_document(Text(file, text)).data
    except InputError:
        return text


def _is_yaml(file: str, line: str) -> bool:
    return file.endswith(".yaml") and bool(line)


def _has_key(file: str, line: str) -> bool:
    return file.endswith(".yaml") and _KEY.match(line) is not None


def _has_id(file: str, line: str) -> bool:
    return file.endswith(".csv") or bool(_ID.search(line) or _ITEM.match(line))


def _without_colon(_: Random, line: str) -> list[str]:
    return [line.replace(":", "", 1)]


def _indented(random: Random, line: str) -> list[str]:
    return [line[1:] if line.startswith(" ") and random.random() < 0.5 else f" {line}"]


def _misspelt(random: Random, line: str) -> list[str]:
    """Leave out a letter of an id, or write it twice, or exchange two."""
    spans = [found.span() for found in _ID.finditer(line)]
    spans += [found.span(1) for found in [_ITEM.match(line)] if found]
    start, end = random.choice(spans or [(0, max(1, len(line.split(",", maxsplit=1)[0])))])
    at = random.randrange(start, end)
    letters = [line[at] * 2, "", line[at + 1 : at + 2] + line[at]]
    made = random.choice(letters)
    return [line[:at] + made + line[at + (2 if len(made) == 2 and made != line[at] * 2 else 1) :]]


def _deleted(_: Random, line: str) -> list[str]:
    return [line][1:]


def _doubled(_: Random, line: str) -> list[str]:
    return [line, line.replace("- ", "  ", 1) if line.lstrip().startswith("- ") else line]


SORTS: Mapping[str, tuple[Callable[[str, str], bool], Callable[[Random, str], list[str]]]] = {
    "a dropped colon": (_has_key, _without_colon),
    "a wrong indent": (_is_yaml, _indented),
    "a misspelt id": (_has_id, _misspelt),
    "a deleted line": (lambda _, line: bool(line), _deleted),
    "a doubled key": (_has_key, _doubled),
}


def how_told(problem: Problem, slip: Slip, folder: Path) -> str | None:
    """Return how a finding leads to the slip: by its line, by naming it, or not at all."""
    place = str(folder / slip.file)
    if problem.file == place and problem.line in slip.lines:
        return "line"
    said = f"{problem.what} {problem.remedy}"
    named = {*re.findall(r'"([^"]+)"', said), *_ID.findall(said)}
    places = {f"{place}:{line}" for line in slip.lines}
    if named & slip.names() or places & set(re.findall(r"[^ ,]+:\d+(?=[.,])", said)):
        return "name"
    return None


def read_files(folder: Path) -> dict[str, str]:
    """Return the text of each of a guide's files by name."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(_paths(folder))
    }


def _paths(folder: Path) -> Iterator[Path]:
    for pattern in ("*.yaml", "*.csv", "cases/*.yaml"):
        yield from folder.glob(pattern)
