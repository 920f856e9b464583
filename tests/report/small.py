"""A small guide on another kind of purchase, and decisions on it, built without any file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from buyguide.advice.decision import Change, Citation, Decision, Finding, Reason, Strip
from buyguide.guide.evidence import Claim, Fact, Source
from buyguide.guide.model import Guide, Option, Place, Question
from buyguide.guide.rules import Severity, Verdict, Weeks

if TYPE_CHECKING:
    from buyguide.answers import Answer

HERE = Place("bikes.yaml", 1, 1)


def _question(id: str, kind: str, label: str, **more: object) -> Question:
    return Question(id, kind, f"{label}?", label, HERE, **more)  # type: ignore[arg-type]


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label.lower().replace(" ", "_"), label) for label in labels)


QUESTIONS = (
    _question(
        "goals", "choices", "Goals", options=_options("Commute", "Fitness", "Hills", "Trips")
    ),
    _question("knees", "choice", "Knees", options=_options("Sore", "Fine", "Not sure")),
    _question("budget", "amount", "Budget", unit="USD"),
    _question("trial_days", "amount", "Trial period", unit="days"),
    _question("bike_name", "text", "Bike"),
    _question("parts", "lookup", "Parts", catalogue="known_parts"),
    _question("helmet", "choice", "Helmet", options=_options("Yes", "No")),
)

VERDICTS = (
    Verdict(
        "ask_first", "Ask a fitter before you buy", "Sore knees need a look.", HERE, clinician=True
    ),
    Verdict("not_yet", "Wait and settle these points", "Some points are open.", HERE),
    Verdict("fine", "You can buy one", "It fits what you said.", HERE),
)

SOURCES = {
    source.id: source
    for source in (
        Source(
            "A1", "Bikes for all", "Wheel Weekly, Mar 2023", HERE, "article", "Wheel Weekly",
            "2023-03-01", "https://wheels.example/all", "a bike fitter", "sells advertising",
        ),
        Source("S1", "Braking rules", "road agency page", HERE, "regulator", "Road Agency"),
        Source("S2", "Never cited", "unused page", HERE, "press", "Nobody"),
        Source("guide", "This guide", "this guide", HERE, "guide"),
    )
}  # fmt: skip

GUIDE = Guide(
    id="bikes",
    title="Buying an electric bike",
    version="1.0",
    reviewed_on="2024-05-01",
    review_by="2025-05-01",
    decision="This guide helps you decide whether to buy an electric bike",
    about=("It is not the word of a fitter.",),
    funding="Nobody paid for this guide.",
    updates="It is read again once a year.",
    severities=(
        Severity("stop", "Do not ride"),
        Severity("consult", "Ask first"),
        Severity("care", "Take care"),
        Severity("note", "Good to know"),
    ),
    verdicts=VERDICTS,
    not_covered=("Racing bikes.", "Cargo bikes"),
    do_not_print=(),
    questions=QUESTIONS,
    situations={},
    rules=(),
    figures={},
    sources=SOURCES,
    claims={"A1-04": Claim("A1-04", "A1", 4, "Fit matters.", "advice", "opinion", HERE)},
    facts={"F-1": Fact("F-1", "Brakes wear.", ("S1",), "regulator", HERE)},
    catalogues={},
    digest="0123abcd",
)

ARTICLE = Citation("A1-04", "Bikes for all", "Wheel Weekly, Mar 2023", 4, from_articles=True)
OUTSIDE = Citation("F-1", "Braking rules", "road agency page", None, from_articles=False)
OWN = Citation("guide", "This guide", "this guide", None, from_articles=False)

VALUES: dict[str, Answer] = {
    "goals": ("commute", "hills"),
    "knees": "sore",
    "budget": 129950,
    "trial_days": None,
    "bike_name": "Roadster 3",
    "parts": ("chane", "saddle"),
}

KNEES = Reason("knees", "sore")
BUDGET = Reason("budget", 129950)


def finding(id: str, kind: str, severity: str, **more: object) -> Finding:
    """Return a finding with words made from its id, and whatever else is given."""
    given: dict[str, object] = {
        "goal": None,
        "title": f"Title of {id}",
        "text": f"Advice of {id}.",
        "because": (),
        "sources": (OWN,),
    }
    return Finding(id, kind, severity, **{**given, **more})  # type: ignore[arg-type]


FINDINGS = (
    finding("do_nothing", "alternative", "note"),
    finding("wear_gloves", "caution", "note", sources=(OUTSIDE,)),
    finding("see_a_fitter", "caution", "consult", because=(KNEES,), sources=(ARTICLE, OUTSIDE)),
    finding("no_brakes", "caution", "stop", because=(Reason("parts", ("chane",)),)),
    finding(
        "hills_easier", "expectation", "note", goal="hills", because=(Reason("goals", ("hills",)),),
        how_sure="Fairly sure", weeks=Weeks(2, 6), limits="Not on ice.", sources=(ARTICLE,),
    ),
    finding(
        "commute_faster", "expectation", "note", goal="commute",
        because=(Reason("goals", ("commute",)),), how_sure="Not sure", limits="Not in rain.",
    ),
    finding(
        "check_frame", "choosing", "note", because=(BUDGET,),
        strip=Strip("Usual prices", "USD", 50000, 300000, (("budget", 129950),)),
    ),
    finding("check_brakes", "choosing", "care"),
    finding("charge_it", "using", "note"),
    finding("ask_about_knees", "ask_a_clinician", "consult", because=(KNEES,)),
)  # fmt: skip


def decision(**changed: object) -> Decision:
    """Return a decision that has every part of a report, with the given fields changed."""
    whole = Decision(
        guide=GUIDE,
        values=VALUES,
        verdict=VERDICTS[0],
        because=("see_a_fitter",),
        once_a_clinician_agrees=VERDICTS[1],
        findings=FINDINGS,
        changes=(Change((("knees", "fine"),), VERDICTS[2]),),
    )
    return replace(whole, **changed)  # type: ignore[arg-type]
