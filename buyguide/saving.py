"""Writes answers and reports: only where asked, for the shopper alone, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from buyguide.amounts import as_number
from buyguide.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.advice.decision import Decision
    from buyguide.answers import Answer
    from buyguide.guide.model import Guide

PRIVATE, SHARED = 0o600, 0o666  # for the shopper alone; for whom the system lets in
Stamp = tuple[int, int, int]  # of a file: its number, when it changed (ns), its size in bytes

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_]*", re.ASCII)
_WORDS = frozenset({"null", "yes", "no", "on", "off", "true", "false", "y", "n"})
_OURS = re.compile(rb'(?m)^\s*(?:guide\s*:|"guide"\s*:\s*"|\{\s*"guide"\s*:\s*")')  # no report
_TEMPORARY = ".buyguide-"  # then the number of the process that writes it, and a random text
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # and what this system has: no link, no line ends
_NEW |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_SUCH_CALL = {errno.EINVAL, errno.ENOTSUP}  # a file system that cannot sync a folder


def answers_text(
    guide: Guide,
    values: Mapping[str, Answer],
    decision: Decision | None,
    candidates: Sequence[Mapping[str, Answer]] = (),
) -> str:
    """Return the answers file as text: YAML that ``answers_file`` reads back to the same values."""
    lines = [f"guide: {guide.id}", f"version: {_quoted(guide.version)}", "answers:"]
    lines += [f"  {id}: {_value(answer)}" for id, answer in values.items()]
    if not values:
        lines[-1] = "answers: {}"
    lines += ["candidates:"] if candidates else []
    lines += [line for candidate in candidates for line in _item(candidate)]
    if decision is not None:
        findings = list(dict.fromkeys(finding.id for finding in decision.findings))
        lines += [
            "result:",
            f"  verdict: {decision.verdict.id}",
            f"  digest: {_quoted(guide.digest)}",
            "  findings:",
            *(f"    - {id}" for id in findings),
        ]
    return "\n".join(lines) + "\n"


def check_target(file: str) -> Stamp:
    """Return a mark of what is there: nothing, or answers of ours, whose place may be taken.

    Raises ``InputError`` when answers must not be written there.
    """
    path = Path(file)
    if _is_there(path, file):
        try:
            with path.open("rb") as handle:
                begins = handle.read(4096)
        except OSError as error:
            what = f"what is there cannot be read: {error.strerror}."
            raise _refused(file, what, "Choose another name.") from None
        if begins and not _OURS.search(begins):
            what = "this file is there already and holds no answers of this program."
            raise _refused(file, what, "Choose another name.")
    return _stamp(path)


def check_new(file: str, *, replace: bool = False) -> None:
    """Raise ``InputError`` unless a report may be written there: a new file, or any to replace."""
    path = Path(file)
    if _is_there(path, file) and path.stat().st_size and not replace:
        what = "this file is there already."
        raise _refused(file, what, "Choose another name, or add --force to write over it.")


def _is_there(path: Path, file: str) -> bool:
    """Say whether there is a plain file. Raises ``InputError`` where none can be written."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise _refused(file, "its folder does not exist.", "Make the folder first.") from None
        return False
    except (OSError, ValueError):
        raise _refused(file, "this is no file name.", "Choose another.") from None
    if not stat.S_ISREG(state.st_mode):
        raise _refused(file, "this is a link, or no plain file.", "Choose another name.")
    return True


def save(file: str, text: str, since: Stamp | None = None) -> tuple[str, ...]:
    """Write answers to the file, with mode 0600: afterwards it holds all of it, or what it did.

    ``since`` is what ``check_target`` found there earlier: a file that somebody wrote meanwhile
    is not written over. Returns sentences on what the shopper should know of the place. Raises
    ``InputError`` when the file must not or cannot be written.
    """
    now = check_target(file)
    if since is not None and now != since:
        what = "somebody wrote this file since you began."
        raise _refused(file, what, "Choose another name, so that neither is lost.")
    notes = tuple(_notes(Path(file)))
    _put(file, text, now)
    return notes


def save_new(file: str, text: str, *, replace: bool = False, mode: int = PRIVATE) -> None:
    """Write a report as ``save`` writes answers; over another file only with ``replace``."""
    check_new(file, replace=replace)
    _put(file, text, _stamp(Path(file)), mode)


@contextmanager
def private_folder(file: str) -> Iterator[Path]:
    """Within it there is a folder beside the file, for this person alone; then it is gone.

    Raises ``InputError`` where none can be made.
    """
    _clear(Path(file).parent)
    try:
        own = f"{_TEMPORARY}{os.getpid()}-"
        folder = Path(tempfile.mkdtemp(prefix=own, dir=Path(file).parent))
    except OSError as error:
        what = f"nothing can be written beside it: {error.strerror}."
        raise _refused(file, what, "Choose another folder.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(made: Path, file: str) -> None:
    """Give a file that was made whole in a private folder its name, with mode 0600."""
    try:
        made.chmod(0o600)
        with made.open("rb+") as handle:  # Windows keeps only what may be written to
            os.fsync(handle.fileno())
        made.replace(file)
        _keep(Path(file).parent)
    except OSError as error:
        raise _refused(file, f"it could not be saved: {error.strerror}.", "") from None


def take_away(file: str) -> None:
    """Remove a file that holds no longer, if it is there. Raises ``InputError``."""
    try:
        Path(file).unlink(missing_ok=True)
        _keep(Path(file).parent)
    except OSError as error:
        what = f"it is of an earlier run, and could not be removed: {error.strerror}."
        raise _refused(file, what, "Remove it.") from None


def _put(file: str, text: str, stamp: Stamp, mode: int = PRIVATE) -> None:
    path = Path(file)
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(8)}")
    try:
        _clear(path.parent)
        _write(temporary, text.encode(), mode)
        if _stamp(path) != stamp:
            raise OSError(errno.EBUSY, "Somebody else is writing it")  # noqa: TRY301
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        remedy = "Nothing was changed there."
        raise _refused(file, f"it could not be saved: {error.strerror}.", remedy) from None
    try:
        _keep(path.parent)
    except OSError as error:
        what = f"it is saved, but may not outlive a power cut: {error.strerror}."
        raise _refused(file, what, "Save it once more, elsewhere.") from None


def _stamp(path: Path) -> Stamp:
    """Return a mark that changes with the file: of none, all its numbers are 0."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (state.st_ino, state.st_mtime_ns, state.st_size)


def _notes(path: Path) -> Iterator[str]:
    """Yield what is worth knowing of a place that others can look into or write to."""
    if os.name != "posix":
        return
    with suppress(FileNotFoundError):
        if path.lstat().st_mode & 0o077:
            yield f"Others could read {path} until now; it is yours alone from here on."
    mode = path.parent.stat().st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        yield f"Others can remove files in {path.parent.absolute()}, or put others in their place."


def _clear(folder: Path) -> None:
    """Remove what runs of ours left that were killed; one that still runs is left alone."""
    for rest in folder.glob(f"{_TEMPORARY}*-*"):
        number = rest.name.removeprefix(_TEMPORARY).partition("-")[0]
        if os.name == "posix" and number.isdecimal() and not _runs(int(number)):
            if rest.is_dir() and not rest.is_symlink():
                shutil.rmtree(rest, ignore_errors=True)
            with suppress(OSError):
                rest.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, _NEW, mode), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _keep(folder: Path) -> None:
    """Make sure that the names in a folder outlive a power cut, where that is known."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # it may be written to and not read; on Windows none is opened
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(handle)


def _item(candidate: Mapping[str, Answer]) -> Iterator[str]:
    """Yield a candidate as an item of a list."""
    lead = "  - "
    for id, answer in candidate.items():
        yield f"{lead}{id}: {_value(answer)}"
        lead = "    "
    if not candidate:
        yield "  - {}"


def _value(answer: Answer) -> str:
    if answer is None:
        return "null"
    if isinstance(answer, int):
        return str(as_number(answer))
    if isinstance(answer, str):
        return _quoted(answer)
    return f"[{', '.join(_quoted(part) for part in answer)}]"


def _quoted(text: str) -> str:
    """Return an id as it is, and any other text in double quotes that hide no letter."""
    if _PLAIN.fullmatch(text) and text not in _WORDS and not text.isdigit():
        return text
    return f'"{"".join(_letters(text))}"'


def _letters(text: str) -> Iterator[str]:
    for letter in text:
        if letter in '"\\':
            yield f"\\{letter}"
        elif letter.isprintable():
            yield letter
        elif "\ud800" <= letter <= "\udfff":
            yield "\ufffd"
        else:
            yield f"\\U{ord(letter):08x}"


def _refused(file: str, what: str, remedy: str) -> InputError:
    return InputError([Problem(file, 0, 0, what, remedy)])
