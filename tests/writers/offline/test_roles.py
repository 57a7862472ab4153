"""Who of a cast may lead, and who has hands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.offline.roles import hands_of, has_hands, heroes_of

MOSS = CastMember(name="Moss", look="a black and white border collie with one blue eye")
FARM = "Moss herds the flock down from the fell. Lambs jump. There is bread on Fridays."
DEED = ("knitting", "cutting", "holding", "pouring", "writing", "sewing", "tying", "counting")


def cast(theme: str, *looks: str, language: str = "en", **more: Any) -> Channel:
    members = tuple(
        CastMember(name=name, look=look)
        for name, look in (each.split(": ", maxsplit=1) for each in looks)
    )
    return channel(theme, language=language, cast=members, **more)


@pytest.mark.parametrize(
    ("language", "look", "theme"),
    [
        ("en", "Bess: a small green steam locomotive", "Bess pulls the milk train."),
        ("en", "Fly: a young brown sheepdog", "Fly guards the lambs."),
        ("sv", "Bella: en brun vallhund med vita tassar", "Bella vallar fåren."),
        ("ru", "Тузик: рыжая собака", "Тузик бежит по полю."),
        ("ja", "ハナ: 茶色い犬", "ハナは羊を追う。"),
        ("zh", "阿黄: 一只黄色的牧羊犬", "阿黄守着羊群。"),
        ("ar", "برق: حصان أسود", "برق يركض في الحقل."),
        ("hu", "Bodri: egy fekete pásztorkutya", "Bodri őrzi a nyájat."),
        ("pt", "Nininha: uma nuvem pequena com um laço", "Nininha passa sobre a aldeia."),
    ],
)
def test_animals_and_engines_have_no_hands(language: str, look: str, theme: str) -> None:
    assert not hands_of(cast(theme, look, language=language))


@pytest.mark.parametrize(
    ("language", "look", "theme"),
    [
        ("en", "Ada: a girl with a moon on her coat", "Ada waits."),
        ("en", "Unit 7: a small rusty robot with one round eye", "Unit 7 waits."),
        ("en", "Rosa: a brown llama", "Rosa cooks soup in a big pot."),
        ("en", "Pip: a grey mouse in a blue waistcoat", "Pip waits."),
        ("en", "Pip: a small yellow duckling", "Stories for children. Pip swims."),
        ("de", "Kasimir: ein alter Hase", "Kasimir backt morgens Brot."),
        ("es", "Lola: una zorra con gafas", "Lola espera."),
        ("ko", "두두: 큰 곰", "두두가 새벽에 반죽을 한다."),
        ("sv", "Bella: en brun hund", "En saga om vänner. Bella springer."),
        ("fr", "Odile: une vieille dame", "Odile attend."),
    ],
)
def test_people_robots_and_animals_of_stories_have_hands(
    language: str, look: str, theme: str
) -> None:
    assert len(hands_of(cast(theme, look, language=language))) == 1


def test_a_collar_is_no_dress() -> None:
    for clothes, able in (("a red collar", False), ("a red waistcoat", True)):
        rex = CastMember(name="Rex", look="an old dog", clothes=clothes)
        assert has_hands(rex, channel("Rex sleeps.", cast=(rex,))) is able


def test_no_villain_leads() -> None:
    unit, crow = "Unit 7: a small rusty robot", "The Collector: a very tall man in a black mask"
    theme = "Unit 7 looks for home. The villain is the Collector, who melts robots."
    assert [who.name for who in heroes_of(cast(theme, unit, crow))] == ["Unit 7"]
    assert [who.name for who in heroes_of(cast(theme, crow))] == [
        "The Collector"
    ]  # his own channel


def test_ghosts_and_who_steals_voices_do_no_housework_where_all_is_dark() -> None:
    theme = "The Crow King steals the voices of the villagers. Mira climbs to the castle."
    looks = (
        "The Crow King: a gaunt king with a mask",
        "Mira: a girl of twelve",
        "The Organist: a transparent old ghost with long fingers",
    )
    assert [who.name for who in hands_of(cast(theme, *looks, tone="dark, eerie"))] == ["Mira"]


def test_a_sheepdog_does_nothing_that_needs_hands() -> None:
    made = channel(FARM, cast=(MOSS,), shots=14)
    seen = [shot.prompt for plan in consecutive(made, 5) for shot in plan.shots]
    assert any("Moss" in each for each in seen)
    assert not [each for each in seen if "Moss" in each and any(deed in each for deed in DEED)]
