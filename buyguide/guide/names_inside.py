"""Names inside of what was typed or written as one name, as when a whole list stands on a line.

Knows names and statuses, not what they are names of.
"""

from __future__ import annotations

import re

from buyguide.guide.name_forms import fold, forms, joined, spaced
from buyguide.guide.name_index import LONGEST_NAME, Found, exact, near, parts, together

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterator

    from buyguide.guide.name_index import NameIndex

LONGEST_LINE = 1_000  # letters; what is longer is no line of names
_MOST_WORDS = 4  # of a name that is looked for among others
_LIST_MARK = re.compile(r"\d{1,2}[.)]")
_BETWEEN = re.compile(  # not in "0,1"
    r"[;/+&()\[\]\t\r\n、，；]|,(?!\d)|(?<!\d),|\s(?:and|with|plus|or)\s", re.IGNORECASE
)


def separate(typed: str, index: NameIndex) -> tuple[str, ...]:
    """Return the names that were typed as one, so that each is looked up by itself.

    Itself alone where it is a name, or a known thing with its parts written out, or where no part
    of it is known. What is left over between known names counts as one more name, and so does
    what is only like a known one: nothing is passed over.
    """
    if len(typed) > LONGEST_LINE or _is_name(typed, index) or _counts_alike(typed, index):
        return (typed,)
    between = (part.strip() for part in _BETWEEN.split(typed))
    pieces = [piece for part in between for piece in _by_words(part, index)]
    known = any(_is_name(piece, index) for piece in pieces)
    return tuple(dict.fromkeys(pieces)) if known else (typed,)


def _is_name(text: str, index: NameIndex) -> bool:
    return len(text) <= LONGEST_NAME and exact(text, index) is not None


def _counts_alike(text: str, index: NameIndex) -> bool:
    """Say whether all parts of a text are names and have one status."""
    return len(text) <= LONGEST_NAME and len({p.status for p in parts(text, index)}) == 1


def _by_words(text: str, index: NameIndex) -> Iterator[str]:
    """Yield the known names among the words of a text, and then the other words together."""
    if _is_name(text, index) or (len(text) <= LONGEST_NAME and near(text, index)):
        yield text
        return
    words = [word for word in text.split() if _may_be_named(word, index)]
    others, at = list[str](), 0
    while at < len(words):
        groups = (" ".join(words[at : at + count]) for count in range(_MOST_WORDS, 0, -1))
        name = next((group for group in groups if _is_name(group, index)), None)
        if name is None:
            others.append(words[at])
        else:
            yield name
        at += len(name.split()) if name else 1
    if others:
        yield " ".join(others)


def _may_be_named(word: str, index: NameIndex) -> bool:
    """Say whether a word is more than an amount, a sign, or what numbers a list."""
    if len(word) > LONGEST_NAME:
        return True
    return not _LIST_MARK.fullmatch(word) and spaced(index.amount.sub(" ", fold(word))) != ""


def named_inside(name: str, index: NameIndex) -> Found | None:
    """Say what a name would be taken for by its words, if it were not in the index itself."""
    own = joined(name)
    for form in forms(name, index.amount, index.ignore):
        other = index.names.get(form.replace(" ", ""))
        if other and form.replace(" ", "") != own:
            return Found(other.status, other.entries, other.written) if other.entries else None
    found = together(parts(name, index))
    return found if found and found.entries else None


def named_among_words(name: str, index: NameIndex) -> Found | None:
    """Say which name of an entry stands whole among other words of a name, if one does."""
    words = spaced(name).split()
    for length in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            key = "".join(words[start : start + length])
            other = index.names.get(key) if len(key) > 1 else None
            if other and other.entries:
                return Found(other.status, other.entries, other.written)
    return None
