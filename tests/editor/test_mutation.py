"""Would the cases notice a slip? And the people that are made up where they would not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from buyguide.editor.crowd import Crowd
from buyguide.editor.desk import read_desk
from buyguide.editor.diff import told
from buyguide.editor.mutants import Mutant, mutants
from buyguide.editor.mutation import Expected, missed_slips
from buyguide.editor.pasting import answers_file
from buyguide.editor.people import case_of, people, people_for
from buyguide.editor.seen import seen_in, seen_lines
from buyguide.guide.condition import All, AnyOf
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import world_of
from tests.reasoning.small_guides import (
    Asks,
    guide_of,
    interviews,
    option,
    question,
    rule,
    small_guides,
)

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

OPTIONS = (option("yes"), option("no"), option("unsure"))
GATE = question("gate", "choice", options=OPTIONS, required=True)
PRICE = question("price", "amount", maximum=100_000)
ASK = rule("ask", Asks("gate", "any_of", ("yes", "unsure")), "ask")
CHEAP = rule("cheap", Asks("price", "below", amount=10_000), None)
GUIDE = guide_of([GATE, PRICE], [ASK, CHEAP])


def slipped(guide: Guide, mutant: Mutant) -> Guide:
    """The guide with the slip made in it."""
    if mutant.id in guide.situations:
        assert mutant.condition is not None
        changed = replace(guide.situations[mutant.id], when=mutant.condition)
        return replace(guide, situations={**guide.situations, mutant.id: changed})
    part = {"verdict": mutant.verdict or None}
    if mutant.verdict is None:
        part = {"when": mutant.condition}  # type: ignore[dict-item]
    rules = (replace(r, **part) if r.id == mutant.id else r for r in guide.rules)  # type: ignore[arg-type]
    return replace(guide, rules=tuple(rules))


def fails(person: Expected, guide: Guide) -> bool:
    verdict, said = told(guide, person.values)
    fine = person.says <= said and person.does_not_say.isdisjoint(said)
    return not fine or person.verdict not in {None, verdict}


def slips(guide: Guide) -> list[str]:
    return [mutant.slip for mutant in mutants(guide)]


def test_every_part_of_a_condition_is_dropped_and_altered_once() -> None:
    when = All((Asks("gate", "any_of", ("yes", "unsure")), Asks("price", "below", amount=10_000)))
    assert slips(guide_of([GATE, PRICE], [rule("r", when, "ask")])) == [
        "the rule is gone",
        "its whole condition is gone",
        '"any" stands where "all" should',
        "gate: [yes, unsure] is gone",
        "price: {below: 100} is gone",
        '"yes" is gone in gate: [yes, unsure]',
        '"unsure" is gone in gate: [yes, unsure]',
        "at_most stands in price: {below: 100}",
        "its verdict is gone",
        "its verdict is never",
        "its verdict is wait",
    ]


def test_an_any_becomes_an_all_and_a_flag_turns_round() -> None:
    when = AnyOf((Asks("gate", "answered", flag=False), Asks("price", "answered")))
    assert '"all" stands where "any" should' in slips(guide_of([GATE, PRICE], [rule("r", when)]))
    assert "the other way round in gate: {answered: false}" in slips(
        guide_of([GATE, PRICE], [rule("r", when)])
    )


def test_a_flag_that_is_turned_round_is_another_test() -> None:
    when = Asks("gate", "answered")
    found = {m.slip: m.condition for m in mutants(guide_of([GATE], [rule("r", when)]))}
    assert found["the other way round in gate: {answered: true}"] == replace(when, flag=False)


def test_without_cases_every_slip_that_changes_anything_is_missed() -> None:
    found = missed_slips(world_of(GUIDE), [])
    assert [one.mutant for one in found] == list(mutants(GUIDE))


def test_a_person_at_the_edge_notices_a_threshold_that_moves_by_one() -> None:
    edge = Expected({"gate": "no", "price": 10_000}, None, frozenset(), frozenset({"cheap"}))
    missed = {m.mutant.slip for m in missed_slips(world_of(GUIDE), [edge])}
    assert "at_most stands in price: {below: 100}" not in missed
    inside = replace(edge, values={"gate": "no", "price": 20_000})
    missed = {m.mutant.slip for m in missed_slips(world_of(GUIDE), [inside])}
    assert "at_most stands in price: {below: 100}" in missed


def test_a_slip_that_changes_nothing_for_anybody_is_no_fault_of_the_cases() -> None:
    doubled = rule("r", AnyOf((ASK.when, Asks("gate", "any_of", ("yes",)))), "ask")  # type: ignore[arg-type]
    guide = guide_of([GATE], [doubled])
    missed = {one.mutant.slip for one in missed_slips(world_of(guide), [])}
    assert "gate: yes is gone" in set(slips(guide)) - missed


def test_a_person_whose_expectation_fails_already_notices_nothing() -> None:
    wrong = Expected({"gate": "no"}, "never", frozenset(), frozenset())
    assert len(missed_slips(world_of(GUIDE), [wrong])) == len(list(mutants(GUIDE)))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_guides(), st.data())
def test_what_is_caught_missed_or_equal_is_what_a_full_search_says(
    guide: Guide, data: st.DataObject
) -> None:
    everybody = list(interviews(guide))
    assume(len(everybody) <= 400)
    chosen = data.draw(st.lists(st.sampled_from(everybody), max_size=4))
    crowd = []
    for values in chosen:
        verdict, said = told(guide, values)
        named = data.draw(st.frozensets(st.sampled_from([r.id for r in guide.rules])))
        wanted = data.draw(st.sampled_from((verdict, None)))
        crowd.append(Expected(values, wanted, named & said, named - said))
    missed = [one.mutant for one in missed_slips(world_of(guide), crowd)]
    slips_ = list(mutants(guide))
    caught = {n for n, s in enumerate(slips_) if any(fails(p, slipped(guide, s)) for p in crowd)}
    changing = {
        n
        for n, s in enumerate(slips_)
        if any(told(guide, v) != told(slipped(guide, s), v) for v in everybody)
    }
    assert missed == [slips_[n] for n in sorted(changing - caught)]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_guides())
def test_the_people_made_up_notice_every_slip_that_changes_anything(guide: Guide) -> None:
    world = world_of(guide)
    made = people(world, missed_slips(world, []))
    kept = [
        Expected(p.values, p.verdict, frozenset(p.says), frozenset(p.does_not_say)) for p in made
    ]
    assert not any(fails(person, guide) for person in kept), "they hold as the rules stand"
    assert not missed_slips(world, kept)
    assert len({person.name for person in made}) == len(made)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_guides())
def test_a_crowd_asked_at_once_says_what_each_says_alone(guide: Guide) -> None:
    everybody = list(interviews(guide))[:200]
    crowd = Crowd(guide, everybody)
    speaks = {r.id: crowd.holds(r.when) for r in guide.rules}
    asked = dict.fromkeys((verdict.id for verdict in guide.verdicts), 0)
    for one in guide.rules:
        if one.verdict:
            asked[one.verdict] |= speaks[one.id]
    verdicts = crowd.strongest(asked)
    for number, values in enumerate(everybody):
        verdict, said = told(guide, values)
        assert {id for id, bits in speaks.items() if bits >> number & 1} == said
        assert [id for id, bits in verdicts.items() if bits >> number & 1] == [verdict]


def test_people_for_the_shipped_guide_are_cases_that_hold_and_miss_nothing() -> None:
    desk, _ = read_desk(find_guide(None))
    made = people_for(desk)
    world = world_of(desk.guide)
    old = [
        Expected(c.values, c.written.expect.verdict, frozenset(c.written.expect.says),
                 frozenset(c.written.expect.does_not_say)) for c in desk.cases
    ]  # fmt: skip
    new = [
        Expected(p.values, p.verdict, frozenset(p.says), frozenset(p.does_not_say)) for p in made
    ]
    assert not missed_slips(world, [*old, *new])
    assert not any(fails(person, desk.guide) for person in new)
    if made:
        assert "expect:\n  verdict: " in case_of(made[0], desk.guide)


def test_an_answers_file_reads_back_whatever_the_answers_are(tmp_path: Path) -> None:
    from buyguide.answers_file import read_answers

    guide = read_guide(find_guide(None))
    values = world_of(guide).smallest(world_of(guide).real)
    assert values is not None
    file = tmp_path / "a.yaml"
    file.write_text(answers_file(guide, values), encoding="utf-8")
    assert read_answers(str(file), guide).values == values


def test_coverage_counts_each_rule_and_each_part_of_its_condition_both_ways() -> None:
    when = All((Asks("gate", "any_of", ("yes",)), Asks("price", "below", amount=10_000)))
    guide = guide_of([GATE, PRICE], [rule("r", when, "ask")])
    crowd: list[dict[str, Answer]]
    crowd = [{"gate": "yes", "price": 5_000}, {"gate": "yes"}, {"gate": "no", "price": 1}]
    [found] = seen_in(crowd, guide)
    assert seen_lines(found) == [
        "r: speaks in 1 cases, is silent in 2",
        "  gate: yes: holds in 2, fails in 1",
        "  price: {below: 100}: holds in 2, fails in 1",
    ]
