"""Runs what the prover found through the decision itself: the prover is never trusted alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.advice.deciding import decide
from buyguide.answers import lacking, settle
from buyguide.reasoning.placing import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.reasoning.prover import World


class DisagreementError(AssertionError):
    """The prover and the decision do not say the same of one interview: one of them is wrong."""


def replay(world: World, values: Mapping[str, Answer]) -> Decision:
    """Return the decision for an interview that the prover found.

    Raises ``DisagreementError`` where the two differ in the verdict or in what is said.
    """
    guide = world.guide
    if dict(settle(guide, values).values) != dict(values) or lacking(guide, values):
        raise DisagreementError(f"this interview cannot happen: {values}")
    states = place(values, world.space)
    if not world.diagram.holds(world.real, states):
        raise DisagreementError(f"the prover takes this interview for unreal: {values}")
    decision = decide(guide, values)
    said = {finding.id for finding in decision.findings}
    proved = {id for id, node in world.holds.items() if world.diagram.holds(node, states)}
    won = {id for id, node in world.verdicts.items() if world.diagram.holds(node, states)}
    if proved != said or won != {decision.verdict.id}:
        raise DisagreementError(f"{won} {decision.verdict.id} {sorted(proved ^ said)}: {values}")
    return decision
