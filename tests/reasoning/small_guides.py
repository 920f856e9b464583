"""Small guides made at random, every interview of them, and what the decision says of each."""

from __future__ import annotations

from itertools import chain, combinations, product
from math import prod
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from buyguide.advice.deciding import decide
from buyguide.answers import settle
from buyguide.guide.catalogues import Catalogue, Entry, Group
from buyguide.guide.condition import All, AnyOf, InSituation, Test
from buyguide.guide.model import Guide, Option, Place, Question, Situation
from buyguide.guide.rules import Rule, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.condition import Condition
    from buyguide.reasoning.prover import World

Asks = Test  # under a name that pytest does not take for tests
HERE = Place("small.yaml", 1, 1)
LADDER = ("never", "ask", "wait", "buy")


def option(id: str, means: str | None = None, *, alone: bool = False) -> Option:
    return Option(id, id, means=means, exclusive=alone)


def question(id: str, kind: str, **more: object) -> Question:
    return Question(id=id, kind=kind, ask=id, label=id, place=HERE, **more)  # type: ignore[arg-type]


def rule(id: str, when: Condition | None, verdict: str | None = None, **more: object) -> Rule:
    fields: dict[str, object] = {
        "kind": "caution",
        "severity": "care",
        "title": id,
        "say": f"{id}.",
    }
    return Rule(id=id, because=(), place=HERE, when=when, verdict=verdict, **(fields | more))  # type: ignore[arg-type]


def speaks(world: World) -> dict[str, int]:
    """The real interviews in which each rule speaks, by rule id."""
    return {id: world.diagram.both(world.real, node) for id, node in world.holds.items()}


def guide_of(
    questions: Sequence[Question],
    rules: Sequence[Rule],
    situations: Mapping[str, Condition] | None = None,
    *,
    ladder: Sequence[str] = LADDER,
    catalogue: Catalogue | None = None,
) -> Guide:
    named = {id: Situation(id, id, when, HERE) for id, when in (situations or {}).items()}
    return Guide(
        id="small",
        title="Small",
        version="1",
        reviewed_on="2026-01-01",
        review_by="2027-01-01",
        decision="?",
        about=(),
        funding="",
        updates="",
        severities=tuple(Severity(id, id) for id in ("stop", "consult", "care", "note")),
        verdicts=tuple(Verdict(id, id, id, HERE) for id in ladder),
        not_covered=(),
        do_not_print=(),
        questions=tuple(questions),
        situations=named,
        rules=tuple(rules),
        figures={},
        sources={},
        claims={},
        facts={},
        catalogues={"list": catalogue or NAMES},
        digest="",
    )


def entry(name: str, *tags: str) -> Entry:
    return Entry(name, (name,), frozenset(tags), {})


NAMES = Catalogue(
    "list",
    (entry("alder", "red"), entry("birch", "red", "blue"), entry("cedar", "blue"), entry("maple")),
    combinations=(Group(("alder with cedar",), ("alder", "cedar"), {}),),
    others=("granite",),
)
TYPED = ("alder", "birch", "cedar", "maple", "alder with cedar", "granite", "unheard of thing")
MOST_INTERVIEWS = 3_000
HIGHEST = 6  # amounts are whole numbers from 0 to this, so that all of them can be tried

CHOICE = ("a", "b", "c")
CHOICES = ("a", "b", "d", "none")


def _conditions(
    earlier: Sequence[Question], situations: Sequence[str]
) -> st.SearchStrategy[Condition]:
    leaves: list[st.SearchStrategy[Condition]] = [_test(q, earlier) for q in earlier]
    if situations:
        leaves.append(st.sampled_from(situations).map(InSituation))
    return st.recursive(
        st.one_of(leaves),
        lambda part: st.one_of(
            st.lists(part, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
            st.lists(part, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        ),
        max_leaves=4,
    )


def _some_of(ids: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True).map(tuple)


def _test(asked: Question, earlier: Sequence[Question]) -> st.SearchStrategy[Condition]:
    answered = st.booleans().map(lambda flag: Test(asked.id, "answered", flag=flag))
    if asked.kind == "text":
        return answered
    if asked.kind == "amount":
        others = [q.id for q in earlier if q.kind == "amount" and q is not asked]
        operators = st.sampled_from(("below", "at_most", "above", "at_least"))
        plain = st.builds(
            lambda op, at: Test(asked.id, op, amount=at), operators, st.integers(0, HIGHEST + 1)
        )
        if not others:
            return st.one_of(answered, plain)
        compared = st.builds(
            lambda op, other: Test(asked.id, op, other=other), operators, st.sampled_from(others)
        )
        return st.one_of(answered, plain, compared, compared)
    if asked.kind == "lookup":
        tags = _some_of(("red", "blue", "listed", "unknown", "other"))
        return st.one_of(
            answered,
            tags.map(lambda named: Test(asked.id, "tagged", named)),
            tags.map(lambda named: Test(asked.id, "only_tagged", named)),
            _some_of(("alder", "birch", "cedar")).map(
                lambda named: Test(asked.id, "any_of", named)
            ),
            st.booleans().map(lambda flag: Test(asked.id, "empty", flag=flag)),
        )
    ids = [o.id for o in asked.options]
    sorts = ["any_of", "none_of", "only", *(["all_of"] if asked.kind == "choices" else [])]
    plain = st.builds(
        lambda op, named: Test(asked.id, op, named), st.sampled_from(sorts), _some_of(ids)
    )
    others = [q.id for q in earlier if q.kind in {"choice", "choices"} and q is not asked]
    if not others:
        return st.one_of(answered, plain)
    compared = st.builds(
        lambda op, other: Test(asked.id, op, other=other),
        st.sampled_from(sorts),
        st.sampled_from(others),
    )
    return st.one_of(answered, plain, plain, compared)


def _question(draw: st.DrawFn, id: str, kind: str, earlier: list[Question]) -> Question:
    required: bool = draw(st.booleans())
    more: dict[str, object] = {"required": required}
    if kind == "choice":
        more["options"] = tuple(option(id) for id in CHOICE)
    elif kind == "choices":
        more["options"] = tuple(option(id, alone=id == "none") for id in CHOICES)
    elif kind == "amount":
        low = draw(st.integers(0, 2))
        more |= {"minimum": low, "maximum": draw(st.integers(low, HIGHEST))}
    elif kind == "lookup":
        more["catalogue"] = "list"
    follows: bool = draw(st.booleans())
    if earlier and follows:
        more["ask_when"] = draw(_conditions(earlier, ()))
    return question(id, kind, **more)


KINDS = ("choice", "choices", "amount", "amount", "lookup", "text")


@st.composite
def guides(draw: st.DrawFn, most_questions: int, most_rules: int) -> Guide:
    """Questions of any kind, one of them a lookup at most; follow-ups, situations and rules."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=most_questions))
    questions: list[Question] = []
    for number, kind in enumerate(kinds):
        if kind != "lookup" or kind not in kinds[:number]:
            questions.append(_question(draw, f"q{number}", kind, questions))
    situations = {"s0": draw(_conditions(questions, ()))}
    whens = st.one_of(st.none(), *[_conditions(questions, ("s0",))] * 5)
    rules = [
        rule(f"r{number}", draw(whens), draw(st.sampled_from((None, *LADDER))))
        for number in range(draw(st.integers(1, most_rules)))
    ]
    return guide_of(questions, rules, situations)


def small_guides() -> st.SearchStrategy[Guide]:
    """Guides all of whose interviews can be gone through in a moment."""
    return guides(4, 5).filter(is_small)


def raw_answers(asked: Question) -> list[Answer]:
    """Return every answer the question can have, a skip included."""
    skipped: list[Answer] = [] if asked.required else [None]
    if asked.kind == "choice":
        return [*skipped, *(o.id for o in asked.options)]
    if asked.kind == "choices":
        free = [o.id for o in asked.options if not o.exclusive]
        alone: list[Answer] = [(o.id,) for o in asked.options if o.exclusive]
        return [*skipped, *_subsets(free)[1:], *alone]
    if asked.kind == "amount":
        return [*skipped, *range(asked.minimum, asked.maximum + 1)]
    if asked.kind == "text":
        return [*skipped, *(TYPED if asked.catalogue else ("Example",))]
    return [*skipped, *_subsets(TYPED)]


def _subsets(ids: Sequence[str]) -> list[Answer]:
    return list(chain.from_iterable(combinations(ids, n) for n in range(len(ids) + 1)))


def is_small(guide: Guide) -> bool:
    """Say whether all interviews can be gone through in a moment."""
    return prod(len(raw_answers(asked)) for asked in guide.questions) <= MOST_INTERVIEWS


def interviews(guide: Guide) -> Iterator[dict[str, Answer]]:
    """Yield every interview that can happen, by asking the questions in order."""

    def go_on(number: int, values: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
        if number == len(guide.questions):
            yield values
            return
        asked = guide.questions[number]
        if asked.id not in settle(guide, {**values, asked.id: None}).values:
            yield from go_on(number + 1, values)
            return
        for answer in raw_answers(asked):
            yield from go_on(number + 1, {**values, asked.id: answer})

    return go_on(0, {})


def assignments(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return product(*(range(size) for size in sizes))


def outcome(guide: Guide, values: Mapping[str, Answer]) -> tuple[str, frozenset[str]]:
    """Return the verdict and the rules that speak, as the decision has them."""
    decision = decide(guide, values)
    return decision.verdict.id, frozenset(finding.id for finding in decision.findings)
