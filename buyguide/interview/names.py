"""Gathers names for a lookup question, one after another, until the person says that is all.

A name counts as known only when it is on the list, or when the person says which one it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.guide.completion import meaning, split_names, suggestions
from buyguide.guide.model import LONGEST_TEXT
from buyguide.interview.asker import Completion, Move, Prompt, Row, Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from buyguide.guide.catalogues import Catalogue, Match
    from buyguide.interview.asker import Asker

MOST_NAMES = 50
_MOST_SUGGESTIONS = 8
_LONGEST_SHOWN = 60
_DONE = {"done", "no", "no more", "that is all", "that's all", "finished", "end"}
_ENDS = {"", "none", "nothing", *_DONE}
_ALL, _MORE, _REMOVE, _KEEP, _LEAVE = "all", "more", "remove", "keep", "leave"
_HOW = "Type one name and press Enter, or a list with commas."
_NONE = "If there are none, type none."
_DONE_HOW = "Type done when that is all."
_NEXT = f"Any other name? {_DONE_HOW}"
_UNKNOWN = "not recognised: treated as unknown, never as clear"


def ask_names(
    asker: Asker, prompt: Prompt, catalogue: Catalogue
) -> tuple[str, ...] | Move | Unfinished | None:
    """Return the names as typed, or the listed name that the person said was meant.

    A word such as "done" ends a list that holds a name. An empty line, which is soon pressed
    by accident, opens the ways to finish instead, and so does every end of an empty list: none
    is left empty without one more, explicit choice. Going back with names that are new opens
    them too, and going back from there leaves the list unfinished.
    """
    names = list(prompt.earlier)
    after = (*prompt.after, f"{_HOW} {_DONE_HOW if names else _NONE}")
    ask = prompt._replace(after=after, earlier=(), open_end=True, complete=_completer(catalogue))
    while True:
        _tell_names(asker, names, catalogue)
        typed = asker.type(ask._replace(skip=None if names else prompt.skip))
        if typed is None or (isinstance(typed, Move) and names == list(prompt.earlier)):
            return typed
        ask = ask._replace(before=(), ask=_NEXT, after=())
        word = typed.strip(" .").lower() if isinstance(typed, str) else ""
        if isinstance(typed, str) and word not in _ENDS:
            _add(asker, typed, names, catalogue)
            continue
        if names and word in _DONE:
            return tuple(names)
        end = _finish(asker, names, skip=prompt.skip)
        if end == _REMOVE:
            _remove(asker, names)
        elif isinstance(end, Move):
            return end if names == list(prompt.earlier) else Unfinished(end, tuple(names))
        elif end is None:
            return None
        elif end == _ALL:
            return tuple(names)


def _completer(catalogue: Catalogue) -> Callable[[str], tuple[Completion, ...]]:
    def complete(typed: str) -> tuple[Completion, ...]:
        found = suggestions(catalogue, typed, _MOST_SUGGESTIONS)
        return tuple(Completion(name, meaning(catalogue, name)) for name in found)

    return complete


def _tell_names(asker: Asker, names: list[str], catalogue: Catalogue) -> None:
    if names:
        asker.tell("Added so far:", *(f"- {_described(name, catalogue)}" for name in names))


def _described(name: str, catalogue: Catalogue) -> str:
    match = catalogue.look_up(name)
    shown = _short(name)
    if match.status == "listed":
        meant = ", ".join(entry.name for entry in match.entries)
        return shown if meant.casefold() == name.casefold() else f"{shown}: {meant}"
    return shown if match.status == "other" else f"{shown} ({_UNKNOWN})"


def _add(asker: Asker, typed: str, names: list[str], catalogue: Catalogue) -> None:
    """Add what was typed or pasted, name by name; a known name with a comma in it stays whole."""
    whole = catalogue.look_up(typed).status in {"listed", "other"}
    listed = (typed,) if whole else split_names(typed)
    for each in (match.typed for line in listed for match in catalogue.look_up_each(line)):
        if len(names) >= MOST_NAMES:
            asker.tell(f"The list is full: it holds {MOST_NAMES} names.")
            return
        name = _settled(asker, each, catalogue)
        if name is None:
            asker.tell(f'Left out: "{_short(each)}".')
        elif name.casefold() in {known.casefold() for known in names}:
            asker.tell(f'"{_short(name)}" is on your list already.')
        else:
            names.append(name)


def _settled(asker: Asker, typed: str, catalogue: Catalogue) -> str | None:
    """Return the name to keep for what was typed, asking when it is in doubt; None: leave out."""
    if len(typed) > LONGEST_TEXT:
        asker.tell(f"That is too long for a name. Please use at most {LONGEST_TEXT} letters.")
        return None
    match = catalogue.look_up(typed)
    if match.status in {"listed", "other"}:
        return typed
    meant = _could_be(match)
    chosen = asker.choose(_which(match, meant))
    if not isinstance(chosen, str) or chosen == _LEAVE:
        return None
    if chosen == _KEEP:
        return typed
    name = meant[int(chosen)]
    if match.status == "near" and catalogue.look_up(name).status == "ask":
        return _settled(asker, name, catalogue)
    return name


def _could_be(match: Match) -> tuple[str, ...]:
    if match.status == "near" and match.asked_as:
        return (match.asked_as,)
    return match.alike or tuple(entry.name for entry in match.entries)


def _which(match: Match, meant: tuple[str, ...]) -> Prompt:
    typed = _short(match.typed)
    yes = "Yes, " if match.status == "near" else ""
    no = "No: keep" if match.status == "near" else "None of these: keep" if meant else "Keep"
    ask = {
        "near": f'Did you mean "{meant[0] if meant else ""}"? You typed "{typed}".',
        "ask": f'"{typed}" can mean more than one thing. Which one is it?',
    }.get(match.status, f'"{typed}" is not on our list. Is it spelt right?')
    return Prompt(
        ask=ask,
        label="This name",
        rows=(
            *(Row(str(place), f"{yes}{name}") for place, name in enumerate(meant)),
            Row(_KEEP, f'{no} "{typed}"', _UNKNOWN),
            Row(_LEAVE, "Leave it out", "I will type it again"),
        ),
    )


def _finish(asker: Asker, names: list[str], *, skip: str | None) -> str | Move | None:
    """Return what to do, or a move; None: the question is skipped."""
    rows: tuple[Row, ...]
    if names:
        count = f"{len(names)} name{'' if len(names) == 1 else 's'}"
        rows = (
            Row(_ALL, f"That is all: {count}"),
            Row(_MORE, "Add another name"),
            Row(_REMOVE, "Take a name off the list"),
        )
    else:
        rows = (Row(_MORE, "Type a name"), Row(_ALL, "None: I have no name to list"))
    skipping = None if names else skip
    return asker.choose(Prompt(ask="Is that all?", label="Your list", rows=rows, skip=skipping))


def _remove(asker: Asker, names: list[str]) -> None:
    rows = tuple(Row(str(place), _short(name)) for place, name in enumerate(names))
    none = Row(_LEAVE, "Keep them all")
    chosen = asker.choose(Prompt(ask="Which name?", label="Take off", rows=(*rows, none)))
    if isinstance(chosen, str) and chosen != _LEAVE:
        asker.tell(f'Taken off: "{_short(names.pop(int(chosen)))}".')


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}..."
