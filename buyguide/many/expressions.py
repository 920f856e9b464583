"""The pieces that a query is built of, whatever the dialect; the one door to sqlglot.

Knows no guide. Names that a dialect might reserve are quoted, and all text is a literal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from buyguide.errors import BuyguideError

try:
    from sqlglot import exp
except ImportError:  # an extra
    raise BuyguideError(
        "This needs sqlglot, which is not installed. In the clone, run: "
        "python3 -m pip --python .venv install sqlglot"
    ) from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Expression = exp.Expression
Select = exp.Select
MOST_ARGUMENTS = 50  # PostgreSQL takes no more than 100 for a function
_AMOUNTS = "DECIMAL(18, 2)"
_MAYBE_RESERVED = ("current_", "session_", "system_")  # other reserved words hold no underscore


class Stage(NamedTuple):
    """A named part of the query, and what it is about."""

    name: str
    comment: str
    query: Select


def column(name: str, table: str | None = None) -> Expression:
    """Return a column, of a table where one is named."""
    return exp.column(_identifier(name), table=_identifier(table) if table else None)


def text(value: str) -> Expression:
    """Return a text."""
    return exp.Literal.string(value)


def amount(hundredths: int) -> Expression:
    """Return an amount given in hundredths as the decimal number that it is."""
    whole, part = divmod(hundredths, 100)
    return exp.Literal.number(f"{whole}.{part:02}" if part else str(whole))


def whole(number: int) -> Expression:
    """Return a whole number."""
    return exp.Literal.number(number)


def null() -> Expression:
    """Return NULL."""
    return exp.null()


def constant(*, value: bool) -> Expression:
    """Return TRUE or FALSE."""
    return exp.Boolean(this=value)


def every(parts: Iterable[Expression]) -> Expression:
    """Return what holds when all parts hold; with no parts it always holds."""
    given = list(parts)
    return cast("Expression", exp.and_(*given, copy=False)) if given else constant(value=True)


def some(parts: Iterable[Expression]) -> Expression:
    """Return what holds when at least one part holds; with no parts it never holds."""
    given = list(parts)
    return cast("Expression", exp.or_(*given, copy=False)) if given else constant(value=False)


def negated(part: Expression) -> Expression:
    """Return what holds when the part is false; NULL stays NULL."""
    return exp.not_(part, copy=False)


def is_null(part: Expression) -> Expression:
    """Say whether there is no value."""
    return exp.Is(this=part, expression=exp.null())


def has_value(part: Expression) -> Expression:
    """Say whether there is a value."""
    return exp.not_(is_null(part), copy=False)


def surely(part: Expression) -> Expression:
    """Return FALSE where the part is NULL."""
    return exp.Coalesce(this=part, expressions=[exp.false()])


def one_of(part: Expression, values: Sequence[str]) -> Expression:
    """Say whether the part is one of some texts; there must be one at least."""
    if len(values) == 1:
        return exp.EQ(this=part, expression=text(values[0]))
    return exp.In(this=part, expressions=[text(value) for value in values])


def compared(left: Expression, operator: str, right: Expression) -> Expression:
    """Compare by ``<``, ``<=``, ``>``, ``>=``, ``=`` or ``<>``."""
    kinds = {"<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE, "=": exp.EQ, "<>": exp.NEQ}
    return cast("Expression", kinds[operator](this=left, expression=right))


def as_decimal(part: Expression) -> Expression:
    """Return a number with two figures after the point."""
    return exp.cast(part, _AMOUNTS, copy=False)


def total(parts: Sequence[Expression]) -> Expression:
    """Return how many of the parts hold."""
    added = [when([(part, whole(1))], whole(0)) for part in parts]
    sum_ = added[0]
    for part in added[1:]:
        sum_ = exp.Add(this=sum_, expression=part)
    return exp.Paren(this=sum_)


def split(part: Expression, separator: str) -> Expression:
    """Return the parts of a text that stand between separators, as an array."""
    return exp.StringToArray(this=part, expression=text(separator))


def holds_part(array: Expression, part: str) -> Expression:
    """Say whether an array holds a text; for NULL some dialects say NULL, some FALSE."""
    return exp.ArrayContains(this=array, expression=text(part))


def size(array: Expression) -> Expression:
    """Return how many parts an array has; of none, PostgreSQL says NULL."""
    return exp.ArraySize(this=array)


def letters(part: Expression) -> Expression:
    """Return how many letters a text has."""
    return exp.Length(this=part)


def holds_text(part: Expression, sought: str) -> Expression:
    """Say whether a text stands within another."""
    return compared(exp.StrPosition(this=part, substr=text(sought)), ">", whole(0))


def matches(part: Expression, pattern: str) -> Expression:
    """Say whether a regular expression describes the whole text, line breaks at its end included.

    A mark is put behind both: to Spark, "$" stands before a line break at the end as well.
    """
    core = pattern.removeprefix("^").removesuffix("$")
    marked = exp.DPipe(this=part, expression=text("."))
    return exp.RegexpLike(this=exp.Paren(this=marked), expression=text(f"^{core}[.]$"))


def when(
    cases: Iterable[tuple[Expression, Expression]], otherwise: Expression | None = None
) -> Expression:
    """Return the value of the first case that holds, or what is otherwise so (NULL if not said)."""
    found = exp.Case()
    for condition, value in cases:
        found = found.when(condition, value, copy=False)
    return found.else_(otherwise, copy=False) if otherwise is not None else found


def joined(pieces: Sequence[tuple[Expression, str]], separator: str) -> Expression:
    """Return the texts whose condition holds, in their order, with a separator between them."""
    parts = [when([(test, text(f"{separator}{said}"))], text("")) for test, said in pieces]
    if not parts:
        return text("")
    while len(parts) > MOST_ARGUMENTS:
        starts = range(0, len(parts), MOST_ARGUMENTS)
        parts = [_concat(parts[start : start + MOST_ARGUMENTS]) for start in starts]
    return exp.Substring(this=_concat(parts), start=whole(len(separator) + 1))


def no_text(part: Expression) -> Expression:
    """Return a text, or NULL for an empty one."""
    return exp.Nullif(this=part, expression=text(""))


def named(part: Expression, name: str, comment: str = "") -> Expression:
    """Give a column of a stage its name, and a comment."""
    found = cast("Expression", exp.alias_(part, _identifier(name), copy=False))
    if comment:
        found.add_comments([f" {comment} "])
    return found


def stage(parts: Sequence[Expression], source: str, *, keep: bool = True) -> Select:
    """Return a query that adds columns to all of an earlier stage, or has only those."""
    return exp.select(*([exp.Star()] if keep else []), *parts, copy=False).from_(
        exp.to_table(source), copy=False
    )


def joined_to(
    query: Select, table: str, name: str, pairs: Sequence[tuple[Expression, Expression]]
) -> Select:
    """Look up a row of another table for each row, where all pairs are equal."""
    found = exp.alias_(exp.to_table(table), _identifier(name), table=True)
    on = every(compared(left, "=", right) for left, right in pairs)
    return query.join(found, on=on, join_type="left", copy=False)


def written(stages: Sequence[Stage], last: Select, dialect: str, about: str) -> str:
    """Return the whole query as text: a comment, the stages, and what is selected from them."""
    query = last
    for stage_ in stages:
        query = query.with_(stage_.name, as_=stage_.query, copy=False)
        query.ctes[-1].add_comments([f" {stage_.comment} "])
    return f"/* {about.replace('*/', '* /')} */\n{text_of(query, dialect, pretty=True)}\n"


def text_of(part: Expression, dialect: str, *, pretty: bool = False) -> str:
    """Return a piece, or a whole query, as text."""
    return _of_dialect(part, dialect).sql(dialect=dialect, pretty=pretty, max_text_width=100)


def _of_dialect(query: Expression, dialect: str) -> Expression:
    """Spark splits by SPLIT, the others by STRING_TO_ARRAY: sqlglot takes them for two things."""
    if dialect != "spark":
        return query
    return query.transform(
        lambda node: (
            exp.Split(this=node.this, expression=node.expression)
            if isinstance(node, exp.StringToArray)
            else node
        ),
        copy=False,
    )


def _concat(parts: Sequence[Expression]) -> Expression:
    """CONCAT is one step for any number of texts; sqlglot would write a step for each."""
    return exp.Anonymous(this="CONCAT", expressions=list(parts))


def _identifier(name: str) -> exp.Identifier:
    plain = "_" in name and not name.startswith(_MAYBE_RESERVED)
    return exp.to_identifier(name, quoted=not plain)
