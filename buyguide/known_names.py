"""What a look-up says of each name that the lists of a guide hold, worked out beforehand.

Most people type a name as a list has it. Then the answer is at hand, without the lists, their
index and all that tells a slip from another name. Nothing is guessed: only a name that was really
looked up when the program was built, letter by letter, is answered from here.
"""

from __future__ import annotations

import json

from buyguide.guide.sealed import unsealed
from buyguide.guide.shipped import DEFAULT_GUIDE, PREPARED, RULES
from buyguide.screen import show

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from argparse import Namespace

    from buyguide.guide.model import Guide

ENDING = ".names.jsonl"


def tell_known(arguments: Namespace) -> bool:
    """Print what ``lookup`` says of the names asked for; return False where it must look."""
    if arguments.guide or arguments.output or arguments.format not in {None, "text"}:
        return False
    parts = unsealed(f"{PREPARED}/{DEFAULT_GUIDE}{ENDING}", f"{RULES}/{DEFAULT_GUIDE}")
    if parts is None or not all(name in parts for name in arguments.names):
        return False
    show("".join(json.loads(parts[name]) for name in arguments.names))
    return True


def known_parts(guide: Guide) -> dict[str, str]:
    """Return the parts of the sealed file: what is said of each name, as written and in small."""
    from buyguide.lookup import text_of

    lists = guide.catalogues.values()
    names = {name for catalogue in lists for name in (*catalogue.all_names, *catalogue.others)}
    names |= {name.lower() for name in names}
    return {name: json.dumps(text_of(guide, [name])) for name in sorted(names)}
