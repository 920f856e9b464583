"""What can go wrong, each with the exit status it ends with; knows no terminal.

BuyguideError            something the person can mend; ``cli`` alone catches it
├── UsageError           words on the command line that do not fit (exit 2)
├── InputError           bad usage or bad input: problems, each with its place (exit 2)
├── NoTerminal           an answer is needed and nobody can be asked (exit 2)
└── Interrupted          the shopper left; carries the answers given so far (exit 130)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from buyguide.answers import Answer


NO_ID = "BG000"  # of a problem whose maker does not know what the file was read for
MOST_PROBLEMS = 200  # told at once: more take long to find, and mending some shows the rest


class Exit(IntEnum):
    """Exit statuses of every command."""

    FINE = 0
    FINDINGS = 1
    BAD_INPUT = 2
    FAULT = 70  # of the program itself; the number is EX_SOFTWARE of BSD's sysexits.h
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do about it.

    ``line`` and ``column`` count from 1 (0 when the whole file is meant); ``excerpt`` is the
    editor's own line and ``width`` how many characters of it are meant. ``id`` names the sort of
    finding (``rules explain`` says more on it); ``severity`` is error, warning or note.
    ``example`` is a file that shows the fault, ready to be saved and used.
    """

    file: str
    line: int
    column: int
    what: str
    remedy: str = ""
    excerpt: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)
    id: str = field(default=NO_ID, compare=False)
    severity: str = field(default="error", compare=False)
    example: str = field(default="", compare=False)

    def named(self, id: str, severity: str = "error") -> Problem:
        """Return the problem as a finding of that sort and severity."""
        return replace(self, id=id, severity=severity)

    @property
    def where(self) -> str:
        """The place as people and editors read it: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class BuyguideError(Exception):
    """Something the person at the prompt can mend."""

    exit = Exit.BAD_INPUT


class InputError(BuyguideError):
    """Files or arguments that cannot be used; all their problems at once, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.what}" for p in problems))
        self.problems = tuple(sorted(set(problems)))


class TooManyProblems(Exception):
    """As many problems as are told at once; ``problems`` holds them, and a word that it is so."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        what = f"only the first {len(problems)} problems are told; nothing more was looked at."
        last = Problem(problems[-1].file, 0, 0, what, "Mend these first.").named("BG113")
        self.problems = (*problems, last)


class Problems(list[Problem]):
    """Problems as they are found. Raises ``TooManyProblems`` when nobody would read any more.

    So no input, however wrong, costs more time or lines than a bounded number of problems.
    """

    def append(self, problem: Problem) -> None:
        """Add one."""
        super().append(problem)
        if len(self) >= MOST_PROBLEMS:
            raise TooManyProblems(self)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add some, which are looked for only now."""
        for problem in problems:
            self.append(problem)


class UsageError(BuyguideError):
    """Words on the command line that do not fit; the message says what to write."""


class NoTerminal(BuyguideError):
    """An answer is needed, and there is nobody to ask; the message says which flag to use."""


class Interrupted(BuyguideError):
    """The shopper left before the end, with what was answered so far.

    ``values`` are the answers, ``candidates`` those about each further candidate. If it was a
    fault of the program that ended the interview, that is the cause (``__cause__``).
    """

    exit = Exit.INTERRUPTED

    def __init__(
        self, values: Mapping[str, Answer], candidates: Sequence[Mapping[str, Answer]] = ()
    ) -> None:
        super().__init__("interrupted")
        self.values, self.candidates = values, candidates
