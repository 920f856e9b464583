"""A real terminal for a program: keys go in, and what a person would see comes out."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # seconds until a test gives up: a busy machine must not fail it
_REACTION = 0.5  # seconds in which a key that does something has begun to show it
_SILENCE = 0.1  # seconds without output, once there was some, until all of it is there


class _Screen(pyte.Screen):
    """A screen that answers when it is asked where its cursor is."""

    reply: Callable[[str], object]

    def write_process_input(self, data: str) -> None:
        self.reply(data)


class Terminal:
    """Runs a script of this folder with Python on a terminal of its own."""

    def __init__(
        self, script: str, *arguments: str, columns: int = 80, rows: int = 24, **environ: str
    ) -> None:
        self.raw = b""
        self.echoes = False  # whether the terminal was left showing what is typed
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.program = pexpect.spawn(
            sys.executable,
            [str(Path(__file__).parent / script), *arguments],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | environ,
            echo=True,
        )
        self.screen.reply = self.program.send

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def shows(self, text: str, times: int = 1) -> bool:
        """Say whether the text is so often on the screen, however it is broken into lines."""
        return _bare(self.text).count(_bare(text)) >= times

    def until(self, text: str, times: int = 1) -> Terminal:
        """Wait until the screen shows the text, or shows it so often."""
        end = time.monotonic() + PATIENCE
        while not self.shows(text, times):
            alive = self._read(0.1)
            assert alive or self.shows(text, times), f"ended without {text!r}:\n{self.text}"
            assert time.monotonic() < end, f"waited in vain for {text!r}:\n{self.text}"
        return self

    def press(self, keys: str) -> Terminal:
        """Press keys and read what they do; ``until`` says what must come of them."""
        self.program.send(keys)
        wait = _REACTION
        while self._read(wait) and self._more:
            wait = _SILENCE
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self.program.setwinsize(rows, columns)
        return self

    def hang_up(self) -> int:
        """Take the terminal away, wait for the end and return the exit status."""
        os.close(self.program.child_fd)
        end = time.monotonic() + PATIENCE
        while not (done := os.waitpid(self.program.pid, os.WNOHANG))[0]:
            assert time.monotonic() < end, "still running without a terminal"
            time.sleep(0.02)
        return os.waitstatus_to_exitcode(done[1])

    def close(self) -> None:
        """End the program if it still runs; its terminal may be gone already."""
        with contextlib.suppress(OSError):
            self.program.close(force=True)

    def status(self) -> int:
        """Wait for the end and return the exit status (minus the signal that killed it)."""
        end = time.monotonic() + PATIENCE
        while self._read(0.1):
            assert time.monotonic() < end, f"still running:\n{self.text}"
        self.program.wait()
        self.echoes = self.program.getecho()
        self.program.close()
        number: int | None = self.program.exitstatus
        return number if number is not None else -int(self.program.signalstatus)

    def answers(self) -> Any:  # noqa: ANN401  plain JSON
        """Wait for the end and return what the script printed behind its first word."""
        assert self.status() in {0, 130}, self.text
        line = self.raw.decode().rsplit("ANSWERS ")[-1].rsplit("LEFT ")[-1]
        return json.loads(line.splitlines()[0])

    def _read(self, seconds: float) -> bool:
        self._more = False
        try:
            part = self.program.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self._more = True
        self.raw += part
        self._stream.feed(part)
        return True


def _bare(text: str) -> str:
    return "".join(text.split())
