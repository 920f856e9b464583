"""Asks about further candidates, one after another, once the first is known.

What is not about a candidate is asked once; each further one gets the candidate's questions only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.answers import MOST_CANDIDATES, candidate_name, is_candidate, with_candidate
from buyguide.errors import NoTerminal
from buyguide.interview.asker import Move, Prompt, Row
from buyguide.interview.course import Course
from buyguide.interview.interview import run
from buyguide.interview.leaving import answers_outlive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide
    from buyguide.interview.asker import Asker

Candidate = dict[str, "Answer"]  # the answers to the candidate questions, by question id
_MORE, _LAST = "more", "last"


def ask_candidates(
    guide: Guide,
    asker: Asker,
    values: Mapping[str, Answer],
    given: Sequence[Mapping[str, Answer]],
    *,
    offer: bool,
) -> tuple[Mapping[str, Answer], ...] | None:
    """Complete the candidates given, and with ``offer`` ask about more while the person wants it.

    ``values`` are the answers with the first candidate. Returns the further candidates, or None
    when the person wants to go back to those answers. Raises ``Interrupted`` with all so far.
    """
    round = _Round(guide, asker, values)
    found = round.found
    with answers_outlive(values, found):
        for candidate in given:
            round.ask(dict(candidate), check=False)
        while offer and is_candidate(guide, values) and len(found) + 1 < MOST_CANDIDATES:
            reply = round.another()
            if isinstance(reply, Move):
                if not found:
                    return None
                round.ask(found.pop())
            elif reply == _LAST:
                break
            else:
                round.ask({})
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Round:
    """The candidates found so far, and what is needed to ask about another."""

    guide: Guide
    asker: Asker
    values: Mapping[str, Answer]
    found: list[Candidate] = field(default_factory=list)

    def another(self) -> str | Move | None:
        """Ask whether there is one more."""
        candidates = self.guide.candidates
        if candidates is None:
            return _LAST
        known = enumerate((self.values, *self.found))
        names = "; ".join(candidate_name(self.guide, one, number) for number, one in known)
        rows = (
            Row(_LAST, "No: show the result", also=("no",)),
            Row(_MORE, f"Yes, another {candidates.noun}", also=("yes",)),
        )
        why = f"You can set up to {MOST_CANDIDATES} {candidates.nouns} side by side."
        label = f"Another {candidates.noun}"
        prompt = Prompt(candidates.another, label, (f"So far: {names}.",), why=why, rows=rows)
        try:
            return self.asker.choose(prompt)
        except NoTerminal:  # the input ended after the last answer that is needed
            return _LAST

    def ask(self, candidate: Candidate, *, check: bool = True) -> None:
        """Ask about one candidate and add it; going back from its first question leaves it out.

        ``check``: show all its answers even if none is missing.
        """
        guide, asker = self.guide, self.asker
        own = frozenset(question.id for question in guide.questions if question.candidate)
        course = Course(guide, dict(with_candidate(guide, self.values, candidate)), own)
        if course.next() is None and not check:
            self.found.append(dict(course.shown))
            return
        course.asked = [id for id in course.shown if id in candidate]
        asker.tell(f"Now to {candidate_name(guide, candidate, len(self.found) + 1)}.")
        try:
            whole = run(asker, course, check=True, leave=True)
        except BaseException:  # whatever ends it: what was answered counts
            self.found.append(dict(course.shown))
            raise
        if whole:
            self.found.append(dict(course.shown))
