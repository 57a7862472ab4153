from __future__ import annotations

import pytest

from webtv.writers.offline.people import is_alive, subject_of


@pytest.mark.parametrize(
    ("sentence", "alive"),
    [
        ("A barn dance ends the week", False),
        ("A hen in a barn calls her chicks", True),
        ("The old fisherman mends a net", True),
        ("A bus of children stops at the gate", False),
        ("Two pigeons steal the pawns", True),
    ],
)
def test_only_what_is_alive_wonders_at_what_happens(sentence: str, alive: bool) -> None:
    assert is_alive(subject_of(sentence, "en")) is alive
