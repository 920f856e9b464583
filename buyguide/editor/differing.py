"""What differs in two versions of a guide as written: its form (who can say what), its words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.editor.book import figure_item
from buyguide.editor.texts import Said, shopper_texts
from buyguide.report.wording import MARKS_IN_WORDS, source_words, weeks_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from buyguide.guide.model import Guide, Question
    from buyguide.guide.yaml_text import Path


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
    """Return every text that reads differently, but for those of a rule or answer new or gone."""
    before, after = _texts(old), _texts(new)
    told_as_such = _told_as_such(old) ^ _told_as_such(new)
    found = []
    for place in {**before, **after}:
        was, now = before.get(place, []), after.get(place, [])
        whose = (was or now)[0]
        texts = (" ".join(said.text for said in some) for some in (was, now))
        found.append(WordChange(whose.id, whose.part, *texts))
    return tuple(w for w in found if w.before != w.after and w.id not in told_as_such)


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


def _texts(guide: Guide) -> Mapping[Path, list[Said]]:
    """Return all that people read, by its place; the texts of a list together."""
    found: dict[Path, list[Said]] = {}
    for said in chain(shopper_texts(guide), _shown_beside(guide)):
        place = said.at[:-1] if isinstance(said.at[-1], int) else said.at
        found.setdefault(place, []).append(said)
    return found


def _shown_beside(guide: Guide) -> Iterator[Said]:
    """Yield what reports put in words of what is no text in the guide."""

    def shown(id: str, part: str, text: str) -> Said:
        return Said(id, part, text, prose=False, at=(id, part))

    for rule in guide.rules:
        yield shown(rule.id, "severity", rule.severity)
        yield shown(rule.id, "because", ", ".join(rule.because))
        if rule.time_to_effect:
            yield shown(rule.id, "time_to_effect", weeks_words(rule.time_to_effect))
        if rule.scale:
            unit = guide.question_by_id[rule.scale.marks[0]].unit
            ends = (show_amount(end, unit) for end in (rule.scale.least, rule.scale.most))
            yield shown(rule.id, "range", " to ".join(ends))
        if rule.mark:
            yield shown(rule.id, "points", f"{', '.join(rule.points)}: {MARKS_IN_WORDS[rule.mark]}")
    for figure in guide.figures:
        yield shown(figure, "figure", figure_item(figure, guide).text)
    for source in guide.sources.values():
        yield shown(source.id, "source", f"{source.short}: {source_words(source)}")


def _told_as_such(guide: Guide) -> set[str]:
    """Return the ids of all that is said to be new or gone where only one version has it."""
    options = (f"{q.id}.{option}" for q in guide.questions for option in q.option_by_id)
    return {*guide.rule_by_id, *guide.verdict_by_id, *guide.question_by_id, *options}
