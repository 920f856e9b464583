"""YAML text to plain data that remembers where every key and value stands; the only user of yaml.

Every scalar stays the text that was typed: ``no``, ``1.10`` and dates are text, and only an empty
value, ``null`` and ``~`` are nothing. What hides meaning from a reader (anchors, aliases, tags,
repeated keys, several documents) is refused. Works on the parser's events, never recursively.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from buyguide.errors import InputError, Problem
from buyguide.guide.text_checks import hidden_letters
from buyguide.guide.yaml_errors import in_words, place

if TYPE_CHECKING:
    from buyguide.guide.text_checks import Text

Data = str | None | list["Data"] | dict[str, "Data"]
Path = tuple[str | int, ...]
Spot = tuple[int, int, int]  # line, column and width, counted from 0

DEEPEST = 40
MOST_VALUES = 65_000
MOST_PROBLEMS = 20  # of one file: more are of one kind, and mending some shows the rest
_TOO_DEEP = f"this is nested more than {DEEPEST} deep.", "Nest less; name parts as situations."
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)  # thousands of them take the parser half a minute
_COMMENT = re.compile(r"\s+#(\S?)")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_NEITHER = (False, False)  # of plain and quoted text, what has no need of a tag
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data, and where each value (by path) and each key stands."""

    text: Text
    data: Data
    values: dict[Path, Spot]
    keys: dict[Path, Spot]

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Return where a path stands; of a path that is not there, its nearest parent."""
        while path and path not in self.values:
            path, key = path[:-1], True
        places = self.keys if key and path in self.keys else self.values
        return places.get(path, (0, 0, 1))

    def problem(self, path: Path, what: str, remedy: str = "", *, key: bool = False) -> Problem:
        """Make a problem at a path: at its key when ``key``, else at its value."""
        return self.text.problem(self.spot(path, key=key), what, remedy)


@dataclass(slots=True)
class _Open:
    """A list or map being read."""

    data: list[Data] | dict[str, Data]
    path: Path
    block: bool
    column: int
    key: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


def read_document(text: Text, *, unseen_letters: bool = False) -> Document:
    """Return the file as a document. Raises ``InputError`` with every problem found.

    ``unseen_letters`` allows them inside double quotes, for a shopper's own words.
    """
    reader = _Reader(text, unseen_letters=unseen_letters)
    if directive := _DIRECTIVE.search(text.content):
        spot = text.content.count("\n", 0, directive.start()), 0, len(directive[0])
        what = "a line that begins with % tells YAML how to read the rest."
        raise InputError([text.problem(spot, what, "Delete the line.").named("BG111")])
    try:
        parser = _PARSER(text.content)
        while (event := parser.get_event()) is not None:
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or ""):  # libyaml from 0.2.6 on looks ahead that far
            reader.refuse("BG111", (*place(error.problem_mark), 1), *_TOO_DEEP)
        else:
            reader.problems.append(in_words(text, error))
    except yaml.YAMLError:
        reader.refuse("BG105", (0, 0, 1), "this is not YAML text.", "Save it as plain UTF-8 text.")
    except _TooMuch:
        pass
    if not reader.problems and not reader.documents:
        reader.refuse(
            "BG112", (0, 0, 1), "the file is empty.", "Write its content, or delete the file."
        )
    if reader.problems:
        raise InputError(reader.problems[:MOST_PROBLEMS])
    return Document(text, reader.root, reader.values, reader.keys)


class _TooMuch(Exception):
    """The file holds more than a guide can mean; nothing after this point is looked at."""


class _Reader:
    """Builds data from events; a stack stands in for recursion."""

    def __init__(self, text: Text, *, unseen_letters: bool) -> None:
        self.text = text
        self.unseen_letters = unseen_letters
        self.root: Data = None
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}
        self.problems: list[Problem] = []
        self.documents = 0
        self.open: list[_Open] = []

    def refuse(self, id: str, spot: Spot, what: str, remedy: str) -> None:
        self.problems.append(self.text.problem(spot, what, remedy).named(id))

    def take(self, event: yaml.Event) -> None:
        """Take the next event in."""
        if len(self.problems) >= MOST_PROBLEMS:
            raise _TooMuch
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.AliasEvent):
            what = "an alias (*) pulls words in from elsewhere."
            self.refuse("BG108", _spot(event), what, "Write the words out here.")
            self._add(None, _spot(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                what = "a second document begins here (---)."
                self.refuse("BG111", _spot(event), what, "Keep one document in a file.")
                raise _TooMuch

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None or event.implicit == _NEITHER:
            self._no_anchor_or_tag(event, tagged=event.implicit == _NEITHER)
        spot = _spot(event)
        holder = self.open[-1] if self.open else None
        if holder and isinstance(holder.data, dict) and holder.key is None:
            self._key(holder, event)
            return
        plain = not event.style
        if plain:
            self._cut_short(event)
            if " - " in event.value and holder and holder.block:
                self._swallowed(event)
        elif not self.unseen_letters and (hidden := hidden_letters(event.value)):
            what = f"a letter that cannot be seen is written here (U+{ord(min(hidden)):04X})."
            self.refuse("BG103", spot, what, "Delete it.")
        self._add(None if plain and event.value in _NOTHING else event.value, spot)

    def _key(self, holder: _Open, event: yaml.ScalarEvent) -> None:
        key, spot = event.value, _spot(event)
        if key == "<<":
            self.refuse(
                "BG108", spot, "a merge key (<<) hides what this says.", "Write the words out here."
            )
        elif not _KEY.fullmatch(key):
            remedy = "A key is one word of letters, figures and _; did you forget a dash or quotes?"
            self.refuse("BG109", spot, f"{_short(key)} cannot be a key.", remedy)
        elif key in holder.seen:
            first = holder.seen[key] + 1
            what = f'"{key}" stands twice here; the first is on line {first}.'
            self.refuse("BG107", spot, what, "Keep one of them.")
        if holder.block and spot[1] != holder.column:
            what = "the indentation does not fit the lines above."
            self.refuse("BG106", spot, what, "Indent it in line with its neighbours.")
        holder.seen.setdefault(key, spot[0])
        holder.key = key
        self.keys[(*holder.path, key)] = spot

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._no_anchor_or_tag(event, tagged=not event.implicit)
        spot = _spot(event)
        holder = self.open[-1] if self.open else None
        if holder and isinstance(holder.data, dict) and holder.key is None:
            what = "a list or map cannot be a key."
            self.refuse("BG109", spot, what, "Put braces { } around placeholders in double quotes.")
            raise _TooMuch
        if len(self.open) >= DEEPEST:
            self.refuse("BG111", spot, *_TOO_DEEP)
            raise _TooMuch
        data: list[Data] | dict[str, Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        hidden = event.anchor is not None or not event.implicit  # then it begins at another place
        block = not event.flow_style and not hidden and (holder is None or holder.block)
        if block:
            self._step_of_two(event, holder)
        path = self._add(data, spot)
        self.open.append(_Open(data, path, block, spot[1]))

    def _add(self, value: Data, spot: Spot) -> Path:
        if len(self.values) >= MOST_VALUES:
            what = f"the file holds more than {MOST_VALUES:,} values."
            self.refuse("BG111", spot, what, "Split it in several files.")
            raise _TooMuch
        path: Path = ()
        if not self.open:
            self.root = value
        else:
            holder = self.open[-1]
            if isinstance(holder.data, list):
                path = (*holder.path, len(holder.data))
                holder.data.append(value)
            else:
                path = (*holder.path, holder.key or "")
                holder.data[holder.key or ""] = value
                holder.key = None
        self.values[path] = spot
        return path

    def _no_anchor_or_tag(self, event: yaml.NodeEvent, *, tagged: bool) -> None:
        if event.anchor is not None:
            what = "an anchor (&) gives words a hidden second place."
            self.refuse("BG108", _spot(event), what, "Remove it.")
        if tagged or getattr(event, "tag", None) is not None:
            what = "a tag (!) changes what the text means."
            self.refuse("BG108", _spot(event), what, "Remove it, or put the text in double quotes.")

    def _step_of_two(self, event: yaml.CollectionStartEvent, holder: _Open | None) -> None:
        """Indentation goes in steps of two; a list may also stand right under its key."""
        line, column, _ = _spot(event)
        base = -2 if holder is None else holder.column
        is_list = isinstance(event, yaml.SequenceStartEvent)
        flush = is_list and holder is not None and isinstance(holder.data, dict)
        if column not in ({base, base + 2} if flush else {base + 2}):
            what = f"this is indented by {column} spaces, not by {base + 2}."
            self.refuse("BG106", (line, column, 1), what, "Indent in steps of two.")

    def _cut_short(self, event: yaml.ScalarEvent) -> None:
        """A ' #' begins a comment: say so where it looks as if it cut a sentence."""
        line, column = place(event.end_mark)
        whole = self.text.lines[line] if line < len(self.text.lines) else ""
        comment = _COMMENT.match(whole, column) if column < len(whole) else None
        if comment is None or not event.value:
            return
        rest = whole[column:]
        unfinished = " " in event.value and event.value[-1] not in ".?!"
        if comment[1] or unfinished:
            what = f'everything after " #" is left out: {_short(rest.strip())}'
            remedy = "Put the whole text in double quotes, or the comment on a line of its own."
            self.refuse("BG110", (line, column + 1, len(rest.strip())), what, remedy)

    def _swallowed(self, event: yaml.ScalarEvent) -> None:
        """A list item that stands too far in is read as more words of the line above: say so."""
        (first, _), (last, _) = place(event.start_mark), place(event.end_mark)
        for number in range(first + 1, min(last + 1, len(self.text.lines))):
            line = self.text.lines[number]
            if line.lstrip().startswith("- "):
                what = "this list item is taken for more words of the line above."
                spot = (number, len(line) - len(line.lstrip()), len(line.strip()))
                self.refuse("BG106", spot, what, "Indent it in line with its neighbours.")


def _spot(event: yaml.Event) -> Spot:
    start: Any = event.start_mark
    end: Any = event.end_mark
    line, column, after = start.line, start.column, end.column
    return line, column, after - column if line == end.line and after > column else 1


def _short(words: str) -> str:
    return f'"{words[:60]}…"' if len(words) > 60 else f'"{words}"'
