"""Whether a question still matters, and in words what its answer can change.

Where a guide is too tangled for an exact answer, every question matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.reasoning.mattering import Effect

_MOST_TITLES = 3
_WHOLE = "Your answer can still decide our advice as a whole."
_PARTS = "Your answer cannot change our advice as a whole any more."
_NAME = "Your answer is the name that we use for it."
_NOTHING = "Given your other answers, nothing hangs on this one any more."


def still_matters(guide: Guide, values: Mapping[str, Answer], question: str) -> bool:
    """Say whether the answer to a question can still change the result."""
    from buyguide.reasoning.mattering import matters
    from buyguide.reasoning.prover import shared_world
    from buyguide.reasoning.tangled import TooTangledError

    try:
        return matters(shared_world(guide), values, question)
    except TooTangledError:
        return True


def what_it_can_change(guide: Guide, values: Mapping[str, Answer], question: str) -> str:
    """Return in sentences what the answer can still change; empty where that is not known."""
    from buyguide.reasoning.mattering import effect_of
    from buyguide.reasoning.prover import shared_world
    from buyguide.reasoning.tangled import TooTangledError

    try:
        effect = effect_of(shared_world(guide), values, question)
    except TooTangledError:
        return ""
    if not effect:
        candidates = guide.candidates
        return _NAME if candidates is not None and candidates.name == question else _NOTHING
    return f"{_WHOLE if effect.verdicts else _PARTS} {_lines(guide, effect)}"


def _lines(guide: Guide, effect: Effect) -> str:
    """Return how many lines of the result hang on an answer, with the titles of a few."""
    from buyguide.guide.templates import placeholders

    titles = [rule.title for rule in guide.rules if rule.id in effect.rules]
    plain = [title for title in dict.fromkeys(titles) if not placeholders(title)][:_MOST_TITLES]
    count = "1 line" if len(titles) == 1 else f"{len(titles)} lines"
    such = "" if len(plain) == len(titles) else ", such as"
    named = f"{such}: {'; '.join(plain)}" if plain else ""
    return f"It can change {count} of the result{named}."
