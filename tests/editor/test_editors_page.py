"""The editor's page, ``rules/README.md``: each of its edits is made just as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from buyguide.editor.checking import check
from buyguide.editor.desk import read_desk
from buyguide.editor.finding_ids import finding_ids
from buyguide.editor.pieces import pieces
from buyguide.editor.record import RECORD, record_text
from buyguide.editor.starting import copy_guide
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.guide.written import LISTS, WrittenCase, WrittenGuide
from buyguide.problem_text import problem_lines
from tests.bicycle import ROOT, edit

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from buyguide.errors import Problem

PAGE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
SHIPPED = find_guide("red_light_mask").absolute()
BLOCK = r"\n\n```yaml\n(?P<{}>.*?)```\n"
STEP = re.compile(
    r"[Ii]n `(?P<file>[^`]+)`, find(?: the rule)?:" + BLOCK.format("old")
    + r"\n(?:Write instead:" + BLOCK.format("new") + r"|Delete these lines\.)"
    + r"|Add at the end of `(?P<end>[^`]+)`:" + BLOCK.format("more")
    + r"|Make a new file `(?P<made>[^`]+)`:" + BLOCK.format("content"),
    re.DOTALL,
)  # fmt: skip
EXAMPLES = re.findall(r"```\n(rules/red_light_mask/.*?)\n```", PAGE, re.DOTALL)
EDITS = dict(
    re.findall(r"\n### \d\. ([^\n]+)\n(.*?)(?=\n##)", PAGE, re.DOTALL),
)
TODAY = date(2026, 11, 21)


@cache
def findings_of(folder: Path) -> frozenset[tuple[str, str]]:
    return frozenset(findings(folder))


def findings(folder: Path) -> set[tuple[str, str]]:
    """Return the ids of the findings and what each is about: the first name in its words."""
    problems = check(folder, today=TODAY).problems
    return {(p.id, (re.findall(r'"([\w-]+)"', p.what) or [p.what])[0]) for p in problems}


@dataclass(frozen=True)
class Copy:
    folder: Path

    def do(self, step: re.Match[str]) -> None:
        if step["file"]:
            path = self.folder / step["file"]
            text = path.read_text(encoding="utf-8")
            assert text.count(step["old"]) == 1, f"{path.name} holds not once: {step['old']}"
            path.write_text(text.replace(step["old"], step["new"] or ""), encoding="utf-8")
        elif step["end"]:
            with (self.folder / step["end"]).open("a", encoding="utf-8") as file:
                file.write(step["more"])
        else:
            (self.folder / step["made"]).write_text(step["content"], encoding="utf-8")

    def found(self) -> set[tuple[str, str]]:
        """Return what an edit adds to the findings: their ids and what they say."""
        return findings(self.folder) - findings_of(SHIPPED)

    def ids(self) -> set[str]:
        return {id for id, _ in self.found()}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    copy_guide(SHIPPED, tmp_path / "copy")
    return Copy(tmp_path / "copy")


def steps(edit: str) -> list[re.Match[str]]:
    return list(STEP.finditer(EDITS[edit]))


def test_the_page_has_six_edits() -> None:
    assert list(EDITS) == [
        "Change a sentence",
        "Add an option",
        "Add a caution",
        "Add a source",
        "Retire a rule",
        "Translate a dollar amount",
    ]


@pytest.mark.parametrize("edit", EDITS)
def test_no_step_of_an_edit_is_passed_over(edit: str) -> None:
    assert 2 * EDITS[edit].count("```yaml\n") == EDITS[edit].count("```")
    named = sum(
        1 for step in steps(edit) for part in ("old", "new", "more", "content") if step[part]
    )
    assert named == EDITS[edit].count("```yaml\n")


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_made_as_written_leaves_only_what_changed_to_read(edit: str, copy: Copy) -> None:
    for step in steps(edit):
        copy.do(step)
    ids = copy.ids()
    assert ids
    assert all(id.startswith("BG91") for id in ids), copy.found()
    record = record_text(pieces(read_desk(copy.folder)[0]))
    (copy.folder / RECORD).write_text(record, encoding="utf-8")
    assert copy.found() == set()


def test_an_option_alone_is_found_until_a_rule_knows_it(copy: Copy) -> None:
    copy.do(steps("Add an option")[0])
    assert "BG331" in copy.ids()


def test_a_caution_alone_is_found_until_a_case_would_notice_if_it_went_wrong(copy: Copy) -> None:
    copy.do(steps("Add a caution")[0])
    assert "BG520" in copy.ids()


def test_a_source_alone_is_found_until_something_cites_it(copy: Copy) -> None:
    copy.do(steps("Add a source")[0])
    assert "BG703" in copy.ids()


def test_a_retired_rule_is_found_until_no_case_names_it(copy: Copy) -> None:
    copy.do(steps("Retire a rule")[0])
    assert "BG502" in copy.ids()


def models() -> dict[str, type[BaseModel]]:
    return {"guide": WrittenGuide, "case": WrittenCase, **LISTS}


@pytest.mark.parametrize("name", models())
def test_the_page_names_every_key(name: str) -> None:
    schema = models()[name].model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    keys = {key for part in parts for key in part.get("properties", {})}
    brief = PAGE[PAGE.index("## The written form in brief") :]
    assert {key for key in keys if not re.search(rf"`{key}[`:]|, `?{key}\b", brief)} == set()


def test_every_finding_that_the_page_names_exists() -> None:
    assert set(re.findall(r"BG\d{3}", PAGE)) <= finding_ids().keys()


def test_the_example_of_conditions_can_be_read(copy: Copy) -> None:
    example = re.search(r"```yaml\n(when:\n.*?)```", PAGE, re.DOTALL)
    assert example is not None
    when = "\n".join(f"    {line}" for line in example[1].splitlines())
    rule = (
        f"rules:\n  - id: example\n{when}\n    kind: using\n    severity: note\n    title: Title\n"
    )
    text = f"{rule}    say: Words.\n    because: [guide]\n"
    (copy.folder / "example.yaml").write_text(text, encoding="utf-8")
    assert any(rule.id == "example" for rule in read_guide(copy.folder).rules)


def test_every_file_that_the_page_names_is_there() -> None:
    table = PAGE[PAGE.index("| file |") : PAGE.index("## Six edits")]
    for name in re.findall(r"`([a-z_]+\.(?:yaml|csv))`", table):
        assert (SHIPPED / name).is_file(), name


def test_the_example_of_a_finding_is_what_the_check_prints(copy: Copy) -> None:
    edit(
        copy.folder / "choosing.yaml", "      budget: {below: 100}\n", "      budgt: {below: 100}\n"
    )
    (problem,) = check(copy.folder, today=TODAY).problems
    assert bare(EXAMPLES[0]) == bare(printed(problem, copy))


def test_the_example_of_a_review_is_what_the_check_prints_after_the_first_edit(copy: Copy) -> None:
    copy.do(steps("Change a sentence")[0])
    (problem,) = check(copy.folder, today=TODAY, select=["BG91"]).problems
    assert bare(EXAMPLES[1]) == bare(printed(problem, copy))


def printed(problem: Problem, copy: Copy) -> str:
    """Return a finding of the copy as it is printed of the shipped guide."""
    return "\n".join(problem_lines([problem])).replace(str(copy.folder), "rules/red_light_mask")


def bare(text: str) -> str:
    """Return the text without the numbers of lines, which change as the guide does."""
    return re.sub(r"\d{2,3}(?=:| \|)", "00", text)
