"""Bounds how many values files can hold by counting signs, before time is spent on reading them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from buyguide.errors import InputError
from buyguide.guide.text_checks import as_text
from buyguide.guide.yaml_text import MOST_VALUES, read_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from buyguide.guide.text_checks import Text
    from buyguide.guide.yaml_text import Spot

MOST_SIGNS = 160_000  # of all files of a guide: one of 10,000 rules has 142,000
_SIGNS = ("- ", "-\r", "-\n", "?", ":", ",", "[", "{")  # every value but the first follows one


def most_values(content: bytes) -> int:
    """Return a bound on how many values a file holds."""
    return 1 + sum(content.count(sign.encode()) for sign in _SIGNS)


def refuse_too_dense(contents: Mapping[Path, bytes]) -> None:
    """Raise ``InputError`` when files together can hold more values than a guide may have.

    They are those of a guide, or its cases, which may have as many again.
    """
    left = MOST_SIGNS
    for path, content in contents.items():
        values = most_values(content)
        if values > left:
            text = as_text(content, str(path))
            if values > MOST_VALUES:
                read_document(text)  # which says better what is wrong, if it is wrong by itself
            what = f"up to here, the files of this folder hold more than {MOST_SIGNS:,} dashes,"
            what += " colons, commas and brackets."
            problem = text.problem(_place_of_sign(text, left), what, "Keep a guide smaller.")
            raise InputError([problem.named("BG113")])
        left -= values


def _place_of_sign(text: Text, number: int) -> Spot:
    """Return where a sign that may begin a value stands in a text, counted from 0."""
    signs = re.finditer("|".join(map(re.escape, _SIGNS)), text.content)
    at = next((sign.start() for sign in islice(signs, number, None)), 0)
    return text.content.count("\n", 0, at), at - text.content.rfind("\n", 0, at) - 1, 1
