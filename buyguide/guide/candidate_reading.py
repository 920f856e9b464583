"""What a guide says of the things to choose between, turned into the model and checked.

These are the candidates, the points checked about each, and where the articles do not agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from buyguide.guide.candidates import Candidates, Point, Tension
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from buyguide.errors import Problem
    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.written import (
        WrittenCandidates,
        WrittenGuide,
        WrittenPoint,
        WrittenRule,
        WrittenTension,
    )
    from buyguide.guide.written_map import Written


def read_candidates(gathered: Gathered, known: Known) -> Candidates | None:
    """Return how the guide speaks of candidates, if it does; what does not fit is a problem."""
    guide, points = gathered.guide, _points(gathered)
    written = guide.written.candidates if guide else None
    if guide is None or written is None:
        gathered.problems.extend(_without_candidates(gathered))
        return None
    gathered.problems.extend(_in_candidates(guide, written, known))
    names = (written.noun, written.nouns, written.name)
    return Candidates(*names, dict(written.given), written.another, points)


def _points(gathered: Gathered) -> tuple[Point, ...]:
    """Return the points in the order of the files; a rule may name no other."""
    items = cast("list[Item[WrittenPoint]]", gathered.lists["points"])
    known = [item.written.id for item in items]
    for rule in cast("list[Item[WrittenRule]]", gathered.lists["rules"]):
        gathered.problems.extend(
            _not_there(rule, "points", rule.written.points, known, gathered.broken)
        )
    return tuple(Point(i.written.id, i.written.label, i.written.ask, i.place) for i in items)


def read_tensions(gathered: Gathered) -> tuple[Tension, ...]:
    """Return the tensions in the order of the files."""
    rules = [str(getattr(item.written, "id", "")) for item in gathered.lists["rules"]]
    found = []
    for item in cast("list[Item[WrittenTension]]", gathered.lists["tensions"]):
        written = item.written
        gathered.problems.extend(_not_there(item, "rules", written.rules, rules, gathered.broken))
        found.append(
            Tension(written.id, written.about, written.say, tuple(written.rules), item.place)
        )
    return tuple(found)


def _not_there(
    item: Item[Written],
    key: str,
    names: Collection[str],
    known: Collection[str],
    broken: Collection[str],
) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name not in known and name not in broken:
            what = f'there is no {key.removesuffix("s")} "{name}".'
            yield item.problem(key, what, remedy_for(name, known), number).named("BG326")


def _without_candidates(gathered: Gathered) -> Iterator[Problem]:
    """Questions and points about candidates stand only where the guide says what these are."""
    about = [
        *(i for i in gathered.lists["questions"] if getattr(i.written, "candidate", False)),
        *gathered.lists["points"],
    ]
    for item in about:
        what = "this is about candidates, and guide.yaml does not say what these are."
        yield item.problem("id", what, "Add candidates to guide.yaml.").named("BG327")


def _in_candidates(
    guide: Item[WrittenGuide], written: WrittenCandidates, known: Known
) -> Iterator[Problem]:
    described = [id for id, question in known.questions.items() if question.candidate]
    named = known.questions.get(written.name)
    fits = named is not None and named.kind == "text" and named.candidate
    if not fits and written.name not in known.broken:
        what = f'"{written.name}" is no text question that describes a candidate.'
        remedy = remedy_for(written.name, described)
        yield guide.problem("candidates", what, remedy, "name").named("BG327")
    for id, option in written.given.items():
        question = known.questions.get(id)
        options = [part.id for part in question.options] if question else []
        if id in known.broken or (question and question.kind == "choice" and option in options):
            continue
        what = f'there is no choice "{id}" with the option "{option}".'
        remedy = remedy_for(option, options) if options else remedy_for(id, known.questions)
        yield guide.problem("candidates", what, remedy, "given", id).named("BG327")
