"""Decisions: which rules speak, the verdict of the ladder, the reasons, and the words filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyguide.advice.deciding import MOST_KEPT, cite, decide, told
from buyguide.advice.decision import Citation, Reason, Strip
from buyguide.answers import settle
from buyguide.guide.catalogues import Catalogue, Entry, Group, Reference, Says
from buyguide.guide.condition import All
from buyguide.guide.condition import Test as Check
from buyguide.guide.rules import Arithmetic, Figure, ForEach, Rule, Scale
from tests.advice.conditions import ANSWERS
from tests.bicycle import guide

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision, Finding
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

CALM: dict[str, Answer] = {
    "rider": "me",
    "goals": ("commute", "fitness"),
    "back_pain": ("none",),
    "days_a_week": "five",
    "budget": 30_000,
    "price": 26_000,
    "seller": "shop",
    "return_days": 1_400,
    "knows_model": "yes",
    "models": ("Sparrow",),
    "frame_number": "AB1234",
    "parts_worn": ("none",),
}


def decided(tried: Guide | None = None, /, **changed: Answer) -> Decision:
    tried = tried or guide()
    return decide(tried, settle(tried, CALM | changed).values)


def finding(decision: Decision, id: str) -> Finding:
    (found,) = (finding for finding in decision.findings if finding.id == id)
    return found


def with_rule(**changed: object) -> Guide:
    rule = replace(guide().rules[-1], id="tried", **changed)  # type: ignore[arg-type]
    return replace(guide(), rules=(*guide().rules, rule))


# --- the ladder ------------------------------------------------------------------------------


def test_nothing_against_it_leaves_the_last_step_and_nobody_who_asked() -> None:
    decision = decided()
    assert (decision.verdict.id, decision.because) == ("buy", ())
    assert decision.once_a_clinician_agrees is None


@pytest.mark.parametrize(
    ("changed", "verdict", "because", "lifted"),
    [
        ({"price": 30_001}, "wait", ("too_dear",), None),
        ({"price": 30_000}, "buy", (), None),
        ({"parts_worn": ("brakes",), "price": 30_001}, "wait", ("brakes_worn", "too_dear"), None),
        ({"back_pain": ("knees",)}, "ask_a_fitter", ("ask_about_aches",), "buy"),
        ({"back_pain": ("unsure",)}, "ask_a_fitter", ("ask_about_aches",), "buy"),
        ({"back_pain": ("knees",), "price": 30_001}, "ask_a_fitter", ("ask_about_aches",), "wait"),
        ({"models": ("LS3",), "back_pain": ("knees",)}, "never_buy", ("recalled",), None),
        ({"models": ("Zzyzx 9000",)}, "wait", ("model_unknown",), None),
        ({"models": ("Heron Cty",)}, "wait", ("model_unknown",), None),
        ({"models": ()}, "buy", (), None),
        ({"models": None}, "buy", (), None),
    ],
)
def test_the_strongest_step_that_a_rule_asks_for_wins(
    changed: dict[str, Answer], verdict: str, because: tuple[str, ...], lifted: str | None
) -> None:
    decision = decided(None, **changed)
    assert (decision.verdict.id, decision.because) == (verdict, because)
    after = decision.once_a_clinician_agrees
    assert (after.id if after else None) == lifted


def test_the_order_of_the_ladder_decides_and_not_that_of_the_rules() -> None:
    rules = {rule.id: rule for rule in guide().rules}

    def said_to_all(*ids: str) -> Decision:
        always = tuple(replace(rules[id], when=None) for id in ids)
        return decide(replace(guide(), rules=always), {})

    everything = said_to_all("too_dear", "ask_about_aches", "walk_away", "brakes_worn")
    assert everything.verdict.id == "ask_a_fitter"
    assert said_to_all("too_dear", "brakes_worn").because == ("too_dear", "brakes_worn")
    alone = said_to_all("walk_away")
    assert (alone.verdict, alone.because) == (guide().verdicts[-1], ())


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_whoever_may_hurt_is_never_told_to_buy(values: dict[str, Answer]) -> None:
    decision = decide(guide(), settle(guide(), values).values)
    hurts = set(values.get("back_pain") or ()) & {"lower_back", "knees", "unsure"}  # type: ignore[arg-type]
    assert (decision.verdict.id in {"never_buy", "ask_a_fitter"}) or not hurts


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_no_rule_that_speaks_asks_for_a_stronger_step(values: dict[str, Answer]) -> None:
    ladder = [verdict.id for verdict in guide().verdicts]
    asked = {rule.id: rule.verdict for rule in guide().rules}
    decision = decide(guide(), settle(guide(), values).values)
    steps = [asked[found.id] for found in decision.findings]
    strongest = min((ladder.index(step) for step in steps if step), default=len(ladder) - 1)
    assert decision.verdict.id == ladder[strongest]


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_a_decision_without_words_names_the_same_verdict_and_rules(
    values: dict[str, Answer],
) -> None:
    settled = settle(guide(), values).values
    decision = decide(guide(), settled)
    said = frozenset(finding.id for finding in decision.findings)
    assert told(guide(), settled) == (decision.verdict, decision.because, said)


@given(st.lists(ANSWERS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_what_was_said_to_others_before_changes_nothing(people: list[dict[str, Answer]]) -> None:
    for values in (*people, *people):
        settled = settle(guide(), values).values
        fresh = decide(replace(guide()), settled)  # a guide is equal only to itself
        assert decide(guide(), settled).findings == fresh.findings


def test_more_people_than_are_kept_are_all_told_what_is_theirs() -> None:
    tried = with_rule(when=Check("price", "at_least", amount=0))
    for cents in range(MOST_KEPT + 10):
        said = finding(decide(tried, {"price": cents}), "tried")
        assert said.because == (Reason("price", cents),)


# --- findings and their reasons --------------------------------------------------------------


def test_findings_stand_in_the_order_of_the_guide() -> None:
    order = [rule.id for rule in guide().rules]
    found = [f.id for f in decided(parts_worn=("brakes",), models=("Otter",)).findings]
    assert found == sorted(found, key=order.index)
    assert found[:3] == ["recalled", "check_recall", "brakes_worn"]


def test_a_rule_for_everyone_has_no_reasons() -> None:
    assert finding(decided(), "walk_away").because == ()


def test_a_reason_names_only_the_options_that_mattered() -> None:
    found = finding(decided(parts_worn=("brakes", "tyres", "chain")), "brakes_worn")
    assert found.because == (Reason("parts_worn", ("brakes",)),)
    found = finding(decided(back_pain=("lower_back", "knees")), "ask_about_aches")
    assert found.because == (Reason("back_pain", ("lower_back", "knees")),)


def test_a_reason_is_the_whole_answer_where_the_whole_answer_matters() -> None:
    none = Check("parts_worn", "none_of", ("chain",))
    found = finding(decided(with_rule(when=none), parts_worn=("brakes", "tyres")), "tried")
    assert found.because == (Reason("parts_worn", ("brakes", "tyres")),)
    other = Check("goals", "any_of", other="parts_worn")
    assert not [f for f in decided(with_rule(when=other)).findings if f.id == "tried"]


def test_a_decision_holds_the_guide_and_the_answers_it_was_made_for() -> None:
    tried, values = guide(), settle(guide(), CALM).values
    decision = decide(tried, values)
    assert decision.guide is tried
    assert decision.values == values


def reasons(when: Check | All, **changed: Answer) -> tuple[Reason, ...]:
    return finding(decided(with_rule(when=when), **changed), "tried").because


def test_a_reason_gathers_the_options_of_every_test_of_its_question() -> None:
    brakes, tyres = (Check("parts_worn", "any_of", (part,)) for part in ("brakes", "tyres"))
    worn = ("brakes", "tyres", "chain")
    told = reasons(All((brakes, tyres)), parts_worn=worn)
    assert told == (Reason("parts_worn", ("brakes", "tyres")),)
    both = Check("parts_worn", "all_of", ("brakes", "tyres"))
    assert reasons(both, parts_worn=worn) == (Reason("parts_worn", ("brakes", "tyres")),)
    whole = Check("parts_worn", "none_of", ("unsure",))
    for tests in (All((whole, brakes)), All((brakes, whole))):
        assert reasons(tests, parts_worn=worn) == (Reason("parts_worn", worn),)


def test_a_reason_names_only_the_names_that_mattered() -> None:
    typed = ("LS3", "heron city", "Sparrow", "Otter")
    named = Check("models", "any_of", ("Heron City",))
    assert reasons(named, models=typed) == (Reason("models", ("heron city",)),)
    tagged = Check("models", "tagged", ("have_it_checked",))
    assert reasons(tagged, models=typed) == (Reason("models", ("heron city", "Otter")),)
    some = Check("models", "empty", flag=False)
    assert reasons(some, models=typed) == (Reason("models", typed),)


def test_options_that_are_compared_with_another_answer_are_reasons_in_full() -> None:
    same = Check("back_pain", "any_of", other="parts_worn")
    wanted = (Reason("back_pain", ("none",)), Reason("parts_worn", ("none",)))
    assert reasons(same) == wanted


def test_a_comparison_gives_both_answers_as_reasons() -> None:
    found = finding(decided(price=30_001), "too_dear")
    assert found.because == (Reason("budget", 30_000), Reason("price", 30_001))


def test_reasons_stand_in_the_order_of_the_questions_once_each() -> None:
    found = finding(decided(seller="private", frame_number=None), "look_closer")
    assert found.because == (Reason("seller", "private"),)
    found = finding(decided(parts_worn=("unsure",), seller="private", frame_number=None),
                    "look_closer")  # fmt: skip
    assert found.because == (Reason("seller", "private"), Reason("parts_worn", ("unsure",)))
    assert finding(decided(), "bring_it_back").because == (Reason("return_days", 1_400),)


def test_what_was_dropped_is_no_reason() -> None:
    decision = decided(seller="private", knows_model="no", models=("LS3",))
    assert decision.verdict.id == "buy"
    assert not {"return_days", "models"} & {
        reason.question for found in decision.findings for reason in found.because
    }


# --- one line for each entry -----------------------------------------------------------------


def test_a_rule_for_each_entry_speaks_once_for_each_with_its_own_words() -> None:
    decision = decided(models=("LS3", "Sparrow", "heron city", "Otter"))
    lines = [found for found in decision.findings if found.id == "recalled"]
    assert [line.title for line in lines] == [
        "Larkspur 3 was called back", "Otter Trail was called back",
    ]  # fmt: skip
    assert lines[0].text == (
        "You typed LS3. The maker called the Larkspur 3 back because of its fork. Do not ride it."
    )
    assert [line.because for line in lines] == [
        (Reason("models", ("LS3",)),), (Reason("models", ("Otter",)),),
    ]  # fmt: skip
    assert decision.because == ("recalled",)


def test_a_rule_for_each_entry_keeps_its_other_reasons() -> None:
    tried = with_rule(
        when=Check("seller", "any_of", ("shop",)),
        for_each=ForEach("models", ("have_it_checked",)),
        say="{entry.name} from {seller}.",
    )
    found = finding(decided(tried, models=("Heron City",)), "tried")
    assert found.because == (Reason("models", ("Heron City",)), Reason("seller", "shop"))
    assert found.text == "Heron City from A shop."


def test_a_rule_for_each_entry_is_silent_where_none_is_meant_with_words_or_without() -> None:
    shop = Check("seller", "any_of", ("shop",))
    tried = with_rule(when=shop, for_each=ForEach("models", ("have_it_checked",)), say="It is.")
    for models, speaks in ((("Heron City",), True), (("Sparrow",), False), (None, False)):
        values = settle(tried, CALM | {"models": models}).values
        said = {found.id for found in decide(tried, values).findings}
        assert ("tried" in said) == speaks
        assert told(tried, values)[2] == said


def each(*tags: str) -> Guide:
    tagged = Check("models", "tagged", tags)
    return with_rule(when=tagged, for_each=ForEach("models", tags), say='"{entry.typed}" it is.')


def test_a_name_that_is_not_known_gets_its_line_too() -> None:
    decision = decided(each("unknown", "other"), models=("Zzyzx 9000", "Sparrow", "LS3"))
    texts = [found.text for found in decision.findings if found.id == "tried"]
    assert texts == ['"Zzyzx 9000" it is.', '"Sparrow" it is.']


def test_a_name_that_is_nearly_known_is_asked_about() -> None:
    found = finding(decided(each("unknown"), models=("Heron Cty",)), "tried")
    assert found.text == '"Heron Cty" it is. Did you mean "Heron City"?'


def listing(*tags: str, **more: object) -> Guide:
    """A guide whose list has six models, with a rule for each one with one of the tags."""
    entries = tuple(
        Entry(f"Lark {n}", (f"Lark {n}",), frozenset({"old"}), {"part": part, "sources": "S1; S9"})
        for n, part in enumerate(("fork", "", "chain", "seat", "bell", "lamp"))
    )
    catalogue = Catalogue(
        "recalled_models",
        entries,
        classes=(Group(("larks",), tuple(entry.name for entry in entries), {}),),
        sources={"S1": Reference("S1", "List of recalls", {"publisher": "The office"})},
        **more,  # type: ignore[arg-type]
    )
    return replace(each(*tags), catalogues={"recalled_models": catalogue})


def test_a_name_for_many_things_is_asked_about_with_five_of_them() -> None:
    found = finding(decided(listing("unknown"), models=("larks",)), "tried")
    five = " or ".join(f'"Lark {n}"' for n in range(5))
    assert found.text == f'"larks" it is. Did you mean {five}?'


def test_a_line_on_an_entry_says_what_the_list_knows_and_where_from() -> None:
    says = Says("", "", "", "", "", report=("Its {part} broke.", "Always."))
    decision = decided(listing("old", says=says), models=("Lark 0", "Lark 1"))
    first, second = (found for found in decision.findings if found.id == "tried")
    assert first.details == ("Its fork broke.", "Always.")
    assert second.details == ("Always.",)
    cited = Citation("S1", "List of recalls", "The office", None, from_articles=False)
    assert first.sources[-1] == cited
    assert len(first.sources) == len(guide().rules[-1].because) + 1
    assert finding(decided(listing("old"), models=("Lark 0",)), "tried").details == ()


def test_an_entrys_source_without_a_publisher_is_named_by_its_title() -> None:
    tried = listing("old")
    plain = replace(
        tried.catalogues["recalled_models"], sources={"S9": Reference("S9", "A letter", {})}
    )
    tried = replace(tried, catalogues={"recalled_models": plain})
    found = finding(decided(tried, models=("Lark 0",)), "tried")
    assert found.sources[-1] == Citation("S9", "A letter", "A letter", None, from_articles=False)


def test_every_listed_name_can_be_spoken_of() -> None:
    decision = decided(each("listed"), models=("LS3", "Sparrow", "Otter"))
    texts = [found.text for found in decision.findings if found.id == "tried"]
    assert texts == ['"LS3" it is.', '"Otter" it is.']


# --- words and numbers -----------------------------------------------------------------------


def test_answers_stand_in_the_text_as_people_say_them() -> None:
    decision = decided(price=129_950, back_pain=("lower_back", "knees"), days_a_week="one_or_two")
    assert finding(decision, "too_dear").text == (
        "The seller asks $1,299.50, and your budget is $300."
    )
    assert finding(decision, "ask_about_aches").text.startswith("You answered: Lower back, Knees.")
    assert "That is 1.5 rides a week." in finding(decision, "cost_of_a_ride").text
    assert finding(decision, "note_the_frame").text == "Write down AB1234 and keep it."
    assert "within 14 days" in finding(decision, "bring_it_back").text


def test_what_a_person_typed_is_never_taken_for_a_placeholder() -> None:
    assert "{price}" in finding(decided(frame_number="{price}"), "note_the_frame").text
    found = finding(decided(each("unknown"), models=("{budget}",)), "tried")
    assert found.text == '"{budget}" it is.'


@pytest.mark.parametrize(
    ("price", "days", "shown"),
    [
        (26_000, "five", "$1"),  # 260 / (5 x 52) exactly
        (26_130, "five", "$1.01"),  # 1.005 is rounded half up
        (26_129, "five", "$1"),  # 1.00496...
        (10_000, "one_or_two", "$1.28"),  # 100 / 78 = 1.28205...
        (100, "five", "$0"),  # 0.0038...
        (130, "five", "$0.01"),  # 0.005
    ],
)
def test_a_figure_divides_exactly_and_rounds_half_up(price: int, days: str, shown: str) -> None:
    text = finding(decided(price=price, days_a_week=days), "cost_of_a_ride").text
    assert f"about {shown}. " in text


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "shown"),
    [
        (Arithmetic("add", ("budget", "price", 50)), 2, "USD", "$560.50"),
        (Arithmetic("multiply", ("price", 33)), 2, "USD", "$85.80"),
        (Arithmetic("divide", (Arithmetic("add", ("price", 100)), 200, 300)), 1, None, "43.5"),
        (Arithmetic("multiply", ("return_days", 150)), 0, "days", "21 days"),
        (Arithmetic("divide", (100, 200)), 0, None, "1"),  # a half goes up
        (Arithmetic("divide", (100, 201)), 0, None, "0"),
        (Arithmetic("multiply", ("days_a_week.number", 100)), 0, None, "5"),
    ],
)
def test_figures_add_multiply_and_nest(
    value: Arithmetic, decimals: int, unit: str | None, shown: str
) -> None:
    figure = Figure("sum", value, decimals, unit, guide().rules[0].place)
    tried = replace(with_rule(say="It is {sum} now."), figures={"sum": figure})
    tried = replace(tried, rules=tried.rules[-1:])
    assert finding(decided(tried), "tried").text == f"It is {shown} now."


def test_a_usual_range_carries_the_amounts_that_were_given() -> None:
    scale = Scale("Usual price", 10_000, 60_000, ("price", "budget"))
    tried = with_rule(scale=scale)
    both = finding(decided(tried), "tried").strip
    assert both == Strip(
        "Usual price", "USD", 10_000, 60_000, (("price", 26_000), ("budget", 30_000))
    )
    one = finding(decided(tried, budget=None), "tried").strip
    assert one is not None
    assert one.marks == (("price", 26_000),)
    alone = finding(decided(with_rule(scale=replace(scale, marks=("return_days",)))), "tried").strip
    assert alone is not None
    assert (alone.unit, alone.marks) == ("days", (("return_days", 1_400),))
    assert finding(decided(), "walk_away").strip is None


# --- sources ---------------------------------------------------------------------------------


def test_each_line_says_who_says_so() -> None:
    decision = decided(parts_worn=("brakes",), models=("LS3",))
    claim, own = finding(decision, "brakes_worn").sources
    title = "Ten tips for buying a used bicycle"
    assert claim == Citation("A1-1", title, "The Wheel, May 2024", 2, from_articles=True)
    assert (own.id, own.paragraph, own.from_articles) == ("guide", None, False)
    (fact,) = finding(decision, "recalled").sources
    assert fact == Citation("F-REC", "List of recalls", "recalls office", None, from_articles=False)
    article = cite(guide(), "A1")
    assert (article.paragraph, article.from_articles) == (None, True)
    assert article.title == guide().sources["A1"].title


def test_a_fact_of_several_sources_is_cited_by_all_their_titles() -> None:
    one, other, *_ = guide().sources.values()
    fact = replace(guide().facts["F-REC"], sources=(one.id, other.id))
    cited = cite(replace(guide(), facts={"F-REC": fact}), "F-REC")
    assert cited.title == f"{one.title}; {other.title}"
    assert cited.short == one.short


def test_an_expectation_says_how_sure_by_when_and_with_what_limits() -> None:
    found = finding(decided(), "for_fitness")
    assert (found.goal, found.kind) == ("fitness", "expectation")
    assert found.how_sure == "Fairly sure; one article says so."
    assert found.limits == "Only if you ride on most days."
    assert found.weeks is not None
    assert (found.weeks.least, found.weeks.most) == (6, 12)
    weeks = finding(decided(goals=("hills",)), "for_hills").weeks
    assert weeks is not None
    assert (weeks.least, weeks.most) == (1, 1)
    assert finding(decided(), "walk_away").weeks is None


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_any_settled_answers_are_decided_and_the_same_way_twice(values: dict[str, Answer]) -> None:
    settled = settle(guide(), values).values
    first, second = decide(guide(), settled), decide(guide(), dict(settled))
    assert first.findings == second.findings
    assert (first.verdict, first.because) == (second.verdict, second.because)
    rules: dict[str, Rule] = {rule.id: rule for rule in guide().rules}
    for found in first.findings:
        assert found.sources
        assert found.severity == rules[found.id].severity
