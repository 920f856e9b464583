"""Silencers: a finding is kept quiet beside the thing it concerns, with a reason, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.editor.desk import found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.yaml_text import Document, Path

KEY = "silence"


@dataclass(frozen=True, eq=False, slots=True)
class _Silencer:
    """One reason, the finding it is for, and the lines of the thing it stands beside."""

    document: Document
    path: Path
    id: str
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        return (
            problem.id == self.id
            and problem.severity != "error"
            and problem.file == self.document.text.name
            and self.first <= problem.line <= self.last
        )


def silenced(
    desk: Desk, problems: Iterable[Problem], known: Collection[str], *, unchecked: Collection[str]
) -> Iterator[Problem]:
    """Yield the problems that no silencer covers, and one for each silencer that covers none.

    ``known`` are all ids of findings; ``unchecked`` those that were not looked for this time.
    """
    silencers = tuple(_silencers(desk))
    used: set[_Silencer] = set()
    for problem in problems:
        covering = [silencer for silencer in silencers if silencer.covers(problem)]
        used.update(covering)
        if not covering:
            yield problem
    for silencer in silencers:
        if silencer.id not in known:
            what, remedy = f'there is no finding "{silencer.id}".', "Check the number."
            yield _problem(silencer, "BG902", what, remedy)
        elif silencer not in used and silencer.id not in unchecked:
            what = f"{silencer.id} is not found here, so there is nothing to silence."
            yield _problem(silencer, "BG901", what, "Delete the line. An error cannot be silenced.")


def _silencers(desk: Desk) -> Iterator[_Silencer]:
    documents = [item.document for item in desk.all_items()]
    documents += [case.document for case in desk.cases]
    if desk.gathered.guide is not None:
        documents.append(desk.gathered.guide.document)
    for document in {id(document): document for document in documents}.values():
        for path in document.keys:
            if len(path) >= 2 and path[-2] == KEY:
                first, last = _lines(document, path[:-2])
                yield _Silencer(document, path, str(path[-1]), first, last)


def _lines(document: Document, owner: Path) -> tuple[int, int]:
    """Return the first and last line, from 1, on which a map's keys and values begin."""
    size = len(owner)
    spots = [document.spot(owner)]
    spots += [spot for path, spot in document.values.items() if path[:size] == owner]
    lines = [line + 1 for line, _, _ in spots]
    return min(lines), max(lines)


def _problem(silencer: _Silencer, id: str, what: str, remedy: str) -> Problem:
    return found(silencer.document.problem(silencer.path, what, remedy, key=True), id)
