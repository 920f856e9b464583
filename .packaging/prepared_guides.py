"""Seals the guides that ship, already read and checked, while the package is built.

Called by hatchling: into the wheel, or, for ``pip install -e``, beside the checkout's code, where
an edit of a guide or of the program makes them stale; they are then passed over until this is run
again: ``python .packaging/prepared_guides.py``.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from buyguide.errors import InputError  # noqa: E402 - nothing is installed while it is built
from buyguide.guide.places import guide_names  # noqa: E402
from buyguide.preparing import prepared_files  # noqa: E402

_PLACE = "buyguide/_prepared"


class CustomBuildHook(BuildHookInterface):
    """The hook that hatchling looks for in this file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the sealed files to what is built. Raises ``InputError`` for a guide with faults.

        In a checkout such a guide is left out instead: there somebody may be editing it.
        """
        if version == "editable":
            with suppress(InputError):
                prepare(ROOT / _PLACE)
            return
        self._folder = tempfile.TemporaryDirectory()
        prepare(Path(self._folder.name))
        build_data["force_include"][self._folder.name] = _PLACE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear away what lies in the wheel now."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()


def prepare(folder: Path) -> None:
    """Write the sealed files of each guide that ships. Raises ``InputError`` for faults in one."""
    folder.mkdir(exist_ok=True)
    for name in guide_names():
        for file, content in prepared_files(ROOT / "rules" / name).items():
            (folder / file).write_bytes(content)


if __name__ == "__main__":
    prepare(ROOT / _PLACE)
