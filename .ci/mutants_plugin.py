"""A pytest plugin that tries slips: which tests notice them, each slip in a process of its own.

The tests are collected once; each slip is tried in a fork of that state, by the tests that reach
its function, those first that have noticed most in the least time. The fork ends at the first
failure. What was noticed is kept in ``mutants/`` and not tried again. A file that changes while it
runs would make tests fail without a slip, so that ends it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from functools import _lru_cache_wrapper, cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings
from mutants_kept import MUTANTS, explanations, is_explained, keep, kept
from mutants_slips import functions_of, put_in_place, slips_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType, FrameType

    import pytest
    from mutants_slips import Slip

OURS = ("buyguide", "tests")
EXAMPLES = int(os.environ.get("MUTANTS_EXAMPLES", "100000"))
SECONDS = float(os.environ.get("MUTANTS_SECONDS", "100000"))  # for all tests of one slip together
MODULES = os.environ["MUTANTS_MODULES"].split()
ALL_MODULES = os.environ["MUTANTS_ALL_MODULES"].split()
MOST_MEMORY = 4 << 30
TEMPORARY = MUTANTS / "tmp"  # as the command line has it
NOTICED = 3  # the status of a fork whose tests failed
_STARTED = time.time()
Reach = dict[str, tuple[float, list[str]]]  # by test: seconds, and the functions it reaches

settings.register_profile(
    "mutants",
    phases=(Phase.explicit, Phase.generate),  # any example that fails will do: none is made small
    derandomize=True,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),  # a slow machine must not look like a failing test
)
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no property test try more examples than are wanted."""
    for item in items:
        test: Any = getattr(item, "obj", None)
        chosen = getattr(test, "_hypothesis_internal_use_settings", None)
        if chosen is not None:
            fewer = settings(chosen, max_examples=min(EXAMPLES, chosen.max_examples))
            test._hypothesis_internal_use_settings = fewer  # noqa: SLF001 there is no other door


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the slips in place of running the tests."""
    TEMPORARY.mkdir(parents=True, exist_ok=True)
    forget = _forgetting()
    forget()
    items = {item.nodeid: item for item in session.items}
    still_open = {module: list(_open(module)) for module in MODULES}
    if any(still_open.values()):
        reach = _reach(items, forget)
        gc.freeze()  # or each fork would copy what it only counts
        for module, slips in still_open.items():
            _try_all(module, slips, items, reach)
    return True


def _open(module: str) -> Iterator[Slip]:
    """Yield the slips that were not tried yet, or were left and could be noticed by now."""
    results, lines = kept(module), explanations(module)
    for slip in slips_of(module):
        known = results.get(slip.key)
        if known is None or (
            known["state"] in {"left", "untried"}
            and known["examples"] <= EXAMPLES
            and not is_explained(slip, lines)
        ):
            yield slip


def _try_all(module: str, slips: list[Slip], items: dict[str, pytest.Item], reach: Reach) -> None:
    results, lines = kept(module), explanations(module)
    by_function: Counter[tuple[str, str]] = Counter()
    by_module = Counter(result["by"] for result in results.values())
    seconds = {test: each[0] for test, each in reach.items()}  # with what a fork has to set up

    def order(slip: Slip, test: str) -> tuple[bool, float]:
        noticed = 1 + 20 * by_function[slip.function, test] + by_module[test]
        reaches = f"{module}:{slip.function}" in reach[test][1]
        return not reaches, (seconds[test] + 0.01) / noticed

    for slip in slips:
        homes = {_home(id) for id in items if f"{module}:{slip.function}" in reach[id][1]}
        near = [id for id in items if _home(id) in homes]
        tests = sorted(near, key=partial(order, slip))
        limit = 1.0 if is_explained(slip, lines) else SECONDS
        state, by, took = _try(slip, [items[id] for id in tests], reach, limit)
        if any(path.stat().st_mtime > _STARTED for path in _files()):
            raise SystemExit("The code or the tests have changed: run it again.")
        if by:
            by_function[slip.function, by] += 1
            by_module[by] += 1
            seconds[by] = max(seconds[by], took)
        results[slip.key] = {"state": state, "by": by, "examples": EXAMPLES}
        keep(module, results)
        print(f"{module} {slip.function}: {state} {by}", flush=True)
        if state == "left":
            print(*(f"    {line}" for line in slip.change), sep="\n", flush=True)


def _files() -> Iterator[Path]:
    return (path for home in OURS for path in Path(home).rglob("*.py"))


def _try(
    slip: Slip, tests: list[pytest.Item], reach: Reach, limit: float
) -> tuple[str, str, float]:
    """Return the state of a slip, the test that noticed it, and the seconds that this one took."""
    slowest: dict[str, float] = {}  # of each file, which may have to be set up first
    for id, (seconds, _) in reach.items():
        slowest[_home(id)] = max(seconds, slowest.get(_home(id), 0))

    def trial(tell: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        put_in_place(slip)
        tell("0 in place\n")
        for item, after in zip(tests, [*tests[1:], None], strict=False):
            now = time.process_time()
            if now > limit:
                return
            signal.setitimer(signal.ITIMER_PROF, 5 * slowest[_home(item.nodeid)] + 5)
            tell(f"{now} {item.nodeid}\n")
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                os._exit(NOTICED)

    told, status, took = _fork(trial)
    if not told:
        return "untried", "", took
    start, _, by = told.splitlines()[-1].partition(" ")
    if os.WIFSIGNALED(status):
        return "slow", by, took - float(start)
    return ("noticed", by, took - float(start)) if status else ("left", "", took)


def _reach(items: dict[str, pytest.Item], forget: Callable[[], None]) -> Reach:
    """Return what each test reaches: from what is kept, where nothing has changed since."""
    path = MUTANTS / f"reach-{min(EXAMPLES, 1000)}.json"
    found = json.loads(path.read_text()) if path.exists() else {}
    functions = hashlib.sha256("".join(sorted(_names().values())).encode()).hexdigest()[:16]
    for home in dict.fromkeys(_home(id) for id in items):
        state = hashlib.sha256(Path(home).read_bytes()).hexdigest()[:16] + functions
        mine = {id: item for id, item in items.items() if _home(id) == home}
        if any(found.get(id, [""])[0] != state for id in mine):
            told, *_ = _fork(partial(_watch, mine, forget))
            if told.count("\n") != len(mine):
                raise SystemExit(f"The tests fail without a slip: {told.splitlines()[-1:]}")
            for line in told.splitlines():
                id, *rest = json.loads(line)
                found[id] = [state, *rest]
            path.write_text(json.dumps(found))
            print(f"saw what {len(mine)} tests of {home} reach", flush=True)
    return {id: (found[id][1], found[id][2]) for id in items}


@cache
def _names() -> dict[CodeType, str]:
    return {c: f"{module}:{name}" for module in ALL_MODULES for name, c in functions_of(module)}


def _home(test: str) -> str:
    return test.partition("::")[0]


def _watch(
    items: dict[str, pytest.Item], forget: Callable[[], None], tell: Callable[[str], None]
) -> None:
    names = _names()
    reached: set[str] = set()

    def note(frame: FrameType, event: str, arg: object) -> None:  # noqa: ARG001 as settrace calls it
        name = names.get(frame.f_code)
        if name is not None:
            reached.add(name)

    forget()
    for (id, item), after in zip(items.items(), [*list(items.values())[1:], None], strict=True):
        reached.clear()
        start = time.process_time()
        sys.settrace(note)
        reports = runtestprotocol(item, log=False, nextitem=after)
        sys.settrace(None)
        if any(report.failed for report in reports):
            why = str([str(report.longrepr) for report in reports if report.failed])
            tell(f"{id} {why}"[:3000])
            return
        tell(json.dumps([id, round(time.process_time() - start, 3), sorted(reached)]) + "\n")


def _fork(work: Callable[[Callable[[str], None]], None]) -> tuple[str, int, float]:
    """Do work in a process of its own; return what it told, its status, and the seconds it took."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _in_child(work, write)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as told:
        text = told.read()
    _, status, used = os.wait4(child, 0)
    for left in TEMPORARY.iterdir():
        shutil.rmtree(left, ignore_errors=True)
    return text, status, used.ru_utime


def _in_child(work: Callable[[Callable[[str], None]], None], write: int) -> None:
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    status = 1

    def tell(text: str) -> None:
        os.write(write, text.encode())

    with suppress(BaseException):
        work(tell)
        status = 0
    os._exit(status)


def _forgetting() -> Callable[[], None]:
    """Return how to forget what ``cache`` and ``cached_property`` kept: it would hide a slip."""
    caches, holders = [], []
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper):
            if str(thing.__module__).startswith(OURS):
                caches.append(thing)
        elif str(type(thing).__module__).startswith(OURS) and hasattr(thing, "__dict__"):
            holders.append(thing)

    def forget() -> None:
        for own in caches:
            own.cache_clear()
        for holder in holders:
            for name in [n for n in vars(holder) if _is_kept(holder, n)]:
                del vars(holder)[name]

    return forget


def _is_kept(thing: object, name: str) -> bool:
    return isinstance(getattr(type(thing), name, None), cached_property)
