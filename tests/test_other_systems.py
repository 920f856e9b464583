"""What Windows and macOS lack the program does without: here a child loses it before it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bicycle import FOLDER, GOOD_ANSWERS, ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

# A file opened without O_BINARY would have other line ends; a folder is not opened; only what may
# be written to is synced. The bit that stands for O_BINARY is one that Linux knows and ignores.
AS_ON_WINDOWS = f"""
import errno, fcntl, os, signal, stat, sys
BINARY, real_open, real_sync, real_get = 0o100000, os.open, os.fsync, fcntl.fcntl
def opened(path, flags, *more, **named):
    ours = sys._getframe(1).f_code.co_filename.startswith({str(ROOT / "buyguide")!r})
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "Permission denied")
    if ours and not flags & BINARY:
        raise OSError(errno.EINVAL, "Its line ends would change")
    return real_open(path, flags, *more, **named)
def synced(handle):
    if real_get(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")
    real_sync(handle)
os.open, os.fsync, os.O_BINARY, os.supports_dir_fd = opened, synced, BINARY, set()
LACKING = '''
O_NONBLOCK O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_SYNC O_NOCTTY fchmod fchown chown
lchown getuid geteuid getgid getppid getpgid getpgrp setsid mkfifo fork uname
statvfs pread sched_getaffinity killpg ttyname tcgetpgrp getloadavg sync fdatasync
wait4
'''
for name in LACKING.split():
    if hasattr(os, name):
        delattr(os, name)
for name in "SIGHUP SIGTSTP SIGCONT SIGPIPE SIGWINCH SIGALRM SIGKILL SIGQUIT SIGUSR1".split():
    delattr(signal, name)
for name in "fcntl termios tty pty pwd grp resource readline".split():
    sys.modules[name] = None
from buyguide.__main__ import main
sys.exit(main())
"""


def run_there(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS, *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "my.yaml").write_text(GOOD_ANSWERS, encoding="utf-8")
    row = {"rider": "me", "goals": "commute", "back_pain": "none", "days_a_week": "five"}
    row |= {"seller": "shop", "knows_model": "no", "parts_worn": "none"}
    (tmp_path / "all.jsonl").write_text(f"{json.dumps(row)}\n{{}}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="only here one bit can stand for O_BINARY")
@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("report", "my.yaml"), ()),
        (("report", "my.yaml", "-o", "page.html"), ("page.html",)),
        (("ask", "--answers", "my.yaml", "--save", "kept.yaml"), ("kept.yaml",)),
        (("lookup", "Sparow"), ()),
        (("whatif", "my.yaml"), ()),
        (("batch", "all.jsonl", "-o", "all.csv"), ("all.csv", "all.rejects.jsonl")),
        (("rules", "book", "-o", "book.md"), ("book.md",)),
    ],
    ids=" ".join,
)
def test_a_command_does_the_same_where_the_system_lacks_what_this_one_has(
    words: tuple[str, ...], made: tuple[str, ...], here: Path
) -> None:
    done = run_there(*words, "--guide", FOLDER, cwd=here)
    written = {name: (here / name).read_bytes() for name in made}
    for name in made:
        (here / name).unlink()
    wanted = run(*words, "--guide", FOLDER, cwd=here)
    assert wanted.returncode == 0, wanted.stderr
    assert (done.returncode, done.stdout, done.stderr) == (0, wanted.stdout, wanted.stderr)
    assert {name: (here / name).read_bytes() for name in made} == written
    assert not list(here.glob(".buyguide-*"))
