"""Situations that name each other: circles are found, and what stands for too much is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.guide.condition import All, AnyOf, InSituation
from buyguide.guide.condition import Test as OneTest
from buyguide.guide.unfolding import MOST_STEPS, MOST_TESTS, Extent, extent, inner_first
from tests.bicycle import copy_to, problems_in

if TYPE_CHECKING:
    from pathlib import Path

    from buyguide.guide.condition import Condition

IDS = [f"s{number}" for number in range(7)]
GRAPHS = st.dictionaries(st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=3))


def conditions(graph: dict[str, list[str]]) -> dict[str, Condition]:
    return {
        id: All((OneTest("q", "any_of"), AnyOf(tuple(map(InSituation, inner)))))
        for id, inner in graph.items()
    }


def reached(graph: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = list(graph[start])
    while todo:
        id = todo.pop()
        if id in graph and id not in found:
            found.add(id)
            todo += graph[id]
    return found


@given(GRAPHS)
def test_each_situation_comes_once_after_those_it_names_and_circles_come_together(
    graph: dict[str, list[str]],
) -> None:
    seen: set[str] = set()
    for group, is_circle in inner_first(conditions(graph)):
        assert not seen & set(group)
        seen |= set(group)
        for id in group:
            assert is_circle == (id in reached(graph, id))
            assert reached(graph, id) <= seen
    assert seen == set(graph)


@given(GRAPHS)
def test_an_extent_is_what_writing_everything_out_would_hold(graph: dict[str, list[str]]) -> None:
    all_conditions = conditions(graph)
    extents: dict[str, Extent] = {}

    def written_out(id: str) -> Extent:
        inner = [written_out(name) if name in graph else Extent() for name in graph[id]]
        steps = [part.steps + 1 for part in inner]
        return Extent(1 + sum(part.tests for part in inner), max(steps, default=0))

    for group, is_circle in inner_first(all_conditions):
        for id in group:
            if is_circle:
                return
            extents[id] = extent(all_conditions[id], extents)
            assert extents[id] == written_out(id)


@pytest.mark.parametrize(
    ("wide", "steps", "said"),
    [
        (2, 15, f"more than {MOST_TESTS} tests"),
        (MOST_TESTS + 1, 1, f"more than {MOST_TESTS} tests"),
        (1, MOST_STEPS + 1, f"more than {MOST_STEPS} situations each name the next"),
        (1, 500, f"more than {MOST_STEPS} situations each name the next"),
        (MOST_TESTS, 1, ""),
        (1, MOST_STEPS, ""),
    ],
)
def test_situations_that_stand_for_more_than_anybody_can_work_out_are_refused(
    wide: int, steps: int, said: str, tmp_path: Path
) -> None:
    folder = copy_to(tmp_path)
    lines = ["situations:"]
    for number in range(steps + 1):
        inner = f"situation: t{number - 1}" if number else "parts_worn: chain"
        any_of = ", ".join([f"{{{inner}}}"] * (wide if number else 1))
        lines.append(f"  - {{id: t{number}, say: more, when: {{any: [{any_of}]}}}}")
    (folder / "more.yaml").write_text("\n".join(lines), encoding="utf-8")
    problems = problems_in(folder)
    assert all(said in problem.what for problem in problems)
    assert bool(problems) == bool(said)
    assert {problem.id for problem in problems} <= {"BG309"}
