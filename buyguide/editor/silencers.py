"""Silencers: a finding is kept quiet beside the thing it concerns, with a reason, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

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
        """Say whether it silences a problem of its sort in its file."""
        return problem.severity != "error" and self.first <= problem.line <= self.last


def silenced(
    desk: Desk, problems: Iterable[Problem], known: Collection[str], *, unchecked: Collection[str]
) -> Iterator[Problem]:
    """Yield the problems that no silencer covers, and one for each silencer that covers none.

    ``known`` are all ids of findings; ``unchecked`` those that were not looked for this time.
    """
    silencers = tuple(_silencers(desk))
    named: dict[tuple[str, str], list[_Silencer]] = {}
    for silencer in silencers:
        named.setdefault((silencer.document.text.name, silencer.id), []).append(silencer)
    used: set[_Silencer] = set()
    for problem in problems:
        own = named.get((problem.file, problem.id), ())
        covering = [silencer for silencer in own if silencer.covers(problem)]
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
    documents.append(desk.guide_item.document)
    for document in {id(document): document for document in documents}.values():
        paths = [path for path in document.keys if len(path) >= 2 and path[-2] == KEY]
        lines = _lines(document, {path[:-2] for path in paths})
        for path in paths:
            yield _Silencer(document, path, str(path[-1]), *lines[path[:-2]])


def _lines(document: Document, owners: Collection[Path]) -> Mapping[Path, tuple[int, int]]:
    """Return the first and last line, from 1, on which some maps' keys and values begin."""
    found = {}
    for owner in owners:
        line = document.spot(owner)[0] + 1
        found[owner] = (line, line)
    for path, (line, _, _) in document.values.items() if owners else ():
        for size in range(len(path) + 1):
            if (owner := path[:size]) in found:
                first, last = found[owner]
                found[owner] = (min(first, line + 1), max(last, line + 1))
    return found


def _problem(silencer: _Silencer, id: str, what: str, remedy: str) -> Problem:
    return silencer.document.problem(silencer.path, what, remedy, key=True).named(id, "warning")
