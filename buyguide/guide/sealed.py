"""A sealed file: parts of a prepared guide, and the digests that say whether they still hold.

The first line holds the seal, which is a digest of every file that the parts were made of (the
guide's own, and the program's that read it), and a digest of the lines that follow. Those are the
names of the parts, then each part as JSON, so that a part is decoded only when it is needed.
A digest finds what has changed; it does not keep out somebody who may write to these folders,
who could as well change the program.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat

from buyguide.guide.shipped import PACKAGE, ROOM

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WRITTEN, _PROGRAM = (".csv", ".yaml", ".yml"), (".py",)
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)


def seal_of(folder: str) -> str:
    """Return the digest of a guide's files and of the program's. Raises ``OSError``."""
    digest = hashlib.sha256()
    for name, content in (
        *_contents(folder, _WRITTEN),
        *_contents(ROOM, _PROGRAM),
        *_contents(PACKAGE, _PROGRAM),
    ):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def sealed(seal: str, parts: Mapping[str, str]) -> bytes:
    """Return the content of a sealed file with these parts, each JSON on one line."""
    body = "\n".join((json.dumps([*parts]), *parts.values())).encode()
    head = {"seal": seal, "body": hashlib.sha256(body).hexdigest()}
    return json.dumps(head).encode() + b"\n" + body


def unsealed(file: str, folder: str) -> dict[str, str] | None:
    """Return the parts in a sealed file by name; None when they do not hold for the guide there.

    That is so when the file is missing, cannot be read or was changed, and when a file of the
    guide or of the program is not the one that the parts were made of.
    """
    try:
        head, _, body = _content(file).partition(b"\n")
        said = json.loads(head)
        if said["body"] != hashlib.sha256(body).hexdigest() or said["seal"] != seal_of(folder):
            return None
        names, *parts = body.decode().split("\n")
        return dict(zip(json.loads(names), parts, strict=True))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _contents(folder: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for name in sorted(os.listdir(folder)):
        if name.endswith(endings):
            yield name, _content(os.path.join(folder, name))


def _content(path: str) -> bytes:
    """Return the bytes of a file that is no link and no device. Raises ``OSError``."""
    handle = os.open(path, _FLAGS)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError("no file")
        return os.read(handle, about.st_size)
    finally:
        os.close(handle)
