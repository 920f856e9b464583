"""A condition as a piece of the query that is TRUE exactly where the condition holds.

Where it does not hold the piece is FALSE or NULL. That is safe because a condition joins its tests
by "all" and "any" alone, which never turn NULL into TRUE, and because a test that negates says
itself that there must be an answer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buyguide.guide.condition import All, AnyOf, Test
from buyguide.many import expressions as sql
from buyguide.many.names import NO_NAMES, entry_text, kind_text, kinds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide
    from buyguide.many.columns import Columns
    from buyguide.many.expressions import Expression

_SIGNS = {"below": "<", "at_most": "<=", "above": ">", "at_least": ">="}


def condition_piece(
    condition: Condition, guide: Guide, columns: Columns, *, by_name: bool = False
) -> Expression:
    """Return the piece for a condition; ``by_name`` lets it use the columns of situations."""
    piece = partial(condition_piece, guide=guide, columns=columns, by_name=by_name)
    if isinstance(condition, Test):
        return _test(condition, guide, columns)
    if isinstance(condition, All):
        return sql.every(piece(part) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return sql.some(piece(part) for part in condition.parts)
    if by_name:
        return sql.column(columns.situations[condition.id])
    return piece(guide.situations[condition.id].when)


def _test(test: Test, guide: Guide, columns: Columns) -> Expression:
    kept = sql.column(columns.kept[test.question])
    question = guide.question_by_id[test.question]
    if test.operator == "answered":
        return sql.has_value(kept) if test.flag else sql.is_null(kept)
    if test.operator in _SIGNS:
        named = sql.column(columns.kept[test.other]) if test.other else sql.amount(test.amount or 0)
        return sql.compared(kept, _SIGNS[test.operator], named)
    if question.catalogue is not None:
        return _names(test, guide, columns)
    return _options(test, guide, columns)


def _options(test: Test, guide: Guide, columns: Columns) -> Expression:
    """The test of a choice or of choices, against named options or another question's answer."""
    own = [option.id for option in guide.question_by_id[test.question].options]
    given = partial(is_chosen, test.question, guide=guide, columns=columns)
    answered = [sql.has_value(sql.column(columns.kept[test.question]))]
    if test.other is None:
        chosen = _chosen(test.operator, own, list(test.options), given)
        negates = test.operator == "none_of" or not test.options
        return sql.every((*answered, chosen)) if negates else chosen
    others = [option.id for option in guide.question_by_id[test.other].options]
    named = partial(is_chosen, test.other, guide=guide, columns=columns)
    answered.append(sql.has_value(sql.column(columns.kept[test.other])))
    return sql.every((*answered, _like_other(test.operator, own, others, given, named)))


def _chosen(
    operator: str, own: list[str], named: list[str], given: Callable[[list[str]], Expression]
) -> Expression:
    known = [option for option in named if option in own]
    if operator == "any_of":
        return given(known)
    if operator == "all_of":
        return sql.every(given([option] if option in own else []) for option in named)
    if operator == "none_of":
        return sql.negated(given(known))
    return sql.every((given(known), sql.negated(given([o for o in own if o not in named]))))


def _like_other(
    operator: str,
    own: list[str],
    others: list[str],
    given: Callable[[list[str]], Expression],
    named: Callable[[list[str]], Expression],
) -> Expression:
    both = [option for option in own if option in others]
    shared = sql.some(sql.every((given([option]), named([option]))) for option in both)
    if operator == "any_of":
        return shared
    if operator == "none_of":
        return sql.negated(shared)
    if operator == "all_of":  # nothing is named that is not given
        alone = [option for option in others if option not in own]
        more = (sql.every((named([option]), sql.negated(given([option])))) for option in both)
        return sql.negated(sql.some((named(alone), *more)))
    alone = [option for option in own if option not in others]
    more = (sql.every((given([option]), sql.negated(named([option])))) for option in both)
    return sql.every((given(own), sql.negated(sql.some((given(alone), *more)))))


def is_chosen(question: str, options: list[str], guide: Guide, columns: Columns) -> Expression:
    """Return the piece that says whether one of the options was chosen."""
    if not options:
        return sql.constant(value=False)
    if guide.question_by_id[question].kind == "choice":
        return sql.one_of(sql.column(columns.kept[question]), options)
    return sql.some(sql.column(columns.ticked[question, option]) for option in options)


def _names(test: Test, guide: Guide, columns: Columns) -> Expression:
    kinds = sql.column(columns.kinds[test.question])
    if test.operator == "empty":
        return sql.compared(kinds, "=" if test.flag else "<>", sql.text(NO_NAMES))
    if test.operator == "any_of":
        return sql.some(_holds_any(kinds, map(entry_text, test.options)))
    named = frozenset(test.options)
    if test.operator == "tagged":
        return sql.some(_holds_any(kinds, (f"+{tag}+" for tag in sorted(named))))
    catalogue = guide.catalogues[guide.question_by_id[test.question].catalogue or ""]
    foreign = [kind_text(kind) for kind in kinds_of(catalogue) if named.isdisjoint(kind)]
    return sql.every(
        (
            sql.compared(kinds, "<>", sql.text(NO_NAMES)),
            sql.negated(sql.some(_holds_any(kinds, foreign))),
        )
    )


def _holds_any(kinds: Expression, sought: Iterable[str]) -> Iterable[Expression]:
    return (sql.holds_text(kinds, part) for part in sought)
