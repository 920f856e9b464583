"""Prepares a guide when the program is built: reads it once, and seals what will be wanted soon."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import fields
from pathlib import Path

from buyguide.guide.model import Guide
from buyguide.guide.plain_values import as_json
from buyguide.guide.reading import read_guide
from buyguide.guide.sealed import seal_of, sealed
from buyguide.known_names import ENDING, known_parts


def prepared_files(folder: Path) -> dict[str, bytes]:
    """Return the sealed files of the guide in a folder: their content by name.

    The same files make the same bytes, wherever they stand. Raises ``InputError``.
    """
    seal = seal_of(str(folder))
    with chdir(folder):  # so that places in the guide's files do not say where it was built
        guide = read_guide(Path())
    parts = {field.name: as_json(getattr(guide, field.name)) for field in fields(Guide)}
    return {
        f"{folder.name}.jsonl": sealed(seal, parts),
        f"{folder.name}{ENDING}": sealed(seal, known_parts(guide)),
    }
