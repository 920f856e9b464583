"""The whole guide as one SQL query: a table of answers goes in, a decision for each row comes out.

The query goes the way of every decision, a stage after the other. ``given``: the answers as they
stand. ``asked``: those that count, question by question, since an answer counts only where its
question is asked. ``situations``, ``rules``: which of them hold. ``decided``: the verdict, and why
a row cannot be decided, if so. Nothing is added up over rows, so that a row is decided by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.conditions import tests_in
from buyguide.many import expressions as sql
from buyguide.many.columns import columns_of
from buyguide.many.conditions import condition_piece
from buyguide.many.given import given_stage, ticks, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from buyguide.guide.model import Guide, Question, Situation
    from buyguide.guide.rules import Rule, Verdict
    from buyguide.many.columns import Columns
    from buyguide.many.expressions import Expression, Select

_ABOUT = """\
{guide} {version}: {title}

Takes two tables.
  answers: id, and a column for each question of the guide, NULL where there is no answer. A choice
    is the option's id; several options stand in one text, with ";" between them; an amount is a
    number; names that were typed are a text, as it stands in the table "names".
  names: question, given, kinds. "buyguide rules sql --names FILE" makes it from a table of answers.
    Names that are not in it count as unknown.
Gives a row for each row of answers: id, verdict, once_a_clinician_agrees (where the verdict is one
that a clinician may lift), rules (the ids of all rules that speak, in the guide's order, with ";"
between them), and problem. Where there is a problem, nothing is decided, and the rest is NULL."""


def query_text(guide: Guide, dialect: str, passed: tuple[str, ...] = ("id",)) -> str:
    """Return the query as text, in the dialect named ``duckdb``, ``postgres`` or ``spark``.

    ``passed`` are the columns of answers that stand in the results as they are. Raises
    ``BuyguideError``.
    """
    columns = columns_of(guide)
    first = sql.Stage("given", "The answers as they stand", given_stage(guide, columns, passed))
    stages = [first]
    for name, comment, parts in _added(guide, columns):
        if parts:
            stages.append(sql.Stage(name, comment, sql.stage(parts, stages[-1].name)))
    about = _ABOUT.format(guide=guide.id, version=guide.version, title=guide.title)
    return sql.written(stages, _results(guide, passed), dialect, about)


def _added(guide: Guide, columns: Columns) -> Iterator[tuple[str, str, list[Expression]]]:
    """Yield each later stage: its name, what it is about, and the columns that it adds."""
    for number, level in enumerate(_levels(guide)):
        kept = [part for question in level for part in _kept(question, guide, columns)]
        yield f"asked_{number}", "An answer counts where its question is asked", kept
        ticked = [part for question in level for part in ticks(question, columns)]
        yield f"ticked_{number}", "Which options are ticked", ticked
    named = [_situation(one, guide, columns) for one in guide.situations.values()]
    yield "situations", "Conditions with a name", named
    yield "rules", "The rules that speak", [_rule(rule, guide, columns) for rule in guide.rules]
    yield "decided", "The verdict, and what stands against one", _decided(guide, columns)


def _levels(guide: Guide) -> Sequence[Sequence[Question]]:
    """Return the questions that are always asked, then those that depend on them, and so on."""
    depths: dict[str, int] = {}
    for question in guide.questions:
        depths[question.id] = 0
        if question.ask_when is not None:
            tests = tests_in(question.ask_when, lambda name: guide.situations[name].when)
            seen = (id for test in tests for id in (test.question, test.other) if id)
            depths[question.id] = 1 + max((depths[id] for id in seen), default=0)
    return [
        [question for question in guide.questions if depths[question.id] == depth]
        for depth in range(1 + max(depths.values(), default=0))
    ]


def _kept(question: Question, guide: Guide, columns: Columns) -> Iterator[Expression]:
    """Yield the columns of an answer that counts; one that is always asked has them already."""
    if question.ask_when is None:
        return
    pairs = [(columns.given[question.id], columns.kept[question.id])]
    if question.catalogue is not None:
        pairs.append((columns.kinds_given[question.id], columns.kinds[question.id]))
    for given, kept in pairs:
        asked = condition_piece(question.ask_when, guide, columns)
        yield sql.named(sql.when([(asked, sql.column(given))]), kept)


def _situation(situation: Situation, guide: Guide, columns: Columns) -> Expression:
    piece = condition_piece(situation.when, guide, columns)
    return sql.named(piece, columns.situations[situation.id], situation.say)


def _rule(rule: Rule, guide: Guide, columns: Columns) -> Expression:
    piece = sql.constant(value=True)
    if rule.when is not None:
        piece = condition_piece(rule.when, guide, columns, by_name=True)
    return sql.named(piece, columns.rules[rule.id], f"{rule.id}: {rule.title}")


def _decided(guide: Guide, columns: Columns) -> list[Expression]:
    lifted = [verdict for verdict in guide.verdicts if not verdict.clinician]
    said = [(sql.column(columns.rules[rule.id]), rule.id) for rule in guide.rules]
    return [
        sql.named(_strongest(guide, guide.verdicts, columns), "verdict"),
        sql.named(_strongest(guide, lifted, columns), "once_a_clinician_agrees"),
        sql.named(sql.joined(said, ";"), "rules"),
        sql.named(sql.joined(_problems(guide, columns), "; "), "problem"),
    ]


def _strongest(guide: Guide, verdicts: Iterable[Verdict], columns: Columns) -> Expression:
    """The first of the verdicts that a rule asks for; by default the last of the guide."""
    cases = []
    for verdict in verdicts:
        asking = [rule.id for rule in guide.rules if rule.verdict == verdict.id]
        if asking:
            asked = sql.some(sql.column(columns.rules[id]) for id in asking)
            cases.append((asked, sql.text(verdict.id)))
    default = sql.text(guide.verdicts[-1].id)
    return sql.when(cases, default) if cases else default


def _problems(guide: Guide, columns: Columns) -> list[tuple[Expression, str]]:
    """Return what stands against a decision, and how it is said."""
    found = []
    for question in guide.questions:
        found.append((unreadable(question, columns), f"{question.id} cannot be read"))
        if question.required:
            parts = [sql.is_null(sql.column(columns.kept[question.id]))]
            if question.ask_when is not None:
                parts.insert(0, condition_piece(question.ask_when, guide, columns))
            found.append((sql.every(parts), f"{question.id} is not answered"))
    return found


def _results(guide: Guide, passed: Iterable[str]) -> Select:
    """The columns of the results; where there is a problem, the decision is NULL."""
    fine = sql.compared(sql.column("problem"), "=", sql.text(""))
    clinician = [verdict.id for verdict in guide.verdicts if verdict.clinician]
    lifted = sql.column("once_a_clinician_agrees")
    if clinician:
        lifts = sql.every((fine.copy(), sql.one_of(sql.column("verdict"), clinician)))
        lifted = sql.when([(lifts, lifted)])
    else:
        lifted = sql.null()
    decision = {"verdict": sql.column("verdict"), "rules": sql.column("rules")}
    shown = {name: sql.when([(fine.copy(), part)]) for name, part in decision.items()}
    shown = {"verdict": shown["verdict"], "once_a_clinician_agrees": lifted, **shown}
    parts = [
        *(sql.column(name) for name in passed),
        *(sql.named(part, name) for name, part in shown.items()),
        sql.named(sql.no_text(sql.column("problem")), "problem"),
    ]
    return sql.stage(parts, "decided", keep=False)
