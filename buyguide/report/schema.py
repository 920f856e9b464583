"""The JSON report, described as a JSON Schema (2020-12); knows no guide.

A key once published keeps its name and meaning. A change that breaks a reader of the report
gets the next number in ``_ID``.
"""

from __future__ import annotations

_ID = "urn:buyguide:report:2"
_Schema = dict[str, object]


def report_schema() -> _Schema:
    """Return the schema that every JSON report fits."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "A report of buyguide",
        "description": "What `--format json` prints: the advice for one set of answers.",
        **_object(
            guide=_guide(),
            answers={
                "description": "The answers that count, by question id, as in an answers file.",
                "type": "object",
                "additionalProperties": {"$ref": "#/$defs/answer"},
            },
            verdict=_verdict(),
            findings=_list(
                {"$ref": "#/$defs/finding"}, "All advice, most urgent first, else in guide order."
            ),
            not_covered=_list(_text(""), "What the guide does not look at."),
            what_would_change=_list(
                {"$ref": "#/$defs/change"}, "The smallest changes that lead to another verdict."
            ),
            since_saved=_since_saved(),
        ),
        "required": [
            "guide",
            "answers",
            "verdict",
            "findings",
            "not_covered",
            "what_would_change",
        ],
        "$defs": {"answer": _answer(), "finding": _finding(), "change": _change()},
    }


def _guide() -> _Schema:
    return _object(
        id=_id("Which guide gave the advice."),
        version=_text("Its version: always text."),
        digest=_text("A fingerprint of all its rules."),
    )


def _verdict() -> _Schema:
    return _object(
        id=_id("The step of the guide's ladder."),
        headline=_text("The verdict in one sentence."),
        because=_list(_id(""), "The findings that decided it; none under the mildest verdict."),
        once_a_clinician_agrees={
            "description": "The verdict that would hold then, where the verdict waits for that.",
            "type": ["string", "null"],
        },
    )


def _answer() -> _Schema:
    return {
        "description": "An option id, option ids or names, a text, an amount; null: skipped.",
        "anyOf": [
            {"type": ["string", "number", "null"]},
            {"type": "array", "items": {"type": "string"}},
        ],
    }


def _finding() -> _Schema:
    reason = _object(question=_id("The question."), answer={"$ref": "#/$defs/answer"})
    return _object(
        id=_id("The rule; it stands more than once where a rule speaks of each name."),
        kind={
            "enum": [
                "caution", "expectation", "choosing", "using", "alternative", "ask_a_clinician",
            ],
        },
        severity=_id("How urgent: one of the guide's severities."),
        goal={
            "description": "The option of `goals` that an expectation is about.",
            "type": ["string", "null"],
        },
        title=_text("The line's name."),
        text=_text("All that the line says; further lines after line ends."),
        because=_list(reason, "The answers that called for it; none: it is for everyone."),
        sources=_list(_source(), "What it rests on."),
    )  # fmt: skip


def _source() -> _Schema:
    return _object(
        id=_text("The id of the cited claim, fact or source."),
        title=_text("Its title."),
        paragraph={
            "description": "Which paragraph of the article; null outside the articles.",
            "type": ["integer", "null"],
            "minimum": 1,
        },
        from_articles={
            "description": "Whether it is one of the articles that the guide is built from.",
            "type": "boolean",
        },
    )


def _change() -> _Schema:
    return _object(
        answers={
            "description": "The other answers, by question id; all of them together.",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/answer"},
        },
        clinician=_list(_id(""), "Those among them that only a clinician can settle."),
        once_a_clinician_agrees={
            "description": "Whether the verdict would hold only then.",
            "type": "boolean",
        },
        verdict=_id("The verdict that this leads to."),
    )


def _since_saved() -> _Schema:
    described = _object(
        guide_changed={
            "description": "Whether the guide is another than when the answers were saved.",
            "type": "boolean",
        },
        verdict_then=_text("The verdict that was saved; today's guide may not have it."),
        new=_list(_text(""), "Findings that were not saved."),
        gone=_list(_text(""), "Findings that were saved and are no longer there."),
    )
    return {"description": "Only there when the answers file holds a result.", **described}


def _object(**properties: _Schema) -> _Schema:
    """Return an object that has exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: _Schema, description: str) -> _Schema:
    return {"description": description, "type": "array", "items": items}


def _id(description: str) -> _Schema:
    return {**_text(description), "pattern": "^[a-z][a-z0-9_]*$"}


def _text(description: str) -> _Schema:
    said = {"description": description} if description else {}
    return {**said, "type": "string"}
