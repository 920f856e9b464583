"""What every result needs, whatever the answers are: worked out while a question is being read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError
from buyguide.loading import loading

if TYPE_CHECKING:
    from buyguide.guide.model import Guide


def work_ahead(guide: Guide) -> None:
    """Import what decides and shows, compile the rules, and work out the exact model.

    May run in a thread of its own, beside the interview; a guide too tangled is left for later.
    """
    with loading():
        import buyguide.report.formats
        import buyguide.report.terminal  # noqa: F401
        from buyguide.advice.compiled import compile_rules
        from buyguide.reasoning.prover import shared_world

        compile_rules(guide)
        with suppress(BuyguideError):
            shared_world(guide)
