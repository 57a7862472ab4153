"""What a theme says of light, mood and sound is laid on all pictures, and is none."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.offline.atmosphere import lights_of
from webtv.writers.offline.beats import read_theme


@pytest.mark.parametrize(
    ("language", "theme", "beats", "lights"),
    [
        ("en", "Bees on a roof. Calm, informative, golden light.", ["Bees on a roof"],
         ("golden light",)),
        ("en", "A workshop in a stable. Radio on in the background. Warm. Funny but never mean.",
         ["A workshop in a stable"], ()),
        ("en", "Flour everywhere, warm light. Jazz, mostly.", ["Flour everywhere"],
         ("warm light",)),
        ("es", "Un faro. Tranquilo, con sal, luz de luna. La radio de fondo.", ["Un faro"],
         ("moonlight",)),
        ("fr", "Une péniche. Doux, lent, lumière dorée.", ["Une péniche"], ("golden light",)),
        ("de", "Ein alter Kater. Ruhig, warmes Licht, Radio im Hintergrund.", ["Ein alter Kater"],
         ("warm light",)),
        ("pl", "Mała stacja. Zimowy wieczór, spokojnie.", ["Mała stacja"], ()),
        ("ru", "Дача под Псковом. Лето, вечерний свет.", ["Дача под Псковом"],
         ("evening light",)),
        ("tr", "Son vapur. Sakin, sisli.", ["Son vapur"], ()),
        ("ar", "دكان فوانيس قديم. هادئ، ضوء دافئ.", ["دكان فوانيس قديم"], ("warm light",)),
        ("ja", "下町の古い銭湯。冬の夜、静かに。", ["下町の古い銭湯"], ()),
    ],
)  # fmt: skip
def test_light_mood_and_sound_are_no_pictures(
    language: str, theme: str, beats: list[str], lights: tuple[str, ...]
) -> None:
    read = read_theme(theme, language=language)
    assert [beat.text for beat in read.beats] == beats
    assert lights_of(read.said) == lights
    assert not read.avoid


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("en", "A lamp throws warm light on the bench."),
        ("en", "A quiet man called Lou."),
        ("es", "Unas sillas, la radio, un gato."),
        ("de", "Der Leuchtturm wirft sein Licht aufs Meer."),
    ],
)
def test_what_has_light_or_is_heard_from_something_is_a_picture(language: str, theme: str) -> None:
    assert not read_theme(theme, language=language).said


def test_the_light_is_in_all_prompts_and_its_hour_is_that_of_all() -> None:
    theme = "An allotment. A hen sits on a spade. Two men dig. A boy waits. Soft evening light."
    for seed in range(3):
        plan = write(channel(theme), seed)
        assert all("soft evening light" in shot.prompt for shot in plan.shots)
        assert not [s.prompt for s in plan.shots if "morning" in s.prompt or "noon" in s.prompt]


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("en", "neon city, rain, 1986, lonely driver, palm trees"),
        ("es", "luciérnagas, hierba alta, un columpio viejo, niños con frascos"),
        ("zh", "霓虹灯下的城市、雨、孤独的司机、棕榈树"),
    ],
)
def test_things_of_the_night_are_never_by_day(language: str, theme: str) -> None:
    for seed in range(4):
        plan = write(channel(theme, language=language), seed)
        prompts = " ".join(shot.prompt for shot in plan.shots)
        for day in (
            "in the morning",
            "at noon",
            "afternoon",
            "por la mañana",
            "上午",
            "正午",
            "下午",
        ):
            assert day not in prompts


def test_weather_is_what_the_theme_says() -> None:
    bees = "Bees on the roofs of Berlin, from the first flight in March to the winter cluster. "
    winter = (
        "Mała stacja na końcu linii. Roman sprzedaje bilet. Koza je chleb. Zimowy wieczór, cicho."
    )
    for seed in range(6):
        plan = write(channel(f"{bees}Golden light."), seed)
        assert not [s.prompt for s in plan.shots if "snow" in s.prompt or "fine rain" in s.prompt]
        plan = write(channel(winter, language="pl"), seed)
        assert not [s.prompt for s in plan.shots if "deszcz" in s.prompt or "fine rain" in s.prompt]


@pytest.mark.parametrize(
    ("language", "theme", "beats"),
    [
        ("en", "They rescue what got lost at sea - a bottle, a kite, a baby whale - and bring it "
         "home.", ["They rescue what got lost at sea and bring it home", "a bottle", "a kite",
                   "a baby whale"]),
        ("fr", "Elle repêche quelque chose — un chapeau, une bouteille, un vélo — et le rend.",
         ["Elle repêche quelque chose et le rend", "un chapeau", "une bouteille", "un vélo"]),
        ("pt", "Alguém devolve um livro com uma coisa dentro - uma pena, uma folha, um bilhete.",
         ["Alguém devolve um livro com uma coisa dentro", "uma pena", "uma folha", "um bilhete"]),
        ("en", "The baker — an old man — kneads the dough.",
         ["The baker — an old man — kneads the dough"]),
    ],
)  # fmt: skip
def test_things_between_dashes_are_seen_by_themselves(
    language: str, theme: str, beats: list[str]
) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == beats
