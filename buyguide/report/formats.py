"""A decision, or any document, as one text in the format asked for or named by a file's ending."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from buyguide.advice.comparing import compare
from buyguide.errors import InputError, Problem
from buyguide.report.clinician import clinicians_part, compose_for_clinician
from buyguide.report.compose import compose
from buyguide.report.document import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer, Saved
    from buyguide.report.document import Document

ENDINGS = {".txt": "text", ".md": "markdown", ".html": "html", ".json": "json"}
READERS = ("shopper", "clinician")


def format_of(file: str, asked: str | None = None) -> str:
    """Return the format that a file's ending names.

    Raises ``InputError`` for any other ending, and for a format asked for that differs.
    """
    ending = PurePath(file).suffix.lower()
    found = ENDINGS.get(ending)
    if found is None:
        what = f'the ending "{ending}" names no format.' if ending else "its name has no ending."
        remedy = f"End it in one of {', '.join(ENDINGS)}."
        raise InputError([Problem(file, 0, 0, what, remedy)])
    if asked not in {None, found}:
        what = f"its ending says {found}, and --format says {asked}."
        raise InputError([Problem(file, 0, 0, what, "Change one, or leave --format out.")])
    return found


def decision_text(
    decision: Decision,
    format: str,
    *,
    reader: str = "shopper",
    saved: Saved | None = None,
    encoding: str | None = None,
) -> str:
    """Return the report for a reader in one of the formats of ``ENDINGS``; it ends in one newline.

    ``saved`` is what was advised when the answers were saved.

    ``encoding`` is that of the screen it goes to (see ``document_text``).
    """
    for_clinician = reader == "clinician"
    if format == "json":
        from buyguide.report.as_json import json_text

        return json_text(clinicians_part(decision) if for_clinician else decision, saved)
    document = document_for(decision, reader, saved=saved)
    return document_text(document, format, encoding=encoding)


def document_for(
    decision: Decision,
    reader: str,
    *,
    candidates: Sequence[Mapping[str, Answer]] = (),
    saved: Saved | None = None,
) -> Document:
    """Return the report as a document for one of ``READERS``.

    ``candidates`` are further ones to set beside that of the decision; ``saved`` is what was
    advised before.
    """
    if reader == "clinician":
        return compose_for_clinician(decision)
    comparison = compare(decision.guide, decision.values, candidates) if candidates else None
    return compose(decision, comparison, saved)


def document_text(document: Document, format: str, *, encoding: str | None = None) -> str:
    """Return a document as text, Markdown or HTML; it ends in one newline.

    Its letters are made to fit the encoding before signs are escaped: a letter that is fitted
    later could turn into a sign that acts.
    """
    document = fitted(document, encoding)
    if format == "html":
        from buyguide.report.html import html

        return html(document)
    if format == "markdown":
        from buyguide.report.markdown import markdown

        return markdown(document)
    from buyguide.report.plain import plain_lines

    return "\n".join(plain_lines(document)) + "\n"
