"""Things that a sentence names, which are filmed from close by."""

from __future__ import annotations

import pytest

from webtv.writers.offline.things import things_in


@pytest.mark.parametrize(
    ("beat", "language", "things"),
    [
        ("The boat comes once a month with a lamp", "en", ("the boat", "a lamp")),
        ("Una vez al mes, el barco trae las cartas", "es", ("las cartas",)),
        ("On foggy nights she sounds the horn", "en", ("the horn",)),
    ],
)
def test_times_and_thoughts_are_no_things(beat: str, language: str, things: tuple[str]) -> None:
    assert things_in(beat, language) == things
