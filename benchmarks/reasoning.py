"""How long the proofs take on generated guides, beside two solvers.

All answer the same questions: can this rule speak, can this verdict win, is this promise kept.
The solvers neither count nor give a smallest interview for free.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.timing import QUICK, side_by_side
from buyguide.guide.condition import All, AnyOf, Test
from buyguide.guide.promise import Promise
from buyguide.reasoning.diagram import NOTHING
from buyguide.reasoning.prover import world_of
from tests.reasoning.sat_guides import Clauses
from tests.reasoning.small_guides import HERE, LADDER, guide_of, option, question, rule

if TYPE_CHECKING:
    from benchmarks.table import Row
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule

SECONDS = 60.0
SIZES = (60, 1_000)


def generated(rules: int, seed: int = 1) -> Guide:
    """Return a guide that grows as real ones do: by topics, with rules mostly within one topic."""
    chance = random.Random(seed)  # noqa: S311 the same guide each time, no secret
    topics = [_topic(number) for number in range(max(4, min(40, rules // 80)))]
    made = [_rule(number, chance, topics) for number in range(rules)]
    return guide_of([q for topic in topics for q in topic], made)


def _topic(number: int) -> list[Question]:
    yes_no = (option("yes"), option("no", "clear"), option("unsure", "unsure"))
    ticks = tuple(option(f"o{n}") for n in range(5))
    gate = question(f"gate{number}", "choice", options=yes_no, required=True, gate=True)
    yes = Test(gate.id, "any_of", ("yes",))
    found = [gate]
    for part in range(3):
        more = question(f"kind{number}_{part}", "choice", options=ticks, ask_when=yes)
        found += [more, question(f"ticks{number}_{part}", "choices", options=ticks)]
    return [*found, question(f"price{number}", "amount", maximum=12)]


def _rule(number: int, chance: random.Random, topics: list[list[Question]]) -> Rule:
    topic = chance.choice(topics)
    parts: list[Condition] = [
        _test(chance.choice(topic), chance) for _ in range(chance.randint(1, 3))
    ]
    if chance.random() < 0.2:
        parts.append(_test(chance.choice(topics[0]), chance))
    when = All(tuple(parts)) if chance.random() < 0.8 else AnyOf(tuple(parts))
    verdict = chance.choice(LADDER[:3]) if chance.random() < 0.3 else None
    return rule(f"r{number}", when, verdict)


def _test(asked: Question, chance: random.Random) -> Test:
    if asked.kind == "amount":
        operator = chance.choice(("below", "at_most", "above", "at_least"))
        return Test(asked.id, operator, amount=chance.randint(1, 11))
    ids = [o.id for o in asked.options]
    operator = chance.choice(("any_of", "any_of", "any_of", "none_of"))
    return Test(asked.id, operator, tuple(chance.sample(ids, chance.randint(1, 2))))


def with_promises(guide: Guide) -> Guide:
    """Return the guide with a promise for each rule that asks for the strongest step."""
    asking = [r for r in guide.rules if r.verdict == guide.verdicts[0].id][:50]
    made = tuple(
        Promise(f"p_{r.id}", "", HERE, whenever=r.when, verdict_in=(r.verdict or "",))
        for r in asking
    )
    return replace(guide, promises=(*guide.promises, *made))


def rows(runs: int) -> list[Row]:
    """Return, for each size, how long we take to answer the questions, beside each solver."""
    return [row for size in SIZES[: 1 if runs <= QUICK else None] for row in _rows(size, runs)]


def _rows(size: int, runs: int) -> list[Row]:
    guide = with_promises(generated(size))
    solvers = {"ours": possible, "python-sat": possible_with_sat, "z3": possible_with_z3}
    if len({solve(guide) for solve in solvers.values()}) != 1:
        raise SystemExit(f"The solvers do not agree on {size} rules.")
    works = {name: partial(solve, guide) for name, solve in solvers.items()}
    times = side_by_side(works, min(runs, 3))
    asked = len(guide.rules) + len(guide.verdicts) + len(guide.promises)
    what = f"{size:,} rules, {asked:,} questions answered"
    return [times.row("reasoning", what, "ours", beside) for beside in works if beside != "ours"]


def possible(guide: Guide) -> int:
    """Return how many rules can speak, verdicts can win and promises are broken."""
    world = world_of(guide, seconds=SECONDS)
    meet = world.diagram.meet
    return (
        sum(bool(meet(world.real, world.holds[rule.id])) for rule in guide.rules)
        + sum(interviews != NOTHING for interviews in world.verdicts.values())
        + sum(
            bool(meet(world.within(p.whenever), -world.verdicts[p.verdict_in[0]]))
            for p in guide.promises
        )
    )


def possible_with_sat(guide: Guide) -> int:
    """Return the same from python-sat."""
    from pysat.solvers import Solver

    encoded = Clauses(guide)
    goals = _questions(encoded)
    with Solver(name="cadical153", bootstrap_with=encoded.clauses) as solver:
        return sum(solver.solve(goal) for goal in goals)


def possible_with_z3(guide: Guide) -> int:
    """Return the same from z3."""
    import z3

    encoded = Clauses(guide)
    goals = _questions(encoded)
    names: dict[int, object] = {}

    def literal(number: int) -> object:
        name = names.setdefault(abs(number), z3.Bool(str(abs(number))))
        return name if number > 0 else z3.Not(name)

    solver = z3.SolverFor("QF_FD")
    solver.add([z3.Or([literal(n) for n in clause]) for clause in encoded.clauses])
    return sum(solver.check([literal(n) for n in goal]) == z3.sat for goal in goals)


def _questions(encoded: Clauses) -> list[list[int]]:
    """Return the literals that must hold together for each question; may add clauses."""
    promises = [
        [encoded.condition(p.whenever), -encoded.verdicts[p.verdict_in[0]]]
        for p in encoded.guide.promises
    ]
    return [
        *([n] for n in encoded.rules.values()),
        *([n] for n in encoded.verdicts.values()),
        *promises,
    ]
