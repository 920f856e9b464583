"""Every writer carries the same lines, and no text can act in any of them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from buyguide.advice.decision import Decision, Reason
from buyguide.guide.rules import Verdict
from buyguide.report.as_json import as_json, json_text
from buyguide.report.compose import compose
from buyguide.report.document import Document, Item, fitted, lines_of
from buyguide.report.markdown import markdown
from buyguide.report.plain import plain_lines
from buyguide.report.terminal import for_terminal
from tests.report import small

if TYPE_CHECKING:
    from collections.abc import Iterable

HOSTILE = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("ascii"))
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
DRAWING = re.compile(r"^ .* \[[.#|]+\] .*$", re.MULTILINE)
BOXES = re.compile(r"[\u2500-\u25ff|]|[-=_*]{3,}")


def _hostile(text: str) -> Decision:
    """Return a decision that holds the text in every place where an editor or shopper writes."""
    guide = replace(
        small.GUIDE,
        title=text,
        decision=text,
        about=(text,),
        funding=text,
        updates=text,
        version=text,
        not_covered=(text,),
        questions=tuple(
            replace(
                question,
                label=text,
                options=tuple(replace(option, label=text) for option in question.options),
            )
            for question in small.QUESTIONS
        ),
        severities=tuple(replace(severity, label=text) for severity in small.GUIDE.severities),
        sources={
            id: replace(one, title=text, short=text, publisher=text, speaker=text, address=text)
            for id, one in small.SOURCES.items()
        },
    )
    verdict = Verdict("ask_first", text, text, small.HERE)
    typed = (Reason("bike_name", text), Reason("parts", (text, "saddle")))
    findings = tuple(
        replace(
            finding,
            title=text,
            text=text,
            limits=finding.limits and text,
            because=finding.because + typed,
            sources=tuple(replace(one, title=text, short=text) for one in finding.sources),
        )
        for finding in small.FINDINGS
    )
    return small.decision(
        guide=guide,
        values={**small.VALUES, "bike_name": text, "parts": (text,)},
        verdict=verdict,
        once_a_clinician_agrees=verdict,
        findings=findings,
    )


def _shown(document: Document, width: int = 100, encoding: str = "utf-8") -> str:
    """Return what a colour terminal is sent, with the colours taken out."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    console = Console(file=file, width=width, force_terminal=True, color_system="truecolor")
    console.print(for_terminal(fitted(document, encoding)))
    return COLOURS.sub("", raw.getvalue().decode(encoding))


def _all_lines(document: Document) -> list[str]:
    return [document.title, *(line for block in document.blocks for line in lines_of(block))]


def _words(lines: Iterable[str]) -> list[str]:
    return " ".join(lines).split()


def _markdown_lines(text: str) -> list[str]:
    """Return the texts of a Markdown page, asserting that nothing but our own marks acts."""
    allowed = {"heading", "paragraph", "bullet_list", "list_item", "inline", "text", "strong"}
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        inner = token.children or []
        kinds = {one.type.removesuffix("_open").removesuffix("_close") for one in (token, *inner)}
        assert kinds <= allowed
        if token.type == "inline":
            found.append("".join(one.content for one in inner))
    return found


def test_the_terminal_shows_every_line_of_the_document_and_no_others() -> None:
    document = compose(small.decision())
    text = DRAWING.sub("", _shown(document))
    shown = [line.removeprefix("- ") for line in text.splitlines()]
    assert _words(shown) == _words(_all_lines(document))


def test_plain_lines_are_the_lines_of_the_document() -> None:
    document = compose(small.decision())
    lines = [re.sub(r"^\d+\. ", "", line) for line in plain_lines(document) if line]
    assert lines == _all_lines(document)


def test_markdown_reads_back_as_the_lines_of_the_document() -> None:
    document = compose(small.decision())
    assert _markdown_lines(markdown(document)) == _all_lines(document)


def test_what_the_shopper_reads_of_a_finding_is_in_the_json_too() -> None:
    report = as_json(small.decision())
    read = _all_lines(compose(small.decision()))
    findings = report["findings"]
    assert isinstance(findings, list)
    for finding in findings:
        assert any(line.endswith(finding["title"]) for line in read)
        assert set(finding["text"].splitlines()) <= set(read)
    told = {line for finding in findings for line in finding["text"].splitlines()}
    assert {line for line in read if line.startswith(("Advice of", "How sure", "Limits"))} <= told


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_act_in_a_terminal(text: str) -> None:
    shown = _shown(compose(_hostile(text)))
    assert shown.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_act_in_plain_lines(text: str) -> None:
    assert all(line.isprintable() for line in plain_lines(compose(_hostile(text))))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_act_in_markdown(text: str) -> None:
    document = compose(_hostile(text))
    page = markdown(document)
    assert page.replace("\n", "").isprintable()
    assert _markdown_lines(page) == [line.strip() for line in _all_lines(document)]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_act_in_json_and_the_answers_come_back_as_given(text: str) -> None:
    written = json_text(_hostile(text))
    assert written.isascii()
    assert written.replace("\n", "").isprintable()
    assert json.loads(written)["answers"]["bike_name"] == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_add_a_heading(text: str) -> None:
    def headings(decision: Decision) -> int:
        page = markdown(compose(decision)).splitlines()
        return sum(line.startswith("#") for line in page)

    assert headings(_hostile(text)) == headings(_hostile("harmless"))


def test_brackets_and_emoji_names_stay_what_was_written() -> None:
    text = "[bold]see [10] [/] :warning:"
    assert text in _shown(compose(_hostile(text)))


def test_a_name_of_ten_thousand_letters_is_cut_and_the_advice_stays() -> None:
    document = compose(_hostile("x" * 10_000))
    assert max(len(line) for line in plain_lines(document)) < 100_000
    assert any("... (cut)" in line for line in _all_lines(document))


@pytest.mark.parametrize("width", [20, 40, 80, 100, 250])
@pytest.mark.parametrize("text", ["ordinary words", "x" * 300, "漢字" * 40])
def test_no_line_is_wider_than_the_terminal_or_than_a_hundred_columns(
    width: int, text: str
) -> None:
    shown = _shown(compose(_hostile(text)), width).splitlines()
    assert max(map(cell_len, shown)) <= min(width, 100)


@pytest.mark.parametrize("width", [20, 40, 100])
def test_the_lines_of_an_item_are_set_in_under_its_dash(width: int) -> None:
    text = "some words " * 20
    document = replace(compose(_hostile("x")), blocks=(Item(text, title=text, details=(text,)),))
    _, first, *rest = _shown(document, width).splitlines()
    assert first.startswith("- some")
    assert all(line.startswith(("  some", "  words")) for line in rest)


@pytest.mark.parametrize("width", [1, 20, 40, 250])
def test_no_line_ends_in_blanks(width: int) -> None:
    shown = _shown(compose(small.decision()), width).splitlines()
    assert all(line == line.rstrip() for line in shown)


@pytest.mark.parametrize("width", [1, 20, 40, 250])
def test_no_letter_is_lost_at_any_width(width: int) -> None:
    document = compose(small.decision())
    text = DRAWING.sub("", _shown(document, width))
    shown = [line.removeprefix("- ") for line in text.splitlines()]
    bare = "".join(_words(shown)).replace("-", "")
    assert bare == "".join(_words(_all_lines(document))).replace("-", "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_a_report_is_written_in_any_encoding(encoding: str) -> None:
    document = compose(_hostile("\u201cnaïve\u201d \u2013 漢 \u2022 \u2026"))
    shown = _shown(document, encoding=encoding)
    assert "na" in shown
    for line in plain_lines(fitted(document, encoding)):
        line.encode(encoding)


def test_addresses_are_text_and_no_links_in_markdown() -> None:
    page = markdown(compose(_hostile("https://evil.example WWW.evil.example")))
    assert "s://" not in page
    assert "www." not in page.lower()


def test_letters_made_fit_cannot_become_markup() -> None:
    page = markdown(fitted(compose(_hostile("•bold•")), "ascii"))
    assert "*bold*" in _markdown_lines(page)


def test_urgency_is_said_in_words_and_no_colour_is_used_where_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    file = io.StringIO()
    console = Console(file=file, width=80, force_terminal=True)
    console.print(for_terminal(compose(small.decision())))
    codes = {code for found in COLOURS.findall(file.getvalue()) for code in found[2:-1].split(";")}
    assert codes <= {"", "0", "1", "4"}
    assert "Do not ride: Title of no_brakes" in COLOURS.sub("", file.getvalue())


def test_plain_lines_follow_the_screen_reader_recipe() -> None:
    lines = plain_lines(compose(small.decision()))
    for line in lines:
        assert line == " ".join(line.split())
        assert line.isprintable()
        assert not BOXES.search(line)
    assert "1. Do not ride: Title of no_brakes" in lines
    assert "2. Ask first: Title of see_a_fitter" in lines
    assert "1. Commute: Title of commute_faster" in lines


def test_plain_lines_part_the_report_by_single_empty_lines_before_each_heading() -> None:
    document = compose(small.decision())
    lines = plain_lines(document)
    after_gaps = [lines[at + 1] for at, line in enumerate(lines) if not line]
    assert after_gaps[0] == "Our advice"
    assert after_gaps[-1] == "To sum up"
    assert "" not in after_gaps
    assert lines[-1] == "Our advice: Ask a fitter before you buy."
