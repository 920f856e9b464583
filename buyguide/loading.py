"""Holds the garbage collector off while modules or a guide are loaded.

Next to nothing that is made then is garbage, and looking for it again and again takes a seventh
of the time until the first question is there.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_YOUNG = 20_000  # new objects until they are looked through; drawing a prompt makes half as many


@contextmanager
def loading() -> Iterator[None]:
    """Within it nothing is collected; what was made in it is never looked through later.

    After it what is new is looked through more rarely than Python does.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # without it, all that was put off would be done at once now
        gc.set_threshold(_YOUNG)
        if was_on:
            gc.enable()
