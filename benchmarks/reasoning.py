"""Times promises, slips and diffs on the shipped guide and on generated ones, beside two solvers.

Run from the top folder: ``python benchmarks/reasoning.py [60 1000 10000]``. python-sat and z3 are
used where they are installed; they answer the same questions (can this rule speak, can this
verdict win, is this promise kept), but neither counts nor gives a smallest interview for free.
"""

from __future__ import annotations

import random
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from buyguide.editor.diff import compare
from buyguide.editor.mutation import score
from buyguide.editor.promises import prove_promises
from buyguide.editor.reachability import idle_steps, silent_rules
from buyguide.guide.condition import All, AnyOf, Test
from buyguide.guide.model import Guide, Promise, Question
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.reasoning.prover import world_of
from buyguide.reasoning.tangled import TooTangledError
from tests.reasoning.sat_guides import Clauses
from tests.reasoning.small_guides import HERE, LADDER, guide_of, option, question, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.condition import Condition
    from buyguide.guide.rules import Rule

SECONDS = 60.0


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


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long the block takes, or that it was not decided within the limit."""
    start = time.perf_counter()
    try:
        yield
    except TooTangledError as error:
        print(f"  {name:<34} {time.perf_counter() - start:8.3f} s  NOT DECIDED: {error.questions}")
    else:
        print(f"  {name:<34} {time.perf_counter() - start:8.3f} s")


def ours(guide: Guide) -> None:
    """Time our own proofs."""
    with timed("interviews, rules, ladder"):
        world = world_of(guide, seconds=SECONDS)
        list(world.verdicts)
        print(f"  {'':34} {world.diagram.nodes:8} nodes, {world.diagram.depth} levels")
    with timed("promises"):
        world = world_of(guide, seconds=SECONDS)
        prove_promises(world)
    with timed("rules and steps that cannot matter"):
        world = world_of(guide, seconds=SECONDS)
        [*silent_rules(world), *idle_steps(world)]
    with timed("every slip, without any case"):
        found = score(world_of(guide, seconds=SECONDS), [])
        print(f"  {'':34} {found.slips:8} slips, {found.equal} change nothing")
    with timed("diff with one rule changed"):
        at = len(guide.rules) // 2
        changed = (*guide.rules[:at], replace(guide.rules[at], when=None), *guide.rules[at + 1 :])
        found_ = compare(guide, replace(guide, rules=changed), {}, seconds=SECONDS)
        print(f"  {'':34} {len(found_.changes):8} changes")


def with_sat(guide: Guide) -> None:
    """Time python-sat on: can each rule speak, can each verdict win, is each promise kept."""
    try:
        from pysat.solvers import Solver
    except ImportError:
        print("  python-sat is not installed")
        return
    with timed("python-sat: the same questions"):
        encoded = Clauses(guide)
        goals = _questions(encoded)
        with Solver(name="cadical153", bootstrap_with=encoded.clauses) as solver:
            print(
                f"  {'':34} {sum(solver.solve(goal) for goal in goals):8} of {len(goals)} possible"
            )


def with_z3(guide: Guide) -> None:
    """Time z3 on the same clauses and questions."""
    try:
        import z3
    except ImportError:
        print("  z3 is not installed")
        return
    with timed("z3: the same questions"):
        encoded = Clauses(guide)
        goals = _questions(encoded)
        names: dict[int, object] = {}

        def literal(number: int) -> object:
            name = names.setdefault(abs(number), z3.Bool(str(abs(number))))
            return name if number > 0 else z3.Not(name)

        solver = z3.SolverFor("QF_FD")
        solver.add([z3.Or([literal(n) for n in clause]) for clause in encoded.clauses])
        start, possible = time.perf_counter(), 0
        for number, goal in enumerate(goals):
            if time.perf_counter() - start > SECONDS:
                print(f"  {'':34} stopped after {number} of {len(goals)} questions")
                break
            possible += solver.check([literal(n) for n in goal]) == z3.sat
        print(f"  {'':34} {possible:8} of {len(goals)} possible")


def _questions(encoded: Clauses) -> list[list[int]]:
    """Return the literals that must hold together for each question."""
    promises = [
        [encoded.condition(p.whenever), -encoded.verdicts[p.verdict_in[0]]]
        for p in encoded.guide.promises
    ]
    return [
        *([n] for n in encoded.rules.values()),
        *([n] for n in encoded.verdicts.values()),
        *promises,
    ]


def main(sizes: list[int]) -> None:
    """Print the times for the shipped guide and for generated guides of the given sizes."""
    shipped = read_guide(find_guide(None))
    print(f"shipped guide: {len(shipped.rules)} rules, {len(shipped.promises)} promises")
    ours(shipped)
    for size in sizes:
        guide = with_promises(generated(size))
        print(f"{size} rules, {len(guide.questions)} questions, {len(guide.promises)} promises")
        ours(guide)
        with_sat(guide)
        with_z3(guide)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [60, 1_000, 10_000])
