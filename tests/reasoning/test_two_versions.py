"""Two versions of small guides: everybody is followed through both, by the prover and by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buyguide.answers import settle
from buyguide.editor.diff import Told, compare, told
from buyguide.editor.mutants import mutants
from buyguide.guide.catalogues import Catalogue
from buyguide.reasoning.prover import NOTHING, prepare
from tests.reasoning.small_guides import (
    LADDER,
    NAMES,
    Asks,
    entry,
    guide_of,
    option,
    question,
    raw_answers,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buyguide.guide.model import Guide, Question

Values = dict[str, object]
OTHER_KIND = {"choice": "choices", "choices": "choice"}


@st.composite
def edits(draw: st.DrawFn) -> tuple[Guide, Guide]:
    """A small guide, and the same after a few slips in its rules, questions or names."""
    old = new = draw(small_guides())
    slips = list(mutants(old))
    for slip in draw(st.lists(st.sampled_from(slips), max_size=2)):
        if slip.id in old.situations:
            situation = replace(old.situations[slip.id], when=slip.condition)  # type: ignore[arg-type]
            new = replace(new, situations={**new.situations, slip.id: situation})
        else:
            when = (
                {"when": slip.condition}
                if slip.verdict is None
                else {"verdict": slip.verdict or None}
            )
            rules = (replace(r, **when) if r.id == slip.id else r for r in new.rules)
            new = replace(new, rules=tuple(rules))
    if draw(st.booleans()):
        new = replace(new, questions=tuple(draw(_changed(q)) for q in new.questions))
    if draw(st.booleans()):
        other = Catalogue("list", (entry("alder"), entry("birch", "red"), *NAMES.entries[2:]))
        new = replace(new, catalogues={"list": other})
    return old, new


def _changed(asked: Question) -> st.SearchStrategy[Question]:
    fewer = replace(asked, options=asked.options[1:]) if len(asked.options) > 2 else asked
    more = replace(asked, options=(*asked.options[:1], option("new"), *asked.options[1:]))
    return st.sampled_from(
        (
            asked,
            asked,
            replace(asked, ask_when=None),
            replace(asked, required=not asked.required),
            replace(asked, maximum=max(asked.minimum, asked.maximum - 1)),
            fewer if asked.options else asked,
            more if asked.options else asked,
            replace(asked, kind=OTHER_KIND.get(asked.kind, asked.kind)),
        )
    )


def people(old: Guide, new: Guide) -> Iterator[Values]:
    """Yield everybody whom both versions can hear, with one answer to each question."""

    def asks(guide: Guide, id: str, values: Values) -> Question | None:
        heard = {q: a for q, a in values.items() if q in guide.question_by_id}
        settled = settle(guide, {**heard, id: None}).values  # type: ignore[dict-item]
        return guide.question_by_id[id] if id in settled else None

    def go_on(ids: list[str], values: Values) -> Iterator[Values]:
        if not ids:
            yield values
            return
        asking = [q for guide in (old, new) if (q := asks(guide, ids[0], values))]
        if not asking:
            yield from go_on(ids[1:], values)
            return
        for answer in raw_answers(asking[0]):
            if all(same_in(q, answer) in raw_answers(q) for q in asking):
                yield from go_on(ids[1:], {**values, ids[0]: answer})

    return go_on([q.id for q in old.questions], {})


def same_in(asked: Question, answer: object) -> object:
    """Return an answer as a question takes it that may have changed its kind."""
    if asked.kind == "choices" and isinstance(answer, str):
        return (answer,)
    if asked.kind == "choice" and isinstance(answer, tuple) and len(answer) == 1:
        return answer[0]
    return answer


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits())
def test_a_diff_finds_every_change_for_anybody_and_no_other(versions: tuple[Guide, Guide]) -> None:
    old, new = versions
    moves: set[tuple[str, str]] = set()
    lost: set[str] = set()
    gained: set[str] = set()
    for values in people(old, new):
        (before, was), (after, now) = told(old, values), told(new, values)  # type: ignore[arg-type]
        moves |= {(before, after)} - {(before, before)}
        lost |= was - now
        gained |= now - was
    found = compare(old, new, {})
    assert {(c.before, c.after) for c in found.changes if c.sort == "verdict"} == moves
    assert {c.before for c in found.changes if c.sort == "lost"} == lost
    assert {c.after for c in found.changes if c.sort == "gained"} == gained
    milder = any(LADDER.index(after) > LADDER.index(before) for before, after in moves)
    assert found.worse == (milder or any(c.worse for c in found.form))
    for change in found.changes:
        _shows(change.example, change.sort, (change.before, change.after), versions)


def _shows(
    values: Mapping[str, object], sort: str, ids: tuple[str, str], versions: tuple[Guide, Guide]
) -> None:
    both: tuple[Told, Told] = tuple(told(guide, values) for guide in versions)  # type: ignore[arg-type,assignment]
    (before, was), (after, now) = both
    shown = {
        "verdict": (before, after) == ids,
        "lost": ids[0] in was - now,
        "gained": ids[1] in now - was,
    }
    assert shown[sort]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_guides())
def test_a_guide_does_not_differ_from_itself(guide: Guide) -> None:
    found = compare(guide, replace(guide), {})
    assert not found.changes
    assert not found.form
    assert not found.words
    assert not found.worse


def test_an_answer_that_only_the_other_version_asks_for_is_not_heard() -> None:
    first = question("q0", "choice", options=(option("a"), option("b")), required=True)
    always = question("q1", "choice", options=(option("a"), option("b")), required=True)
    sometimes = replace(always, ask_when=Asks("q0", "any_of", ("a",)))
    rules = [rule("r0", Asks("q1", "any_of", ("b",)), "never")]
    old, new = (guide_of([first, q], rules) for q in (always, sometimes))
    found = compare(old, new, {})
    assert [(c.sort, c.before, c.after) for c in found.changes] == [
        ("verdict", "never", "buy"),
        ("lost", "r0", ""),
    ]
    assert found.changes[0].example == {"q0": "b", "q1": "b"}
    assert found.worse


def test_the_space_of_two_versions_cuts_amounts_where_either_does() -> None:
    amount = question("q0", "amount", maximum=10)
    old, new = (
        guide_of([amount], [rule("r0", Asks("q0", "below", amount=at), "wait")]) for at in (5, 6)
    )
    worlds = prepare([old, new])
    newly = worlds[0].diagram.both(worlds[1].verdicts["wait"], -worlds[0].verdicts["wait"])
    assert worlds[0].smallest(newly) == {"q0": 5}


def test_an_amount_that_only_one_version_takes_moves_nobody_whom_both_can_hear() -> None:
    dear = [rule("r0", Asks("q0", "above", amount=8), "wait")]
    old = guide_of([question("q0", "amount", maximum=10)], dear)
    new = guide_of([question("q0", "amount", maximum=5)], [])
    found = compare(old, new, {})
    assert not found.changes
    assert [change.what for change in found.form] == ['The maximum of "q0" is another.']


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_nobody_gives_an_answer_that_a_version_no_longer_offers(kind: str) -> None:
    more = question("q", kind, required=True, options=(option("a"), option("b"), option("c")))
    less = replace(more, options=more.options[:2])
    before, after = prepare(
        [guide_of([more], [rule("r", None)]), guide_of([less], [rule("r", None)])]
    )
    chosen = {id: before.version.chosen("q", id) for id in "abc"}
    meet = before.diagram.meet
    assert [meet(before.real, chosen[id]) for id in "abc"] == [True, True, True]
    assert [meet(after.real, chosen[id]) for id in "abc"] == [True, True, False]


def test_a_version_takes_amounts_up_to_its_own_limits() -> None:
    at = {amount: Asks("price", "at_least", amount=amount) for amount in (5, 6, 10)}
    narrow, wide = prepare(
        [
            guide_of([question("price", "amount", minimum=0, maximum=most)], [rule("r", None)])
            for most in (5, 10)
        ],
        at.values(),
    )
    assert [world.within(at[5]) != NOTHING for world in (narrow, wide)] == [True, True]
    assert [world.within(at[6]) != NOTHING for world in (narrow, wide)] == [False, True]
    assert [world.within(at[10]) != NOTHING for world in (narrow, wide)] == [False, True]


def test_an_answer_compared_with_is_not_heard_where_only_the_other_version_asks_for_it() -> None:
    first, other, asked = (
        question(id, "choice", required=True, options=(option("a"), option("b")))
        for id in ("first", "other", "asked")
    )
    only = replace(other, ask_when=Asks("first", "any_of", ("a",)))
    same = [rule("same", Asks("asked", "any_of", other="other"))]
    before, after = prepare(
        [guide_of([first, one, asked], same) for one in (other, only)],
    )
    for world, heard in ((before, True), (after, False)):
        left = world.version.chosen("first", "b")
        assert world.diagram.meet(before.real, left, world.holds["same"]) == heard


def test_a_question_that_changes_its_kind_has_answers_of_each() -> None:
    name = question("q", "text", required=True, pattern="[a-z]{3}")
    which = question("q", "choice", required=True, options=(option("a"), option("b")))
    for guides in ((name, which), (which, name)):
        worlds = prepare([guide_of([one], [rule("r", None)]) for one in guides])
        for world, asked in zip(worlds, guides, strict=True):
            answered = world.version.slots["q"].answered(world.diagram)
            assert world.smallest(answered) == {"q": "aaa" if asked is name else "a"}


@pytest.mark.parametrize("kinds", [("choice", "choices"), ("choices", "choice")])
def test_whoever_both_kinds_of_a_question_ask_says_the_same_to_both(kinds: tuple[str, str]) -> None:
    options = (option("a"), option("b"))
    old, new = (question("q", kind, options=options) for kind in kinds)
    worlds = prepare([guide_of([one], [rule("r", None)]) for one in (old, new)])
    first, last = worlds
    diagram = first.diagram

    def can_be(*sets: int) -> bool:
        return diagram.meet(first.real, last.real, *sets)

    chosen = [{o.id: w.version.chosen("q", o.id) for o in options} for w in worlds]
    answered = [w.version.slots["q"].answered(diagram) for w in worlds]
    for one in ("a", "b"):
        assert can_be(chosen[0][one], chosen[1][one])
        assert not can_be(chosen[0][one], chosen[1]["b" if one == "a" else "a"])
        assert not can_be(chosen[0][one], -answered[1])
        assert not can_be(-answered[0], chosen[1][one])
    assert can_be(-answered[0], -answered[1])
    told_to_both = diagram.all_of([first.real, last.real, *(each["a"] for each in chosen)])
    as_last_asked = {"choice": "a", "choices": ("a",)}[kinds[1]]
    assert last.smallest(told_to_both) == {"q": as_last_asked}


def test_a_question_of_another_kind_says_nothing_of_whom_one_version_does_not_ask() -> None:
    gate = question("gate", "choice", required=True, options=(option("yes"), option("no")))
    old = question("q", "text", pattern="[a-z]{3}", ask_when=Asks("gate", "any_of", ("yes",)))
    new = question("q", "choice", options=(option("a"), option("b")))
    first, last = prepare([guide_of([gate, one], [rule("r", None)]) for one in (old, new)])
    diagram = first.diagram
    chosen = last.version.chosen("q", "a")
    for answer, asked in (("yes", True), ("no", False)):
        of_gate = first.version.chosen("gate", answer)
        assert diagram.meet(first.real, last.real, of_gate, chosen) is not asked
    typed = first.version.slots["q"].answered(diagram)
    assert not diagram.meet(first.real, last.real, typed)
    assert diagram.meet(first.real, last.real, -typed, first.version.chosen("gate", "yes"))
