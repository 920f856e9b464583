"""The decision: which rules speak for given answers, and the verdict they lead to. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from buyguide.advice.compiled import compile_rules
from buyguide.advice.decision import Citation, Decision, Finding, Reason, Strip
from buyguide.advice.wording import fill_in
from buyguide.guide.conditions import matches, tests_in
from buyguide.guide.entry_words import cited_by, entry_lines
from buyguide.guide.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.advice.compiled import Holding
    from buyguide.answers import Answer
    from buyguide.guide.catalogues import Entry, Match
    from buyguide.guide.condition import Test
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import ForEach, Rule, Verdict

    _Said = tuple[tuple[str, ...] | None, dict[tuple[Answer, ...], tuple[Finding, ...]]]
    """The questions that what a rule says depends on, and what it has said, by their answers."""

MOST_KEPT = 256  # of what one rule has said


def decide(guide: Guide, values: Mapping[str, Answer]) -> Decision:
    """Return the decision for settled answers (see ``answers.settle``), by question id."""
    compiled = compile_rules(guide)
    left = compiled.left(values)
    verdict = compiled.verdict(left)
    lifted = compiled.verdict(left, agreed=True) if verdict.clinician else None
    holding = compiled.holding(left)
    because = _asking(verdict, (part.rule for part in holding))
    findings = tuple(found for part in holding for found in _findings(guide, part, values))
    return Decision(guide, values, verdict, because, lifted, findings)


def told(
    guide: Guide, values: Mapping[str, Answer]
) -> tuple[Verdict, tuple[str, ...], frozenset[str]]:
    """Return the verdict, who asks for it, and the rules that speak: a decision without words."""
    compiled = compile_rules(guide)
    left = compiled.left(values)
    verdict = compiled.verdict(left)
    rules = [part.rule for part in compiled.holding(left)]
    speaking = (r.id for r in rules if not r.for_each or any(_meant(guide, r.for_each, values)))
    return verdict, _asking(verdict, rules), frozenset(speaking)


def _asking(verdict: Verdict, rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules if rule.verdict == verdict.id)


def _findings(guide: Guide, holding: Holding, values: Mapping[str, Answer]) -> tuple[Finding, ...]:
    """Return what a rule says, kept for the next one who gives the answers that it depends on."""
    rule, said = holding.rule, _said(guide)
    if rule.id not in said:
        said[rule.id] = (_asked(guide, rule), {})
    questions, kept = said[rule.id]
    if questions is None:
        return tuple(_worded(guide, holding, values))
    answers = tuple(map(values.get, questions))
    found = kept.get(answers)
    if found is None:
        found = tuple(_worded(guide, holding, values))
        if len(kept) < MOST_KEPT:
            kept[answers] = found
    return found


@lru_cache(maxsize=8)
def _said(_guide: Guide) -> dict[str, _Said]:
    """Return the place where it is kept what each rule of a guide has said, by the rule's id."""
    return {}


def _asked(guide: Guide, rule: Rule) -> tuple[str, ...] | None:
    """Return the questions that a rule's condition tests; None: its words use answers as well."""
    texts = filter(None, (rule.title, rule.say, rule.how_sure, rule.limits))
    if rule.for_each or rule.scale or any(map(placeholders, texts)):
        return None
    if rule.when is None:
        return ()
    tests = tests_in(rule.when, lambda name: guide.situations[name].when)
    asked = (id for test in tests for id in (test.question, test.other) if id is not None)
    return tuple(dict.fromkeys(asked))


def _worded(guide: Guide, holding: Holding, values: Mapping[str, Answer]) -> Iterator[Finding]:
    """Yield what a rule says: once, or once for each entry it speaks of."""
    rule = holding.rule
    tests = dict.fromkeys(test for clause in holding.clauses for test in clause)
    if rule.for_each is None:
        yield _finding(guide, rule, values, tuple(_reasons(guide, tests, values)))
        return
    others = tuple(t for t in tests if t.question != rule.for_each.question)
    shared = tuple(_reasons(guide, others, values))
    for match, entry in _meant(guide, rule.for_each, values):
        named = Reason(rule.for_each.question, (match.typed,))
        yield _finding(guide, rule, values, (named, *shared), (match, entry))


def _meant(
    guide: Guide, for_each: ForEach, values: Mapping[str, Answer]
) -> Iterator[tuple[Match, Entry | None]]:
    """Yield the names typed, and entries meant, that carry one of the tags."""
    tags = frozenset(for_each.tags)
    for match in matches(for_each.question, values, guide):
        for entry in match.listed:
            if not tags.isdisjoint(entry.tags | {"listed"}):
                yield match, entry
        if not match.listed and not tags.isdisjoint(match.tags):
            yield match, None


def _finding(
    guide: Guide,
    rule: Rule,
    values: Mapping[str, Answer],
    because: tuple[Reason, ...],
    meant: tuple[Match, Entry | None] | None = None,
) -> Finding:
    match, entry = meant or (None, None)
    named = (match.typed, entry) if match else None

    def text(template: str) -> str:
        return fill_in(template, values, guide, named)

    said = text(rule.say)
    if match and not match.listed and match.entries:
        names = " or ".join(f'"{candidate.name}"' for candidate in match.entries[:5])
        said = f"{said} Did you mean {names}?"
    details, cited = _of_entry(guide, rule, entry)
    return Finding(
        id=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        goal=rule.goal,
        title=text(rule.title),
        text=said,
        because=because,
        sources=_cited(guide, rule.because) + cited,
        how_sure=text(rule.how_sure) if rule.how_sure else None,
        weeks=rule.time_to_effect,
        limits=text(rule.limits) if rule.limits else None,
        details=details,
        strip=_strip(guide, rule, values),
        points=rule.points,
        mark=rule.mark,
    )


def _strip(guide: Guide, rule: Rule, values: Mapping[str, Answer]) -> Strip | None:
    """Return a rule's usual range with the amounts that were answered set on it."""
    scale = rule.scale
    if scale is None:
        return None
    given = [(id, values.get(id)) for id in scale.marks]
    marks = tuple((id, amount) for id, amount in given if isinstance(amount, int))
    unit = guide.question_by_id[scale.marks[0]].unit
    return Strip(scale.label, unit, scale.least, scale.most, marks)


def _of_entry(
    guide: Guide, rule: Rule, entry: Entry | None
) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """Return what the list says of an entry that a rule speaks of, and where that comes from."""
    if rule.for_each is None or entry is None:
        return (), ()
    catalogue = guide.catalogues[guide.question_by_id[rule.for_each.question].catalogue or ""]
    lines = entry_lines(catalogue, entry, catalogue.says.report if catalogue.says else ())
    cited = (
        Citation(r.id, r.title, r.columns.get("publisher") or r.title, None, from_articles=False)
        for r in cited_by(catalogue, entry)
    )
    return tuple(lines), tuple(cited)


def _reasons(guide: Guide, tests: Iterable[Test], values: Mapping[str, Answer]) -> Iterator[Reason]:
    """Yield the answers that the tests saw, one for each question, in the guide's order."""
    seen: dict[str, list[str] | None] = {}
    for test in tests:
        for question in (test.question, test.other):
            if question is not None and values.get(question) is not None:
                part = _part_meant(guide, guide.question_by_id[question], test, values)
                if part is None or seen.get(question, []) is None:
                    seen[question] = None
                else:
                    seen.setdefault(question, [])
                    seen[question] = [*(seen[question] or []), *part]
    for question_ in guide.questions:
        if question_.id in seen:
            parts, answer = seen[question_.id], values[question_.id]
            if parts is not None and isinstance(answer, tuple):
                given = _given(guide, question_, answer, values)
                answer = tuple(part for part in given if part in parts)
            yield Reason(question_.id, answer)


def _given(
    guide: Guide, question: Question, answer: tuple[str, ...], values: Mapping[str, Answer]
) -> Iterable[str]:
    """Return the ticked options or typed names of an answer, each once and each by itself."""
    if question.kind != "lookup":
        return answer
    return dict.fromkeys(match.typed for match in matches(question.id, values, guide))


def _part_meant(
    guide: Guide, question: Question, test: Test, values: Mapping[str, Answer]
) -> Sequence[str] | None:
    """Return the ticked options or typed names a test was about; None: the whole answer."""
    answer = values[question.id]
    if not isinstance(answer, tuple) or test.other is not None:
        return None
    named = frozenset(test.options)
    if question.kind == "choices" and test.operator in {"any_of", "all_of"}:
        return [option for option in answer if option in named]
    if question.kind == "lookup" and test.operator in {"any_of", "tagged"}:
        found = matches(question.id, values, guide)
        return [match.typed for match in found if not named.isdisjoint(_said_of(match))]
    return None


def _said_of(match: Match) -> frozenset[str]:
    """Return all that a test may name of a typed name: its tags and the entries it is."""
    return match.tags | {entry.name for entry in match.listed}


@lru_cache(maxsize=4096)
def _cited(guide: Guide, ids: tuple[str, ...]) -> tuple[Citation, ...]:
    return tuple(cite(guide, id) for id in ids)


@lru_cache(maxsize=4096)
def cite(guide: Guide, id: str) -> Citation:
    """Return who says what is cited: a claim of an article, a fact from outside, or a source."""
    if id in guide.claims:
        claim = guide.claims[id]
        source = guide.sources[claim.source]
        return Citation(id, source.title, source.short, claim.paragraph, source.is_article)
    if id in guide.facts:
        sources = [guide.sources[source] for source in guide.facts[id].sources]
        title = "; ".join(source.title for source in sources)
        return Citation(id, title, sources[0].short, None, from_articles=False)
    source = guide.sources[id]
    return Citation(id, source.title, source.short, None, source.is_article)
