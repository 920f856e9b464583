"""A small guide about buying a ladder, with every kind of question, built without any file."""

from __future__ import annotations

from dataclasses import replace

from buyguide.guide.candidates import Candidates
from buyguide.guide.catalogues import Catalogue, Entry, Group
from buyguide.guide.condition import Condition, Test
from buyguide.guide.model import Guide, Option, Place, Question
from buyguide.guide.rules import Rule, Severity, Verdict

_HERE = Place("ladder.yaml", 1, 1)
_WITH_LADDER = Test("has_ladder", "any_of", ("yes",))
WHY_HEIGHT = "A fall from high up does more harm."
LONG_HINT = "also when it comes and goes, or only happens when you get up too fast in the morning"


def _question(id: str, kind: str, ask: str, **more: object) -> Question:
    more.setdefault("label", id.replace("_", " ").capitalize())
    return Question(id=id, kind=kind, ask=ask, place=_HERE, **more)  # type: ignore[arg-type]


_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
QUESTIONS = (
    _question(
        "height",
        "choice",
        "How high do you want to climb?",
        section="The work",
        help=WHY_HEIGHT,
        required=True,
        gate=True,
        options=(
            Option("low", "Under 2 metres"),
            Option("high", "2 metres or more", also=("roof",)),
            Option("unsure", "Not sure", means="unsure"),
        ),
    ),
    _question(
        "health",
        "choices",
        "Do you have any of these?",
        section="Your health",
        help="Some of these make a ladder unsafe.",
        required=True,
        gate=True,
        options=(
            Option("none", "None of these", means="clear"),
            Option("dizzy", "Dizzy spells", LONG_HINT),
            Option("grip", "A weak grip"),
            Option("knee", "A bad knee", also=("arthritis",)),
            Option("unsure", "Not sure", means="unsure"),
        ),
    ),
    _question(
        "has_tools",
        "choice",
        "Will you carry tools?",
        section="The work",
        required=True,
        options=_YES_NO,
    ),
    _question(
        "tools",
        "lookup",
        "Which tools?",
        section="The work",
        help="Heavy tools pull you over.",
        gate=True,
        catalogue="known_tools",
        ask_when=Test("has_tools", "any_of", ("yes",)),
    ),
    _question(
        "budget",
        "amount",
        "How much do you want to spend?",
        section="The ladder",
        help="We compare it with the price.",
        unit="USD",
        maximum=100_000_00,
    ),
    _question(
        "has_ladder",
        "choice",
        "Is there a ladder you have in mind?",
        required=True,
        options=_YES_NO,
    ),
    _question("ladder_name", "text", "What is it called?", ask_when=_WITH_LADDER),
    _question(
        "ladder_number",
        "text",
        "What number stands on it?",
        help="It begins with L.",
        pattern="L[0-9]{3}",
        ask_when=_WITH_LADDER,
    ),
    _question(
        "extras",
        "choices",
        "What comes with it?",
        options=(Option("feet", "Rubber feet"), Option("hook", "A hook")),
        ask_when=Test("ladder_name", "answered"),
    ),
)

_TOOLS = (
    Entry("hammer", ("hammer", "Clawmaster"), frozenset({"heavy"}), {}),
    Entry("drill", ("drill", "Boremax"), frozenset({"heavy"}), {}),
    Entry("brush", ("brush", "Hog bristle, soft"), frozenset({"light"}), {}),
)
TOOLS = Catalogue(
    "known_tools",
    _TOOLS,
    combinations=(Group(("Handikit",), ("hammer", "brush"), {}),),
    classes=(Group(("power tool",), ("drill", "hammer"), {}),),
    others=("masking tape",),
)


def _rule(id: str, when: Condition) -> Rule:
    return Rule(id, "choosing", "note", id, f"{id}.", ("guide",), _HERE, when)


# Each optional question changes a line, so that none is passed over.
RULES = (
    _rule("heavy", Test("tools", "tagged", ("heavy",))),
    _rule("cheap", Test("budget", "below", amount=50_00)),
    _rule("named", Test("ladder_name", "answered")),
    _rule("numbered", Test("ladder_number", "answered")),
    _rule("hooked", Test("extras", "any_of", ("hook",))),
)

GUIDE = Guide(
    id="ladder",
    title="Buying a ladder",
    version="1.0",
    reviewed_on="2025-01-01",
    review_by="2026-01-01",
    decision="Whether to buy a ladder",
    about=("This helps you decide on a ladder.", "It is no safety check."),
    funding="Nobody pays for this.",
    updates="Once a year.",
    severities=(Severity("note", "Note"),),
    verdicts=(Verdict("buy", "Buy it", "It will do.", _HERE),),
    not_covered=(),
    do_not_print=(),
    questions=QUESTIONS,
    situations={},
    rules=RULES,
    figures={},
    sources={},
    claims={},
    facts={},
    catalogues={"known_tools": TOOLS},
    digest="",
)

# The same, with further ladders to compare
OWN = {"ladder_name", "ladder_number", "extras"}
LADDERS = replace(
    GUIDE,
    questions=tuple(replace(q, candidate=q.id in OWN) for q in GUIDE.questions),
    candidates=Candidates(
        "ladder", "ladders", "ladder_name", {"has_ladder": "yes"}, "Another one?"
    ),
)
