"""How plain each answer is, so that the smallest interview is also the easiest to read.

No answer costs nothing, so whatever can be left out is. Among answers that must be given, the
all-clear costs least, then what leads to no verdict by itself, then the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.reasoning.walking import tests_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from buyguide.guide.model import Guide, Option
    from buyguide.reasoning.names import NameKind

# A step is wider than any list of options is long: between equals, the earlier option is plainer.
STEP = 10_000
CLEAR, PLAIN, LOADED, UNSURE = STEP, 2 * STEP, 3 * STEP, 4 * STEP
_NAMING = frozenset({"any_of", "all_of", "tagged"})

Loaded = frozenset[tuple[str, str]]  # a question, and what a rule with a verdict names of it


def loaded_answers(guides: Sequence[Guide]) -> Loaded:
    """Return the options, tags and entries that rules with a verdict name."""
    return frozenset(
        (test.question, name)
        for guide in guides
        for rule in guide.rules
        if rule.verdict is not None
        for test in tests_of(rule.when, guide)
        if test.operator in _NAMING
        for name in test.options
    )


def option_costs(question: str, options: Iterable[Option], loaded: Loaded) -> tuple[int, ...]:
    """Return what each option of a question costs."""

    def cost(option: Option) -> int:
        if option.means == "clear":
            return CLEAR
        if option.means == "unsure":
            return UNSURE
        return LOADED if (question, option.id) in loaded else PLAIN

    return tuple(cost(option) + place for place, option in enumerate(options))


def kind_cost(question: str, kind: NameKind, loaded: Loaded) -> int:
    """Return what naming one more name of a kind costs."""
    words = {word for m in kind.meanings for part in m for word in (*part.tags, part.entry)}
    return LOADED if any((question, str(word)) in loaded for word in words) else PLAIN
