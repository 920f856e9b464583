"""Holds the interview: question by question, back, and the page where all can be changed.

Knows no rule and no terminal; asks through an ``Asker``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.interview.asker import Move, Prompt, Row, Unfinished
from buyguide.interview.asking import PRIVATE, Turn, ask_question, in_words
from buyguide.interview.course import Course
from buyguide.interview.leaving import answers_outlive
from buyguide.interview.mattering import what_it_can_change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.interview.asker import Asker

_SECONDS_EACH = 12  # an unhurried answer, reading included


def hold_interview(
    guide: Guide, asker: Asker, given: Mapping[str, Answer], *, check: bool = False
) -> Mapping[str, Answer]:
    """Ask what ``given`` leaves open and return all answers that count.

    ``check``: show the page with all answers even if nothing is left to ask. Raises
    ``Interrupted`` with the answers so far when the person leaves or a fault ends it, and
    ``NoTerminal`` when there is nobody to answer.
    """
    course = Course(guide, dict(given), frozenset(guide.question_by_id))
    with answers_outlive(course.answers):
        if course.next() is not None:
            _welcome(asker, course)
        run(asker, course, check=check)
    return course.counted


def run(asker: Asker, course: Course, *, check: bool, leave: bool = False) -> bool:
    """Ask all that is open, then let every answer be changed.

    With ``leave`` the person may go back from the first question: then False is returned.
    """
    while True:
        question = _wanted(course) or course.next()
        if question is None:
            question = _check(asker, course, check=check)
            if question is None:
                return True
        if not _take(asker, course, question) and leave:
            return False


def _welcome(asker: Asker, course: Course) -> None:
    count = course.about()
    minutes = max(1, round(count * _SECONDS_EACH / 60))
    length = "1 minute" if minutes == 1 else f"{minutes} minutes"
    asker.tell(
        *course.guide.about,
        f"About {count} question{'' if count == 1 else 's'}, {length} or so. {PRIVATE}",
        "",
        *asker.directions,
    )


def _wanted(course: Course) -> Question | None:
    """Return the question that the person chose to change, once."""
    wanted, course.wanted = course.wanted, None
    return course.guide.question_by_id[wanted] if wanted is not None else None


def _take(asker: Asker, course: Course, question: Question) -> bool:
    """Ask one question and follow the reply; return False when there is no question before it."""
    reply = ask_question(asker, _turn(course, question))
    if isinstance(reply, Unfinished):
        _put_by(asker, course, question, reply.names)
        reply = reply.move
    if reply is Move.BACK:
        if question.id not in course.answers:  # else it was only to be changed
            return _go_back(asker, course)
    elif reply is Move.CHANGE:
        _want_change(asker, course)
    elif not isinstance(reply, Move):
        course.take(question.id, reply)
    return True


def _put_by(asker: Asker, course: Course, question: Question, names: tuple[str, ...]) -> None:
    """Keep an unfinished list to go on from; an answer that was only to be changed stands."""
    if question.id in course.answers:
        as_before = in_words(question, course.answers[question.id])
        asker.tell(f"Not changed. {question.label}: {as_before}")
    else:
        course.earlier[question.id] = names
        asker.tell(f"Not finished, kept for later. {question.label}: {in_words(question, names)}")


def _want_change(asker: Asker, course: Course) -> None:
    if not course.shown:
        asker.tell("There is no answer to change yet.")
        return
    chosen = _choose_change(asker, course, "Go on with the questions")
    course.wanted = chosen if isinstance(chosen, str) else None


def _go_back(asker: Asker, course: Course) -> bool:
    if not course.asked:
        asker.tell("This is the first question.")
        return False
    last = course.take_back()
    asker.tell(f"Back to: {course.guide.question_by_id[last].label}")
    return True


def _turn(course: Course, question: Question) -> Turn:
    guide, counted = course.guide, course.counted
    new = question.section if question.section != course.section else None
    course.section = question.section
    private = [PRIVATE] if new and question.gate else []
    before = {**course.earlier, **course.answers}
    return Turn(
        question,
        progress=_progress(course, question),
        heading=(new, *private) if new else (),
        earlier=before.get(question.id),
        skipped=question.id in before and before[question.id] is None,
        catalogue=guide.catalogues[question.catalogue] if question.catalogue else None,
        effect=lambda: what_it_can_change(guide, counted, question.id),
    )


def _progress(course: Course, question: Question) -> str:
    if question.id in course.answers:
        return "Change your answer"
    number = len(course.asked) + 1
    return f"Question {number} of about {max(number, course.about())}"


def _check(asker: Asker, course: Course, *, check: bool) -> Question | None:
    """Show all answers and return the question to ask again; None: the answers are right."""
    if new := course.set_aside():
        labels = (course.guide.question_by_id[id].label for id in new)
        asker.tell(f"No longer needed, so not used: {'; '.join(labels)}.")
    if not course.asked and not check:
        return None
    while True:
        further = "go on" if course.guide.candidates else "show the result"
        chosen = _choose_change(asker, course, f"These are right: {further}")
        if chosen is Move.BACK:
            _go_back(asker, course)
            if question := course.next():
                return question
        elif not isinstance(chosen, Move):
            return None if chosen is None else course.guide.question_by_id[chosen]


def _choose_change(asker: Asker, course: Course, go_on: str) -> str | Move | None:
    """Offer every answer for a change; return a question's id, or None to go on."""
    rows: list[Row] = []
    section = None
    for id, answer in course.shown.items():
        question = course.guide.question_by_id[id]
        above = question.section if question.section != section else None
        section = question.section
        rows.append(Row(id, f"{question.label}: {in_words(question, answer)}", above=above))
    ask = "Check your answers. Choose one to change it, or choose the last line."
    course.section = None  # the next question stands under its heading again
    return asker.choose(Prompt(ask=ask, label="Your answers", rows=tuple(rows), skip=go_on))
