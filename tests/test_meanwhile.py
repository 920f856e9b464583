"""Work is done while a person reads, in order, and its failure is nobody's."""

from __future__ import annotations

import threading

from buyguide.meanwhile import begin, finish, meanwhile


def test_work_waits_until_it_is_begun_and_is_done_in_order_beside_the_program() -> None:
    done: list[object] = []
    meanwhile(lambda: done.append(threading.current_thread()))
    meanwhile(lambda: 1 / 0)
    meanwhile(lambda: done.append("last"))
    assert done == []
    begin()
    finish()
    thread, last = done
    assert thread is not threading.current_thread()
    assert last == "last"


def test_what_was_begun_once_is_not_begun_again() -> None:
    done: list[int] = []
    meanwhile(lambda: done.append(1))
    begin()
    begin()
    finish()
    begin()
    finish()
    assert done == [1]


def test_what_was_never_begun_is_dropped_at_the_end() -> None:
    done: list[int] = []
    meanwhile(lambda: done.append(1))
    finish()
    begin()
    finish()
    assert done == []
