"""Which rule to look at first where a promise is broken; none rather than a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.editor.laws import URGENT
from buyguide.guide.clauses import clauses
from buyguide.guide.conditions import test_holds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.guide.rules import Rule


def rule_to_look_at(
    decision: Decision,
    wanted: Sequence[Rule],
    unwanted: Sequence[Rule],
    about: Collection[str],
    changed: Collection[str] | None,
) -> str | None:
    """Return the id of the rule that most likely broke a promise for one person, if one can tell.

    ``wanted`` rules should have spoken and ``unwanted`` ones not; ``about`` are the questions of
    the promise. ``changed`` are the rules changed since the last review, which kept the promise:
    one of these did it, or something that is no rule. It is None where no change is known.
    """
    spoke = {finding.id for finding in decision.findings}
    silent = [rule for rule in wanted if rule.id not in spoke]
    if changed is not None:
        known = {rule.id for rule in wanted}
        wrong = [r for r in decision.guide.rules if r.id in spoke and r.id not in known]
        suspects = [rule for rule in (*silent, *wrong) if rule.id in changed]
        return _nearest(suspects, decision, about)
    return _too_much(decision, wanted, unwanted) or _only_near(silent, decision, about)


def _too_much(decision: Decision, wanted: Sequence[Rule], unwanted: Sequence[Rule]) -> str | None:
    """Return a rule that spoke and should not have, if that is what is wrong."""
    spoke = {finding.id for finding in decision.findings}
    blamed = [rule.id for rule in unwanted if rule.id in spoke]
    asked = [id for id in blamed if id in decision.because]
    if not wanted:
        return (asked or blamed)[-1] if blamed else None
    if not all(rule.verdict for rule in wanted):
        return None
    ladder = [verdict.id for verdict in decision.guide.verdicts]
    won = ladder.index(decision.verdict.id)
    if any(rule.verdict and ladder.index(rule.verdict) > won for rule in wanted):
        return asked[-1] if asked else None  # a milder verdict would have done
    urgent = [r.id for r in decision.guide.rules if r.severity in URGENT and r not in wanted]
    spoken = [id for id in urgent if id in spoke]
    return spoken[0] if len(spoken) == 1 else None  # urgent words with too mild a verdict, or none


def _nearest(rules: Sequence[Rule], decision: Decision, about: Collection[str]) -> str | None:
    """Return the rule that comes closest to speaking, those about the promise's questions first."""
    found = min(
        rules,
        key=lambda rule: (_elsewhere(rule, decision, about), _failing(rule, decision)),
        default=None,
    )
    return found.id if found else None


def _elsewhere(rule: Rule, decision: Decision, about: Collection[str]) -> bool:
    """Say whether a rule looks at none of some questions."""
    tests = (test for clause in clauses(rule.when, decision.guide.situations) for test in clause)
    return all(test.question not in about for test in tests)


def _failing(rule: Rule, decision: Decision) -> int:
    """Return how few tests of a rule fail for a person."""
    return min((len(failed) for failed in _failed(rule, decision)), default=1_000)


def _failed(rule: Rule, decision: Decision) -> Iterator[list[str]]:
    """Yield, for each clause of a rule, the questions on which a test fails."""
    for clause in clauses(rule.when, decision.guide.situations):
        failed = (t for t in clause if not test_holds(t, decision.values, decision.guide))
        yield [test.question for test in failed]


def _only_near(rules: Sequence[Rule], decision: Decision, about: Collection[str]) -> str | None:
    """Return the one rule that lacks a single test, on a question of the promise, to speak."""
    near = [
        rule.id
        for rule in rules
        if any(len(failed) == 1 and failed[0] in about for failed in _failed(rule, decision))
    ]
    return near[0] if len(near) == 1 else None
