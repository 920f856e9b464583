"""Five typical results, as people of other needs get them, read as easily as they should."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte
import pytest
import textstat

from buyguide.advice.changing import with_outlook
from buyguide.advice.deciding import decide
from buyguide.answers import lacking
from buyguide.answers_file import read_answers
from buyguide.guide.places import find_guide
from buyguide.guide.reading import read_guide
from buyguide.report.document import Item, Paragraph
from buyguide.report.formats import READERS, document_for
from tests.bicycle import ROOT

if TYPE_CHECKING:
    from buyguide.advice.decision import Decision
    from buyguide.report.document import Document

GUIDE = read_guide(find_guide(None))
FILES = sorted((Path(__file__).parent / "typical").glob("*.yaml"))
HARDEST = 8.0


def decision_of(file: Path) -> Decision:
    read = read_answers(str(file), GUIDE)
    assert not read.dropped
    assert not lacking(GUIDE, read.values)
    return with_outlook(decide(GUIDE, read.values))


def prose(document: Document) -> list[str]:
    """Return all sentences of the document: no names of parts, reasons or sources."""
    said: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and not block.text.startswith("Because you answered"):
            said.append(block.text)
        if isinstance(block, Item) and not block.address:
            said += [block.text, *block.details]
    return said


def test_they_are_five_and_lead_to_more_than_two_verdicts() -> None:
    assert len(FILES) == 5
    assert len({decision_of(file).verdict.id for file in FILES}) > 2


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_typical_result_reads_at_grade_8_or_below(file: Path, reader: str) -> None:
    text = " ".join(prose(document_for(decision_of(file), reader)))
    grade = textstat.flesch_kincaid_grade(text)
    print(f"{file.stem}, {reader}: {len(text.split())} words, grade {grade:.1f}")
    assert grade <= HARDEST


@pytest.mark.parametrize("file", FILES[:1], ids=lambda file: file.stem)
def test_plain_mode_passes_the_recipe_of_a_screen_reader(file: Path) -> None:
    """No colour, no cursor movement, no drawing; and with all blanks merged, nothing is lost."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "buyguide", "report", str(file), "--plain"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 80),
    )
    sent = child.read()
    assert sent.replace("\r\n", "").isprintable()
    lines = sent.split("\r\n")
    assert lines == [" ".join(line.split()) for line in lines]
    assert not any(sign in sent for sign in ("#", "|", "***", "---", "==="))
    screen = pyte.HistoryScreen(80, 24, history=10_000)
    pyte.Stream(screen).feed(sent)
    assert screen.cursor.y == 23
    assert lines[-2].startswith("Our advice: ")
