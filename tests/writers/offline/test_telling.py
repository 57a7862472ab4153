"""What viewers hear and read of an offline programme."""

from __future__ import annotations

import re

import pytest

from tests.writers.offline.made import channel, consecutive
from tests.writers.offline.railway import CAST, RAILWAY, railway
from webtv.config.pipeline import PipelineConfig
from webtv.config.programme import ProgrammeConfig
from webtv.model.programme import Thread
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Recent


async def test_what_is_said_is_a_beat_or_belongs_to_its_picture() -> None:
    moments = [m for world in worlds_in("en").by_name.values() for m in world.every]
    lines = {moment.line: moment for moment in moments}
    beats = [beat.text.casefold() for beat in read_theme(RAILWAY.theme, cast=CAST).beats]
    beats += [place.casefold() for place in RAILWAY.places]
    for seed in range(6):
        plan = await railway(seed, programme=ProgrammeConfig(shots=16))
        said = [shot for shot in plan.shots if shot.line]
        assert 0.6 * 16 <= len(said) <= 0.9 * 16  # the others are for music
        for shot in said:
            if shot.line in lines:
                assert lines[shot.line].picture in shot.prompt
            else:
                assert any(beat in shot.line.casefold() for beat in beats), shot.line


async def test_a_line_for_which_there_is_no_time_is_not_said() -> None:
    for seed in range(4):
        plan = await railway(seed, programme=ProgrammeConfig(shots=12, shot_s=2))
        assert all(len(shot.line) <= 32 for shot in plan.shots)
    long = "Two llamas who have never been late drive a small train across the wide salt flats."
    short = ProgrammeConfig(shots=5)
    plan = await railway(1, theme=f"{long} A fox travels. A goat waits.", programme=short)
    first = next(shot for shot in plan.shots if shot.line == long)
    assert first.seconds > RAILWAY.programme.shot_s


async def test_narration_is_the_lines_in_order_and_fits_its_time() -> None:
    for shots, seconds in ((6, 4.0), (16, 6.0), (3, 2.0)):
        shape = ProgrammeConfig(shots=shots, shot_s=seconds)
        plan = await railway(3, programme=shape)
        assert len(plan.narration.split()) <= max(20, 2.3 * shots * seconds)
        at = -1
        for sentence in re.findall(r"[^.!?]+[.!?]", plan.narration):
            assert (at := plan.narration.index(sentence, at + 1)) >= 0
            assert any(sentence.strip() in shot.line for shot in plan.shots)


@pytest.mark.parametrize("language", ["ja", "sv", "pt-BR", "zh", "ar", "fr"])
async def test_no_english_is_shown_to_viewers_of_other_languages(language: str) -> None:
    for seed in range(4):
        theme = "Paco und Rosa fahren Zug."
        plan = await railway(seed, language=language, theme=theme, places=())
        shown = f"{plan.title} {plan.logline} {plan.narration}".lower()
        assert not re.search(r"\b(the|and|with|of|first|then|at)\b", shown), shown


async def test_words_are_spoken_only_where_somebody_speaks_them() -> None:
    assert (await railway()).narration
    assert (await railway(pipeline=PipelineConfig())).narration == ""


async def test_a_series_counts_its_episodes() -> None:
    recent: tuple[Recent, ...] = ()
    for number in range(1, 13):
        plan = await railway(number, recent, series=True)
        assert plan == await railway(number, recent, series=True)
        assert plan.title.startswith(f"Episode {number}: ")
        assert plan.story.startswith(f"Episode {number}. ")
        assert plan.logline in plan.story
        assert len(plan.story) < 900
        recent = (Recent.of(plan), *recent)


async def test_a_model_may_have_written_the_last_episode() -> None:
    story = "Episode 41. Rosa burnt the soup. Nobody has told Paco."
    left = (Thread(what="Who burnt the soup?", opened=40),)
    plan = await railway(
        recent=(Recent("Burnt", "Smoke.", story=story, threads=left),), series=True
    )
    assert plan.title.startswith("Episode 42: ")
    assert "Rosa burnt the soup." in plan.story
    assert plan.threads == left


@pytest.mark.parametrize(
    ("language", "theme", "first"),
    [
        (
            "pl",
            "O świcie pan Zenon wchodzi do lasu z wiklinowym koszem, pani Halina zna tajne miejsce "
            "na borowiki i nikomu go nie zdradzi, leśniczy pije herbatę z termosu, dzik zjada "
            "kanapki, a wieczorem cała wieś suszy grzyby nad piecem.",
            "O świcie pan Zenon wchodzi do lasu z wiklinowym koszem.",
        ),
        (
            "en",
            "Above the chandlery lives the fisherman Jory, whose nose is as red as his cap and "
            "whose boots have been mended by every cobbler between here and the lighthouse. A "
            "ferry hoots.",
            "",
        ),
    ],
)
def test_a_logline_is_one_brief_clause(language: str, theme: str, first: str) -> None:
    made = channel(theme, language=language, shots=4, tone="news")
    told = [plan.logline for plan in consecutive(made, 5)]
    assert all(len(line) <= 91 for line in told), told
    assert not first or first in told


def test_where_a_sentence_is_the_title_the_logline_says_where_all_is() -> None:
    theme = (
        "Последняя электричка идёт из города. Студент спит на рюкзаке. Старик везёт рассаду. "
        "За окном плывут огни. Дети поют в тамбуре."
    )
    for plan in consecutive(channel(theme, language="ru"), 6):
        assert plan.title.casefold() != plan.logline.rstrip(".").casefold()
