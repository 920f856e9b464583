"""Answers as files: an answers file that ``report`` runs, and a case to keep; YAML by hand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from buyguide.amounts import as_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

# Words that some readers of YAML take for something else are quoted, as in the guide itself.
_PLAIN = re.compile(r"(?!(?:yes|no|on|off|true|false|null|y|n)$)[a-z][a-z0-9_]*")


def answers_file(guide: Guide, values: Mapping[str, Answer], about: Iterable[str] = ()) -> str:
    """Return an answers file; ``about`` are lines of comment at its head."""
    head = [
        *(f"# {line}" for line in about),
        f"guide: {guide.id}",
        f"version: {_word(guide.version)}",
    ]
    return "\n".join([*head, "answers:", *_lines(guide, values)]) + "\n"


def case_file(
    guide: Guide,
    values: Mapping[str, Answer],
    expect: Mapping[str, str | tuple[str, ...]],
    about: Iterable[str] = (),
) -> str:
    """Return a case; ``expect`` holds the verdict, and the rules it says and does not say."""
    lines = [*(f"# {line}" for line in about), "given:", *_lines(guide, values), "expect:"]
    for key, wanted in expect.items():
        if isinstance(wanted, str):
            lines.append(f"  {key}: {wanted}")
        elif wanted:
            lines += [f"  {key}:", *(f"    - {id}" for id in wanted)]
    return "\n".join(lines) + "\n"


def _lines(guide: Guide, values: Mapping[str, Answer]) -> Iterator[str]:
    for question in guide.questions:
        answer = values.get(question.id)
        if isinstance(answer, tuple):
            yield f"  {question.id}: [{', '.join(_word(word) for word in answer)}]"
        elif isinstance(answer, str):
            yield f"  {question.id}: {_word(answer)}"
        elif answer is not None:
            yield f"  {question.id}: {as_number(answer)}"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
