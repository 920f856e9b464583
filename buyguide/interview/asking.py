"""Asks one question of a guide, whatever its kind, and says the answer back as it was understood.

Knows neither which question comes next nor how the asker shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from buyguide.amounts import AmountRefused, read_amount, show_amount
from buyguide.answers import parts_in_words
from buyguide.guide.model import LONGEST_TEXT
from buyguide.interview.asker import Move, Prompt, Row, Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Catalogue
    from buyguide.guide.model import Option, Question
    from buyguide.interview.asker import Asker

PRIVATE = "Your answers stay on this machine."
SKIP = "Skip this question"
_NOT_GIVEN = "not given"


class Turn(NamedTuple):
    """One question's turn: where it stands, what was answered before, the list it looks in.

    An earlier answer of ``None`` was a skip if the question was ``skipped``; else there is none.
    ``effect`` returns what the answer can still change, in sentences.
    """

    question: Question
    progress: str
    heading: tuple[str, ...] = ()
    earlier: Answer = None
    skipped: bool = False
    catalogue: Catalogue | None = None
    effect: Callable[[], str] | None = None


def ask_question(asker: Asker, turn: Turn) -> Answer | Move | Unfinished:
    """Ask until there is an answer or a move, and tell the answer back."""
    kind = turn.question.kind
    reply: Answer | Move | Unfinished
    if kind == "choice":
        reply = asker.choose(_prompt(turn))
    elif kind == "choices":
        reply = asker.tick(_prompt(turn))
    elif kind == "amount":
        reply = _ask_amount(asker, turn)
    elif kind == "lookup" and turn.catalogue is not None:
        from buyguide.interview.names import ask_names

        reply = ask_names(asker, _prompt(turn), turn.catalogue)
    else:
        reply = _ask_text(asker, turn)
    if not isinstance(reply, Move | Unfinished):
        asker.tell(f"{turn.question.label}: {in_words(turn.question, reply)}")
    return reply


def in_words(question: Question, answer: Answer) -> str:
    """Return the whole answer as people say it."""
    if answer is None:
        return _NOT_GIVEN
    return "; ".join(parts_in_words(question, answer)) or "none"


def _prompt(turn: Turn) -> Prompt:
    question = turn.question
    return Prompt(
        ask=question.ask,
        label=question.label,
        before=(*turn.heading, turn.progress),
        after=(f"Why we ask: {question.help}",) if question.gate and question.help else (),
        why=question.help,
        effect=turn.effect,
        rows=_rows(question),
        earlier=_earlier(turn),
        skip=None if question.required else SKIP,
        skipped=turn.skipped,
    )


def _rows(question: Question) -> tuple[Row, ...]:
    """Return a row for each option, those that stand alone last and parted by "or"."""
    many = question.kind == "choices"
    together = [option for option in question.options if not _alone(option)]
    alone = [option for option in question.options if _alone(option)]
    rows = [_row(option) for option in together]
    for option in alone:
        above = "or" if many and rows and not rows[-1].alone else None
        rows.append(_row(option)._replace(alone=True, above=above))
    return tuple(rows)


def _row(option: Option) -> Row:
    return Row(option.id, option.label, option.hint, option.also)


def _alone(option: Option) -> bool:
    return option.exclusive or option.means in {"clear", "unsure"}


def _earlier(turn: Turn) -> tuple[str, ...]:
    earlier = turn.earlier
    if isinstance(earlier, int):
        return (show_amount(earlier, turn.question.unit),)
    return (earlier,) if isinstance(earlier, str) else earlier or ()


def _ask_amount(asker: Asker, turn: Turn) -> int | Move | None:
    question, prompt = turn.question, _prompt(turn)
    while True:
        typed = asker.type(prompt)
        if not isinstance(typed, str):
            return typed
        try:
            amount = read_amount(typed, question.unit, question.minimum, question.maximum)
        except AmountRefused as refused:
            asker.tell(f'"{typed}" cannot be read. {refused}')
            prompt = _again(prompt, typed)
            continue
        shown = show_amount(amount, question.unit)
        if shown != typed:
            asker.tell(f'"{typed}" is understood as {shown}.')
        return amount


def _ask_text(asker: Asker, turn: Turn) -> str | Move | None:
    question, prompt = turn.question, _prompt(turn)
    while True:
        typed = asker.type(prompt)
        if not isinstance(typed, str):
            return typed
        if len(typed) > question.longest:
            asker.tell(f"That is too long. Please use at most {question.longest} letters.")
        elif not question.has_form(typed):
            asker.tell(f'"{typed}" does not have the right form. {question.help or ""}'.rstrip())
        else:
            return typed
        prompt = _again(prompt, typed)


def _again(prompt: Prompt, typed: str) -> Prompt:
    """Return the prompt for another try, starting from what was typed."""
    return prompt._replace(before=(), after=(), earlier=(typed[:LONGEST_TEXT],))
