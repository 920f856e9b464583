"""The written form of what a guide rests on: sources, claims, facts, and lists of names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from buyguide.guide.written_fields import (
    FileName,
    Hash16,
    Hash64,
    Id,
    Ids,
    Line,
    Lines,
    SourceId,
    Whole,
)
from buyguide.guide.written_map import Written


class WrittenSource(Written):
    """Who says something, and what interest they have in it."""

    id: SourceId
    kind: Literal[
        "article",
        "regulator",
        "study",
        "maker",
        "guidance",
        "press",
        "standard",
        "reference",
        "guide",
    ]
    title: Line
    short: Line
    publisher: Line | None = None
    date: Line | None = None
    address: Line | None = None
    speaker: Line | None = None
    interest: Line | None = None
    read: Line | None = None
    sha256: Hash64 | None = None
    paragraphs: Whole | None = None


class WrittenClaim(Written):
    """One thing an article says, in our words."""

    id: SourceId
    source: SourceId
    paragraph: Whole
    paragraph_sha256: Hash16 | None = None
    says: Line
    kind: Line
    confidence: Literal["asserted", "opinion", "hedged"]
    by: Line | None = None
    excused: Line | None = None


class WrittenFact(Written):
    """One thing known from outside the articles."""

    id: SourceId
    sources: Annotated[Ids, Field(min_length=1)]
    strength: Line
    says: Line
    numbers: Line | None = None
    excused: Line | None = None


class WrittenSays(Written):
    """How a look-up in a catalogue is put in words."""

    listed: Line
    near: Line
    ask: Line
    other: Line
    unknown: Line
    each: Lines = []
    report: Lines = []
    words: dict[Id, dict[Id, Line]] = {}


class WrittenCatalogue(Written):
    """A list of names kept as a spreadsheet, with its side tables."""

    id: Id
    entries: FileName
    name: Line
    also: Lines = []
    tags: Lines = []
    allowed_tags: Lines = []
    combinations: FileName | None = None
    classes: FileName | None = None
    ambiguous: FileName | None = None
    others: FileName | None = None
    sources: FileName | None = None
    units: Lines = []
    ignore: Lines = []
    says: WrittenSays | None = None
