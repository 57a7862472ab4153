from __future__ import annotations

import pytest

from webtv.writers.offline.people import has_people, is_alive, subject_of


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


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Leśniczy pali w piecu", True),
        ("Водитель пьёт чай", True),
        ("Fırıncı ekmekleri çıkarır", True),
        ("La barista prepara il caffè", True),
        ("Nine clocks tick", False),
        ("Un vieux phare sur une île", False),
        ("Un oiseau à l'aile rouge", False),
    ],
)
def test_people_are_known_in_other_languages(text: str, people: bool) -> None:
    assert has_people(text) is people
