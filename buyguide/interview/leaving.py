"""What was answered outlives the end of an interview, whether a person or a fault brought it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from buyguide.errors import BuyguideError, Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buyguide.answers import Answer


@contextmanager
def answers_outlive(
    values: Mapping[str, Answer], candidates: Sequence[Mapping[str, Answer]] = ()
) -> Iterator[None]:
    """Within it, a Ctrl-C or a fault comes out as ``Interrupted`` with what is held by then.

    A fault of the program is its cause; nothing else has one.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(dict(values), tuple(candidates)) from None
    except BuyguideError:
        raise
    except Exception as fault:
        raise Interrupted(dict(values), tuple(candidates)) from fault
