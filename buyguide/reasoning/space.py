"""The space of interviews: a slot for every question, and the laws that make an interview real.

One space can hold two versions of a guide. A person then has one answer to each question, which
a version hears only if it asks; so the same person can be followed through both.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from buyguide.guide.model import All, AnyOf, InSituation, Test
from buyguide.reasoning.amounts import TooManyCellsError, compared, cut_amounts
from buyguide.reasoning.conditions import meaning
from buyguide.reasoning.costs import Costs, costs_of
from buyguide.reasoning.diagram import EVERYTHING, MOST_NODES, NOTHING, SECONDS, Diagram
from buyguide.reasoning.examples import text_for
from buyguide.reasoning.names import kinds, seen_by
from buyguide.reasoning.slots import AmountSlot, ChoiceSlot, ChoicesSlot, LookupSlot, Slot, TextSlot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from buyguide.answers import Answer
    from buyguide.guide.model import Condition, Guide, Question
    from buyguide.reasoning.amounts import Cells
