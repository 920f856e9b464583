"""What is raised when a guide's questions hang together too closely for an exact answer in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError

if TYPE_CHECKING:
    from collections.abc import Sequence


class TooTangledError(BuyguideError):
    """Nothing was decided within the limit; ``questions`` are those that tangle the guide most."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = tuple(dict.fromkeys(questions))[:4]
        names = ", ".join(f'"{question}"' for question in self.questions)
        super().__init__(
            "This was not decided: the guide is too tangled for the time and memory allowed. "
            f"Most tangled are the questions {names}. Compare them less, or allow more --budget."
        )
