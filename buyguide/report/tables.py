"""The tables of a report that can also be drawn: times to a change, and amounts on a usual range.

Every row is a line that is complete without the drawing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.report.document import Row, Table
from buyguide.report.wording import advice, sentence, strip_rows, weeks_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.advice.decision import Finding, Strip
    from buyguide.guide.model import Guide, Option

_TIMELINE = "By when a change may show, if one does"
_START = "now"


def timeline(goals: Mapping[str, Option], findings: Sequence[Finding]) -> Iterator[Table]:
    """Yield one table: from when to when each goal may show a change; none when no time is known.

    ``goals`` are the options that a finding's goal may name; ``findings`` stand as they are read.
    """
    expected = [one for one in findings if one.goal in goals]
    latest = max((one.weeks.most for one in expected if one.weeks), default=0)
    if latest:
        rows = dict.fromkeys(
            Row(
                advice(goals[one.goal or ""].label),
                sentence(weeks_words(one.weeks)),
                one.weeks.least if one.weeks else None,
                one.weeks.most if one.weeks else None,
            )
            for one in expected
        )
        yield Table(tuple(rows), _TIMELINE, (_START, f"{latest} weeks"))


def strips(guide: Guide, findings: Iterable[Finding]) -> Iterator[Table]:
    """Yield a table for each range of amounts that the findings speak of, each range once."""
    found = dict.fromkeys(one.strip for one in findings if one.strip is not None)
    return (_strip(guide, strip) for strip in found)


def _strip(guide: Guide, strip: Strip) -> Table:
    spans = [(strip.least, strip.most), *((amount, amount) for _, amount in strip.marks)]
    rows = tuple(
        Row(label, words, least, most)
        for (label, words), (least, most) in zip(strip_rows(guide, strip), spans, strict=True)
    )
    farthest = max(most for _, most in spans)
    title = f"{advice(strip.label)}, and yours" if strip.marks else advice(strip.label)
    return Table(rows, title, (show_amount(0, strip.unit), show_amount(farthest, strip.unit)))
