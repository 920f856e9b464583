"""Feeds one reader with bytes that its coverage led to, until it has had as many as wanted.

``.ci/fuzz READER [--executions N]``; run again, it goes on where it stopped. What
it learned and how far it came stand in ``.fuzz/READER``; an input that broke the reader too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # has no types

with atheris.instrument_imports(include=["buyguide"]):
    from tests.fuzz.readers import READERS, corpus, words

KEPT = Path(__file__).parents[2] / ".fuzz"
NOTED_EVERY = 1_000  # executions between two notes of how far it came
LIMITS = ("-max_len=4096", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1")


def main() -> None:
    """Run what is still lacking of the executions wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--executions", type=int, default=1_000_000)
    wanted = parser.parse_args()
    kept = KEPT / wanted.reader
    for folder in ("corpus", "seeds"):
        (kept / folder).mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(corpus(wanted.reader)):
        (kept / "seeds" / str(number)).write_bytes(content)
    note = kept / "executions"
    done = int(note.read_text()) if note.exists() else 0
    if done >= wanted.executions:
        print(f"{wanted.reader}: {done:,} executions, none broke it.")
        return
    (kept / "words").write_text("".join(_quoted(word) for word in words(wanted.reader)))
    reader = READERS[wanted.reader]

    def once(data: bytes) -> None:
        nonlocal done
        reader(data)
        done += 1
        if done % NOTED_EVERY == 0 or done >= wanted.executions:
            note.write_text(str(done))

    options = [f"-runs={wanted.executions - done}", f"-dict={kept / 'words'}", *LIMITS]
    options += [f"-artifact_prefix={kept}/", str(kept / "corpus"), str(kept / "seeds")]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    r"""Return a line of a libFuzzer dictionary: ``"word"``, other bytes as ``\xAB``."""
    safe = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word.encode()
    )
    return f'"{safe}"\n'


if __name__ == "__main__":
    main()
