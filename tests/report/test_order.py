"""The report says the strongest thing first, says why, and ends with the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from buyguide.advice.decision import Change, Citation, Finding, Reason
from buyguide.guide.rules import Weeks
from buyguide.report.compose import compose
from buyguide.report.document import Heading, Item, Paragraph, lines_of, opening_the_last_part
from tests.report import small

OUTSIDE_TAG = "[outside: road agency page]"


def _parts(**changed: object) -> dict[str, list[str]]:
    """Return the first line of each block, by the heading above it."""
    parts: dict[str, list[str]] = {"": []}
    for block in compose(small.decision(**changed)).blocks:
        if isinstance(block, Heading):
            parts[block.text] = []
        else:
            parts[list(parts)[-1]].append(lines_of(block)[0])
    return parts


def _lines(**changed: object) -> list[str]:
    return [line for block in compose(small.decision(**changed)).blocks for line in lines_of(block)]


def _item(finding: Finding, **changed: object) -> Item:
    items = compose(small.decision(findings=(finding,), **changed)).blocks
    return next(item for item in items if isinstance(item, Item) and item.because)


def test_the_parts_stand_in_the_order_of_their_weight() -> None:
    assert list(_parts()) == [
        "",
        "Our advice",
        "Cautions, most urgent first",
        "What to expect",
        "What to check before you pay",
        "How to use it",
        "Questions to take along to a clinician",
        "Other ways, and doing nothing",
        "What would change this advice",
        "What this guide does not cover",
        "Sources used: the articles",
        "Sources used: others",
        "About this guide",
        "To sum up",
    ]


def test_the_verdict_comes_with_the_answers_and_sources_that_decided_it() -> None:
    assert _parts()["Our advice"] == [
        "Ask a fitter before you buy.",
        "Sore knees need a look.",
        f"Because you answered Knees: Sore. [Wheel Weekly, Mar 2023, par. 4] {OUTSIDE_TAG}",
        "Once a clinician agrees: Wait and settle these points.",
        "Some points are open.",
    ]


def test_a_verdict_that_no_rule_asked_for_says_so() -> None:
    advice = _parts(verdict=small.VERDICTS[2], because=(), once_a_clinician_agrees=None)
    assert advice["Our advice"] == [
        "You can buy one.",
        "It fits what you said.",
        "Nothing in your answers calls for stronger advice.",
    ]


def test_the_verdict_is_also_the_last_line() -> None:
    last = compose(small.decision()).blocks[-1]
    assert last == Paragraph("Our advice: Ask a fitter before you buy.", strong=True)


def test_at_the_end_the_answers_that_decided_it_stand_before_the_verdict() -> None:
    verdict = "Our advice: Ask a fitter before you buy."
    assert _parts()["To sum up"] == ["You answered Knees: Sore.", verdict]
    assert _parts(because=())["To sum up"] == [verdict]


def test_a_line_that_opens_the_last_part_stands_before_all_of_it() -> None:
    document = compose(small.decision())
    opened = opening_the_last_part(document, "Next: ask a fitter.").blocks
    assert opened[-4] == Heading("To sum up")
    assert opened[-3] == Paragraph("Next: ask a fitter.")
    assert (*opened[:-3], *opened[-2:]) == document.blocks
    assert opening_the_last_part(document, "") is document


def test_cautions_stand_by_urgency_and_name_it_in_words() -> None:
    assert _parts()["Cautions, most urgent first"] == [
        "Do not ride: Title of no_brakes",
        "Ask first: Title of see_a_fitter",
        "Good to know: Title of wear_gloves",
    ]


def test_findings_of_one_urgency_keep_the_order_of_the_guide() -> None:
    found = [small.finding(id, "caution", "care") for id in ("c", "a", "b")]
    lines = _parts(findings=tuple(found))["Cautions, most urgent first"]
    assert lines == [f"Take care: Title of {id}" for id in ("c", "a", "b")]


def test_other_advice_names_its_urgency_unless_it_is_the_mildest() -> None:
    assert _parts()["What to check before you pay"][1:] == [
        "Take care: Title of check_brakes",
        "Title of check_frame",
    ]


def test_expectations_stand_by_goal_and_say_how_sure_by_when_and_the_limits() -> None:
    lines = _lines()
    start = lines.index("Commute: Title of commute_faster")
    assert lines[start : start + 11] == [
        "Commute: Title of commute_faster",
        "Advice of commute_faster.",
        "How sure: Not sure.",
        "By when: our sources give no time.",
        "Limits: Not in rain.",
        "Because you answered Goals: Commute. [this guide's own reasoning]",
        "Hills: Title of hills_easier",
        "Advice of hills_easier.",
        "How sure: Fairly sure.",
        "By when: 2 to 6 weeks.",
        "Limits: Not on ice.",
    ]


def test_weeks_are_counted_in_plain_words() -> None:
    one = small.finding("x", "expectation", "note", weeks=Weeks(1, 1))
    four = small.finding("x", "expectation", "note", weeks=Weeks(4, 4))
    assert _item(one).details == ("By when: about 1 week.",)
    assert _item(four).details == ("By when: about 4 weeks.",)


def test_advice_without_a_condition_is_for_everyone() -> None:
    assert _item(small.finding("x", "using", "note")).because == "For everyone."


def test_reasons_are_told_as_people_say_them() -> None:
    reasons = (
        Reason("goals", ("commute",)),
        Reason("budget", 129950),
        Reason("trial_days", None),
        Reason("goals", ("commute", "hills")),
        Reason("parts", ()),
    )
    because = _item(small.finding("x", "using", "note", because=reasons)).because
    assert because == (
        "Because you answered Goals: Commute, Hills; Budget: $1,299.50; "
        "Trial period: not answered; Parts: none."
    )


def test_long_reasons_are_cut_to_a_few_and_the_rest_is_counted() -> None:
    goals = Reason("goals", ("commute", "fitness", "hills", "trips"))
    others = [Reason(id, "x") for id in ("knees", "bike_name", "helmet")]
    last = Reason("trial_days", 3000)
    reasons = (goals, *others, Reason("budget", 100), last)
    because = _item(small.finding("x", "using", "note", because=reasons)).because
    assert because == (
        "Because you answered Goals: Commute, Fitness, Hills and 1 more; "
        "Knees: x; Bike: x; Helmet: x; and 2 more answers."
    )
    because = _item(small.finding("x", "using", "note", because=reasons[:-1])).because
    assert because.endswith("; and 1 more answer.")


def test_each_source_is_named_once_and_marked_when_it_is_not_an_article() -> None:
    sources = (small.ARTICLE, small.OUTSIDE, small.OUTSIDE, small.OWN)
    assert _item(small.finding("x", "using", "note", sources=sources)).sources == (
        "[Wheel Weekly, Mar 2023, par. 4]",
        "[outside: road agency page]",
        "[this guide's own reasoning]",
    )


def test_paragraphs_of_one_article_share_its_mark() -> None:
    sources = (small.ARTICLE, small.OUTSIDE, replace(small.ARTICLE, paragraph=9), small.ARTICLE)
    assert _item(small.finding("x", "using", "note", sources=sources)).sources == (
        "[Wheel Weekly, Mar 2023, par. 4, 9]",
        "[outside: road agency page]",
    )


def test_an_article_cited_as_a_whole_has_no_paragraph() -> None:
    whole = Citation("A1", "Bikes for all", "Wheel Weekly", None, from_articles=True)
    assert _item(small.finding("x", "using", "note", sources=(whole,))).sources == (
        "[Wheel Weekly]",
    )


def test_only_sources_that_were_used_are_listed_with_date_kind_speaker_and_interest() -> None:
    parts = _parts()
    assert parts["Sources used: the articles"] == [
        (
            "Wheel Weekly, Mar 2023: Bikes for all. Wheel Weekly, 2023-03-01, article. "
            "Who speaks: a bike fitter. Interest: sells advertising. https://wheels.example/all"
        ),
    ]
    assert parts["Sources used: others"] == [
        "Where no interest is named, none was stated in what was read.",
        "road agency page: Braking rules. Road Agency, regulator.",
    ]


def test_the_guide_says_what_it_is_when_it_was_read_and_who_paid() -> None:
    assert _parts()["About this guide"] == [
        "It is not the word of a fitter.",
        "Version 1.0, reviewed on 2024-05-01, to be reviewed by 2025-05-01.",
        "It is read again once a year.",
        "Nobody paid for this guide.",
    ]


def test_another_answer_that_leads_elsewhere_is_told_with_its_verdict() -> None:
    assert _parts()["What would change this advice"] == [
        "You can buy one. That would be our advice if you answered Knees: Fine."
    ]


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (5, "; or if you answered Budget: $5."),
        (6, "; or in 1 other way."),
        (8, "; or in 3 other ways."),
    ],
)
def test_of_many_ways_to_the_same_advice_five_are_told_and_the_others_counted(
    count: int, end: str
) -> None:
    ways = tuple(
        Change((("budget", 100 * number),), small.VERDICTS[2]) for number in range(1, count + 1)
    )
    (line,) = _parts(changes=ways)["What would change this advice"]
    assert line.count("if you answered Budget: $") == 5
    assert line.endswith(end)


def test_a_part_with_nothing_in_it_is_left_out() -> None:
    parts = _parts(findings=(), changes=())
    assert list(parts) == [
        "",
        "Our advice",
        "What this guide does not cover",
        "About this guide",
        "To sum up",
    ]


def test_a_guide_without_goals_still_has_expectations() -> None:
    guide = replace(small.GUIDE, questions=small.QUESTIONS[1:])
    found = small.finding("x", "expectation", "note")
    decision = small.decision(guide=guide, findings=(found,), values={})
    assert "Title of x" in [line for b in compose(decision).blocks for line in lines_of(b)]


def test_an_end_mark_is_added_only_where_there_is_none() -> None:
    for text, said in (
        ("Stop", "Stop."),
        ("Stop!", "Stop!"),
        ("It says “stop.”", "It says “stop.”"),
    ):
        assert _item(small.finding("x", "using", "note", text=text)).text == said
