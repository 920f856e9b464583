"""A SAT solver as a second opinion, on guides too large to go through every interview."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from buyguide.reasoning.prover import NOTHING, prepare
from tests.reasoning.sat_guides import Clauses
from tests.reasoning.small_guides import guides
from tests.reasoning.small_guides import speaks as speaks_of

if TYPE_CHECKING:
    from buyguide.guide.model import Guide

solvers = pytest.importorskip(
    "pysat.solvers", reason="python-sat, a second opinion on the prover, is not installed"
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(guides(8, 10))
def test_the_prover_and_a_sat_solver_find_the_same_things_possible(guide: Guide) -> None:
    [world] = prepare([guide])
    encoded = Clauses(guide)
    both, speaks = world.diagram.both, speaks_of(world)
    with solvers.Solver(name="cadical153", bootstrap_with=encoded.clauses) as solver:
        for rule, literal in encoded.rules.items():
            assert solver.solve([literal]) == (speaks[rule] != NOTHING), rule
        for verdict, literal in encoded.verdicts.items():
            assert solver.solve([literal]) == (world.verdicts[verdict] != NOTHING), verdict
        for (one, left), (other, right) in pairwise(encoded.rules.items()):
            apart = both(speaks[one], -speaks[other])
            assert solver.solve([left, -right]) == (apart != NOTHING), (one, other)
        for rule, literal in encoded.rules.items():
            for verdict, wins in encoded.verdicts.items():
                together = both(speaks[rule], world.verdicts[verdict])
                assert solver.solve([literal, wins]) == (together != NOTHING), (rule, verdict)
