"""What differs in two versions of a guide as written: its form (who can say what), its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from buyguide.guide.model import Guide, Question


@dataclass(frozen=True, slots=True)
class FormChange:
    """A question, option or step that is new, gone or of another sort.

    ``worse`` when people can no longer say what matters for their safety; ``allowed`` when the
    editor named ``id`` as meant.
    """

    id: str
    what: str
    worse: bool = False
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class WordChange:
    """A text that people read and that changed: whose it is, which part, and both texts."""

    id: str
    part: str
    before: str
    after: str


def differences_of_form(
    old: Guide, new: Guide, allow: Collection[str] = ()
) -> tuple[FormChange, ...]:
    """Return what can be said, or is asked, in one version only."""
    found = [*_questions(old, new), *_verdicts(old, new), *_promises(old, new)]
    return tuple(FormChange(c.id, c.what, c.worse, c.worse and c.id in allow) for c in found)


def differences_of_words(old: Guide, new: Guide) -> tuple[WordChange, ...]:
    """Return every text with the same place in both versions that reads differently."""
    before, after = _texts(old), _texts(new)
    return tuple(
        WordChange(*key, text, after[key])
        for key, text in before.items()
        if key in after and after[key] != text
    )


def _questions(old: Guide, new: Guide) -> Iterator[FormChange]:
    for question in old.questions:
        now = new.question_by_id.get(question.id)
        if now is None:
            what = f'The question "{question.id}" is gone.'
            yield FormChange(question.id, what, worse=question.gate)
        else:
            yield from _question(question, now)
    for question in new.questions:
        if question.id not in old.question_by_id:
            yield FormChange(question.id, f'The question "{question.id}" is new.')


def _question(old: Question, new: Question) -> Iterator[FormChange]:
    id = old.id
    if old.kind != new.kind:
        what = f'"{id}" was of kind {old.kind} and is now of kind {new.kind}.'
        yield FormChange(id, what, worse=old.gate)
    if old.gate and not new.gate:
        yield FormChange(id, f'"{id}" is no longer a gate.', worse=True)
    if old.required and not new.required:
        yield FormChange(id, f'"{id}" can now be skipped.', worse=old.gate)
    if new.required and not old.required:
        yield FormChange(id, f'"{id}" can no longer be skipped.')
    yield from _options(old, new)
    for end in ("minimum", "maximum"):
        if getattr(old, end) != getattr(new, end):
            yield FormChange(id, f'The {end} of "{id}" is another.')


def _options(old: Question, new: Question) -> Iterator[FormChange]:
    id = old.id
    for option in old.options:
        now = new.option_by_id.get(option.id)
        if now is None:
            what = f'The option "{option.id}" of "{id}" is gone.'
            yield FormChange(id, what, worse=old.gate and option.means != "clear")
        elif option.means != now.means:
            what = f'The option "{option.id}" of "{id}" no longer means the same.'
            yield FormChange(id, what, worse=old.gate)
        elif option.exclusive != now.exclusive:
            word = "stands alone now" if now.exclusive else "can now stand beside others"
            yield FormChange(id, f'The option "{option.id}" of "{id}" {word}.', worse=old.gate)
    for option in new.options:
        if option.id not in old.option_by_id:
            yield FormChange(id, f'The option "{option.id}" of "{id}" is new.')


def _verdicts(old: Guide, new: Guide) -> Iterator[FormChange]:
    before, after = ([v.id for v in guide.verdicts] for guide in (old, new))
    shared = [id for id in before if id in after]
    if shared != [id for id in after if id in before]:
        yield FormChange(shared[0], "The steps of the ladder stand in another order.")
    yield from (FormChange(id, f'The step "{id}" is gone.') for id in before if id not in after)
    yield from (FormChange(id, f'The step "{id}" is new.') for id in after if id not in before)
    for verdict in old.verdicts:
        now = new.verdict_by_id.get(verdict.id)
        if now is not None and verdict.clinician and not now.clinician:
            yield FormChange(verdict.id, f'"{verdict.id}" is no longer a clinician\'s to lift.')


def _promises(old: Guide, new: Guide) -> Iterator[FormChange]:
    before, after = ({p.id for p in guide.promises} for guide in (old, new))
    for id in sorted(before - after):
        yield FormChange(id, f'The promise "{id}" is gone.')


def _texts(guide: Guide) -> Mapping[tuple[str, str], str]:
    """Return every text that people read, by whose it is and which part."""
    found: dict[tuple[str, str], str] = {}

    def add(thing: object, id: str, *parts: str) -> None:
        for part in parts:
            text = getattr(thing, part)
            found[id, part] = ", ".join(text) if isinstance(text, tuple) else str(text or "")

    add(guide, guide.id, "title", "decision", "about", "not_covered", "funding", "updates")
    for verdict in guide.verdicts:
        add(verdict, verdict.id, "headline", "say")
    for question in guide.questions:
        add(question, question.id, "ask", "help", "label")
        for option in question.options:
            add(option, f"{question.id}.{option.id}", "label", "hint")
    for rule in guide.rules:
        parts = ("title", "say", "severity", "because", "how_sure", "limits", "time_to_effect")
        add(rule, rule.id, *parts)
    return found
