"""Promises as written, turned into the model; every name in them is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from buyguide.guide.condition_reading import ConditionReader
from buyguide.guide.promise import Promise
from buyguide.guide.rule_reading import GOALS
from buyguide.guide.written import WrittenRule
from buyguide.nearest_word import remedy_for

if TYPE_CHECKING:
    from collections.abc import Collection

    from buyguide.guide.condition_reading import Known
    from buyguide.guide.gathering import Gathered, Item
    from buyguide.guide.written import WrittenPromise

SHOWN_PARTS = (
    *("decision", "about", "not_covered", "reviewed_on", "review_by", "funding", "updates"),
    *("sources", "how_sure", "limits"),
)
_SAID = ("always_says", "never_says", "at_least_one_of", "exactly_one_of", "at_most_one_of")
_VERDICTS = ("verdict_in", "verdict_not_in")
_KINDS = get_args(WrittenRule.model_fields["kind"].annotation)


def read_promises(gathered: Gathered, known: Known) -> tuple[Promise, ...]:
    """Return the promises in the order of the files; what does not fit becomes a problem."""
    items = cast("list[Item[WrittenPromise]]", gathered.lists["promises"])
    sayers = _sayers(gathered, known)
    return tuple(_promise(item, gathered, known, sayers) for item in items)


def _promise(
    item: Item[WrittenPromise], gathered: Gathered, known: Known, sayers: Collection[str]
) -> Promise:
    written = item.written
    whenever = None
    if written.whenever is not None:
        reader = ConditionReader(known, item.document, gathered.problems)
        whenever = reader.read(written.whenever, (*item.path, "whenever"))
    if not any(getattr(written, key) for key in (*_SAID, *_VERDICTS, "always_shows")):
        what = "it promises nothing."
        remedy = f"Add one of: {', '.join((*_VERDICTS, *_SAID, 'always_shows'))}."
        gathered.problems.append(item.problem("id", what, remedy).named("BG324"))
    for key in ("whenever_says", *_SAID) if GOALS not in gathered.broken else ():
        _known_names(item, key, sayers, gathered)
    verdicts = [part.id for part in gathered.guide.written.verdicts] if gathered.guide else []
    for key in _VERDICTS:
        _known_names(item, key, verdicts, gathered)
    _known_names(item, "always_shows", SHOWN_PARTS, gathered)
    lists = ("whenever_says", *_SAID, *_VERDICTS, "always_shows")
    names = {key: tuple(getattr(written, key)) for key in lists}
    return Promise(
        written.id, written.say, item.place, whenever, somebody=written.somebody, **names
    )


def _sayers(gathered: Gathered, known: Known) -> Collection[str]:
    """Return all that can speak: rules, their kinds and severities, and goals (expectations)."""
    rules = [str(getattr(item.written, "id", "")) for item in gathered.lists["rules"]]
    severities = [part.id for part in gathered.guide.written.severities] if gathered.guide else []
    goals = known.questions.get(GOALS)
    said = (*rules, *_KINDS, *severities, *(o.id for o in (goals.options if goals else ())))
    return dict.fromkeys(sorted(said))


def _known_names(
    item: Item[WrittenPromise], key: str, names: Collection[str], gathered: Gathered
) -> None:
    for number, name in enumerate(getattr(item.written, key)):
        if name not in names and name not in gathered.broken:
            what = f'"{name}" is nothing that {key} can name.'
            problem = item.problem(key, what, remedy_for(name, names), number).named("BG323")
            gathered.problems.append(problem)
