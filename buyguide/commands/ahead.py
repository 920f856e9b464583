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
    "buyguide.interview.names",
    "buyguide.interview.candidates",
    "buyguide.saving",
    "buyguide.advice.changing",
    "buyguide.advice.deciding",
    "buyguide.report.formats",
    "buyguide.report.terminal",
)


def look_ahead(guide: Guide) -> None:
    """Have it done meanwhile: the guide decoded, modules imported, what matters worked out."""
    meanwhile(partial(_decode, guide))
    for name in _MODULES:
        meanwhile(partial(import_module, name))
    meanwhile(partial(_work_out, guide))


def _decode(guide: Guide) -> None:
    for field in fields(guide):
        getattr(guide, field.name)
    for catalogue in guide.catalogues.values():
        catalogue.look_up("")  # builds its index
        catalogue.plain_names  # noqa: B018 - kept once it is worked out


def _work_out(guide: Guide) -> None:
    """Ask the exact model for the first time: that is when it is made."""
    from buyguide.interview.mattering import still_matters

    optional = next((q.id for q in guide.questions if not q.required), None)
    if optional is not None:
        still_matters(guide, {}, optional)
