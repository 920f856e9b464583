"""``rules check``: everything that can be said about an edit, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from buyguide.editor.articles import articles
from buyguide.editor.cases import run_case, unanswered, undecided
from buyguide.editor.coverage import coverage
from buyguide.editor.desk import read_desk
from buyguide.editor.evidence import evidence
from buyguide.editor.finding_ids import finding_ids
from buyguide.editor.gates import gates
from buyguide.editor.hazards import hazards
from buyguide.editor.proving import proofs
from buyguide.editor.reminding import remembered, reminded
from buyguide.editor.review import review
from buyguide.editor.silencers import silenced
from buyguide.editor.wording import wording
from buyguide.errors import Exit, InputError, Problems, TooManyProblems
from buyguide.reasoning.diagram import SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from buyguide.editor.desk import Desk
    from buyguide.errors import Problem
    from buyguide.guide.model import Guide

_Check: TypeAlias = "Callable[[Desk], Iterable[Problem]]"
CHECKS: tuple[_Check, ...] = (wording, evidence, coverage, gates, review)
PROVED = ("BG4", "BG52")  # how the ids begin of what is proved
_NO_CASE = ("BG501", "BG502")  # such a case notices nothing, so slips are looked for once all hold
_OF_CASES = ("BG520",)
_OF_ARTICLES = ("BG711", "BG712", "BG713")  # looked for only when a folder of articles is given
_OF_GRADE = ("BG605",)  # looked for only where the readability library is installed


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the desk if the guide could be read, how many cases ran, the problems."""

    desk: Desk | None
    cases: int
    problems: tuple[Problem, ...]

    @property
    def guide(self) -> Guide | None:
        """The guide, if it could be read."""
        return self.desk.guide if self.desk else None

    @property
    def exit(self) -> Exit:
        """The status to end with: findings only when one of them is an error."""
        wrong = any(problem.severity == "error" for problem in self.problems)
        return Exit.FINDINGS if wrong else Exit.FINE


def check(
    folder: Path,
    *,
    article_folder: Path | None = None,
    select: Sequence[str] = (),
    today: date | None = None,
    seconds: float = SECONDS,
) -> Checked:
    """Read the guide in a folder, run its cases and every check; problems are sorted by place.

    ``select`` keeps findings whose id begins with one of its texts; what keeps the guide from
    being read is always kept. ``today`` stands in for the clock. Raises ``InputError`` when
    ``article_folder`` holds no articles.
    """
    try:
        desk, problems = read_desk(folder)
    except InputError as error:
        return Checked(None, 0, tuple(remembered(error.problems, folder)))
    problems.extend(_of_cases(desk))
    for run in CHECKS:
        problems.extend(run(desk))
    problems.extend(hazards(desk, folder))
    with_slips = not any(problem.id in _NO_CASE for problem in problems)
    if with_proofs := _wants_proofs(select):
        problems.extend(proofs(desk, with_slips=with_slips, seconds=seconds))
    problems.extend(_review_due(desk, today or datetime.now(tz=UTC).date()))
    if article_folder is not None:
        problems.extend(articles(desk, article_folder))
    unchecked = _unchecked(problems, article_folder, with_proofs=with_proofs)
    unchecked.update(() if with_slips else _OF_CASES)
    told = tuple(remembered(problems, folder))
    left = silenced(desk, reminded(told), finding_ids(), unchecked=unchecked)
    return Checked(desk, len(desk.cases), _selected(left, select))


def _of_cases(desk: Desk) -> list[Problem]:
    """Run the cases; no more is looked at once as many expectations failed as anybody reads."""
    warnings: list[Problem] = []
    failed = Problems()
    try:
        for case in desk.cases:
            warnings.extend(unanswered(case, desk.guide))
            warnings.extend(undecided(case))
            failed.extend(run_case(case, desk.guide))
    except TooManyProblems as found:
        return [*warnings, *found.problems]
    return [*warnings, *failed]


def _review_due(desk: Desk, today: date) -> Iterator[Problem]:
    # Where the editor lives, it may be tomorrow already.
    if date.fromisoformat(desk.guide.reviewed_on) > today + timedelta(days=1):
        what = f"the guide was reviewed on {desk.guide.reviewed_on}, which is still to come."
        problem = desk.guide_item.problem("reviewed_on", what, "Write the day of the review.")
        yield problem.named("BG904", "warning")
    if date.fromisoformat(desk.guide.review_by) < today:
        what = f"the guide was to be reviewed by {desk.guide.review_by}, which has passed."
        remedy = "Go through the sources again, then change reviewed_on and review_by."
        yield desk.guide_item.problem("review_by", what, remedy).named("BG903", "warning")


def _wants_proofs(select: Sequence[str]) -> bool:
    """Proofs take longest, so that they wait when only other findings are asked for."""
    return not select or any(s.startswith(p) or p.startswith(s) for s in select for p in PROVED)


def _unchecked(
    problems: Iterable[Problem], article_folder: Path | None, *, with_proofs: bool
) -> set[str]:
    """Return the ids that were not looked for, whose silencers are therefore left alone."""
    no_library = any(problem.id == "BG606" for problem in problems)
    unproved = () if with_proofs else (id for id in finding_ids() if id.startswith(PROVED))
    of_articles = () if article_folder else _OF_ARTICLES
    return {*of_articles, *(_OF_GRADE if no_library else ()), *unproved}


def _selected(problems: Iterable[Problem], select: Sequence[str]) -> tuple[Problem, ...]:
    kept = {p for p in problems if not select or p.id.startswith(tuple(select))}
    return tuple(sorted(kept))


def summary(checked: Checked) -> str:
    """Return one line: the size of the guide, and how many findings there are of each severity."""
    counts = dict.fromkeys(("error", "warning", "note"), 0)
    for problem in checked.problems:
        counts[problem.severity] += 1
    named = [f"{count} {name}{'s'[: count != 1]}" for name, count in counts.items() if count]
    found = ", ".join(named) or "no problem"
    guide = checked.guide
    if guide is None:
        return f"{found}. The cases and checks run once the guide can be read."
    later = ""
    if any(problem.id in _NO_CASE for problem in checked.problems):
        later = " Whether the cases would notice a slip is looked at once they hold."
    counts = {"question": len(guide.questions), "rule": len(guide.rules), "case": checked.cases}
    size = ", ".join(f"{count} {name}{'s'[: count != 1]}" for name, count in counts.items())
    return f"{guide.id} {guide.version}: {size}; {found}.{later}"
