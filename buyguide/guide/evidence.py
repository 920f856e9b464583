"""Where what a guide says comes from: sources, claims of the articles, facts from outside them.

Frozen values, as all of ``model``; the interview begins without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buyguide.guide.model import Place

GUIDE_ITSELF = "guide"  # the source that the guide's own reasoning cites


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: an article the guide is built from, or an outside source."""

    id: str
    title: str
    short: str
    place: Place
    kind: str
    publisher: str | None = None
    date: str | None = None
    address: str | None = None
    speaker: str | None = None
    interest: str | None = None
    read: str | None = None
    sha256: str | None = None
    paragraphs: int | None = None

    @property
    def is_article(self) -> bool:
        """Say whether the guide is built from it."""
        return self.kind == "article"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing an article says: which paragraph, in our words, and how sure the article is."""

    id: str
    source: str
    paragraph: int
    says: str
    kind: str
    confidence: str
    place: Place
    by: str | None = None
    paragraph_sha256: str | None = None
    excused: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known from outside the articles, with the sources that say so."""

    id: str
    says: str
    sources: tuple[str, ...]
    strength: str
    place: Place
    numbers: str | None = None
    excused: str | None = None
