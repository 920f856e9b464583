"""What the later questions and the result will need, to be done while the first one is read."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from buyguide.meanwhile import meanwhile

if TYPE_CHECKING:
    from buyguide.guide.model import Guide

_MODULES = (
    "buyguide.interview.lines",
    "buyguide.interview.names",
    "buyguide.interview.candidates",
    "buyguide.saving",
    "buyguide.advice.changing",
    "buyguide.advice.deciding",
    "buyguide.report.formats",
    "buyguide.report.terminal",
)


def look_ahead(guide: Guide) -> None:
    """Have it done meanwhile: the model made, the guide decoded, modules imported, a rehearsal."""
    meanwhile(partial(_work_out, guide))
    meanwhile(partial(_decode, guide))
    for name in _MODULES:
        meanwhile(partial(import_module, name))
    meanwhile(partial(_rehearse, guide))


def _decode(guide: Guide) -> None:
    for field in fields(guide):
        getattr(guide, field.name)
    for catalogue in guide.catalogues.values():
        catalogue.look_up("")  # builds its index
        catalogue.plain_names  # noqa: B018 - kept once it is worked out


def _work_out(guide: Guide) -> None:
    """Make the exact model and leave it to the interview: one thread at a time may use it."""
    from buyguide.reasoning.prover import shared_world

    shared_world(guide)


def _rehearse(guide: Guide) -> None:
    """Make a result for nobody: the first one of a process takes twice as long as the next."""
    from buyguide.advice.deciding import decide
    from buyguide.report.formats import document_for
    from buyguide.report.terminal import as_printed

    as_printed(document_for(decide(guide, {}), "shopper"))
