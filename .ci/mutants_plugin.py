"""A pytest plugin for mutation testing: each mutant is tried fresh, and as quickly as can be.

A mutant is tried in a fork of a process that has run all tests. What was kept there by ``cache`` or
``cached_property`` was worked out without the mutant, and would hide it; so it is forgotten.
"""

from __future__ import annotations

import gc
import os
from functools import _lru_cache_wrapper, cached_property
from typing import TYPE_CHECKING

from hypothesis import Phase, settings

if TYPE_CHECKING:
    import pytest

OURS = ("buyguide", "tests")
MOST_EXAMPLES = int(os.environ.get("MUTANTS_EXAMPLES", "100000"))

settings.register_profile(
    "mutants",
    phases=(Phase.explicit, Phase.generate),  # any example that fails will do: none is made small
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
)
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no property test try more examples than are wanted."""
    for item in items:
        test = getattr(item, "obj", None)
        chosen = getattr(test, "_hypothesis_internal_use_settings", None)
        if chosen is not None:
            fewer = settings(chosen, max_examples=min(MOST_EXAMPLES, chosen.max_examples))
            test._hypothesis_internal_use_settings = fewer  # noqa: SLF001 there is no other door


def pytest_runtest_setup() -> None:
    """Forget before each test while it is noted which test reaches which function."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()


def pytest_sessionstart() -> None:
    """Forget before a mutant is tried."""
    _forget()


def _forget() -> None:
    for thing in gc.get_objects():
        home = str(type(thing).__module__)
        if isinstance(thing, _lru_cache_wrapper):
            if str(thing.__module__).startswith(OURS):
                thing.cache_clear()
        elif home.startswith(OURS) and hasattr(thing, "__dict__"):
            for name in [n for n in vars(thing) if _is_kept(thing, n)]:
                del vars(thing)[name]


def _is_kept(thing: object, name: str) -> bool:
    return isinstance(getattr(type(thing), name, None), cached_property)
