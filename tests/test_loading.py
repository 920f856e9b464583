"""The collector is put off while something is loaded, and works as before when it is."""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress

from buyguide.loading import loading
from tests.bicycle import ROOT


def test_the_collector_is_off_within_and_on_again_whatever_happens() -> None:
    within = []
    with suppress(KeyboardInterrupt), loading():
        within.append(gc.isenabled())
        raise KeyboardInterrupt
    assert within == [False]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_greets_needs_no_library_of_prompts() -> None:
    program = (
        "import sys; from buyguide.interview.keys import Keys; Keys().tell('Hello');"
        "print({'questionary', 'prompt_toolkit', 'rich', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Hello\nset()\n"
