"""The kinds of text an editor may type as a value, and how each converts."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from buyguide.amounts import AmountRefused, read_amount

LARGEST_AMOUNT = 1_000_000_000  # hundredths
_DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


def _hundredths(text: object) -> object:
    if isinstance(text, str):
        try:
            return read_amount(text, None, 0, LARGEST_AMOUNT)
        except AmountRefused as refusal:
            raise ValueError(str(refusal)) from None
    return text


def _whole(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("A whole number of at most six figures is expected.")
    return text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _real_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("There is no such day.") from None
    return text


# What databases read in other ways than Python does: {,3} and a+*, and sets within [ ].
_NOT_ALIKE = re.compile(r"\{,|[*+?}][*+]|\[[^\]]*(\[|&&|--|~~)")


def _safe_pattern(pattern: str) -> str:
    """Only plain patterns: no answer can make them run for long, and databases read them alike."""
    repeats = re.findall(r"[*+?]|\{\d*,", pattern)  # each may take more letters or fewer
    if re.search(r"[()|\\]", pattern) or len(repeats) > 3 or _NOT_ALIKE.search(pattern):
        raise ValueError("Use letters, [ ] and { } with at most three repeats, and no groups.")
    if re.search(r"\{(\d*,)?\d{3}", pattern):
        raise ValueError("Repeat nothing more than 99 times.")
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"This is no pattern: {error}.") from None
    return pattern


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=64)]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Date = Annotated[str, StringConstraints(pattern=_DATE), AfterValidator(_real_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
Hundredths = Annotated[int, BeforeValidator(_hundredths)]
Pattern = Annotated[str, StringConstraints(max_length=100), AfterValidator(_safe_pattern)]
Lines = Annotated[list[Line], BeforeValidator(_listed)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*\.csv$")]
Hash16 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Hash64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FindingId = Annotated[str, StringConstraints(pattern=r"^BG[0-9]{3}$")]
Ids = Annotated[list[SourceId], BeforeValidator(_listed)]
