"""How the parts of a decision are put into words: answers, reasons, sources, details.

Everything that comes out of here is clean and on one line; knows no order and no format.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.answers import parts_in_words
from buyguide.guide.evidence import GUIDE_ITSELF, Source
from buyguide.guide.model import Place
from buyguide.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from buyguide.advice.decision import Citation, Decision, Finding, Reason, Strip
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Weeks

_LONGEST_ADVICE = 20_000  # the editor's text: cut only to bound the page, never in ordinary use
_MOST_ANSWERS = 4
_MOST_PARTS = 3  # of one answer
_FOR_EVERYONE = "For everyone."
_MOST_TAGS = 4
MARKS_IN_WORDS = {
    "against": "against",
    "not_known": "not known",
    "look_closer": "look closer",
    "fine": "fine",
}


def advice(text: str) -> str:
    """Return text of the guide, harmless and on one line."""
    return clean(text, limit=_LONGEST_ADVICE).strip()


def sentence(text: str) -> str:
    """Return text of the guide with an end mark."""
    said = advice(text)
    ended = said.rstrip("\"')]\u201d\u2019").endswith((".", "?", "!"))
    return said if ended or not said else f"{said}."


def answer_words(question: Question, answer: Answer, *, most: int = _MOST_PARTS) -> str:
    """Return an answer as people say it: labels, an amount with its unit, names as typed.

    Of an answer with many parts, ``most`` are shown and the rest counted.
    """
    if answer is None:
        return "not answered"
    words = [advice(part) for part in parts_in_words(question, answer)]
    shown = ", ".join(words[:most]) or "none"
    more = len(words) - most
    return shown if more <= 0 else f"{shown} and {more} more"


def answered(question: Question, answer: Answer) -> str:
    """Return an answer with the short name of its question before it."""
    return f"{advice(question.label)}: {answer_words(question, answer)}"


def because(guide: Guide, reasons: Iterable[Reason]) -> str:
    """Return why a line is there: the answers that called for it, or that it is for everyone."""
    answers = answers_of(guide, reasons)
    return f"Because you answered {answers}." if answers else _FOR_EVERYONE


def answers_of(guide: Guide, reasons: Iterable[Reason]) -> str:
    """Return the answers that are the reasons, a few and how many more; empty if there is none."""
    answers = [
        answered(guide.question_by_id[id], answer) for id, answer in _by_question(reasons).items()
    ]
    shown = "; ".join(answers[:_MOST_ANSWERS])
    more = len(answers) - _MOST_ANSWERS
    rest = "" if more <= 0 else f"; and {more} more {'answer' if more == 1 else 'answers'}"
    return f"{shown}{rest}"


def tags(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the short marks that name the sources of a line, each once, with its paragraphs."""
    paragraphs: dict[str, list[int]] = {}
    for citation in citations:
        cited = paragraphs.setdefault(_name(citation), [])
        if citation.from_articles and citation.paragraph is not None:
            cited.append(citation.paragraph)
    return tuple(f"[{name}{_places(cited)}]" for name, cited in paragraphs.items())


def first_tags(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return a few of the marks: all sources stand in their own part of the report."""
    marks = tags(citations)
    more = len(marks) - _MOST_TAGS
    return (*marks[:_MOST_TAGS], *([f"[and {more} more]"] if more > 0 else []))


def sources_of(guide: Guide, finding: Finding) -> tuple[str, ...]:
    """Return how many of the articles a line rests on, where more than one does, and its marks."""
    articles, number = articles_in(guide), articles_behind(guide, finding)
    support = (f"From {number} of {articles} articles.",) if number > 1 else ()
    return (*support, *first_tags(finding.sources))


@lru_cache(maxsize=8)
def articles_in(guide: Guide) -> int:
    """Return how many articles the guide is built from."""
    return sum(source.is_article for source in guide.sources.values())


def articles_behind(guide: Guide, finding: Finding) -> int:
    """Return how many of the articles a line rests on."""
    cited = (citation.id for citation in finding.sources if citation.from_articles)
    return len({guide.claims[id].source if id in guide.claims else id for id in cited})


def decisive(decision: Decision) -> tuple[Finding, ...]:
    """Return the findings that decided the verdict."""
    return tuple(finding for finding in decision.findings if finding.id in decision.because)


def details(finding: Finding) -> tuple[str, ...]:
    """Return the lines that say how sure, by when and within which limits, if there are any."""
    expected = finding.kind == "expectation"
    lines = (
        ("How sure", finding.how_sure),
        ("By when", weeks_words(finding.weeks) if finding.weeks or expected else None),
        ("Limits", finding.limits),
    )
    named = tuple(f"{name}: {sentence(said)}" for name, said in lines if said)
    return (*(sentence(line) for line in finding.details), *named)


def strip_rows(guide: Guide, strip: Strip) -> tuple[tuple[str, str], ...]:
    """Return a usual range and the shopper's own amounts, each as a label and its words."""
    least, most = (show_amount(amount, strip.unit) for amount in (strip.least, strip.most))
    own = (
        (advice(guide.question_by_id[id].label), sentence(show_amount(amount, strip.unit)))
        for id, amount in strip.marks
    )
    return ((advice(strip.label), sentence(f"{least} to {most}")), *own)


def strip_lines(guide: Guide, finding: Finding) -> tuple[str, ...]:
    """Return the lines of a finding's range of amounts; none without one."""
    if finding.strip is None:
        return ()
    return tuple(f"{label}: {words}" for label, words in strip_rows(guide, finding.strip))


def title_of(guide: Guide, finding: Finding, *, with_point: bool) -> str:
    """Return a finding's title; ``with_point``: after the point that it settles, and its mark."""
    points = guide.candidates.points if guide.candidates and with_point and finding.mark else ()
    label = next((advice(point.label) for point in points if point.id in finding.points), None)
    title = advice(finding.title)
    return f"{label}: {MARKS_IN_WORDS[finding.mark or '']}. {title}" if label else title


def weeks_words(weeks: Weeks | None) -> str:
    """Return from when to when, in words; that no time is known is said too."""
    if weeks is None:
        return "our sources give no time"
    if weeks.least == weeks.most:
        return f"about {weeks.least} {'week' if weeks.least == 1 else 'weeks'}"
    return f"{weeks.least} to {weeks.most} weeks"


def sources_used(decision: Decision) -> tuple[Source, ...]:
    """Return the sources that the advice cites, in the guide's order."""
    guide = decision.guide
    cited = {citation.id for finding in decision.findings for citation in finding.sources}
    used = set(cited)
    used.update(guide.claims[id].source for id in cited & guide.claims.keys())
    used.update(source for id in cited & guide.facts.keys() for source in guide.facts[id].sources)
    used.discard(GUIDE_ITSELF)
    listed = [source for source in guide.sources.values() if source.id in used]
    known = {source.address for source in listed}
    more = _references(guide, used - guide.sources.keys())
    return (*listed, *(source for source in more if source.address not in known))


def _references(guide: Guide, ids: AbstractSet[str]) -> Iterator[Source]:
    """Yield where catalogues have what they say of their entries, as sources like others."""
    for catalogue in guide.catalogues.values():
        for reference in catalogue.sources.values():
            if reference.id in ids:
                columns = reference.columns
                yield Source(
                    reference.id,
                    reference.title,
                    columns.get("publisher") or reference.title,
                    Place("", 0, 0),
                    "reference",
                    date=columns.get("year"),
                    address=columns.get("url"),
                )


def source_words(source: Source) -> str:
    """Return what a reader should know of a source: what, who, when, and which interest.

    Its address stands apart, so that a writer can make a link of it.
    """
    origin = ", ".join(
        advice(part) for part in (source.publisher, source.date, source.kind) if part
    )
    parts = (
        source.title,
        origin,
        source.speaker and source.is_article and f"Who speaks: {source.speaker}",
        source.interest and f"Interest: {source.interest}",
    )
    return " ".join(sentence(part) for part in parts if part)


def _by_question(reasons: Iterable[Reason]) -> dict[str, Answer]:
    """Merge reasons that name the same question, each part of its answer once."""
    merged: dict[str, Answer] = {}
    for reason in reasons:
        before = merged.get(reason.question)
        if isinstance(before, tuple) and isinstance(reason.answer, tuple):
            merged[reason.question] = tuple(dict.fromkeys(before + reason.answer))
        else:
            merged[reason.question] = reason.answer
    return merged


def _name(citation: Citation) -> str:
    if citation.id == GUIDE_ITSELF:
        return "this guide's own reasoning"
    short = advice(citation.short)
    return short if citation.from_articles else f"outside: {short}"


def _places(paragraphs: Iterable[int]) -> str:
    return "".join(
        f"{', ' if at else ', par. '}{paragraph}"
        for at, paragraph in enumerate(sorted(set(paragraphs)))
    )
