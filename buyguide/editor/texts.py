"""The texts of a guide that a shopper reads: whose each one is, and where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buyguide.guide.written_map import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.editor.desk import Desk
    from buyguide.guide.catalogues import Says
    from buyguide.guide.gathering import Item
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.yaml_text import Path

_GUIDE_YAML = ""  # where a place begins that is in that file


@dataclass(frozen=True, slots=True)
class Said:
    """One text: whose it is, which part of that, and whether it is prose: whole sentences.

    ``at`` leads to it: first the id of what was written in a list, or nothing for what stands in
    ``guide.yaml``, then the keys inside that; a part that has an id goes by it.
    """

    id: str
    part: str
    text: str
    prose: bool
    at: Path


def shopper_texts(guide: Guide) -> Iterator[Said]:
    """Yield every text for the shopper: those of ``guide.yaml``, then those of each list."""
    yield from _of_guide_yaml(guide)
    for question in guide.questions:
        yield from _of_question(question)
    for situation in guide.situations.values():
        yield from _of(situation, situation.id, labels=("say",))
    for rule in guide.rules:
        yield from _of(rule, rule.id, prose=("say", "how_sure", "limits"), labels=("title",))
        if rule.scale:
            at = (rule.id, "scale", "label")
            yield Said(rule.id, "scale", rule.scale.label, prose=False, at=at)
    for figure in guide.figures.values():
        yield from _of(figure, figure.id, labels=("unit",))
    for point in guide.candidates.points if guide.candidates else ():
        yield from _of(point, point.id, prose=("ask",), labels=("label",))
    for tension in guide.tensions:
        yield from _of(tension, tension.id, prose=("say",), labels=("about",))


def stands_at(said: Said, desk: Desk) -> tuple[Item[Written], Path]:
    """Return what a text was written in, and the way to it there: parts of a list by number."""
    item_id, *steps = said.at
    item = desk.guide_item if item_id == _GUIDE_YAML else desk.items[str(item_id)]
    path: list[str | int] = []
    value: Any = item.written
    for step in steps:
        key = step
        if isinstance(value, list) and isinstance(step, str):
            key = [part.id for part in value].index(step)
        value = getattr(value, str(key)) if isinstance(value, Written) else value[key]
        path.append(key)
    return item, tuple(path)


def _of_guide_yaml(guide: Guide) -> Iterator[Said]:
    prose = ("decision", "about", "funding", "updates", "not_covered")
    yield from _of(guide, guide.id, (_GUIDE_YAML,), prose=prose, labels=("title",))
    if guide.candidates:
        at: Path = (_GUIDE_YAML, "candidates")
        yield from _of(guide.candidates, guide.id, at, prose=("another",), labels=("noun", "nouns"))
    for verdict in guide.verdicts:
        at = (_GUIDE_YAML, "verdicts", verdict.id)
        yield from _of(verdict, verdict.id, at, prose=("say", "best"), labels=("headline", "short"))
    for severity in guide.severities:
        at = (_GUIDE_YAML, "severities", severity.id)
        yield from _of(severity, severity.id, at, labels=("label",))
    for catalogue in guide.catalogues.values():
        if catalogue.says:
            yield from _of_says(catalogue.says, catalogue.id)


def _of_says(says: Says, id: str) -> Iterator[Said]:
    at = (_GUIDE_YAML, "catalogues", id, "says")
    prose, labels = ("listed", "near", "ask", "other", "unknown"), ("each", "report")
    yield from _of(says, id, at, prose=prose, labels=labels)
    for column, words in says.words.items():
        for value, text in words.items():
            place = (*at, "words", column, value)
            yield Said(id, f"{column}: {value}", text, prose=False, at=place)


def _of_question(question: Question) -> Iterator[Said]:
    own_label = ("label",) if question.label != question.ask else ()
    labels = ("section", *own_label, "unit")
    yield from _of(question, question.id, prose=("ask", "help"), labels=labels)
    for option in question.options:
        id, at = f"{question.id}.{option.id}", (question.id, "options", option.id)
        yield from _of(option, id, at, prose=("hint",), labels=("label",))


def _of(
    thing: object,
    id: str,
    at: Path | None = None,
    *,
    prose: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> Iterator[Said]:
    """Yield the texts under some keys of a thing; without ``at`` it stands in a list itself."""
    at = (id,) if at is None else at
    for key in (*prose, *labels):
        value: str | tuple[str, ...] | None = getattr(thing, key)
        if isinstance(value, str):
            yield Said(id, key, value, key in prose, (*at, key))
        else:
            for number, text in enumerate(value or ()):
                yield Said(id, key, text, key in prose, (*at, key, number))
