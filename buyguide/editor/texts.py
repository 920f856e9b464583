"""The texts of a guide that a shopper reads, each with the place it was written at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from buyguide.editor.desk import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.gathering import Item
    from buyguide.guide.written import WrittenGuide, WrittenQuestion, WrittenRule
    from buyguide.guide.written_map import Written
    from buyguide.guide.yaml_text import Path

_GUIDE_PROSE = ("decision", "about", "funding", "updates", "not_covered")
_PROSE = {
    "questions": ("ask", "help"),
    "rules": ("say", "how_sure", "limits"),
    "points": ("ask",),
    "tensions": ("say",),
}
_LABELS = {
    "questions": ("section", "label"),
    "situations": ("say",),
    "rules": ("title",),
    "points": ("label",),
    "tensions": ("about",),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One text, where it stands inside an item, and whether it is prose: whole sentences."""

    item: Item[Written]
    path: Path
    text: str
    prose: bool

    def problem(self, id: str, what: str, remedy: str) -> Problem:
        """Make a warning at the text."""
        first, *inner = self.path
        return found(self.item.problem(first, what, remedy, *inner), id)


def shopper_texts(desk: Desk) -> Iterator[Said]:
    """Yield every text for the shopper: the guide's own, then those of each list."""
    if desk.gathered.guide is not None:
        yield from _of_guide(desk.gathered.guide)
    for name, labels in _LABELS.items():
        for item in desk.all_items(name):
            yield from _of_keys(item, _PROSE.get(name, ()), prose=True)
            yield from _of_keys(item, labels, prose=False)
    for rule in cast("list[Item[WrittenRule]]", desk.gathered.lists["rules"]):
        if rule.written.scale:
            yield Said(rule, ("scale", "label"), rule.written.scale.label, prose=False)
    for question in cast("list[Item[WrittenQuestion]]", desk.gathered.lists["questions"]):
        for number, option in enumerate(question.written.options):
            at = ("options", number)
            yield Said(question, (*at, "label"), option.label, prose=False)
            if option.hint:
                yield Said(question, (*at, "hint"), option.hint, prose=True)


def _of_guide(guide: Item[WrittenGuide]) -> Iterator[Said]:
    yield from _of_keys(guide, _GUIDE_PROSE, prose=True)
    yield from _of_keys(guide, ("title",), prose=False)
    for number, verdict in enumerate(guide.written.verdicts):
        yield Said(guide, ("verdicts", number, "headline"), verdict.headline, prose=False)
        yield Said(guide, ("verdicts", number, "say"), verdict.say, prose=True)
        if verdict.best:
            yield Said(guide, ("verdicts", number, "best"), verdict.best, prose=True)
        if verdict.short:
            yield Said(guide, ("verdicts", number, "short"), verdict.short, prose=False)
    if guide.written.candidates:
        another = guide.written.candidates.another
        yield Said(guide, ("candidates", "another"), another, prose=True)
    for number, severity in enumerate(guide.written.severities):
        yield Said(guide, ("severities", number, "label"), severity.label, prose=False)


def _of_keys(item: Item[Written], keys: tuple[str, ...], *, prose: bool) -> Iterator[Said]:
    for key in keys:
        value = getattr(item.written, key)
        if isinstance(value, str):
            yield Said(item, (key,), value, prose)
        elif value:
            for number, text in enumerate(value):
                yield Said(item, (key, number), text, prose)
