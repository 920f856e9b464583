"""The course of one interview: what was answered and taken back, and which question comes next.

Asks nobody. A question that can no longer change the result is passed over, unless it must be
answered; whether it can is worked out on the exact model of all interviews.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.answers import applies, settle
from buyguide.guide.conditions import tests_in
from buyguide.interview.mattering import still_matters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question


@dataclass(eq=False, repr=False)  # answers are private
class Course:
    """One interview under way: answers, those taken back, and what was asked, in order.

    ``own`` are the questions that it may ask; the answers to all others stand.
    """

    guide: Guide
    answers: dict[str, Answer]
    own: frozenset[str]
    earlier: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    wanted: str | None = None
    section: str | None = None
    passed_over: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Open again what a file leaves unanswered although it must be answered."""
        for id in [id for id, answer in self.answers.items() if answer is None]:
            if self.guide.question_by_id[id].required:
                del self.answers[id]

    @property
    def counted(self) -> Mapping[str, Answer]:
        """The answers that count."""
        return settle(self.guide, self.answers).values

    @property
    def shown(self) -> Mapping[str, Answer]:
        """The answers that count and can be changed here."""
        return {id: answer for id, answer in self.counted.items() if id in self.own}

    def next(self) -> Question | None:
        """Return the first open question that can change anything; None when all are done."""
        counted = self.counted
        for question in self.guide.questions:
            if question.id in counted or question.id not in self.own:
                continue
            if applies(question, counted, self.guide):
                if question.required or still_matters(self.guide, counted, question.id):
                    self.passed_over.discard(question.id)
                    return question
                self.passed_over.add(question.id)
        return None

    def take(self, id: str, answer: Answer) -> None:
        """Keep an answer as the latest one."""
        self.answers[id] = answer
        if id in self.asked:
            self.asked.remove(id)
        self.asked.append(id)

    def take_back(self) -> str:
        """Take back the latest answer, so that its question is the next one again."""
        last = self.asked.pop()
        if last in self.answers:
            self.earlier[last] = self.answers.pop(last)
        return last

    def set_aside(self) -> list[str]:
        """Set aside the answers that no longer apply; return the ids of those that are new."""
        counted = self.counted
        unused = [id for id in {**self.answers, **self.earlier} if id not in counted]
        self.earlier.update((id, self.answers.pop(id)) for id in unused if id in self.answers)
        self.asked = [id for id in self.asked if id in counted]
        new = [id for id in unused if id not in self.dropped]
        self.dropped = set(unused)
        return new

    def about(self) -> int:
        """Estimate how many questions there are to ask in all.

        One that hangs on a question still to come counts as half.
        """
        counted = self.counted
        halves, still_open = 2 * len(self.asked), set[str]()
        for question in self.guide.questions:
            if question.id in {*self.answers, *self.passed_over} or question.id not in self.own:
                continue
            if applies(question, counted, self.guide):
                halves += 2
            elif still_open & _asked_about(question, self.guide):
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
