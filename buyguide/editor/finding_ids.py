"""Every sort of finding with its id: what is wrong, how it looks when right, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.guide.text_checks import read_text
from buyguide.guide.yaml_text import read_document

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent / "explained"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One sort of finding; ``severity`` is error, warning or note."""

    id: str
    name: str
    severity: str
    wrong: str
    right: str
    why: str


@cache
def finding_ids() -> Mapping[str, FindingKind]:
    """Return every sort of finding by its id, in the order of the ids."""
    found: dict[str, FindingKind] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        data = read_document(read_text(path, path.name)).data
        items = data["findings"] if isinstance(data, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                kind = FindingKind(**{key: str(value) for key, value in item.items()})
                found[kind.id] = kind
    return dict(sorted(found.items()))
