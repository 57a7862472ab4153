"""Notes for the writer, which name things and are no pictures."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.notes import is_note


@pytest.mark.parametrize(
    "note",
    [
        "Screen for a board game cafe and shop",
        "Hyped-up fantasy trailer energy",
        "Close attention to water surfaces, reflections and tiny movements",
        "Runs 07:00-19:00",
        "Service times are Sunday 9:30 and 11",
        "Psalms and parables told simply for all ages",
        "Vary the weather",
        "Max 8 shots per episode",
        "Show the sky in at least half the shots",
        "Every clip must be loopable and under 5 seconds",
        "Tournament on Friday at 19:00, bring your own deck",
        "Think It Follows meets Ken Loach",
        "Dialogue-driven, dry, fast",
    ],
)
def test_what_is_said_of_the_making_is_a_note(note: str) -> None:
    assert is_note(note)
    beats = read_theme(f"A fox waits. {note}. An owl calls.").beats
    assert [beat.text for beat in beats] == ["A fox waits", "An owl calls"]


@pytest.mark.parametrize(
    "picture",
    [
        "The phone rings at 3:07 every night and somebody breathes",
        "Old Marek meets Old Jan at the bus stop",
        "A screen of reeds hides the duck",
        "In every episode somebody gets lost",
        "Number One is the bakery, which opens at five",
        "A dancer with energy",
        "Rows of dark, old houses",
    ],
)
def test_what_happens_is_none(picture: str) -> None:
    assert not is_note(picture)


def test_a_note_before_a_colon_leaves_what_stands_behind_it() -> None:
    theme = "Parables told simply for all ages: the lost sheep, the sower. Objective: go outside."
    assert [beat.text for beat in read_theme(theme).beats] == ["the lost sheep", "the sower"]


def test_life_somewhere_is_that_place() -> None:
    theme = "Everyday life in a Roman town on the Danube. A trader crosses the river."
    assert read_theme(theme).beats[0].text == "a Roman town on the Danube"
