from __future__ import annotations

import pytest

from tests.writers.briefs import LLAMAS, OCTOPUSES
from webtv.writers.offline.theme import Deed, head, place_of, read_theme


def test_a_cast_keeps_its_looks_and_its_deeds() -> None:
    theme = read_theme(LLAMAS)
    paco = "Paco, a tall white llama with a red scarf"
    assert theme.things == ("three llamas", paco)
    assert Deed(paco, "driving the blue locomotive") in theme.deeds
    assert Deed("three llamas", "running a small train across the high Andes") in theme.deeds
    assert "beside a silent lake" in theme.places


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("A red fishing boat rides home through the surf", "a red fishing boat"),
        ("A noodle cook feeds the night shift", "a noodle cook"),
        ("A small robot sweeps a rooftop garden", "a small robot"),
        ("A channel about quiet lighthouses", "quiet lighthouses"),
        (OCTOPUSES, "octopuses"),
        ("jazz", "jazz"),
        ("Gaviotas sobre las dunas", "Gaviotas"),
    ],
)
def test_things_are_told_from_what_they_do(text: str, thing: str) -> None:
    things = read_theme(text, language="es" if "Gaviotas" in text else "en").things
    assert thing.lower() in [known.lower() for known in things]


def test_what_is_to_be_avoided_is_not_read() -> None:
    theme = read_theme("A castle, a dragon in a castle yard, wild geese", avoid=["dragon"])
    assert "dragon" not in " ".join(theme.things)


def test_words_for_titles_and_places() -> None:
    assert head("Paco, a tall white llama") == "Paco"
    assert head("a fox with a suitcase") == "a fox"
    assert place_of("waiting at the river mouth") == "at the river mouth"
