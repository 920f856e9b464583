"""Hold the ladder interview on this terminal: ``ASKER [GIVEN as JSON]``; print what came of it."""

from __future__ import annotations

import json
import sys
import time

from buyguide.errors import BuyguideError, Interrupted
from buyguide.interview.interview import hold_interview
from buyguide.interview.plain import Plain
from buyguide.interview.terminal import left_as_found
from tests.interview.ladder_guide import GUIDE


def main() -> int:
    from buyguide.interview.keys import Keys

    class Slow(Keys):
        def tell(self, *lines: str) -> None:
            super().tell(*lines)
            time.sleep(0.4)

    kind = sys.argv[1]
    keys = Slow() if kind == "slow" else Keys(sys.stdout.encoding)
    asker = Plain(sys.stdin, sys.stdout) if kind == "plain" else keys
    written = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    given = {id: tuple(a) if isinstance(a, list) else a for id, a in written.items()}
    try:
        with left_as_found():
            answers = hold_interview(GUIDE, asker, given)
    except Interrupted as left:
        print("LEFT", json.dumps(left.values))
        return left.exit
    except BuyguideError as error:
        print("ERROR", error)
        return error.exit
    print("ANSWERS", json.dumps(dict(answers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
