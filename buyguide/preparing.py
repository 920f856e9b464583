"""Prepares a guide when the program is built: reads it once, and seals what was read."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import fields
from pathlib import Path

from buyguide.guide.model import Guide
from buyguide.guide.plain_values import as_json
from buyguide.guide.reading import read_guide
from buyguide.guide.sealed import seal_of, sealed


def prepared_guide(folder: Path) -> bytes:
    """Return the content of the sealed file of the guide in a folder.

    The same files make the same bytes, wherever they stand. Raises ``InputError``.
    """
    seal = seal_of(str(folder))
    with chdir(folder):  # so that places in the guide's files do not say where it was built
        guide = read_guide(Path())
    return sealed(seal, {f.name: as_json(getattr(guide, f.name)) for f in fields(Guide)})
