"""At what time of day an offline programme plays."""

from __future__ import annotations

import re

import pytest

from tests.writers.offline.railway import RAILWAY, railway, write
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.zh import CHINESE


async def test_night_themes_stay_at_night() -> None:
    plan = await write(theme="Yellow trams late at night in a rainy city", shots=6)
    assert not any(re.search("noon|midday|morning", shot.prompt) for shot in plan.shots)


async def test_a_programme_stays_at_one_place_and_in_its_hours() -> None:
    for seed in range(8):
        plan = await railway(seed)
        places = {p for p in RAILWAY.places for shot in plan.shots if p in shot.prompt}
        assert len(places) == 1
        arrival, rest = plan.shots[0].prompt, plan.shots[-1].prompt
        assert places.pop() in arrival
        assert any(hour in rest for hour in ENGLISH.hours.values()) or "stars" in rest


async def test_beats_that_say_their_hour_are_given_no_other() -> None:
    theme = "清晨薄雾笼罩小桥流水，夜里细雨落在屋檐上，老人在河边喝茶。"
    for seed in range(8):
        for shot in (
            await write(theme=theme, seed=seed, language="zh", shots=6, style="水墨")
        ).shots:
            hours = [h for h in CHINESE.hours.values() if f"，{h}" in shot.prompt]
            assert not ("清晨" in shot.prompt and hours), shot.prompt


@pytest.mark.parametrize(
    "theme",
    ["A bedtime show of owls", "An owl at night", "Goodnight, moon mice", "La noche de los búhos"],
)
async def test_night_is_never_noon(theme: str) -> None:
    language = "es" if "noche" in theme else "en"
    for seed in range(8):
        plan = await write(theme=theme, seed=seed, language=language, shots=6)
        told = " ".join([plan.title, *(shot.prompt for shot in plan.shots)]).lower()
        assert not re.search("noon|midday|morning|mediodía|mañana|afternoon", told), told
