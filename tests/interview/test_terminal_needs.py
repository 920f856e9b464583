"""Where numbered lines are asked for, or are all that can be shown, they are used."""

from __future__ import annotations

import pytest

from buyguide.interview.terminal import wants_plain


@pytest.mark.parametrize(
    ("environ", "encoding"),
    [
        ({"ACCESSIBLE": "1"}, "utf-8"),
        ({"ACCESSIBLE": "yes"}, "utf-8"),
        ({"TERM": "dumb"}, "utf-8"),
        ({"TERM": "unknown"}, "utf-8"),
        ({"TERM": "xterm"}, "ascii"),
        ({"TERM": "xterm"}, "latin-1"),
        ({"TERM": "xterm"}, "no-such-encoding"),
        ({"TERM": "xterm"}, None),
    ],
)
def test_plain_lines_are_wanted(environ: dict[str, str], encoding: str | None) -> None:
    assert wants_plain(environ, encoding)


@pytest.mark.parametrize(
    "environ",
    [{}, {"TERM": "xterm-256color"}, {"ACCESSIBLE": ""}, {"ACCESSIBLE": "False"}, {"LANG": "C"}],
)
def test_keys_are_used_where_they_can_be(environ: dict[str, str]) -> None:
    assert not wants_plain(environ, "utf-8")
