"""Conditions as an editor writes them: each kind of mistake is named, the rest understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Check
from buyguide.guide.reading import read_guide
from tests.bicycle import copy_to, marked, problems_in

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.errors import Problem

RULE = """\
rules:
  - id: tried
    when: {when}
    kind: using
    severity: note
    title: Tried
    say: A rule to try a condition with.
    because: [guide]
"""

MISTAKES = (
    # the condition itself
    ("@@parts_worn", "a condition is a map", "Write it as question: option"),
    ("@@{}", "a condition is a map", "Write it as question: option"),
    ("@@[parts_worn]", "a condition is a map", "Write it as question: option"),
    ("{any: @@{parts_worn: chain}}", '"any" takes a list', 'Begin each with "- "'),
    ("{all: @@[]}", '"all" takes a list', 'Begin each with "- "'),
    ("{any: [@@chain]}", "a condition is a map", "Write it as"),
    ("{@@not: {parts_worn: chain}}", 'no question "not"', "none_of"),
    ("{@@none: [{parts_worn: chain}]}", 'no question "none"', "none_of"),
    ("{@@answered: [price]}", 'no question "answered"', "Check the questions"),
    # what it names
    ("{@@buget: {below: 1}}", 'no question "buget"', 'Did you mean "budget"?'),
    ("{@@zodiac: leo}", 'no question "zodiac"', "Check the questions"),
    ("{@@situations: hurts}", 'no question "situations"', 'Did you mean "situation"?'),
    ("{situation: @@hurst}", 'no situation "hurst"', 'Did you mean "hurts"?'),
    ("{situation: [hurts, @@aches]}", 'no situation "aches"', "hurts, over_budget"),
    ("{situation: @@{id: hurts}}", "one id, or a list of ids", "Write [a, b]"),
    ("{seller: @@shopp}", 'no option "shopp"', 'Did you mean "shop"?'),
    ("{seller: [shop, @@privat]}", 'no option "privat"', 'Did you mean "private"?'),
    ("{seller: @@Shop}", 'no option "Shop"', 'Did you mean "shop"?'),
    ("{parts_worn: {all_of: [chain, @@tires]}}", 'no option "tires"', 'Did you mean "tyres"?'),
    ("{seller: @@[]}", "one id, or a list of ids", "Write [a, b]"),
    ("{seller: @@[[shop]]}", "one id, or a list of ids", "Write [a, b]"),
    ("{seller: @@[shop, ~]}", "one id, or a list of ids", "Write [a, b]"),
    # a test that its question cannot have
    ("{seller: {@@any: shop}}", '"any" is no test for "seller"', 'Did you mean "any_of"?'),
    ("{seller: {@@all_of: [shop]}}", '"all_of" is no test', "any_of"),
    ("{seller: {@@below: 3}}", "a question of kind choice", "any_of"),
    ("{parts_worn: {@@tagged: a}}", "a question of kind choices", "only"),
    ("{price: {@@less: 3}}", '"less" is no test for "price"', "below"),
    ("{price: {@@any_of: [a]}}", "a question of kind amount", "below"),
    ("{frame_number: {@@any_of: [AB1234]}}", "a question of kind text", "answered"),
    ("{models: {@@none_of: [Heron City]}}", "a question of kind lookup", "any_of"),
    ("{price: @@100}", '"price" needs a test', "{below: 100}"),
    ("{frame_number: @@AB1234}", '"frame_number" needs a test', "{answered: true}"),
    ("{seller: @@{}}", '"seller" needs a test', "Write for example"),
    ("{seller: @@~}", "one id, or a list of ids", "Write [a, b]"),
    # values
    ("{seller: {answered: @@yes}}", '"answered" is true or false', "Write true or false"),
    ("{models: {empty: @@[]}}", '"empty" is true or false', "Write true or false"),
    ("{price: {below: @@[100]}}", '"below" needs an amount', ""),
    ("{price: {below: @@-5}}", '"below" needs an amount. It cannot be less', ""),
    ("{price: {below: @@.inf}}", '"below" needs an amount', ""),
    ("{price: {below: @@99.999}}", "at most two figures after the point", ""),
    ("{price: {below: @@1e3}}", "Write out every figure", ""),
    ("{price: {below: @@100 days}}", '"below" needs an amount', ""),
    ("{price: {below: @@10000000.01}}", "It must lie between", ""),
    ("{models: {tagged: @@ride_not}}", 'is tagged "ride_not"', "do_not_ride"),
    ("{models: {only_tagged: [@@lissted]}}", 'tagged "lissted"', 'Did you mean "listed"?'),
    ("{models: @@LS3}", 'no entry "LS3"', "Heron City"),
    # another question's answers
    ("{price: {above: @@{amount: budget}}}", "only {question: id}", "Name one question"),
    ("{price: {above: @@{question: budget, plus: 1}}}", "only {question: id}", "Name one"),
    ("{price: {above: @@{question: [budget]}}}", "only {question: id}", "Name one question"),
    ("{price: {above: {question: @@buget}}}", 'no question "buget"', 'Did you mean "budget"?'),
    ("{price: {above: {question: @@return_days}}}", "cannot be compared", "the same kind"),
    ("{price: {above: {question: @@price}}}", "cannot be compared", "the same kind"),
    ("{price: {above: {question: @@seller}}}", "cannot be compared", "the same kind"),
    ("{goals: {any_of: {question: @@price}}}", "cannot be compared", "the same kind"),
    ("{goals: {any_of: {question: @@models}}}", "cannot be compared", "the same kind"),
)

READ: tuple[tuple[str, Condition], ...] = (
    ("{seller: shop}", Check("seller", "any_of", ("shop",))),
    ("{seller: [shop, private, shop]}", Check("seller", "any_of", ("shop", "private"))),
    ("{knows_model: yes}", Check("knows_model", "any_of", ("yes",))),
    ("{goals: {all_of: [hills, commute]}}", Check("goals", "all_of", ("hills", "commute"))),
    ("{goals: {only: hills}}", Check("goals", "only", ("hills",))),
    ("{goals: {none_of: [hills]}}", Check("goals", "none_of", ("hills",))),
    ("{goals: {any_of: {question: parts_worn}}}", Check("goals", "any_of", other="parts_worn")),
    ("{goals: {only: {question: seller}}}", Check("goals", "only", other="seller")),
    ("{price: {below: 100}}", Check("price", "below", amount=10_000)),
    ('{price: {below: "$1,299.50"}}', Check("price", "below", amount=129_950)),
    ("{return_days: {at_most: 30 days}}", Check("return_days", "at_most", amount=3_000)),
    ("{price: {at_least: {question: budget}}}", Check("price", "at_least", other="budget")),
    ("{price: {answered: true}}", Check("price", "answered", flag=True)),
    ("{price: {answered: false}}", Check("price", "answered", flag=False)),
    ("{models: {empty: true}}", Check("models", "empty")),
    ("{models: {empty: false}}", Check("models", "empty", flag=False)),
    ("{models: Heron City}", Check("models", "any_of", ("Heron City",))),
    ("{models: {tagged: [unknown, other]}}", Check("models", "tagged", ("unknown", "other"))),
    ("{models: {only_tagged: listed}}", Check("models", "only_tagged", ("listed",))),
    ("{situation: hurts}", InSituation("hurts")),
    ("{situation: [hurts, over_budget]}",
     AnyOf((InSituation("hurts"), InSituation("over_budget")))),
    ("{price: {above: 1, below: 9}}",
     All((Check("price", "above", amount=100), Check("price", "below", amount=900)))),
    ("{seller: shop, goals: hills}",
     All((Check("seller", "any_of", ("shop",)), Check("goals", "any_of", ("hills",))))),
    ("{any: [{seller: shop}, {goals: hills}]}",
     AnyOf((Check("seller", "any_of", ("shop",)), Check("goals", "any_of", ("hills",))))),
    ("{all: [{seller: shop}]}", All((Check("seller", "any_of", ("shop",)),))),
)  # fmt: skip


def written(when: str, folder: Path) -> tuple[Path, list[tuple[int, int]]]:
    """Write a guide with one more rule, and return its folder and the places marked."""
    text, places = marked(RULE.replace("{when}", when))
    copy = copy_to(folder)
    (copy / "tried.yaml").write_text(text, encoding="utf-8")
    return copy, places


@pytest.mark.parametrize(("when", "what", "remedy"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_in_a_condition_is_named_where_it_stands(
    when: str, what: str, remedy: str, tmp_path: Path
) -> None:
    folder, places = written(when, tmp_path)
    problems: tuple[Problem, ...] = problems_in(folder)
    assert [(p.line, p.column) for p in problems] == places
    assert what in problems[0].what
    assert remedy in problems[0].remedy
    assert problems[0].remedy or "." in problems[0].what.rstrip(".")


@pytest.mark.parametrize(("when", "condition"), READ, ids=[r[0] for r in READ])
def test_a_condition_is_read_as_it_is_meant(
    when: str, condition: Condition, tmp_path: Path
) -> None:
    folder, _ = written(when, tmp_path)
    rule = next(rule for rule in read_guide(folder).rules if rule.id == "tried")
    assert rule.when == condition


def test_a_rule_without_a_condition_always_speaks(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    rule = RULE.replace("    when: {when}\n", "")
    (folder / "tried.yaml").write_text(rule, encoding="utf-8")
    assert read_guide(folder).rules[-1].when is None


def test_an_empty_condition_is_no_condition_to_read(tmp_path: Path) -> None:
    """An editor who leaves when: empty is asked, since a rule for everyone may not be meant."""
    folder, _ = written("", tmp_path)
    (problem,) = problems_in(folder)
    assert problem.line == 3
    assert '"when" has no value' in problem.what


def test_every_mistake_of_one_condition_is_told(tmp_path: Path) -> None:
    folder, places = written(
        "{any: [{seller: @@shopp}, {@@buget: {below: 1}}, {price: {below: @@x}}]}", tmp_path
    )
    assert [(p.line, p.column) for p in problems_in(folder)] == places
