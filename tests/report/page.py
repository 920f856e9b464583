"""What a browser would make of an HTML page: its elements and the lines of text it shows."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta"}
LINES = {"h1", "h2", "h3", "p", "li", "caption", "tr"}
UNSEEN = {"head", "svg"}


class Page(HTMLParser):
    """The elements with their attributes, in order, and the text of each line."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self.open: list[str] = []
        self.hidden: list[bool] = []
        self.heads: list[str] = []  # of the table's columns, which each cell then names
        self.cell = 0
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"
        self.lines = [" ".join(line.split()) for line in self.lines if line.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.elements.append((tag, given))
        if tag in VOID:
            return
        self.open.append(tag)
        self.hidden.append(tag in UNSEEN or given.get("aria-hidden") == "true")
        if tag in LINES:
            self.lines.append("")
        if tag == "table":
            self.heads = []
        if tag == "tr":
            self.cell = 0
        if tag == "td" and "thead" not in self.open:
            self._open_cell(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag
        self.hidden.pop()
        if tag == "tr" and self.heads and "thead" not in self.open:
            self.lines[-1] += "."

    def _open_cell(self, given: dict[str, str | None]) -> None:
        if self.heads:
            self.lines[-1] += f"{'; ' if self.cell else '. '}{self.heads[self.cell]}: "
            self.cell += 1
        elif given.get("class") != "drawn":
            self.lines[-1] += ": "

    def handle_data(self, data: str) -> None:
        if "thead" in self.open:
            if data.strip():
                self.heads.append(data)
            return
        if not any(self.hidden) and data.strip():
            assert set(self.open) & LINES, f"text outside a line: {data!r}"
            self.lines[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element with that name."""
        return [given for name, given in self.elements if name == tag]
