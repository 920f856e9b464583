"""Finds a version of a guide: in a folder, or in a revision of the git repository it is kept in."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.errors import InputError, Problem
from buyguide.guide.places import GUIDE_FILE, find_guide, guide_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PATIENCE = 60  # seconds that git may take
_WIRES = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}  # nothing is fetched from elsewhere


@contextmanager
def version_folder(wanted: str, current: Path) -> Iterator[Path]:
    """Give the folder of a version for as long as it is needed.

    ``wanted`` is a guide's name, a folder, or a git revision of the folder ``current``. Raises
    ``InputError`` when it is none of these.
    """
    if wanted in guide_names() or (Path(wanted) / GUIDE_FILE).is_file():
        yield find_guide(wanted)
        return
    files = _files(wanted, current)
    with tempfile.TemporaryDirectory(prefix="buyguide-") as folder:
        _write(files, Path(folder))
        yield Path(folder)


def _files(revision: str, current: Path) -> dict[str, bytes]:
    """Return the guide's plain files as they were in a revision, by name.

    Git gives them as they are kept: a checkout or an archive would run the filters that a
    repository's own settings name, and a stranger may have written those.
    """
    if revision.startswith("-"):
        raise _refused(revision, "A revision cannot begin with a dash.")
    place = _git(current, "rev-parse", "--show-toplevel", "--show-prefix")
    if place is None:
        raise _refused(revision, f"{current} is in no git repository; name a folder instead.")
    top, _, prefix = os.fsdecode(place).rstrip("\n").partition("\n")
    commit = _git(current, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit is None:
        raise _refused(revision, "It is neither a guide's folder nor a git revision.")
    tree = f"{commit.decode().strip()}:{prefix.rstrip('/')}"
    listed = _git(Path(top), "ls-tree", "-r", "-z", "--full-tree", tree)
    if listed is None:
        raise _refused(revision, f"That revision has no folder {prefix}")
    names = {}
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, object = about.split()
        if mode.startswith(b"100"):  # a plain file, and no link
            names[os.fsdecode(name)] = object
    return dict(zip(names, _contents(Path(top), names.values()), strict=True))


def _contents(top: Path, objects: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of some objects: git puts before each a line that ends in its size."""
    given = _git(top, "cat-file", "--batch", typed=b"".join(object + b"\n" for object in objects))
    place, content = 0, given or b""
    while place < len(content):
        start = content.index(b"\n", place) + 1
        size = int(content[place:start].split()[-1])
        yield content[start : start + size]
        place = start + size + 1


def _git(folder: Path, *words: str, typed: bytes = b"") -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 the words are fixed but for a checked revision
            ["git", "-C", str(folder), *words],  # noqa: S607 git stands where the editor has it
            input=typed,
            env={**os.environ, **_WIRES},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files; anything that would stand outside the folder is left out."""
    for name, content in files.items():
        target = (folder / name).resolve()
        if target.is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _refused(revision: str, why: str) -> InputError:
    return InputError([Problem(revision, 0, 0, "there is no such version of the guide.", why)])
