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


@pytest.mark.parametrize(
    ("language", "note", "sentence"),
    [
        ("en", "N gauge and OO gauge both welcome", "For a year they found few whales"),
        ("en", "For people who like the sound of rain", "For sixty years a boat lay here"),
        ("es", "Para toda la familia", "Para el tren en la estación"),
        ("es", "Que se vean bien las manos", "Que venga el circo alegra al pueblo"),
        ("fr", "Débutants bienvenus", "Pour aller au phare, on prend la barque"),
        ("de", "Für neugierige Erwachsene", "Für die Ziege steht ein Eimer bereit"),
        ("de", "Für Anfänger geeignet", "Ab Mittag schläft der Wirt"),
        ("it", "Adatto a tutta la famiglia", "Per il ponte passa un treno"),
        ("pt", "Desenhos animados para crianças de 4 a 7 anos", "Para o comboio um burro"),
        ("pt", "Para toda a gente, dos 8 aos 80", "A roupa seca no estendal"),
        ("pl", "Dla dzieci i dorosłych", "Nigdy nie zrobił dwóch takich samych"),
        ("ru", "Для всех, кто скучает по лету", "Для чайника нашлось место"),
        ("tr", "Herkes için uygun", "Kedi balık için bekler"),
        ("ar", "للكبار والصغار", "القط ينام فوق الحرير"),
        ("zh", "适合全家观看", "老人在河边喝茶"),
        ("ja", "人間は足もとだけ見せてください", "猫が会議で眠る"),
    ],
)  # fmt: skip
def test_for_whom_all_is_made_is_no_picture(language: str, note: str, sentence: str) -> None:
    beats = read_theme(f"{sentence}. {note}.", language=language).beats
    assert [beat.text for beat in beats] == [sentence]
