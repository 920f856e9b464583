"""Makes the shell completions and the manual page from the parser.

Run ``python .packaging/shell_files.py``. They are kept in ``.packaging/share/``, from where the
wheel puts them where shells and ``man`` look; a test says when they are older than the parser.
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, _HelpAction, _SubParsersAction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import shtab

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from buyguide import __version__  # noqa: E402 - works from a checkout that is not installed
from buyguide.arguments.reading import parser  # noqa: E402
from buyguide.errors import Exit  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMPLETIONS = {
    "bash": ".packaging/share/bash-completion/completions/buyguide",
    "zsh": ".packaging/share/zsh/site-functions/_buyguide",
    "fish": ".packaging/share/fish/vendor_completions.d/buyguide.fish",
}
_MANUAL = ".packaging/share/man/man1/buyguide.1"
_FILES = {"FILE", "ANSWERS", "DEVICE"}  # what stands for a file or folder in the parser's help
_FOLDERS = {"DIR", "NAME|DIR", "OLD", "NEW"}
_STATUSES = {
    Exit.FINE: "Fine.",
    Exit.FINDINGS: "A check of rules found something.",
    Exit.BAD_INPUT: "Bad usage, bad input, or output that could not be written.",
    Exit.FAULT: "A fault in buyguide itself.",
    Exit.INTERRUPTED: "You left with Ctrl-C.",
    Exit.TERMINATED: "The program was told to end.",
}
_ENVIRONMENT = {
    "NO_COLOR": "If it is set and not empty, nothing is printed in colour.",
    "ACCESSIBLE": "If it is set, questions and advice are plain lines, as with --plain.",
    "PAGER": "The program that --pager shows the advice in.",
}


def made() -> Mapping[str, str]:
    """Return the text of every file by its path from the root of the checkout."""
    top = parser()
    for action in chain.from_iterable(one._actions for one in _all_parsers(top)):
        _complete_files(action)
    texts = {path: shtab.complete(top, shell=shell) for shell, path in _COMPLETIONS.items()}
    texts = {path: f"{text.rstrip()}\n" for path, text in texts.items()}
    return {**texts, _MANUAL: "\n".join(_manual(top)) + "\n"}


def _complete_files(action: Action) -> None:
    if action.metavar in _FOLDERS:
        action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    elif action.metavar in _FILES:
        action.complete = shtab.FILE  # type: ignore[attr-defined]


def _all_parsers(top: ArgumentParser) -> Iterator[ArgumentParser]:
    yield top
    for inner in _commands(top):
        yield from _all_parsers(inner)


def _commands(one: ArgumentParser) -> list[ArgumentParser]:
    found = (action for action in one._actions if isinstance(action, _SubParsersAction))
    return [inner for action in found for inner in action.choices.values()]


def _manual(top: ArgumentParser) -> Iterator[str]:
    """Yield the lines of the page, in the order that ``man-pages(7)`` gives."""
    about = (top.description or "").split(". ")[0].rstrip(".")
    yield f'.TH BUYGUIDE 1 "" "buyguide {__version__}" "User Commands"'
    yield from (".SH NAME", f"buyguide \\- {_roff(about[0].lower() + about[1:])}")
    yield from (".SH SYNOPSIS", ".B buyguide", "[\\fIcommand\\fR] [\\fIoption\\fR ...]")
    yield from (".SH DESCRIPTION", _roff(top.description or ""))
    yield ".SH COMMANDS"
    for one in _all_parsers(top):
        if one is not top and not _commands(one):
            yield from _command(one)
    yield ".SH EXIT STATUS"
    for status, meaning in _STATUSES.items():
        yield from (".TP", f"{int(status)}", _roff(meaning))
    yield ".SH ENVIRONMENT"
    for name, meaning in _ENVIRONMENT.items():
        yield from (".TP", f"\\fB{name}\\fR", _roff(meaning))


def _command(one: ArgumentParser) -> Iterator[str]:
    yield from (f".SS {_roff(one.prog)}", _roff(one.description or ""))
    for action in one._actions:
        if not isinstance(action, _HelpAction):
            yield from (".TP", _words(action), _roff(_sentence(action.help or "")))
    _, _, examples = (one.epilog or "").partition("\n")
    if examples:
        yield from (".PP", "Examples:", ".PP", ".nf", _roff(examples), ".fi")


def _words(action: Action) -> str:
    """Return how an option or a place is written on the command line."""
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in action.option_strings)
    shown = f"\\fI{_roff(str(value or action.dest.upper()))}\\fR" if action.nargs != 0 else ""
    return " ".join(filter(None, (names, shown)))


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _roff(text: str) -> str:
    """Return text that roff shows as it is: no hyphen becomes a dash, no line a request."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in safe.split("\n"))


def main() -> None:
    """Write every file."""
    for path, text in made().items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
