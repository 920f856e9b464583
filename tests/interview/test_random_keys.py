"""Whatever keys are pressed, what comes out was meant: an answer, a way back, or the way out.

``BUYGUIDE_INTERVIEWS=200`` holds more interviews than the usual few.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from buyguide.answers import settle
from buyguide.errors import Interrupted
from buyguide.interview.asker import Move
from buyguide.interview.interview import hold_interview
from buyguide.interview.keys import Keys
from tests.interview.ladder_guide import GUIDE

if TYPE_CHECKING:
    from prompt_toolkit.input import PipeInput

    from buyguide.interview.asker import Prompt

INTERVIEWS = int(os.environ.get("BUYGUIDE_INTERVIEWS", "8"))
PROMPTS = 50  # pressed through in each interview
BACK, LEAVE = "\x02", "\x03"
POINTING = ("\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x0e", "\x10")
LETTERS = (*"abehklnoruz0123L.,$", "hammer", "12", "é", "梯", "\u0301", "😀")
HARMLESS = ("\t", "?", "\x1bOP", "\x01", "\x05", "\x0b", "\x12", "\x13", "\x14", "\x15", "\x17")
MORE = ("\x19", "\x1f", "\x7f", "\x1b[3~", "\x1b[C", "\x1b[200~x\ny\x1b[201~", "\x00", "\x1b[99~")
MOVING = (BACK, "\x1b[Z", "\x1b[D")
KEYS = (*POINTING * 2, *LETTERS, *HARMLESS, *MORE, *MOVING, *" \r" * 8)


@dataclass
class Monkey:
    """Presses random keys at each prompt, then the one that goes back if it is still open."""

    keyboard: PipeInput
    chance: random.Random
    keys: Keys = field(default_factory=Keys)
    prompts: int = 0

    @property
    def directions(self) -> tuple[str, ...]:
        return self.keys.directions

    def tell(self, *lines: str) -> None:
        self.keys.tell(*lines)

    def choose(self, prompt: Prompt) -> str | Move | None:
        pressed = self._press()
        reply = self.keys.choose(prompt)
        if not isinstance(reply, Move):
            assert self._pointed(pressed, prompt), (pressed, reply)
            assert "\r" in pressed
            assert reply in {row.id for row in prompt.rows} or (reply is None and prompt.skip)
        return reply

    def tick(self, prompt: Prompt) -> tuple[str, ...] | Move | None:
        pressed = self._press()
        reply = self.keys.tick(prompt)
        if not isinstance(reply, Move):
            assert prompt.earlier or (self._pointed(pressed, prompt) and " " in pressed)
            assert "\r" in pressed
            alone = {row.id for row in prompt.rows if row.alone}
            assert reply or (reply is None and prompt.skip)
            assert not alone & set(reply or ()) or len(reply or ()) == 1
        return reply

    def type(self, prompt: Prompt) -> str | Move | None:
        pressed = self._press()
        reply = self.keys.type(prompt)
        if not isinstance(reply, Move):
            assert "\r" in pressed
            assert reply is not None or prompt.skip
        return reply

    def _press(self) -> list[str]:
        self.prompts += 1
        if self.prompts > PROMPTS:
            self.keyboard.send_text(LEAVE)
            return []
        pressed = self.chance.choices(KEYS, k=self.chance.randint(1, 12))
        self.keyboard.send_text("".join(pressed) + BACK)
        return pressed

    def _pointed(self, pressed: list[str], prompt: Prompt) -> bool:
        return bool(prompt.earlier) or any(key in (*POINTING, *LETTERS) for key in pressed)


@pytest.mark.parametrize("seed", range(INTERVIEWS))
def test_random_keys_end_in_answers_that_were_meant(seed: int) -> None:
    with (
        create_pipe_input() as keyboard,
        create_app_session(input=keyboard, output=DummyOutput()),
    ):
        monkey = Monkey(keyboard, random.Random(seed))  # noqa: S311  no secret
        try:
            answers = hold_interview(GUIDE, monkey, {})
        except Interrupted:
            return
        assert answers == settle(GUIDE, answers).values
