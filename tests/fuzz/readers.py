"""The readers that take bytes from strangers; each refuses them in words, or what it read holds.

A reader here takes bytes, and raises nothing but what is a fault of the program.
"""

from __future__ import annotations

import atexit
import io
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.amounts import AmountRefused, read_amount, show_amount
from buyguide.answers import lacking
from buyguide.answers_file import read_answers, read_candidate
from buyguide.editor.cases import read_cases, run_case
from buyguide.editor.hazard_log import HAZARDS_FILE, IDS, SEVERITIES, WORDS, read_hazards
from buyguide.editor.record import RECORD, read_record
from buyguide.errors import InputError, TooManyProblems
from buyguide.guide.assembling import assemble
from buyguide.guide.catalogue_files import CatalogueFiles, read_catalogue
from buyguide.guide.gathering import gather
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.guide.written import LISTS
from buyguide.lookup import as_data, as_lines
from buyguide.many.rows import Rejected, csv_rows, json_rows
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
        read = read_answers(str(file), guide)
    except InputError as error:
        _in_words(error.problems)
        return
    lacking(guide, read.values)
    text = answers_text(guide, read.values, None, read.candidates)
    file.write_text(text, encoding="utf-8")
    again = read_answers(str(file), guide)
    assert (again.values, again.candidates) == (read.values, read.candidates)


def read_candidate_file(data: bytes) -> None:
    """Bytes as a file that describes one candidate: its answers are about it alone."""
    file = _folder() / "one.yaml"
    file.write_bytes(data)
    try:
        found = read_candidate(str(file), _guide())
    except InputError as error:
        _in_words(error.problems)
        return
    assert all(_guide().question_by_id[id].candidate for id in found)


def read_case(data: bytes) -> None:
    """Bytes as a case of the guide's: a person, or problems."""
    folder = _folder() / "cases"
    folder.mkdir(exist_ok=True)
    (folder / "one.yaml").write_bytes(data)
    cases, problems = read_cases(folder.parent, _guide())
    _in_words(problems)
    for case in cases:
        _in_words(run_case(case, _guide()))


def read_page(data: bytes) -> None:
    """Bytes as a page beside the rules: an odd first byte makes them a hazard log."""
    is_log = bool(data) and data[0] % 2 == 1
    file = _folder() / (HAZARDS_FILE if is_log else RECORD)
    file.write_bytes(data[1:])
    try:
        if is_log:
            log = read_hazards(file.parent)
            _in_words(log.problems if log else ())
        else:
            read_record(file.parent)
    except InputError as error:
        _in_words(error.problems)
    finally:
        file.unlink()


def read_rows(data: bytes) -> None:
    """Bytes as people, a row each: JSON lines, or with an odd first byte a table as CSV.

    Every line is a row, or is rejected with a reason; none stands twice.
    """
    guide, handle = _guide(), io.BytesIO(data[1:])
    try:
        if data and data[0] % 2 == 1:
            found = list(csv_rows(handle, guide, "all.csv", whole=False))
        else:
            found = list(json_rows(handle, guide))
    except InputError as error:
        _in_words(error.problems)
        return
    numbers = [one.line for one in found]
    assert numbers == sorted(set(numbers))
    for one in found:
        if isinstance(one, Rejected):
            assert all(one.problems)
            one.text.encode()
        else:
            assert len(one.cells) == len(guide.questions)


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
    """Bytes as a name somebody types, or several: entries, or unknown, and never an error."""
    catalogue = _catalogue()
    typed = data.decode("utf-8", "surrogateescape")
    each = catalogue.look_up_each(typed)
    for match in (catalogue.look_up(typed), *each):
        assert match.status != "listed" or match.entries
        assert "unknown" in match.tags or match.status in {"listed", "other"}
        as_data(match)
        assert all(clean(line) == line for line in as_lines(catalogue, match))
    assert {e.name for match in each for e in match.listed}.issuperset(
        entry.name for entry in catalogue.look_up(typed).listed
    )


READERS: Mapping[str, Callable[[bytes], None]] = {
    "yaml": read_yaml,
    "answers": read_answers_file,
    "csv": read_csv,
    "amounts": read_amounts,
    "names": read_name,
    "candidates": read_candidate_file,
    "cases": read_case,
    "pages": read_page,
    "rows": read_rows,
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
    if reader in {"answers", "candidates", "cases", "rows"}:
        keys = ["guide: ", "answers:", "version", "candidates:", "result:", "given:", "expect:"]
        return tuple(dict.fromkeys([*keys, "like: ", "verdict", "says", guide.id, *ids]))
    if reader == "pages":
        labels = (f"- **{label}**: " for label in (*WORDS, *IDS))
        return ("### H01: ", *labels, *SEVERITIES, "rules/", "questions/", " 0123abcd", ".abcdef")
    return (*(f"{name}:" for name in LISTS),
            "rules", "questions", "situations", "when", "any", "all", "none_of", "all_of", "only",
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
