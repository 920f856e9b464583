"""Programs that are timed: each on a terminal of its own, as they run once they are installed."""

from __future__ import annotations

import compileall
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
_QUIET = 0.12  # seconds without output: then all of it is painted
_PATIENCE = 30.0
_WHERE_IS_THE_CURSOR, _THERE = b"\x1b[6n", b"\x1b[1;1R"


@contextmanager
def installed() -> Iterator[dict[str, str]]:
    """Yield an environment in which Python finds the package as pip lays it out.

    Its guides are prepared and its modules compiled, as they are for whoever installs it.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = ["-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(ROOT)]
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        [wheel] = Path(folder).glob("*.whl")
        site = Path(folder, "site")
        zipfile.ZipFile(wheel).extractall(site)
        compileall.compile_dir(site, quiet=2)
        dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "LINES", "COLUMNS"}
        kept = {key: value for key, value in os.environ.items() if key not in dropped}
        found_there = {"PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}  # and not where we stand
        yield {**kept, "TERM": "xterm-256color", **found_there}


class Terminal:
    """A Python program on a terminal, and when it wrote what; all times are in seconds."""

    def __init__(self, environ: dict[str, str], *arguments: str) -> None:
        self.ours, theirs = os.openpty()
        subprocess.run(["stty", "rows", "40", "cols", "100"], stdin=theirs, check=True)
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environ,
            start_new_session=True,
        )
        os.close(theirs)
        self.output = b""

    def starts(self, last: str) -> tuple[float, float]:
        """Return the time to the first byte, and to the text that is painted last."""
        times = [now - self.began for now in self.until(last)]
        return times[0], times[-1]

    def until(self, last: str) -> list[float]:
        """Read until a text is painted; return when each part of the output came."""
        times: list[float] = []
        while last.encode() not in self.output:
            now = self._read(_PATIENCE)
            if now is None:
                raise SystemExit(f"It ended early:\n{self.output.decode(errors='replace')}")
            times.append(now)
        return times

    def press(self, keys: str) -> float:
        """Press keys and return the time until all that they change is painted."""
        self.settle()
        began = time.perf_counter()
        os.write(self.ours, keys.encode())
        done = self._read(_PATIENCE)
        if done is None:
            raise SystemExit(f"A key did nothing:\n{self.output.decode(errors='replace')}")
        while (now := self._read(_QUIET)) is not None:
            done = now
        return done - began

    def ends(self, keys: str) -> float:
        """Press keys and return the time until the last words of the program."""
        self.settle()
        began = done = time.perf_counter()
        os.write(self.ours, keys.encode())
        while (now := self._read(_PATIENCE)) is not None:
            done = now
        return done - began

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while self._read(_QUIET) is not None:
            pass

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.ours)

    def _read(self, wait: float) -> float | None:
        """Read what comes within that time and return when it came; None: nothing did."""
        if not select.select([self.ours], [], [], wait)[0]:
            return None
        now = time.perf_counter()
        try:
            part = os.read(self.ours, 65536)
        except OSError:
            part = b""
        if not part:
            return None
        for _ in range(part.count(_WHERE_IS_THE_CURSOR)):
            os.write(self.ours, _THERE)
        self.output += part
        return now


def whole_run(environ: dict[str, str], *arguments: str) -> float:
    """Return how long a program takes from its start to its end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began
