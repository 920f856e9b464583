"""The HTML page: the same lines as the other writers, real structure, and nothing that acts."""

from __future__ import annotations

import re

import pytest

from buyguide.report.compose import compose
from buyguide.report.document import Document, Item, Paragraph
from buyguide.report.html import html
from tests.report import small
from tests.report.page import Page
from tests.report.test_writers import HOSTILE, _all_lines, _hostile

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "div",
    "h1", "h2", "h3", "p", "strong", "ul", "li", "a", "table", "caption", "tbody", "tr", "th", "td",
    "span", "svg", "rect",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "style", "class", "id", "aria-labelledby",
    "href", "rel", "scope", "aria-hidden", "aria-label", "role", "viewbox", "preserveaspectratio",
    "x", "y", "width", "height",
}  # fmt: skip


def _page(**changed: object) -> Page:
    return Page(html(compose(small.decision(**changed))))


def test_it_shows_the_lines_of_the_document_and_no_others() -> None:
    document = compose(small.decision())
    assert Page(html(document)).lines == _all_lines(document)


def test_it_names_its_language_and_title_and_fits_a_phone() -> None:
    page = _page()
    assert page.all("html") == [{"lang": "en"}]
    named = {given["name"]: given["content"] for given in page.all("meta") if "name" in given}
    assert named["viewport"] == "width=device-width, initial-scale=1"
    assert named["color-scheme"] == "light dark"
    text = html(compose(small.decision()))
    assert text.startswith("<!doctype html>\n")
    assert "<title>Buying an electric bike</title>" in text


def test_each_part_is_a_section_that_its_heading_names() -> None:
    page = _page()
    headings = [given["id"] for given in page.all("h2")]
    assert headings
    assert [given["aria-labelledby"] for given in page.all("section")] == headings
    assert len(set(headings)) == len(headings)
    assert len(page.all("h1")) == len(page.all("main")) == 1


def test_each_finding_has_a_heading_in_a_list() -> None:
    tags = [name for name, _ in _page().elements]
    at = [number for number, name in enumerate(tags) if name == "h3"]
    assert len(at) == len(small.FINDINGS)
    assert all(tags[number - 1] == "li" for number in at)


def test_times_and_amounts_are_tables_with_drawings_that_say_what_they_show() -> None:
    page = _page()
    assert len(page.all("table")) == len(page.all("caption")) == 2
    assert {given.get("scope") for given in page.all("th")} == {"row"}
    drawings = page.all("svg")
    assert [given["role"] for given in drawings] == ["img"] * 3
    assert drawings[0]["aria-label"] == "2 to 6 weeks. On a line from now to 6 weeks."


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    page = _page()
    policy = next(one["content"] for one in page.all("meta") if "http-equiv" in one)
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    asking = {"script", "link", "img", "iframe", "object", "form", "image", "use", "base"}
    assert not asking & {name for name, _ in page.elements}
    style = re.search(r"<style>(.*)</style>", html(compose(small.decision())), re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|</", style[1])


def test_an_address_of_the_web_is_a_link_that_tells_nobody_where_it_was() -> None:
    (link,) = _page().all("a")
    assert link == {"href": "https://wheels.example/all", "rel": "noopener noreferrer"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_any_other_address_is_text(address: str) -> None:
    page = Page(html(Document("Title", (Item("A source.", address=address),))))
    assert page.all("a") == []
    assert page.lines[-1] == f"A source. {address}"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_act_in_html(text: str) -> None:
    document = compose(_hostile(text))
    page = html(document)
    assert page.replace("\n", "").isprintable()
    read = Page(page)
    assert {name for name, _ in read.elements} <= ELEMENTS
    assert {key for _, given in read.elements for key in given} <= ATTRIBUTES
    assert read.lines == [" ".join(line.split()) for line in _all_lines(document)]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_can_add_an_element(text: str) -> None:
    def tags(text: str) -> list[str]:
        page = Page(html(compose(_hostile(text))))
        return [name for name, _ in page.elements if name != "a"]

    assert tags(text) == tags("harmless")


@pytest.mark.parametrize(
    "text",
    [
        '<script>alert(1)</script><img src=x onerror="alert(1)">',
        "\"><svg onload=alert(1)>' onmouseover='x",
        "</style></title></main><h1>Safe to buy</h1>",
        "&lt;b&gt; &amp; &#60;i&#62;",
        "\u202egnp.exe \u2066x\u2069 \x1b[31mred",
    ],
)
def test_markup_in_any_place_is_shown_as_it_was_typed(text: str) -> None:
    document = compose(_hostile(text))
    page = Page(html(document))
    assert page.lines == [" ".join(line.split()) for line in _all_lines(document)]
    assert len(page.all("h1")) == 1


def test_a_page_is_ascii_and_shows_every_letter() -> None:
    document = compose(_hostile("\u201cnaïve\u201d 漢字 😀"))
    page = html(document)
    assert page.isascii()
    assert Page(page).lines == _all_lines(document)


def test_a_longer_report_is_printed_in_smaller_type_within_bounds() -> None:
    def points(letters: int) -> float:
        page = Page(html(Document("Title", (Paragraph("x" * letters),))))
        found = re.fullmatch(r"--print-size: ([0-9.]+)pt", str(page.all("body")[0]["style"]))
        assert found
        return float(found[1])

    sizes = [points(letters) for letters in (100, 25_000, 30_000, 1_000_000)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4
    assert sizes[0] < 10
    assert sizes[-1] > 6
