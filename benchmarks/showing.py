"""What lies between the last answer and the printed advice, beside rich with the same lines.

Each part is timed for some of the guide's own people, in time of the processor. How soon the
advice is on a terminal is timed in ``start``.
"""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from benchmarks.timing import side_by_side
from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.editor.cases import read_cases
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import shared_world
from buyguide.report.document import Document, lines_of
from buyguide.report.formats import document_for
from buyguide.report.terminal import for_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.table import Row

    Work = Callable[[], object]

PART = "showing"
_PEOPLE = 20
_RICH = "rich, which breaks the same lines"
_WHOLE = "last answer to advice"


def rows(runs: int) -> list[Row]:
    """Return the time of each part for one person, and of all parts together."""
    guide = read_guide(find_guide(None))
    cases, _ = read_cases(find_guide(None), guide)
    people = [case.values for case in cases[:: len(cases) // _PEOPLE]]
    shared_world(guide)  # it is made while the first question is read
    decided = [decide(guide, person) for person in people]
    told = [with_outlook(decision) for decision in decided]
    documents = [document_for(decision, "shopper") for decision in told]
    works: dict[str, Work] = {
        "the decision": lambda: [decide(guide, person) for person in people],
        "what would change it": lambda: [with_outlook(decision) for decision in decided],
        "the document": lambda: [document_for(decision, "shopper") for decision in told],
        "its lines on a screen": lambda: [_printed(document) for document in documents],
        _WHOLE: lambda: [
            _printed(document_for(with_outlook(decide(guide, person)), "shopper"))
            for person in people
        ],
        _RICH: lambda: [_by_rich(document) for document in documents],
    }
    times = side_by_side(works, runs, dict.fromkeys(works, len(people)), time.process_time)
    targets = {_WHOLE: 2 / 3}  # 10 ms where rich alone takes 15
    named = [name for name in works if name != _RICH]
    return [times.row(PART, name, name, _RICH, target=targets.get(name)) for name in named]


def _printed(document: Document) -> str:
    return _on_console(lambda console: console.print(for_terminal(document), crop=False))


def _by_rich(document: Document) -> str:
    """Let rich break the lines, as it does for whoever prints texts with it."""
    lines = [line for block in document.blocks for line in lines_of(block)]
    return _on_console(lambda console: console.print(*_texts(lines), sep="\n"))


def _texts(lines: Sequence[str]) -> list[Text]:
    return [Text(line, overflow="fold") for line in lines]


def _on_console(show: Callable[[Console], None]) -> str:
    file = io.StringIO()
    show(Console(file=file, width=100, force_terminal=True, highlight=False, emoji=False))
    return file.getvalue()
