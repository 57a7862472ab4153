from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.writers.briefs import LLAMAS, OCTOPUSES, brief
from webtv.errors import RefusedError
from webtv.model.programme import Plan
from webtv.writers.profile import fit
from webtv.writers.template import TemplateWriter
from webtv.writers.theme import content_words
from webtv.writers.writer import Recent, Record


async def write(**wanted: object) -> Plan:
    return await TemplateWriter().write(brief(**wanted), Record())  # type: ignore[arg-type]


async def test_the_same_brief_gives_the_same_programme() -> None:
    assert await write(seed=7) == await write(seed=7)
    assert await write(seed=7) != await write(seed=8)


@pytest.mark.parametrize("theme", [LLAMAS, OCTOPUSES, "Neon rain in Tokyo, cyclists, ramen stalls"])
async def test_every_shot_speaks_of_the_theme(theme: str) -> None:
    for seed in range(20):
        plan = await write(theme=theme, seed=seed, shots=6)
        assert len(plan.shots) == 6
        for shot in plan.shots:
            assert content_words(shot.prompt) & content_words(theme), shot.prompt


async def test_prompts_have_the_length_and_the_words_a_model_reads() -> None:
    for seed in range(30):
        plan = await write(seed=seed, shots=6)
        cameras = [shot.camera for shot in plan.shots]
        assert all(a != b for a, b in pairwise(cameras))
        assert len({shot.prompt.split(" of ")[0] for shot in plan.shots}) >= 4
        for shot in plan.shots:
            prompt = fit(shot, "zeroscope")
            assert 20 <= len(prompt.split()) <= 60, prompt
            assert prompt.endswith(shot.camera)
            assert "storybook illustration, warm light" in prompt
            assert re.search("slow|steady|lively|fast", prompt)


async def test_nothing_comes_again_within_a_day() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(144):  # six programmes an hour
        plan = await write(seed=seed % 5, shots=6, recent=recent)
        prompts = tuple(shot.prompt for shot in plan.shots)
        recent = (Recent(plan.title, plan.logline, prompts), *recent)
    titles = [known.title.casefold() for known in recent]
    assert len(set(titles)) == len(titles)
    filmed = [prompt for known in recent for prompt in known.prompts]
    assert len(set(filmed)) == len(filmed)


async def test_an_edited_theme_is_seen_in_the_next_programme() -> None:
    before = await write(theme=LLAMAS)
    after = await write(theme=OCTOPUSES)
    assert all("octopuses" in shot.prompt for shot in after.shots)
    assert not any("octopuses" in shot.prompt for shot in before.shots)
    assert not any("llama" in shot.prompt for shot in after.shots)


async def test_what_is_to_be_avoided_is_not_written() -> None:
    for seed in range(30):
        plan = await write(seed=seed, avoid=("mist", "fog", "storm", "lake"))
        told = " ".join([plan.title, plan.logline, *(shot.prompt for shot in plan.shots)])
        assert not re.search(r"\b(mist|fog|storm|lake)", told, re.IGNORECASE)


async def test_a_theme_that_avoids_itself_is_refused() -> None:
    with pytest.raises(RefusedError, match="avoid"):
        await write(theme="Llamas, llamas, llamas", avoid=("llama",))


async def test_titles_speak_the_language_of_the_channel() -> None:
    theme = "Gaviotas sobre las dunas, barcos de pesca y una vieja pescadora"
    titles = {(await write(theme=theme, language="es", seed=seed)).title for seed in range(12)}
    assert any(re.search(r" (y|sin|sobre|sabe) ", title) for title in titles)
    assert not any(" the " in title.lower() for title in titles)


async def test_night_themes_stay_at_night() -> None:
    plan = await write(theme="Yellow trams late at night in a rainy city", shots=6)
    assert not any(re.search("noon|midday|morning", shot.prompt) for shot in plan.shots)


async def test_one_shot_and_many() -> None:
    assert len((await write(shots=1)).shots) == 1
    assert len((await write(shots=24)).shots) == 24
