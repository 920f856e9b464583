"""Compares claims and sources with the text of the articles they come from, by hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from buyguide.errors import InputError, Problem
from buyguide.guide.text_checks import read_inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from buyguide.editor.desk import Desk
    from buyguide.guide.gathering import Item
    from buyguide.guide.written_sources import WrittenClaim, WrittenSource

_HASH_LETTERS = 16  # of a paragraph's SHA-256; enough to tell a few hundred paragraphs apart


def articles(desk: Desk, folder: Path) -> Iterator[Problem]:
    """Yield a finding for each article and each claim that the ``.txt`` files do not bear out.

    A file belongs to the source with its SHA-256; failing that, to the one whose paragraphs it
    holds. Raises ``InputError`` when there is no such file.
    """
    files = {path: read_inside(folder, path) for path in sorted(folder.glob("*.txt"))}
    if not files:
        what = "there is no article (.txt) in this folder."
        raise InputError([Problem(str(folder), 0, 0, what, "Name the folder that holds them.")])
    for source in cast("list[Item[WrittenSource]]", desk.gathered.lists["sources"]):
        if source.written.sha256 is not None:
            yield from _article(source, _claims_of(desk, source.written.id), files)


def paragraphs(content: bytes) -> tuple[str, ...]:
    """Return the hash of each paragraph: of each line that is not empty, without outer blanks."""
    lines = (line.strip() for line in content.decode("utf-8", "replace").splitlines())
    return tuple(
        hashlib.sha256(line.encode()).hexdigest()[:_HASH_LETTERS] for line in lines if line
    )


def _claims_of(desk: Desk, source: str) -> list[Item[WrittenClaim]]:
    claims = cast("list[Item[WrittenClaim]]", desk.gathered.lists["claims"])
    return [claim for claim in claims if claim.written.source == source]


def _article(
    source: Item[WrittenSource], claims: list[Item[WrittenClaim]], files: Mapping[Path, bytes]
) -> Iterator[Problem]:
    sums = {hashlib.sha256(content).hexdigest(): path for path, content in files.items()}
    path = sums.get(source.written.sha256 or "")
    if path is None:
        path = _most_alike(claims, files)
        what = f'no file holds the article "{source.written.id}" as it was read.'
        remedy = f"{path} seems to be it, and was changed." if path else "Add the file."
        yield source.problem("sha256", what, remedy).named("BG711", "warning")
    if path is not None:
        known = paragraphs(files[path])
        if source.written.paragraphs not in {None, len(known)}:
            what = f"{path} has {len(known)} paragraphs."
            yield source.problem("paragraphs", what, "Read it again.").named("BG712", "warning")
        for claim in claims:
            yield from _claim(claim, known)


def _most_alike(claims: list[Item[WrittenClaim]], files: Mapping[Path, bytes]) -> Path | None:
    wanted = {claim.written.paragraph_sha256 for claim in claims}
    shared = {path: len(wanted & {*paragraphs(content)}) for path, content in files.items()}
    best = max(shared, key=shared.__getitem__)
    return best if shared[best] else None


def _claim(claim: Item[WrittenClaim], known: tuple[str, ...]) -> Iterator[Problem]:
    number, wanted = claim.written.paragraph, claim.written.paragraph_sha256
    if wanted is None or (number <= len(known) and known[number - 1] == wanted):
        return
    what = f'paragraph {number} is not the one that "{claim.written.id}" was taken from.'
    remedy = "Read the paragraph again, and mend the claim."
    if wanted in known:
        remedy = f"The same words now stand in paragraph {known.index(wanted) + 1}."
    yield claim.problem("paragraph", what, remedy).named("BG713", "warning")
