"""What led the readers somewhere new, or broke them once, is read again in the ordinary run."""

from __future__ import annotations

import pytest

from tests.fuzz.readers import READERS, corpus


@pytest.mark.parametrize("reader", READERS)
def test_no_kept_input_breaks_its_reader(reader: str) -> None:
    kept = corpus(reader)
    assert kept
    for content in (*kept, b"", b"\xff\xfe", b"\x00" * 100):
        READERS[reader](content)
