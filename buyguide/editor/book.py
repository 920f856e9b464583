"""``rules book``: the whole guide for a reviewer who reads no YAML, in one fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.amounts import show_amount
from buyguide.editor.hazard_log import read_hazards
from buyguide.editor.uses import users
from buyguide.guide.sentences import in_words
from buyguide.report.document import Document, Heading, Item, Paragraph, Urgency
from buyguide.report.wording import MARKS_IN_WORDS, answered, source_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.editor.cases import Case
    from buyguide.editor.desk import Desk
    from buyguide.editor.hazard_log import Hazard
    from buyguide.guide.evidence import Claim, Fact
    from buyguide.guide.model import Guide, Option, Question
    from buyguide.guide.promise import Promise
    from buyguide.guide.rules import Arithmetic, Rule
    from buyguide.report.document import Block

_PARTS = {
    "caution": "Cautions",
    "expectation": "What to expect",
    "choosing": "Choosing",
    "using": "Using it",
    "ask_a_clinician": "Questions for a clinician",
    "alternative": "Other ways, and doing nothing",
}


def book(desk: Desk) -> Document:
    """Return the guide as a document; the same guide always gives the same document.

    Raises ``InputError`` when its hazard log cannot be read.
    """
    guide, used_by = desk.guide, users(desk.guide)
    blocks: list[Block] = [*_opening(guide)]
    blocks += [Heading("The ladder of verdicts, strongest first"), *_ladder(guide, used_by)]
    blocks += [Heading("The questions, in the order asked")]
    blocks += [question_item(question, guide) for question in guide.questions]
    blocks += _part("Situations", (situation_item(id, guide) for id in guide.situations))
    for kind, name in _PARTS.items():
        blocks += _part(name, (rule_item(r, guide) for r in guide.rules if r.kind == kind))
    blocks += _part("Candidates, and what is checked of each", _points(guide))
    blocks += _part("Where the articles do not agree", _tensions(guide))
    blocks += _part("Figures", (figure_item(id, guide) for id in guide.figures))
    blocks += _part("Promises", _promises(guide))
    blocks += _part("Cases: people, and what they are told", (_case(c, guide) for c in desk.cases))
    blocks += _part("Hazards: how the advice could hurt somebody", _hazards(desk))
    blocks += _part("Claims of the articles", _claims(guide, used_by))
    blocks += _part("Facts from outside", _facts(guide, used_by))
    blocks += _part("Sources", _sources(guide))
    blocks += _part("Not covered", (Item(text) for text in guide.not_covered))
    blocks += _part("Words not to print", (Item(p.why, p.words) for p in guide.do_not_print))
    return Document(f"{guide.title}: the whole guide", tuple(blocks))


def rule_item(rule: Rule, guide: Guide) -> Item:
    """Return a rule as one item: what it says, when, to what effect, and what it rests on."""
    labels = {severity.id: severity.label for severity in guide.severities}
    rank = [severity.id for severity in guide.severities].index(rule.severity)
    for_each = f' once for each name typed in "{_label(guide, rule)}",' if rule.for_each else ""
    said = "Said to everybody." if rule.when is None else f"Said when {in_words(rule.when, guide)}."
    details = (
        said.replace("Said ", f"Said{for_each} ", 1),
        rule.verdict and f"Asks for the verdict: {guide.verdict_by_id[rule.verdict].headline}.",
        rule.how_sure and f"How sure: {rule.how_sure}",
        rule.time_to_effect
        and f"By when: {rule.time_to_effect.least} to {rule.time_to_effect.most} weeks.",
        rule.limits and f"Limits: {rule.limits}",
        rule.mark and f"Settles: {', '.join(rule.points)}, as {MARKS_IN_WORDS[rule.mark]}.",
        f"Rests on: {rests_on(rule.because, guide)}.",
        f"Id: {rule.id}.",
    )
    kept = tuple(detail for detail in details if detail)
    return Item(rule.say, rule.title, Urgency(labels[rule.severity], rank), kept)


def rests_on(ids: Iterable[str], guide: Guide) -> str:
    """Return who says what is cited, those of one source together."""
    by_source: dict[str, list[str]] = {}
    for id in ids:
        short, mark = _source_and_mark(id, guide)
        by_source.setdefault(short, []).append(mark)
    return "; ".join(f"{short}: {', '.join(marks)}" for short, marks in by_source.items())


def _source_and_mark(id: str, guide: Guide) -> tuple[str, str]:
    if id in guide.claims:
        claim = guide.claims[id]
        return guide.sources[claim.source].short, f"{id} (par. {claim.paragraph})"
    source = guide.facts[id].sources[0] if id in guide.facts else id
    return guide.sources[source].short, id


def _part(name: str, items: Iterator[Item]) -> list[Block]:
    found = list(items)
    return [Heading(name), *found] if found else []


def _opening(guide: Guide) -> Iterator[Block]:
    yield Paragraph(guide.decision, strong=True)
    yield Paragraph(f"Version {guide.version}. Reviewed on {guide.reviewed_on}.")
    yield Paragraph(f"To be reviewed by {guide.review_by}. {guide.updates} {guide.funding}")
    yield from (Paragraph(text) for text in guide.about)


def _ladder(guide: Guide, used_by: Mapping[str, tuple[str, ...]]) -> Iterator[Block]:
    for verdict in guide.verdicts:
        asked = used_by.get(verdict.id)
        who = f"Asked for by: {', '.join(asked)}." if asked else "Asked for by no rule."
        if verdict is guide.verdicts[-1]:
            who = "Holds when no rule asks for a verdict."
        lifted = ("A clinician's word can lift it.",) if verdict.clinician else ()
        best = (f"Beside others: {verdict.best}",) if verdict.best else ()
        details = (*best, *lifted, who, f"Id: {verdict.id}.")
        yield Item(verdict.say, verdict.headline, None, details)


def question_item(question: Question, guide: Guide) -> Item:
    """Return a question as one item: what is asked, why and when, and every option."""
    marks = [question.kind, *_marks(question)]
    details = (
        question.help and f"Why we ask: {question.help}",
        question.ask_when and f"Asked when {in_words(question.ask_when, guide)}.",
        *(_option(option) for option in question.options),
        f"Id: {question.id} ({', '.join(marks)}).",
    )
    return Item(question.ask, question.label, None, tuple(detail for detail in details if detail))


def _marks(question: Question) -> Iterator[str]:
    if question.required:
        yield "must be answered"
    if question.gate:
        yield "a gate"
    if question.candidate:
        yield "about a candidate"
    if question.kind == "amount":
        low, high = (show_amount(n, question.unit) for n in (question.minimum, question.maximum))
        yield f"from {low} to {high}"


def _option(option: Option) -> str:
    means = {"clear": "(All clear.)", "unsure": "(Counts as not sure.)"}.get(option.means or "", "")
    also = f"Also: {', '.join(option.also)}." if option.also else ""
    parts = (f"Option: {option.label}.", option.hint or "", also, means)
    return " ".join(part for part in parts if part)


def situation_item(id: str, guide: Guide) -> Item:
    """Return a situation as one item: its name and its condition in words."""
    situation = guide.situations[id]
    return Item(f"When {in_words(situation.when, guide)}.", situation.say, None, (f"Id: {id}.",))


def figure_item(id: str, guide: Guide) -> Item:
    """Return a figure as one item: its id and how it is worked out."""
    figure = guide.figures[id]
    unit = f" {figure.unit}" if figure.unit else ""
    return Item(f"{_sum(figure.value, guide)}, to {figure.decimals} decimals{unit}.", id)


def _sum(part: Arithmetic | str | int, guide: Guide) -> str:
    if isinstance(part, int):
        return show_amount(part, None)
    if isinstance(part, str):
        return f'"{guide.question_by_id[part.removesuffix(".number")].label}"'
    sign = {"multiply": " × ", "divide": " / ", "add": " + "}[part.operation]
    inner = (_sum(inner, guide) for inner in part.inputs)
    return f"({sign.join(inner)})"


def _points(guide: Guide) -> Iterator[Item]:
    candidates = guide.candidates
    for point in candidates.points if candidates else ():
        rules = (
            f"{rule.title}: {MARKS_IN_WORDS[rule.mark]} ({rule.id})."
            for rule in guide.rules
            if rule.mark and point.id in rule.points
        )
        yield Item(f"To ask: {point.ask}", point.label, None, (*rules, f"Id: {point.id}."))


def _tensions(guide: Guide) -> Iterator[Item]:
    for tension in guide.tensions:
        settled = f"Settled by: {', '.join(tension.rules)}."
        yield Item(tension.say, tension.about, None, (settled, f"Id: {tension.id}."))


def _promises(guide: Guide) -> Iterator[Item]:
    for promise in guide.promises:
        whenever = promise.whenever and f"Whenever {in_words(promise.whenever, guide)}."
        kept = (f"{words}: {', '.join(ids)}." for words, ids in _promised(promise) if ids)
        details = (whenever, *kept, f"Id: {promise.id}.")
        yield Item(promise.say, details=tuple(detail for detail in details if detail))


def _promised(promise: Promise) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Whenever one of these speaks", promise.whenever_says
    yield "The verdict is one of", promise.verdict_in
    yield "The verdict is none of", promise.verdict_not_in
    yield "Always says", promise.always_says
    yield "Never says", promise.never_says
    yield "Says at least one of", promise.at_least_one_of
    yield "Says exactly one of", promise.exactly_one_of
    yield "Says at most one of", promise.at_most_one_of
    yield "Always shows", promise.always_shows


def _case(case: Case, guide: Guide) -> Item:
    titles = {rule.id: rule.title for rule in guide.rules}
    expect = case.written.expect
    verdict = guide.verdict_by_id.get(expect.verdict or "")
    like = f"Like the case: {case.written.like}." if case.written.like else ""
    questions = (guide.question_by_id[id] for id in case.written.given if id in case.values)
    given = "; ".join(answered(question, case.values[question.id]) for question in questions)
    details = [part for part in (like, given and f"Answers: {given}.") if part]
    details += [f"The verdict: {verdict.headline}."] if verdict else []
    details += [f"Told: {titles.get(id, id)} ({id})." for id in expect.says]
    details += [f"Not told: {titles.get(id, id)} ({id})." for id in expect.does_not_say]
    sentence = case.sentence.replace("-", " ")
    return Item("", f"{sentence[:1].upper()}{sentence[1:]}", None, tuple(details))


def _hazards(desk: Desk) -> Iterator[Item]:
    log = read_hazards(desk.folder)
    yield from (hazard_item(hazard) for hazard in (log.hazards if log else ()))


def hazard_item(hazard: Hazard) -> Item:
    """Return a hazard as one item: the harm, and every line of the hazard log about it."""
    said = {label: line.words.replace("`", "") for label, line in hazard.lines.items()}
    harm = said.pop("Harm", "")
    details = (f"{label}: {words}" for label, words in said.items())
    return Item(harm, f"{hazard.id}: {hazard.title}", None, tuple(details))


def _claims(guide: Guide, used_by: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    for claim in guide.claims.values():
        who = f" by {claim.by}" if claim.by else ""
        yield Item(
            claim.says,
            rests_on([claim.id], guide),
            None,
            (f"{claim.confidence}{who}.", _use(claim, used_by)),
        )


def _facts(guide: Guide, used_by: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    for fact in guide.facts.values():
        yield Item(
            fact.says,
            rests_on([fact.id], guide),
            None,
            (f"Strength: {fact.strength}.", _use(fact, used_by)),
        )


def _use(cited: Claim | Fact, used_by: Mapping[str, tuple[str, ...]]) -> str:
    users_ = ", ".join(used_by.get(cited.id, ()))
    return f"Used by: {users_}." if users_ else f"Not used: {cited.excused or 'no reason given.'}"


def _sources(guide: Guide) -> Iterator[Item]:
    for source in guide.sources.values():
        yield Item(source_words(source), f"{source.short} ({source.id})")


def _label(guide: Guide, rule: Rule) -> str:
    return guide.question_by_id[rule.for_each.question].label if rule.for_each else ""
