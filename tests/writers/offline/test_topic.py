"""The worlds that a theme is about."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.glossary import named_things
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.worlds import worlds_in, worlds_tagged
from webtv.writers.writer import Brief, Recent


@pytest.mark.parametrize(
    ("theme", "seen", "never"),
    [
        ("Waves at night. No people.", "", r"hands|woman|fisherm|child|rainbow|\bsun"),
        ("Nebulae and dying stars.", "galaxy|nebula|comet|stars", "loaf|farmer|street|morning"),
        (
            "A quiet northern sea. Seals sleep on the ice.",
            "seal|walrus",
            "palm|parrot|coral(?! and navy)",
        ),
        (
            "An Italian grandmother cooks in her kitchen.",
            "pot|pan|dough|egg|loaf|loaves|onion|garlic",
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
        assert not re.search(never, prompts), prompts
    every = " ".join(prompt for known in recent for prompt in known.prompts)
    assert re.search(seen, every, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "theme", "sentence", "own"),
    [
        (
            "it",
            "Il treno parte. Una dama vuole nuotare. Le mele. Il vento. La luna.",
            "Una dama vuole nuotare",
            (),
        ),
        (
            "es",
            "Un tren sale del túnel. Una torre. La abuela riega las flores.",
            "La abuela riega las flores",
            (),
        ),
        ("en", "Dinosaurs paint. Everybody shares snacks.", "Everybody shares snacks", ()),
        ("en", "A red train. An owl counts stars.", "An owl counts stars", ("hedgerow",)),
        ("de", "Ein Zug. Eine Frau bringt ihre Hühner.", "Eine Frau bringt ihre Hühner", ()),
        ("ja", "港町の一日。猫が市場で寝る。", "猫が市場で寝る", ("cats",)),
    ],
)
def test_no_side_word_leads_a_chapter_off_the_channel(
    language: str, theme: str, sentence: str, own: tuple[str, ...]
) -> None:
    assert topic(theme, language=language).own(sentence)[:1] == own


def topic(theme: str, **more: Any) -> Topic:
    known = channel(theme, **more)
    read = read_theme(theme, language=known.language, cast=known.cast)
    return Topic(Draft(Brief("any", known, 1, NOON, ()), read, random.Random(1)))


@pytest.mark.parametrize(
    ("theme", "language", "home"),
    [
        (
            "A perfumer at work. She builds a scent the way others write music: bergamot, leather, "
            "the inside of a violin, a train platform in the rain, wet dog. She fails a lot.",
            "en",
            set(),
        ),
        (
            "Chess, played slowly. Knights that leap like horses over a hedge, a queen who is "
            "sacrificed, pawns that march like children to school. A glass of water, a clock, an "
            "empty hall. Two masters. Close on the hands.",
            "en",
            {"boardgame"},
        ),
        (
            "Un relojero repara relojes de bolsillo. Engranajes como ruedas de bicicleta, muelles "
            "como serpientes. Un capitán espera su reloj. El gato mira.",
            "es",
            {"workshop", "time"},
        ),
        (
            "Eine Bäckerei am Morgen. Der Teig geht auf wie eine Wolke, Krusten knistern wie "
            "Kaminfeuer. Die Nachbarin redet vom Fußball. Ein orangefarbenes Auto hält.",
            "de",
            {"bakery"},
        ),
        (
            "下町の古い銭湯の一日。番台の人、富士山のペンキ絵、風呂上がりの牛乳。近所の猫も来る。",
            "ja",
            {"spa", "cats"},
        ),
    ],
)
def test_similes_and_side_words_choose_no_world(theme: str, language: str, home: set[str]) -> None:
    found = topic(theme, language=language)
    assert set(found.worlds) <= home
    assert bool(found.home) == bool(home)


@pytest.mark.parametrize(
    ("theme", "more", "kept", "lost"),
    [
        (
            "The great tea race of 1866. Five clippers sail home with the first tea. Sailors in a "
            "gale. The captain drinks tea. Salt beef and hard biscuit.",
            {},
            "boat",
            {"tea", "racing", "kitchen"},
        ),
        (
            "A soap opera on a generation ship. Tomatoes grow in the garden on Deck Nine. The "
            "captain waters the tomatoes in the garden.",
            {},
            "spaceship",
            {"garden", "boat"},
        ),
        (
            "Rome in the year 122. A soldier walks through the city streets and the market.",
            {},
            "",
            {"city_day", "city_night"},
        ),
        (
            "Los albañiles tallan versos en el yeso y los ladrillos de los muros. Los albañiles "
            "suben al andamio. Tres princesas cantan en su torre. No queremos nada moderno.",
            {"language": "es"},
            "castle",
            {"building_site", "city_day"},
        ),
        (
            "An old car ferry crosses the strait every night. The deckhand gets seasick. A fox "
            "lives in the lifeboat.",
            {},
            "boat",
            {"garage"},
        ),
        (
            "A night guard in a shopping mall. Kittens sleep in the toy shop. A cat meows.",
            {"tone": "eerie, dread"},
            "",
            {"cats", "shop", "play"},
        ),
        (
            "Slow flights past the planets and a comet. No spaceships.",
            {},
            "deep_space",
            {"spaceship"},
        ),
    ],
)
def test_no_world_is_where_and_when_it_cannot_be(
    theme: str, more: dict[str, str], kept: str, lost: set[str]
) -> None:
    found = topic(theme, **more)
    assert kept in (*found.home, "")
    assert lost.isdisjoint((*found.worlds, *found.home))


def test_nothing_that_ends_well_is_told_where_one_is_to_be_afraid() -> None:
    every = [m for w in worlds_in("en").by_name.values() for m in w.every if m.kind == "turn"]
    turns = {moment.line for moment in every if "eerie" not in moment.tags}
    theme = "A ghost story. A ghost walks through a haunted house. Fog lies on the graveyard."
    recent: tuple[Recent, ...] = ()
    for seed in range(3):
        plan = write(channel(theme, tone="eerie, dread"), seed, recent)
        assert turns.isdisjoint(shot.line for shot in plan.shots)
        recent = (Recent.of(plan), *recent)


PLAIN = [
    (name, language, theme)
    for row in (Path(__file__).parent / "plain_themes.txt").read_text("utf-8").splitlines()
    for name, *themes in [[cell.strip() for cell in row.split("|")]]
    for language, theme in zip(("en", "de", "zh"), themes, strict=True)
]


def test_a_plain_theme_of_each_world_finds_it() -> None:
    assert {name for name, _, _ in PLAIN} <= worlds_in("en").by_name.keys()
    lost = [each for each in PLAIN if each[0] not in topic(each[2], language=each[1]).home]
    assert lost == []


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


def test_a_part_of_a_word_with_a_hyphen_is_not_what_it_names() -> None:
    midnight = named_things("Um elétrico antigo, depois da meia-noite.", "pt-PT")
    assert "sock" not in midnight
    assert "sock" in named_things("Uma meia na gaveta.", "pt-PT")
