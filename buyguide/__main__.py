"""Starts the command line, as ``buyguide`` and as ``python -m buyguide``.

It holds next to nothing, so that a Ctrl-C finds it listening as early as Python allows.
"""

import _signal as signal  # type: ignore[import-not-found]  # signal itself takes a third of a start
import sys


def main() -> int:
    """Run one command and return its exit status, also when it is stopped while it starts."""
    try:
        from buyguide.cli import main as run

        return run()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # one is enough
        from buyguide.errors import Exit
        from buyguide.screen import say

        say("", "Stopped. Nothing was saved.")
        return Exit.INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is left but to end


if __name__ == "__main__":
    sys.exit(main())
