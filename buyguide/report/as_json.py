"""A decision as the plain data of the JSON report: exactly the keys that are promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buyguide.amounts import as_number
from buyguide.report.compose import strongest_first
from buyguide.report.wording import advice, details, sentence, strip_lines

if TYPE_CHECKING:
    from buyguide.advice.decision import Change, Citation, Decision, Finding, Reason
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide


def as_json(decision: Decision) -> dict[str, object]:
    """Return the report as data.

    Answers stand as an answers file holds them, so that they can be used again; they are the
    only text in it that is not cleaned, and ``json_text`` keeps them harmless.
    """
    guide, verdict, after = decision.guide, decision.verdict, decision.once_a_clinician_agrees
    return {
        "guide": {"id": guide.id, "version": guide.version, "digest": guide.digest},
        "answers": {id: _answer(answer) for id, answer in decision.values.items()},
        "verdict": {
            "id": verdict.id,
            "headline": advice(verdict.headline),
            "because": list(decision.because),
            "once_a_clinician_agrees": after.id if after else None,
        },
        "findings": [_finding(guide, one) for one in strongest_first(guide, decision.findings)],
        "not_covered": [advice(line) for line in guide.not_covered],
        "what_would_change": [_change(change) for change in decision.changes],
    }


def json_text(decision: Decision) -> str:
    """Return the report as JSON in ASCII letters alone: safe on every screen, in every file."""
    return json.dumps(as_json(decision), indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _answer(answer: Answer) -> object:
    if isinstance(answer, int):
        return as_number(answer)
    return list(answer) if isinstance(answer, tuple) else answer


def _finding(guide: Guide, finding: Finding) -> dict[str, object]:
    lines = (sentence(finding.text), *details(finding), *strip_lines(guide, finding))
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "goal": finding.goal,
        "title": advice(finding.title),
        "text": "\n".join(lines),
        "because": [_reason(reason) for reason in finding.because],
        "sources": [_source(source) for source in finding.sources],
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {"question": reason.question, "answer": _answer(reason.answer)}


def _source(source: Citation) -> dict[str, object]:
    return {
        "id": source.id,
        "title": advice(source.title),
        "paragraph": source.paragraph if source.from_articles else None,
        "from_articles": source.from_articles,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "question": change.question,
        "answer": _answer(change.answer),
        "verdict": change.verdict.id,
    }
