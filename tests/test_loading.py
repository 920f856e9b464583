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


def test_what_was_made_within_is_never_looked_through_and_what_is_new_more_rarely() -> None:
    before = gc.get_threshold()
    with loading():
        within: list[list[int]] = [[]]
    after: list[list[int]] = [[]]
    try:
        looked_through = {id(each) for each in gc.get_objects()}
        assert id(within) not in looked_through
        assert id(after) in looked_through
        assert gc.get_threshold()[0] == 20_000
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_what_greets_needs_no_library_of_prompts() -> None:
    program = (
        "import sys; from buyguide.interview.keys import Keys; Keys().tell('Hello');"
        "print({'questionary', 'prompt_toolkit', 'rich', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Hello\nset()\n"
