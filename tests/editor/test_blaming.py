"""The rule that a broken promise points at: the one that was changed, or none that is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import check
from buyguide.editor.desk import read_desk
from buyguide.editor.pieces import pieces
from buyguide.editor.promises import prove_promises
from buyguide.editor.record import RECORD, record_text
from buyguide.editor.review import changed_rules
from buyguide.guide.condition import All
from buyguide.guide.promise import Promise
from buyguide.reasoning.prover import world_of
from tests.bicycle import copy_to, edit
from tests.reasoning.small_guides import HERE, Asks, guide_of, option, question, rule

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.rules import Rule

OPTIONS = (option("yes"), option("no", "clear"), option("unsure", "unsure"))
QUESTIONS = [question(id, "choice", options=OPTIONS, required=True) for id in ("skin", "eyes")]
STRONG = ("never", "ask")
PROMISES = """\
promises:
  - id: aches_are_seen_to
    say: Who has an ache is never told to buy.
    whenever:
      back_pain: [lower_back, knees, unsure]
    verdict_in: [ask_a_fitter, never_buy]
"""


def names(question: str, *options: str) -> Asks:
    return Asks(question, "any_of", options)


def meant(*rules: Rule, changed: frozenset[str] | None = None) -> str | None:
    doubt = names("skin", "yes", "unsure")
    promise = Promise(id="p", say="So.", place=HERE, whenever=doubt, verdict_in=STRONG)
    guide = replace(guide_of(QUESTIONS, rules), promises=(promise,))
    [outcome] = prove_promises(world_of(guide), changed)
    assert outcome.state == "broken"
    return outcome.meant


FORGETFUL = rule("forgetful", names("skin", "yes"), "ask")
OTHER = rule("other", names("eyes", "yes", "unsure"), "ask")


def test_the_rule_that_lacks_one_answer_of_the_promise_is_named() -> None:
    assert meant(OTHER, FORGETFUL) == "forgetful"


def test_no_rule_is_named_where_several_are_as_near() -> None:
    assert meant(FORGETFUL, rule("too", names("skin", "no"), "ask")) is None


def test_a_milder_rule_is_not_to_blame_where_a_stronger_one_is_missing() -> None:
    mild = rule("mild", names("skin", "unsure"), "wait")
    assert meant(FORGETFUL, mild) == "forgetful"


def test_a_stronger_rule_is_to_blame_where_a_milder_verdict_was_promised() -> None:
    promise = Promise(id="p", say="So.", place=HERE, verdict_in=("wait", "buy"))
    rules = (OTHER, rule("mild", names("skin", "yes"), "wait"))
    [outcome] = prove_promises(world_of(replace(guide_of(QUESTIONS, rules), promises=(promise,))))
    assert outcome.meant == "other"


def test_urgent_words_without_a_strong_verdict_are_named() -> None:
    lost = rule("lost", names("skin", "yes", "unsure"), None, severity="consult")
    assert meant(OTHER, lost) == "lost"


def test_a_rule_changed_since_the_review_is_named_before_one_that_is_nearer() -> None:
    narrowed = rule(
        "narrowed", All((names("skin", "no"), names("eyes", "yes"), names("eyes", "no"))), "ask"
    )
    assert meant(FORGETFUL, narrowed) == "forgetful"
    assert meant(FORGETFUL, narrowed, changed=frozenset({"narrowed"})) == "narrowed"


def test_of_several_changed_rules_one_about_the_promise_is_named() -> None:
    changed = frozenset({"other", "forgetful"})
    assert meant(OTHER, FORGETFUL, changed=changed) == "forgetful"


def test_a_rule_that_did_not_change_is_not_named_where_something_did() -> None:
    assert meant(OTHER, FORGETFUL, changed=frozenset()) is None


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    folder = copy_to(tmp_path)
    (folder / "promises.yaml").write_text(PROMISES, encoding="utf-8")
    record = record_text(pieces(read_desk(folder)[0]))
    (folder / RECORD).write_text(record, encoding="utf-8")
    return folder


def test_the_check_names_the_rule_that_was_weakened(signed: Path) -> None:
    assert changed_rules(read_desk(signed)[0]) is None
    edit(signed / "rules.yaml", "    verdict: ask_a_fitter\n", "    verdict: wait\n")
    [problem] = [p for p in check(signed).problems if p.id == "BG401"]
    assert problem.remedy.startswith('Look at the rule "ask_about_aches" first.')


def test_a_rule_counts_as_changed_with_the_situation_that_it_names(signed: Path) -> None:
    edit(signed / "situations.yaml", "[lower_back, knees, unsure]", "[lower_back, knees]")
    assert changed_rules(read_desk(signed)[0]) == frozenset({"ask_about_aches"})
    [problem] = [p for p in check(signed).problems if p.id == "BG401"]
    assert problem.remedy.startswith('Look at the rule "ask_about_aches" first.')


def test_where_no_rule_changed_but_something_did_no_rule_counts_as_changed(signed: Path) -> None:
    edit(signed / "sources.yaml", "    numbers: 3 models\n", "    numbers: 4 models\n")
    assert changed_rules(read_desk(signed)[0]) == frozenset()
