"""Run the program on this terminal; write what is imported once the first question is painted."""

import os
import sys

from buyguide.cli import main
from buyguide.meanwhile import meanwhile


def _write() -> None:
    part = f"{sys.argv[1]}.part"
    with open(part, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would be seen
        file.write("\n".join(sys.modules))
    os.replace(part, sys.argv[1])  # noqa: PTH105 - as above


meanwhile(_write)
sys.exit(main([]))
