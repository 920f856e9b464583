"""Which question comes next: in order, back, and the page where all answers can be changed.

Knows no rule and no terminal; asks through an ``Asker``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.answers import applies, next_question, settle
from buyguide.errors import Interrupted
from buyguide.guide.conditions import tests_in
from buyguide.interview.asker import Move, Prompt, Row
from buyguide.interview.asking import PRIVATE, Turn, ask_question, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.interview.asker import Asker

_SECONDS_EACH = 12  # an unhurried answer, reading included


@dataclass
class _Course:
    """The course of one interview: answers, those taken back, and what was asked, in order."""

    guide: Guide
    answers: dict[str, Answer]
    earlier: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    wanted: str | None = None
    section: str | None = None

    @property
    def counted(self) -> Mapping[str, Answer]:
        return settle(self.guide, self.answers).values

    @property
    def next(self) -> Question | None:
        return next_question(self.guide, self.counted)


def hold_interview(guide: Guide, asker: Asker, given: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Ask what ``given`` leaves open and return all answers that count.

    Raises ``Interrupted`` with the answers so far when the person leaves, and ``NoTerminal``
    when there is nobody to answer.
    """
    course = _Course(guide, dict(given))
    try:
        if course.next is not None:
            _welcome(asker, course)
        while (question := _upcoming(asker, course)) is not None:
            _take(asker, course, question)
    except KeyboardInterrupt:
        raise Interrupted(dict(course.answers)) from None
    return course.counted


def _welcome(asker: Asker, course: _Course) -> None:
    count = _about(course)
    minutes = max(1, round(count * _SECONDS_EACH / 60))
    length = "1 minute" if minutes == 1 else f"{minutes} minutes"
    asker.tell(
        *course.guide.about,
        f"About {count} question{'' if count == 1 else 's'}, {length} or so. {PRIVATE}",
        "",
        *asker.directions,
    )


def _upcoming(asker: Asker, course: _Course) -> Question | None:
    """Return the question to ask now: one to change, or the first that is open."""
    wanted, course.wanted = course.wanted, None
    if wanted is not None:
        return course.guide.question_by_id[wanted]
    return course.next or _check(asker, course)


def _take(asker: Asker, course: _Course, question: Question) -> None:
    """Ask one question and follow the reply."""
    reply = ask_question(asker, _turn(course, question))
    if reply is Move.BACK:
        if question.id not in course.answers:  # else it was only to be changed
            _go_back(asker, course)
    elif reply is Move.CHANGE:
        _want_change(asker, course)
    elif not isinstance(reply, Move):
        course.answers[question.id] = reply
        if question.id in course.asked:
            course.asked.remove(question.id)
        course.asked.append(question.id)


def _want_change(asker: Asker, course: _Course) -> None:
    if not course.counted:
        asker.tell("There is no answer to change yet.")
        return
    chosen = _choose_change(asker, course, "Go on with the questions")
    course.wanted = chosen if isinstance(chosen, str) else None


def _go_back(asker: Asker, course: _Course) -> None:
    """Take back the latest answer, so that its question is the next one again."""
    if not course.asked:
        asker.tell("This is the first question.")
        return
    last = course.asked.pop()
    if last in course.answers:
        course.earlier[last] = course.answers.pop(last)
    asker.tell(f"Back to: {course.guide.question_by_id[last].label}")


def _turn(course: _Course, question: Question) -> Turn:
    guide = course.guide
    new = question.section if question.section != course.section else None
    course.section = question.section
    private = [PRIVATE] if new and question.gate else []
    return Turn(
        question,
        progress=_progress(course, question),
        heading=(new, *private) if new else (),
        earlier=course.answers.get(question.id, course.earlier.get(question.id)),
        catalogue=guide.catalogues.get(question.catalogue or ""),
    )


def _progress(course: _Course, question: Question) -> str:
    if question.id in course.answers:
        return "Change your answer"
    number = len(course.asked) + 1
    return f"Question {number} of about {max(number, _about(course))}"


def _about(course: _Course) -> int:
    """Estimate how many questions there are to ask in all.

    One that hangs on a question still to come counts as half.
    """
    counted = course.counted
    halves, still_open = 2 * len(course.asked), set[str]()
    for question in course.guide.questions:
        if question.id in course.answers:
            continue
        if applies(question, counted, course.guide):
            halves += 2
        elif still_open & _asked_about(question, course.guide):
            halves += 1
        else:
            continue
        still_open.add(question.id)
    return (halves + 1) // 2


def _asked_about(question: Question, guide: Guide) -> set[str]:
    """Return the questions that decide whether this one is asked."""
    if question.ask_when is None:
        return set()
    tests = tests_in(question.ask_when, lambda name: guide.situations[name].when)
    return {id for test in tests for id in (test.question, test.other) if id}


def _check(asker: Asker, course: _Course) -> Question | None:
    """Show all answers and return the question to ask again; None: the answers are right."""
    _drop(asker, course)
    if not course.asked:
        return None
    while True:
        chosen = _choose_change(asker, course, "These are right: show the result")
        if chosen is Move.BACK:
            _go_back(asker, course)
            return course.next
        if not isinstance(chosen, Move):
            return None if chosen is None else course.guide.question_by_id[chosen]


def _drop(asker: Asker, course: _Course) -> None:
    """Set aside the answers that no longer apply, and say so once."""
    counted = course.counted
    unused = [id for id in {**course.answers, **course.earlier} if id not in counted]
    course.earlier.update((id, course.answers.pop(id)) for id in unused if id in course.answers)
    course.asked = [id for id in course.asked if id in counted]
    new = [course.guide.question_by_id[id].label for id in unused if id not in course.dropped]
    course.dropped = set(unused)
    if new:
        asker.tell(f"No longer needed, so not used: {'; '.join(new)}.")


def _choose_change(asker: Asker, course: _Course, go_on: str) -> str | Move | None:
    """Offer every answer for a change; return a question's id, or None to go on."""
    rows: list[Row] = []
    section = None
    for id, answer in course.counted.items():
        question = course.guide.question_by_id[id]
        above = question.section if question.section != section else None
        section = question.section
        rows.append(Row(id, f"{question.label}: {in_words(question, answer)}", above=above))
    ask = "Check your answers. Choose one to change it, or choose the last line."
    course.section = None  # the next question stands under its heading again
    return asker.choose(Prompt(ask=ask, label="Your answers", rows=tuple(rows), skip=go_on))
