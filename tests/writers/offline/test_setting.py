"""Hour, weather, season and weekday of offline programmes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.offline.made import channel, write
from webtv.writers.offline.phrases.language import HOURS
from webtv.writers.offline.setting import skies_of
from webtv.writers.offline.timewords import hour_in, season_in
from webtv.writers.offline.worlds import worlds_in


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=999), st.integers(min_value=2, max_value=24))
def test_hours_never_contradict_each_other(seed: int, shots: int) -> None:
    theme = "A harbour. The tide comes in at dawn. Jory rests at noon. An owl calls at midnight."
    plan = write(channel(theme, shots=shots), seed)
    named = [hour for shot in plan.shots if (hour := hour_in(shot.prompt))]
    night = HOURS.index("night")  # of which midnight is a part: stars are seen in both
    places = [min(HOURS.index(hour), night) for hour in named]
    assert places == sorted(places)


def test_a_programme_has_one_season_and_no_weather_where_there_is_none() -> None:
    theme = "A village by a lake. In spring bees swarm. In summer guests come. In winter ice sings."
    for seed in range(6):
        told = " ".join(shot.prompt for shot in write(channel(theme), seed).shots)
        assert sum(season in told for season in ("spring", "summer", "winter")) == 1
    orbit = "Dos gatos astronautas reparan una estación espacial. Un pez flota en su pecera."
    for seed in range(3):
        told = " ".join(shot.prompt for shot in write(channel(orbit, language="es"), seed).shots)
        assert not re.search("lluvia|niebla|nubes|brisa|bruma", told)


@pytest.mark.parametrize(
    ("near", "theme", "skies"),
    [
        ("", "A hut. Snow falls on the roof.", {"snow"}),
        ("an old man waters the roses", "A village by a lake.", {"breeze", "clouds", "haze"}),
        ("uçurtma uçurur", "Küçük bir kasaba.", {"breeze", "clouds", "haze"}),
        ("a girl counts the stars", "A rainy village.", {"breeze"}),
        ("a fox hides under an umbrella", "A village.", {"rain"}),
        ("the weavers wait", "A museum at night. Rain outside.", set()),
        ("", "Une serre au fond d'un parc. Dehors, il neige.", set()),
    ],
)
def test_what_happens_decides_the_weather(near: str, theme: str, skies: set[str]) -> None:
    assert set(skies_of(channel(theme), ("morning", "noon"), near=near)) == skies


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("After dark everyone jumps into the lake", "night"),
        ("il primo caffè del mattino", "morning"),
        ("A dark wood", None),
    ],
)
def test_a_sentence_has_its_own_clock(text: str, hour: str | None) -> None:
    assert hour_in(text) == hour


def test_the_hour_of_what_leads_is_that_of_its_programme() -> None:
    theme = "An old harbour at sunset. A cat waits for fish. At night the lanterns burn. A boat."
    for seed in range(4):
        plan = write(channel(theme), seed)
        said = " ".join(shot.prompt for shot in plan.shots)
        assert not re.search("morning|noon|dawn", said), said


def test_a_week_is_told_by_the_day_or_in_order() -> None:
    theme = "Monday the farmer milks cows. Wednesday is market day. On Sunday the village dances."
    days = ("Monday", "Wednesday", "Sunday")
    for day in range(7):  # NOON is a Friday
        shots = write(channel(theme), day, day=day).shots
        told = [word for shot in shots for word in days if word in shot.line]
        assert told == sorted(told, key=days.index)
        assert day not in (2, 3, 5) or len(set(told)) == 1


def test_nothing_blows_about_in_rain_or_mist() -> None:
    windy = {
        moment.picture
        for world in worlds_in("en").by_name.values()
        if "wind" not in world.tags
        for moment in world.every
        if "wind" in moment.tags
    }
    assert windy
    theme = "A wedding in a rainy village. A bride waits under an umbrella. The rain falls."
    for seed in range(6):
        plan = write(channel(theme, shots=16), seed)
        assert not any(picture in shot.prompt for picture in windy for shot in plan.shots)


@pytest.mark.parametrize(
    ("text", "hour", "season"),
    [
        ("De bakker opent 's ochtends", "morning", None),
        ("In de schemering komt de egel", "dusk", None),
        ("Rond middernacht is het stil", "midnight", None),
        ("W zimie pada śnieg", None, 3),
        ("O poranku ptaki", "morning", None),
        ("В сентябре собирают яблоки", None, 2),
        ("Вечерами играют в домино", "dusk", None),
        ("Haziranda deniz ısınır", None, 1),
        ("Öğleyin çay içilir", "noon", None),
        ("In de zomer is het druk", None, 1),
        ("In January the pond freezes", None, 3),
    ],
)
def test_times_of_day_and_year(text: str, hour: str | None, season: int | None) -> None:
    assert (hour_in(text), season_in(text)) == (hour, season)
