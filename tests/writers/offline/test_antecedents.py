"""Whom English pronouns stand for, where a sentence is filmed without the one before it."""

from __future__ import annotations

import pytest

from webtv.config.story import CastMember
from webtv.writers.offline.beats import read_theme


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("A woman mends nets. She sings.", ["A woman mends nets", "The woman sings"]),
        (
            "Bea flies a kite. Her brother Otis holds the string. Their neighbour watches.",
            ["Bea flies a kite", "Bea's brother Otis holds the string", "The neighbour watches"],
        ),
        ("The tide goes out. It leaves a shoe.", ["The tide goes out", "The tide leaves a shoe"]),
        (
            "Three llamas run a train. They stop at a lake.",
            ["Three llamas run a train", "The three llamas stop at a lake"],
        ),
        (
            "The grandmother's notebook lies open. Soup simmers. She hid coins in the tin.",
            [
                "The grandmother's notebook lies open",
                "Soup simmers",
                "The grandmother hid coins in the tin",
            ],
        ),
        ("The landlord visits. They cook pasta.", ["The landlord visits"]),
        (
            "Ruth keeps a light. Her brother was lost on the reef. She feeds a gull.",
            ["Ruth keeps a light", "Ruth's brother was lost on the reef", "Ruth feeds a gull"],
        ),
        (
            "Old Tom mends clocks. His daughter sells them. He drinks tea. She whistles.",
            [
                "Old Tom mends clocks",
                "Old Tom's daughter sells them",
                "Old Tom drinks tea",
                "Old Tom's daughter whistles",
            ],
        ),
    ],
)
def test_a_pronoun_gives_way_to_whom_it_stands_for_or_the_sentence_to_none(
    theme: str, told: list[str]
) -> None:
    assert [beat.text for beat in read_theme(theme).beats] == told


def test_they_are_those_of_the_cast_who_were_named_together() -> None:
    cast = [CastMember(name=name, look="a tall student") for name in ("Nadia", "Priya")]
    theme = "Nadia and Priya share a fridge. They cook pasta."
    beats = read_theme(theme, cast=cast).beats
    assert beats[-1].text == "Nadia and Priya cook pasta"
