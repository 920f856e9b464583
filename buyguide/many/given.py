"""What was given for each question, as the query's first stage has it, and whether it is readable.

The same as in an answers file is readable, in its plainest form: option ids (several with ";"
between them), numbers, and texts of the form that the question needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.many import expressions as sql
from buyguide.many.names import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from buyguide.guide.model import Guide, Question
    from buyguide.many.columns import Columns
    from buyguide.many.expressions import Expression, Select

_ROW = "answers"


def given_stage(guide: Guide, columns: Columns, passed: tuple[str, ...]) -> Select:
    """Return the stage that takes the answers as they stand, several options as an array.

    Each lookup is joined with the table of names. ``passed`` are columns that are handed on.
    """
    parts = [sql.column(name, _ROW) for name in passed]
    for question in guide.questions:
        given, name = sql.column(question.id, _ROW), columns.given[question.id]
        if question.kind == "choices":
            given = sql.split(given, ";")
        plain = question.kind != "choices" and name == question.id
        parts.append(given if plain else sql.named(given, name))
    parts += [sql.named(_kinds(id), name) for id, name in columns.kinds_given.items()]
    query = sql.stage(parts, _ROW, keep=False)
    for id in columns.kinds_given:
        table = _names_of(id)
        pairs = [
            (sql.column("question", table), sql.text(id)),
            (sql.column("given", table), sql.column(id, _ROW)),
        ]
        query = sql.joined_to(query, "names", table, pairs)
    return query


def _kinds(question: str) -> Expression:
    """What the names mean: NULL where none were given, or where they cannot be read."""
    table = _names_of(question)
    cases = [
        (sql.is_null(sql.column(question, _ROW)), sql.null()),
        (sql.is_null(sql.column("given", table)), sql.text(UNKNOWN)),
    ]
    return sql.when(cases, sql.no_text(sql.column("kinds", table)))


def _names_of(question: str) -> str:
    return f"{question}_names"


def ticks(question: Question, columns: Columns) -> Iterator[Expression]:
    """Yield a column for each option of a question that takes several, TRUE where it is ticked."""
    kept = sql.column(columns.kept[question.id])
    for option in question.options if question.kind == "choices" else ():
        yield sql.named(sql.holds_part(kept, option.id), columns.ticked[question.id, option.id])


def unreadable(question: Question, columns: Columns) -> Expression:
    """Return the piece that is TRUE where something was given that cannot be read."""
    return _UNREADABLE[question.kind](question, sql.column(columns.given[question.id]), columns)


def _no_option(question: Question, given: Expression, _: Columns) -> Expression:
    return sql.negated(sql.one_of(given, [option.id for option in question.options]))


def _no_options(question: Question, given: Expression, columns: Columns) -> Expression:
    def ticked(option: str) -> Expression:
        if question.ask_when is None:  # then the ticks are of all that was given
            return sql.column(columns.ticked[question.id, option])
        return sql.holds_part(given, option)

    alone = [ticked(option.id) for option in question.options if option.exclusive]
    known = sql.total([ticked(option.id) for option in question.options])
    unknown = sql.negated(sql.surely(sql.compared(known, "=", sql.size(given))))
    beside = sql.every((sql.some(alone), sql.compared(sql.size(given), ">", sql.whole(1))))
    return sql.every((sql.has_value(given), sql.some((unknown, beside))))


def _no_amount(question: Question, given: Expression, _: Columns) -> Expression:
    least, most = sql.amount(question.minimum), sql.amount(question.maximum)
    within = (sql.compared(given, ">=", least), sql.compared(given, "<=", most))
    rounded = sql.compared(sql.as_decimal(given), "<>", given)
    return sql.when([(sql.every(within), rounded)], sql.has_value(given))


def _no_text(question: Question, given: Expression, _: Columns) -> Expression:
    longer = sql.compared(sql.letters(given), ">", sql.whole(question.longest))
    if question.pattern is None:
        return longer
    return sql.some((longer, sql.negated(sql.matches(given, question.pattern))))


def _no_names(question: Question, given: Expression, columns: Columns) -> Expression:
    kinds = sql.column(columns.kinds_given[question.id])
    return sql.every((sql.has_value(given), sql.is_null(kinds)))


_UNREADABLE: Mapping[str, Callable[[Question, Expression, Columns], Expression]] = {
    "choice": _no_option,
    "choices": _no_options,
    "amount": _no_amount,
    "text": _no_text,
    "lookup": _no_names,
}
