"""What the interview needs of whoever does the asking, and the values that pass between them.

Knows no guide: three ways to ask are enough for every kind of question.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Move(Enum):
    """What a person may want instead of answering; leaving is a ``KeyboardInterrupt``."""

    BACK = "back to the question before"
    CHANGE = "to the page with all answers"


class Unfinished(NamedTuple):
    """A list that was left by a move: what stood on it is no answer, and not to be lost."""

    move: Move
    names: tuple[str, ...]


class Row(NamedTuple):
    """One line to choose: its id, its words, other words that find it, a line printed above it.

    ``alone``: ticking it clears every other row, and the other way round.
    """

    id: str
    label: str
    hint: str | None = None
    also: tuple[str, ...] = ()
    alone: bool = False
    above: str | None = None


class Completion(NamedTuple):
    """A name that finishes what is being typed, and what it stands for."""

    name: str
    meaning: str = ""


class Prompt(NamedTuple):
    """One thing to ask.

    ``before`` and ``after`` are lines printed around ``ask``; ``label`` is its short name;
    ``earlier`` what was answered before: a row's id, ids of rows, or text to start from.
    ``effect`` says what the reply can still change; it is worked out only when somebody asks.
    ``skip`` words the way to go on without an answer (a reply of ``None``), if there is one;
    ``skipped`` says that it was taken before.
    On an ``open_end`` prompt an empty line is a reply of its own.
    """

    ask: str
    label: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    why: str | None = None
    effect: Callable[[], str] | None = None
    rows: tuple[Row, ...] = ()
    earlier: tuple[str, ...] = ()
    skip: str | None = None
    skipped: bool = False
    open_end: bool = False
    complete: Callable[[str], tuple[Completion, ...]] | None = None

    @property
    def explained(self) -> bool:
        """Whether there is any reason to ask for."""
        return bool(self.why or self.effect)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is asked, and what the reply can still change, in lines."""
        effect = self.effect() if self.effect else ""
        return tuple(filter(None, (self.why, effect))) or ("No reason is given for this one.",)


class Asker(Protocol):
    """Somebody who can be told something and asked something.

    Every way to ask raises ``KeyboardInterrupt`` when the person leaves, and ``NoTerminal``
    when there is nobody to answer: the end of input is never an answer.
    """

    @property
    def directions(self) -> tuple[str, ...]:
        """Sentences that say how to answer, go back, ask why and leave."""

    def tell(self, *lines: str) -> None:
        """Show lines; each is cleaned of everything that a terminal would act on."""

    def choose(self, prompt: Prompt) -> str | Move | None:
        """Return the id of the one row chosen."""

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        """Return the ids of the rows ticked, at least one, in the order of the rows."""

    def type(self, prompt: Prompt) -> str | Move | None:
        """Return what was typed, on one line and never empty unless ``open_end``."""
