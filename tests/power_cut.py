"""What a disk may hold after a power cut, given the calls that were made of the system until then.

The model is the one that ALICE and CrashMonkey test file systems with. What was written to a file
is safe once that file was synced; which name leads to which file is safe once the name's folder
was. Whatever is not safe may have reached the disk or not, each thing for itself and in any order;
of what was written, a part may be there, or as many zeros. A new name comes at once or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.traced import Call

Fate = str  # of one thing: "kept", "lost", and of what was written also "half" or "zeros"


@dataclass(frozen=True)
class Wrote:
    """Some bytes were added to a file, which is known by the number of its making."""

    file: int
    content: bytes


@dataclass(frozen=True)
class Named:
    """A name leads to a file from now on; ``old`` is the name that led there before."""

    name: str
    file: int
    old: str | None = None


@dataclass(frozen=True)
class Synced:
    """A file (its number) or a folder (its name) is safe as it is now."""

    what: int | str


Step = Wrote | Named | Synced


def steps(calls: Sequence[Call], content: bytes) -> Iterator[Step]:
    """Yield what the calls did, in order; ``content`` is all that was written to any one file."""
    names: dict[str, int] = {}
    opened: dict[int, int | str] = {}
    written: dict[int, int] = {}
    for number, call in enumerate(calls, 1):
        if call.result < 0:
            continue
        if call.name == "openat":
            (path,) = call.paths
            if "O_CREAT" in call.given:
                names[path] = number
                yield Named(path, number)
            opened[call.result] = names.get(path, path)
        elif call.name in {"write", "fsync"}:
            what = opened.get(int(call.given.split(",")[0]))
            if call.name == "fsync" and what is not None:
                yield Synced(what)
            elif isinstance(what, int):
                start = written.get(what, 0)
                written[what] = start + call.result
                yield Wrote(what, content[start : start + call.result])
        elif call.name == "rename":
            old, new = call.paths
            names[new] = names.pop(old)
            yield Named(new, names[new], old)


def after_a_cut(done: Sequence[Step], before: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Yield every state that the names may be in; ``before`` is what they held, all of it safe."""
    fates = [_fates(step, done[number + 1 :]) for number, step in enumerate(done)]
    for chosen in product(*fates):
        yield _state(zip(done, chosen, strict=True), before)


def _fates(step: Step, later: Sequence[Step]) -> tuple[Fate, ...]:
    if isinstance(step, Synced):
        return ("kept",)
    if isinstance(step, Named):
        safe = Synced(str(PurePath(step.name).parent)) in later
        return ("kept",) if safe else ("kept", "lost")
    return ("kept",) if Synced(step.file) in later else ("kept", "lost", "half", "zeros")


def _state(steps: Iterator[tuple[Step, Fate]], before: Mapping[str, bytes]) -> dict[str, bytes]:
    names: dict[str, int | bytes] = dict(before)
    files: dict[int, bytes] = {}
    for step, fate in steps:
        if isinstance(step, Wrote):
            content = step.content
            part = {"half": content[: len(content) // 2], "zeros": bytes(len(content)), "lost": b""}
            files[step.file] = files.get(step.file, b"") + part.get(fate, content)
        elif isinstance(step, Named) and fate == "kept":
            names[step.name] = step.file
            names.pop(step.old or "", None)
    return {
        name: held if isinstance(held, bytes) else files.get(held, b"")
        for name, held in names.items()
    }
