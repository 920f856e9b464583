"""An asker that answers from a list and remembers everything it was asked and told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from buyguide.interview.asker import Move, Prompt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Reply = str | tuple[str, ...] | Move | BaseException | None


@dataclass
class Scripted:
    """Gives the next reply whatever is asked; with none left, the person leaves."""

    replies: Sequence[Reply | Callable[[Prompt], Reply]]
    prompts: list[Prompt] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    directions: tuple[str, ...] = ("Say what you like.",)

    @property
    def labels(self) -> list[str]:
        return [prompt.label for prompt in self.prompts]

    def tell(self, *lines: str) -> None:
        self.told += lines

    def choose(self, prompt: Prompt) -> str | Move | None:
        reply = self._next(prompt)
        assert not isinstance(reply, tuple)
        assert isinstance(reply, Move | None) or reply in {row.id for row in prompt.rows}
        return reply

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        reply = self._next(prompt)
        assert not isinstance(reply, str)
        return reply

    def type(self, prompt: Prompt) -> str | Move | None:
        reply = self._next(prompt)
        assert not isinstance(reply, tuple)
        return reply

    def _next(self, prompt: Prompt) -> str | tuple[str, ...] | Move | None:
        self.prompts.append(prompt)
        if len(self.prompts) > len(self.replies):
            raise KeyboardInterrupt
        reply = self.replies[len(self.prompts) - 1]
        if callable(reply):
            reply = reply(prompt)
        if isinstance(reply, BaseException):
            raise reply
        assert reply is not None or prompt.skip, f"{prompt.label} cannot be skipped"
        return reply
