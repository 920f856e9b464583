"""A decision as the plain data of the JSON report: exactly the keys that are promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from buyguide.amounts import as_number
from buyguide.answers import is_candidate
from buyguide.report.compose import strongest_first
from buyguide.report.since import since_saved
from buyguide.report.wording import advice, details, sentence, strip_lines, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.advice.comparing import Candidate, Comparison
    from buyguide.advice.decision import Change, Citation, Decision, Finding, Reason
    from buyguide.answers import Answer, Saved


def as_json(decision: Decision, saved: Saved | None = None) -> dict[str, object]:
    """Return the report as data; ``saved`` is what was advised when the answers were saved.

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
        "findings": [_finding(decision, one) for one in strongest_first(guide, decision.findings)],
        "not_covered": [advice(line) for line in guide.not_covered],
        "what_would_change": [change_data(change) for change in decision.changes],
        **({"since_saved": _since(decision, saved)} if saved else {}),
    }


def json_text(decision: Decision, saved: Saved | None = None) -> str:
    """Return the report as JSON in ASCII letters alone: safe on every screen, in every file."""
    return _text(as_json(decision, saved))


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison as JSON: for each candidate its report, and how it stands on points."""
    guide, lifted = comparison.guide, comparison.lifted
    return _text(
        {
            "guide": {"id": guide.id, "version": guide.version, "digest": guide.digest},
            "verdict": comparison.verdict.id,
            "ahead": [one.name for one in comparison.ahead],
            "once_a_clinician_agrees": lifted.id if lifted else None,
            "then_ahead": [one.name for one in comparison.then_ahead],
            "candidates": [_candidate(one) for one in comparison.candidates],
        }
    )


def outlook_text(decision: Decision, changes: Mapping[str, Sequence[Change]]) -> str:
    """Return what would change the advice as JSON; ``changes`` are by verdict id."""
    return _text(
        {
            **{key: as_json(decision)[key] for key in ("guide", "answers", "verdict")},
            "changes": {id: [change_data(one) for one in found] for id, found in changes.items()},
            "not_known": [
                {"question": one.question, "leads": [change_data(lead) for lead in one.leads]}
                for one in decision.unknowns
            ],
        }
    )


def _since(decision: Decision, saved: Saved) -> dict[str, object]:
    since = since_saved(decision, saved)
    return {
        "guide_changed": since.guide_changed,
        "verdict_then": saved.verdict,
        "new": list(since.new),
        "gone": list(since.gone),
    }


def _text(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def _candidate(candidate: Candidate) -> dict[str, object]:
    points = [
        {
            "id": checked.point.id,
            "label": advice(checked.point.label),
            "mark": checked.mark,
            "findings": [finding.id for finding in checked.findings],
        }
        for checked in candidate.points
    ]
    asked = [advice(point.ask) for point in candidate.to_ask]
    report = as_json(candidate.decision)
    return {"name": candidate.name, "points": points, "to_ask": asked, "report": report}


def _answer(answer: Answer) -> object:
    if isinstance(answer, int):
        return as_number(answer)
    return list(answer) if isinstance(answer, tuple) else answer


def _finding(decision: Decision, finding: Finding) -> dict[str, object]:
    guide = decision.guide
    lines = (sentence(finding.text), *details(finding), *strip_lines(guide, finding))
    with_point = is_candidate(guide, decision.values)
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": finding.severity,
        "goal": finding.goal,
        "title": title_of(guide, finding, with_point=with_point),
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


def change_data(change: Change) -> dict[str, object]:
    """Return a change as data: all answers that change, and the verdict they lead to."""
    return {
        "answers": {id: _answer(answer) for id, answer in change.answers},
        "clinician": list(change.unsure),
        "once_a_clinician_agrees": change.agreed,
        "verdict": change.verdict.id,
    }
