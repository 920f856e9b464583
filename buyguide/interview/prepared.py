"""The asker that asks nobody: for answers that are all in a file already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from buyguide.errors import NoTerminal

if TYPE_CHECKING:
    from buyguide.interview.asker import Prompt


@dataclass(frozen=True, slots=True)
class Prepared:
    """Leaves open what may be left open; anything else raises ``NoTerminal``.

    ``remedy`` is the sentence that says what to do instead, such as which flag to use.
    """

    remedy: str
    directions: tuple[str, ...] = ()

    def tell(self, *lines: str) -> None:
        """Say nothing: nobody is there."""

    def choose(self, prompt: Prompt) -> None:
        """Leave it open if it may be."""
        self._leave_open(prompt)

    def tick(self, prompt: Prompt) -> None:
        """Leave it open if it may be."""
        self._leave_open(prompt)

    def type(self, prompt: Prompt) -> None:
        """Leave it open if it may be."""
        self._leave_open(prompt)

    def _leave_open(self, prompt: Prompt) -> None:
        if prompt.skip is None:
            raise NoTerminal(
                f'An answer is missing and nobody can be asked: "{prompt.label}". {self.remedy}'
            )
