"""Random conditions over the second guide, and random answers to its questions."""

from __future__ import annotations

from hypothesis import strategies as st

from buyguide.guide.condition import All, AnyOf, Condition, InSituation
from buyguide.guide.condition import Test as Check
from buyguide.guide.conditions import AMOUNT_OPERATORS, OPTION_OPERATORS
from tests.bicycle import guide

_OPTIONS = {
    question.id: tuple(option.id for option in question.options)
    for question in guide().questions
    if question.options
}
_AMOUNTS = ("budget", "price")
_NAMES = ("LS3", "Heron City", "otter", "Sparrow", "Zzyzx 9000", "Heron Cty")
_TAGS = ("do_not_ride", "have_it_checked", "listed", "unknown", "other")
_CENTS = st.integers(0, 4)


@st.composite
def _option_tests(draw: st.DrawFn) -> Check:
    question = draw(st.sampled_from(sorted(_OPTIONS)))
    operator = draw(st.sampled_from(OPTION_OPERATORS))
    if draw(st.booleans()):
        other = draw(st.sampled_from(sorted(set(_OPTIONS) - {question})))
        return Check(question, operator, other=other)
    named = draw(st.lists(st.sampled_from(_OPTIONS[question]), min_size=1, unique=True))
    return Check(question, operator, tuple(named))


@st.composite
def _amount_tests(draw: st.DrawFn) -> Check:
    operator = draw(st.sampled_from(AMOUNT_OPERATORS))
    if draw(st.booleans()):
        return Check("price", operator, other="budget")
    return Check(draw(st.sampled_from(_AMOUNTS)), operator, amount=draw(_CENTS))


TESTS = (
    _option_tests()
    | _amount_tests()
    | st.builds(
        lambda question, flag: Check(question, "answered", flag=flag),
        st.sampled_from([question.id for question in guide().questions]),
        st.booleans(),
    )
    | st.builds(
        lambda operator, tags: Check("models", operator, tuple(tags)),
        st.sampled_from(("tagged", "only_tagged")),
        st.lists(st.sampled_from(_TAGS), min_size=1, max_size=3),
    )
    | st.builds(lambda flag: Check("models", "empty", flag=flag), st.booleans())
    | st.builds(InSituation, st.sampled_from(sorted(guide().situations)))
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    TESTS,
    lambda inner: (
        st.builds(All, st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=7,
)
_ANSWERS = {
    **{
        question.id: st.sampled_from(_OPTIONS[question.id])
        if question.kind == "choice"
        else st.lists(st.sampled_from(_OPTIONS[question.id]), unique=True).map(tuple)
        for question in guide().questions
        if question.options
    },
    **dict.fromkeys((*_AMOUNTS, "return_days"), _CENTS),
    "models": st.lists(st.sampled_from(_NAMES), max_size=3).map(tuple),
    "frame_number": st.just("AB1234"),
}
ANSWERS = st.fixed_dictionaries({}, optional={id: st.none() | a for id, a in _ANSWERS.items()})
