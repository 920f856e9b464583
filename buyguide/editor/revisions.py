"""Finds a version of a guide: in a folder, or in a revision of the git repository it is kept in."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem
from buyguide.guide.places import GUIDE_FILE, find_guide, guide_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 60  # seconds that git may take


@contextmanager
def version_folder(wanted: str, current: Path) -> Iterator[Path]:
    """Give the folder of a version for as long as it is needed.

    ``wanted`` is a guide's name, a folder, or a git revision of the folder ``current``. Raises
    ``InputError`` when it is none of these.
    """
    if wanted in guide_names() or (Path(wanted) / GUIDE_FILE).is_file():
        yield find_guide(wanted)
        return
    archive = _archive(wanted, current)
    with tempfile.TemporaryDirectory(prefix="buyguide-") as folder:
        _unpack(archive, Path(folder))
        yield Path(folder)


def _archive(revision: str, current: Path) -> bytes:
    """Return the guide's folder as it was in a revision, as a tar file."""
    if revision.startswith("-"):
        raise _refused(revision, "A revision cannot begin with a dash.")
    place = _git(current, "rev-parse", "--show-toplevel", "--show-prefix")
    if place is None:
        raise _refused(revision, f"{current} is in no git repository; name a folder instead.")
    top, _, prefix = place.decode().rstrip("\n").partition("\n")
    commit = _git(current, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        raise _refused(revision, "It is neither a guide's folder nor a git revision.")
    tree = f"{commit.decode().strip()}:{prefix.rstrip('/')}"
    archive = _git(Path(top), "archive", "--format=tar", tree)  # paths count from the top
    if archive is None:
        raise _refused(revision, f"That revision has no folder {prefix}")
    return archive


def _git(folder: Path, *words: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 the words are fixed but for a checked revision
            ["git", "-C", str(folder), *words],  # noqa: S607 git stands where the editor has it
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive; links and anything outside the folder are left out."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            target = (folder / member.name).resolve()
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None and target.is_relative_to(folder.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def _refused(revision: str, why: str) -> InputError:
    return InputError([Problem(revision, 0, 0, "there is no such version of the guide.", why)])
