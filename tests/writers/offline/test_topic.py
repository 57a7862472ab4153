"""The worlds that a theme is about."""

from __future__ import annotations

import random
import re

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.worlds import worlds_tagged
from webtv.writers.writer import Brief, Recent


@pytest.mark.parametrize(
    ("theme", "seen", "never"),
    [
        ("Waves at night. No people.", "", r"hands|woman|fisherm|child|rainbow|\bsun"),
        ("Nebulae and dying stars.", "galaxy|nebula|comet|stars", "loaf|farmer|street|morning"),
        ("A quiet northern sea. Seals sleep on the ice.", "seal", "palm|parrot|coral(?! and navy)"),
        (
            "An Italian grandmother cooks in her kitchen.",
            "pot|pan|dough|egg|loaf|loaves",
            "whale|comet",
        ),
    ],
)
def test_what_is_seen_suits_the_theme(theme: str, seen: str, never: str) -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(4):
        plan = write(channel(theme), seed, recent)
        recent = (Recent.of(plan), *recent)
        prompts = " ".join(shot.prompt for shot in plan.shots)
        assert re.search(seen, prompts, re.IGNORECASE)
        assert not re.search(never, prompts), prompts


@pytest.mark.parametrize(
    ("language", "theme", "sentence", "own"),
    [
        ("it", "I quadri. Una dama. Il vento. Le mele.", "Una dama vuole nuotare", ()),
        ("es", "Un tren. El vino. Una torre. Un pez.", "La abuela riega las flores", ("garden",)),
        ("en", "Dinosaurs paint. They share snacks.", "They share snacks", ()),
        ("en", "A red train. An owl counts stars.", "An owl counts stars", ("hedgerow",)),
        ("de", "Ein Zug. Eine Frau bringt ihre Hühner.", "Eine Frau bringt ihre Hühner", ()),
        ("ja", "港町の一日。猫が市場で寝る。", "猫が市場で寝る", ("cats",)),
    ],
)
def test_no_side_word_leads_a_chapter_off_the_channel(
    language: str, theme: str, sentence: str, own: tuple[str, ...]
) -> None:
    known = channel(theme, language=language)
    draft = Draft(
        Brief("any", known, 1, NOON), read_theme(theme, language=language), random.Random(1)
    )
    assert Topic(draft).own(sentence) == own


def topic(theme: str) -> Topic:
    brief = Brief("any", channel(theme), 1, NOON, ())
    return Topic(Draft(brief, read_theme(theme), random.Random(1)))


def test_one_word_of_an_idea_makes_no_theme_of_ideas_and_stations_have_no_ponds() -> None:
    theme = (
        "A lonely worker on a space station repairs antennas. A supply ship is late. "
        "Astronauts sleep. A frog sits by a pond on television. A kitten floats."
    )
    found = topic(theme)
    assert "spaceship" in found.worlds
    assert worlds_tagged("idea").isdisjoint(found.worlds)
    assert {"forest", "fields", "cats"}.isdisjoint((*found.worlds, *found.near(found.worlds)))
    assert "longing" in topic("Longing, memory, hope and the passage of time.").worlds


def test_a_side_word_or_a_part_that_anybody_may_have_makes_no_theme() -> None:
    theme = (
        "Bells ring over the village. The eight ropes and the ladder. Practice night on Thursdays. "
        "The captain, who has heard every excuse. A student waits beside the tower."
    )
    assert not {"pirates", "school"} & set(topic(theme).worlds)
