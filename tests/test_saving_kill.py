"""A save that is killed at any moment leaves the old file or the new one, whole.

``BUYGUIDE_KILLS=1000`` kills a thousand times; the ordinary run a few dozen times.
"""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = int(os.environ.get("BUYGUIDE_KILLS", "40"))
ROOT = Path(__file__).resolve().parent.parent
LONGEST = 0.02  # seconds from the first save to the kill: several saves long
TEXT = "guide: red_light_mask\nanswers: {}\n# @\n" + "# line @\n" * 20_000
SAVER = """
import sys
from buyguide.saving import save
file, text, number = sys.argv[1], sys.stdin.read(), int(sys.argv[2])
print("saving", flush=True)
while True:
    number += 1
    save(file, text.replace("@", str(number)))
"""


def saved(file: Path) -> int:
    """Return the number of the text in the file, which must be there from end to end."""
    content = file.read_text(encoding="utf-8")
    number = int(content.splitlines()[2].removeprefix("# "))
    assert content == TEXT.replace("@", str(number)), "the file is torn"
    return number


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is known on POSIX systems only")
def test_a_killed_save_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(TEXT.replace("@", "0"), encoding="utf-8")
    moments = random.Random(20241121)  # noqa: S311 - no secret
    last = midway = 0
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVER, file, str(last)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with child:
            assert child.stdin
            assert child.stdout
            child.stdin.write(TEXT.encode())
            child.stdin.close()
            assert child.stdout.readline() == b"saving\n"
            time.sleep(moments.uniform(0, LONGEST))
            child.kill()
        now = saved(file)
        assert now >= last
        if now:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        last = now
        for rest in tmp_path.glob(".buyguide-*"):
            midway += 1
            assert stat.S_IMODE(rest.stat().st_mode) == 0o600
            rest.unlink()
        assert list(tmp_path.iterdir()) == [file]
    print(f"{KILLS} kills during {last} saves; {midway} of them while a file was being written")
    assert last, "no save came through: the moments are too early"
