"""A guide piece by piece, as it is read and signed off: each thing with an id, row or hazard.

Says what a piece holds and where it stands; knows nothing of what was read before.
"""

from __future__ import annotations

import csv
import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.editor.hazard_log import read_hazards
from buyguide.errors import InputError
from buyguide.guide.text_checks import as_text, read_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.editor.desk import Desk
    from buyguide.guide.text_checks import Text
    from buyguide.guide.yaml_text import Data, Document

GUIDE, CASES = "guide", "cases"
_ORDERED = frozenset({"questions", "rules"})  # asked and printed in the order of the file
_WRITTEN = json.JSONEncoder(sort_keys=True).encode
DIGEST_SIZE = 8  # signs: two texts that differ share it once in four thousand million times
LINE_SIZE = 3  # signs for one line: enough to find it among the lines of its piece


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its kind and id, a digest of what it holds, and the lines it stands on, from 0.

    The digest is of the values, so that neither comments nor the folding of a text change it.
    """

    name: str
    digest: str
    text: Text
    first: int
    end: int
    after: str = ""  # the name of the piece above it, where the order means something

    @property
    def is_ordered(self) -> bool:
        """Say whether it means something that it stands above some pieces and below others."""
        return self.name.partition("/")[0] in _ORDERED

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of its lines that are neither blank nor a comment."""
        lines = self.text.lines
        span = range(self.first, min(self.end, len(lines)))
        return tuple(n for n in span if lines[n].strip() and lines[n].lstrip()[0] != "#")

    @property
    def marks(self) -> tuple[str, ...]:
        """A short sign for each of the lines, by which a changed line is found again."""
        return tuple(mark(self.text.lines[number]) for number in self.lines)


def pieces(desk: Desk) -> Iterator[Piece]:
    """Yield every piece of a guide, those of one file together. Raises ``InputError``."""
    yield from _of_guide(desk.guide_item.document)
    documents = [item.document for item in desk.all_items()]
    for document in {id(document): document for document in documents}.values():
        yield from _of_lists(document)
    for case in desk.cases:
        text = case.document.text
        digest = _digest(case.document.data)
        yield Piece(f"{CASES}/{case.sentence}", digest, text, 0, len(text.lines))
    yield from _of_hazards(desk.folder)
    for path in sorted(desk.folder.glob("*.csv")):
        yield from _of_table(as_text(read_inside(desk.folder, path), str(path)))


def _of_guide(document: Document) -> Iterator[Piece]:
    """Yield each key of ``guide.yaml``."""
    data = document.data if isinstance(document.data, dict) else {}
    starts = [document.spot((key,), key=True)[0] for key in data]
    ends = _ends(document, starts)
    for first, (key, value) in zip(starts, data.items(), strict=True):
        yield Piece(f"{GUIDE}/{key}", _digest(value), document.text, first, ends[first])


def _of_lists(document: Document) -> Iterator[Piece]:
    """Yield each item of a file's lists."""
    data = document.data if isinstance(document.data, dict) else {}
    items = {
        (kind, number): item
        for kind, listed in data.items()
        if isinstance(listed, list)
        for number, item in enumerate(listed)
    }
    starts = {path: document.spot(path)[0] for path in items}
    ends = _ends(document, starts.values())
    for path, item in items.items():
        first, (kind, number) = starts[path], path
        above = _name(kind, items[kind, number - 1]) if kind in _ORDERED and number else ""
        yield Piece(_name(kind, item), _digest(item), document.text, first, ends[first], above)


def _of_hazards(folder: Path) -> Iterator[Piece]:
    """Yield each hazard of the log, up to the next heading; none where it cannot be read."""
    try:
        log = read_hazards(folder)
    except InputError:  # the check of the log says why
        return
    if log is None:
        return
    lines = log.text.lines
    for hazard in log.hazards:
        first = hazard.at[0]
        below = (n for n in range(first + 1, len(lines)) if lines[n].startswith("#"))
        end = next(below, len(lines))
        words = " ".join(" ".join(lines[first:end]).split())
        yield Piece(f"hazards/{hazard.id}", _digest(words), log.text, first, end)


def _name(kind: str, item: Data) -> str:
    return f"{kind}/{item.get('id') if isinstance(item, dict) else None}"


def _ends(document: Document, starts: Iterable[int]) -> Mapping[int, int]:
    """Return where each piece ends: where the next one or another key of the file begins."""
    keys = {line for path, (line, _, _) in document.keys.items() if len(path) == 1}
    lines = sorted({*keys, *starts, len(document.text.lines)})
    return dict(pairwise(lines))


def _of_table(text: Text) -> Iterator[Piece]:
    """Yield the rows of a table, its first row included, each under what its first cell holds."""
    rows, table = csv.reader(text.lines), Path(text.name).name
    first = 0
    try:
        for cells in rows:
            if any(cells):
                name = f"{table}/{' '.join(cells[0].split())}"
                yield Piece(name, _digest(list(cells)), text, first, rows.line_num)
            first = rows.line_num
    except csv.Error:
        remedy = "Close the double quote that is opened in it."
        problem = text.problem((first, 0, 1), "this row does not end.", remedy)
        raise InputError([problem]) from None


def _digest(data: Data) -> str:
    return hashlib.sha256(_WRITTEN(data).encode()).hexdigest()[:DIGEST_SIZE]


def mark(line: str) -> str:
    """Return the sign of a line, or of the name of a piece."""
    return urlsafe_b64encode(hashlib.sha256(line.encode()).digest()[:3]).decode()[:LINE_SIZE]
