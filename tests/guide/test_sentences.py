from __future__ import annotations

import pytest

from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Asked
from buyguide.guide.sentences import in_words
from tests.bicycle import guide

KNEES = Asked("back_pain", "any_of", ("knees",))
CHILD = Asked("rider", "any_of", ("child",))
SHOP = Asked("seller", "any_of", ("shop",))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "always"),
        (CHILD, '"Rider" is "A child"'),
        (Asked("goals", "any_of", ("commute", "fitness", "hills")),
         '"Goals" includes "Riding to work", "Getting fitter" or "Long climbs"'),
        (Asked("goals", "all_of", ("commute", "hills")),
         '"Goals" includes "Riding to work" and "Long climbs"'),
        (Asked("goals", "none_of", ("hills",)), '"Goals" is answered, but not with "Long climbs"'),
        (Asked("goals", "only", ("hills", "commute")),
         '"Goals" is nothing but "Long climbs" or "Riding to work"'),
        (Asked("goals", "none_of", other="parts_worn"),
         '"Goals" is answered, and has no answer in common with "Worn parts"'),
        (Asked("price", "below", amount=129950), '"Price" is below $1,299.50'),
        (Asked("return_days", "at_least", amount=100), '"Days to return" is at least 1 day'),
        (Asked("price", "above", other="budget"), '"Price" is above the amount in "Budget"'),
        (Asked("frame_number", "answered"), '"Frame number" is answered'),
        (Asked("frame_number", "answered", flag=False), '"Frame number" is not answered'),
        (Asked("models", "tagged", ("do_not_ride", "unknown")),
         '"Model" names one that is tagged "do_not_ride" or not recognised'),
        (Asked("models", "only_tagged", ("listed",)), '"Model" names only such as are on the list'),
        (Asked("models", "any_of", ("Larkspur 3",)), '"Model" names "Larkspur 3"'),
        (Asked("models", "empty"), '"Model" names none'),
        (Asked("models", "empty", flag=False), '"Model" names at least one'),
        (InSituation("hurts"), "something hurts, or you are not sure"),
        (All((CHILD, SHOP)), '"Rider" is "A child", and "Seller" is "A shop"'),
        (AnyOf((CHILD, All((SHOP, KNEES)))),
         '"Rider" is "A child", or ("Seller" is "A shop", and "Aches" includes "Knees")'),
        (All((CHILD, All((SHOP, CHILD)))), '"Rider" is "A child", and "Seller" is "A shop"'),
        (All((AnyOf((CHILD,)), SHOP)), '"Rider" is "A child", and "Seller" is "A shop"'),
        (AnyOf(()), "never"),
        (All(()), "always"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence(condition: Condition | None, words: str) -> None:
    assert in_words(condition, guide()) == words
