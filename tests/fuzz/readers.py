"""The readers that take bytes from strangers; each refuses them in words, or what it read holds.

A reader here takes bytes, and raises nothing but what is a fault of the program.
"""

from __future__ import annotations

import atexit
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.amounts import AmountRefused, read_amount, show_amount
from buyguide.answers import lacking
from buyguide.answers_file import read_answers
from buyguide.errors import InputError, TooManyProblems
from buyguide.guide.assembling import assemble
from buyguide.guide.catalogue_files import CatalogueFiles, read_catalogue
from buyguide.guide.gathering import gather
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.lookup import as_data, as_lines
from buyguide.plain_text import clean
from buyguide.problem_text import problem_lines
from buyguide.saving import answers_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from buyguide.errors import Problem
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.model import Guide

YAML_FILES = ("rules.yaml", "questions.yaml", "guide.yaml", "situations.yaml", "sources.yaml")
MOST_SHOWN = 5  # of an input's problems: putting them all in words would be most of the time
UNITS = ("USD", "EUR", "GBP", "days", None)
TABLE = CatalogueFiles(
    id="names",
    entries="names.csv",
    name="name",
    also=("also_known_as",),
    tags=("tags",),
    allowed_tags=("stop", "ask"),
    combinations="names.csv",
    sources="names.csv",
)


def read_yaml(data: bytes) -> None:
    """Bytes as a file of rules: the first byte says which file of a guide they are."""
    name = YAML_FILES[data[0] % len(YAML_FILES)] if data else YAML_FILES[0]
    file = _folder() / name
    file.write_bytes(data[1:])
    try:
        gathered = gather(file.parent)
        assemble(gathered, file.parent)
        _in_words(gathered.problems)
    except TooManyProblems as found:
        _in_words(found.problems)
    finally:
        file.unlink()


def read_answers_file(data: bytes) -> None:
    """Bytes as an answers file: what is read can be written, and reads back the same."""
    file = _folder() / "my.yaml"
    guide = _guide()
    file.write_bytes(data)
    try:
        values = read_answers(str(file), guide).values
    except InputError as error:
        _in_words(error.problems)
        return
    lacking(guide, values)
    file.write_text(answers_text(guide, values, None), encoding="utf-8")
    assert read_answers(str(file), guide).values == values


def read_csv(data: bytes) -> None:
    """Bytes as a catalogue's table: every name that was read is found again."""
    catalogue, problems = read_catalogue(_folder(), TABLE, {TABLE.entries: data})
    _in_words(problems)
    for name in () if problems else catalogue.all_names[:3]:
        assert catalogue.look_up(name).status in {"listed", "ask", "near"}


def read_amounts(data: bytes) -> None:
    """Bytes as an amount: it lies within its bounds, and reads back as it is shown."""
    unit = UNITS[data[0] % len(UNITS)] if data else None
    text = data[1:].decode("utf-8", "surrogateescape")
    try:
        amount = read_amount(text, unit, 0, 10_000_000)
    except AmountRefused:
        return
    assert 0 <= amount <= 10_000_000
    assert read_amount(show_amount(amount, unit), unit, 0, 10_000_000) == amount


def read_name(data: bytes) -> None:
    """Bytes as a name somebody types: an entry, or unknown, and never an error."""
    catalogue = _catalogue()
    match = catalogue.look_up(data.decode("utf-8", "surrogateescape"))
    assert match.status != "listed" or match.entries
    assert "unknown" in match.tags or match.status in {"listed", "other"}
    as_data(match)
    assert all(clean(line) == line for line in as_lines(catalogue, match))


READERS: Mapping[str, Callable[[bytes], None]] = {
    "yaml": read_yaml,
    "answers": read_answers_file,
    "csv": read_csv,
    "amounts": read_amounts,
    "names": read_name,
}


def corpus(reader: str) -> tuple[bytes, ...]:
    """The inputs kept for a reader: few, which together lead everywhere that was reached."""
    file = Path(__file__).parent / "corpus" / f"{reader}.json"
    texts: list[str] = json.loads(file.read_text(encoding="utf-8"))
    return tuple(text.encode("latin-1") for text in texts)


@cache
def words(reader: str) -> tuple[str, ...]:
    """The words that mean something to a reader: what a blind search would not hit upon."""
    guide = _guide()
    if reader == "amounts":
        return ("usd", "us$", "dollars", "eur", "gbp", "pound", "days", "day", "1,000", ".99")
    if reader == "names":
        return tuple(dict.fromkeys(_catalogue().all_names))
    if reader == "csv":
        return ("name", "also_known_as", "tags", "entries", "id", "title", "stop", "ask", '""')
    ids = [question.id for question in guide.questions]
    ids += [option.id for question in guide.questions for option in question.options]
    if reader == "answers":
        return tuple(dict.fromkeys(["guide: ", "answers:", "version", guide.id, *ids]))
    return ("rules", "questions", "situations", "when", "any", "all", "none_of", "all_of", "only",
            "below", "above", "at_least", "tagged", "empty", "answered", "situation", "because",
            "for_each", "id", "kind", "choice", "choices", "amount", "lookup", "options",
            "label", "title", "say", "severity", "verdict", "{entry.name}", "whenever")  # fmt: skip


def _in_words(problems: Iterable[Problem]) -> None:
    """Every problem says what is wrong and where, in letters that do nothing to a screen."""
    found = list(problems)
    for problem in found:
        assert problem.what
        assert problem.file
        assert problem.line >= 0
    assert all(clean(line) == line for line in problem_lines(found[:MOST_SHOWN]))


@cache
def _folder() -> Path:
    """A folder in memory where there is one: the disk would be most of the time."""
    memory = Path("/dev/shm")  # noqa: S108  a place, not a name
    folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def _guide() -> Guide:
    return read_guide(find_guide(None))


@cache
def _catalogue() -> Catalogue:
    return next(iter(_guide().catalogues.values()))
