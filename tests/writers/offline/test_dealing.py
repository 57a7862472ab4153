"""A theme's sentences are dealt out over programmes: none is told again and again."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel
from webtv.model.programme import Plan
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Recent, Record

TOLD = {
    "en": "A bakery. A baker kneads the dough. Bread rises in the oven. A cat naps on the flour. "
    "A girl buys a roll. The bell rings at the door. Steam climbs the window. "
    "A boy counts his coins. An old man tastes the crust. The broom sweeps the crumbs.",
    "zh": "村里的面包店。师傅揉面团。面包在烤炉里膨胀。猫睡在面粉袋上。姑娘买了一个面包。"
    "老人尝了尝面包皮。男孩数着硬币。窗户上都是蒸汽。狗在门口等着。扫帚扫走面包屑。",
}  # fmt: skip
LONE = "Quibbles zorp. A frobnicator hums. Two widgets blink. Nobody glarbs. The snorf drips. "
LONE += "A plonk wobbles. The grunch sighs. Three blips bleep. A vorp turns. The zizz ends."


BY_DAY = r"in the (?:morning|afternoon)|at noon|утр|днём|полдень"


async def some(number_of: int, theme: str, **more: object) -> list[Plan]:
    made = channel(theme, shots=16, **more)
    recent: tuple[Recent, ...] = ()
    plans = []
    for number in range(number_of):
        now = NOON + number * timedelta(minutes=47)
        plans.append(
            await TemplateWriter().write(Brief("any", made, number, now, recent), Record())
        )
        recent = (Recent.of(plans[-1], now), *recent)
    return plans


@pytest.mark.parametrize("language", TOLD)
async def test_no_caption_airs_in_more_than_two_of_six_programmes(language: str) -> None:
    plans = await some(6, TOLD[language], language=language)
    lines = Counter(line for plan in plans for line in {s.line for s in plan.shots if s.line})
    assert not {line: often for line, often in lines.items() if often > 2}
    for plan in plans:
        silent = [not shot.line for shot in plan.shots]
        assert sum(silent) <= max(1, len(silent) / 6)
        assert sum(shot.seconds for shot in plan.shots) >= 0.5 * 16 * 4


async def test_a_theme_without_a_world_is_dealt_out_in_the_operators_order() -> None:
    sentences = [f"{each}." for each in LONE.rstrip(".").split(". ")]
    every: set[int] = set()
    for plan in await some(6, LONE):  # every second one is filled by a tale of its own
        begun = [
            (at, shot)
            for shot in plan.shots
            for at, each in enumerate(sentences)
            if shot.line.startswith(each)
        ]  # some have a remark behind them
        told = [at for at, _ in begun]
        assert sum(one > other for one, other in pairwise(told)) <= 1  # from another one on
        assert len(told) <= 7
        assert max(shot.seconds for shot in plan.shots) <= 8
        every.update(told)
    assert len(every) == len(sentences)


async def test_what_leans_on_a_sentence_comes_with_it_and_names_no_programme() -> None:
    theme = (
        "Edwin Marsh repairs umbrellas in a narrow shop that nobody visits at all. "
        "One rainy Monday a woman called Odile brings him a yellow umbrella that will not close. "
        "Inside the handle he finds a rolled-up letter, dated thirty years ago. "
        "He is far too shy to open it while anybody else is in the shop with him. "
        "A tram rattles past the window. The kettle whistles. A cat looks at the rain."
    )
    leaning = {beat.text: beat.after for beat in read_theme(theme).beats if beat.after}
    assert leaning
    heard = set()
    for plan in await some(6, theme, series=True):
        lines = [shot.line.rstrip(".") for shot in plan.shots]
        for text, before in leaning.items():
            if text in lines:
                heard.add(text)
                assert lines[lines.index(text) - 1] == before
            assert not plan.logline.startswith(text)
            assert text.casefold() not in plan.title.casefold()
    assert heard


@pytest.mark.parametrize(
    ("title", "theme"),
    [("3 a.m.", "A lit window. A fridge hums. A clock ticks."),
     ("Ночной троллейбус", "Троллейбус едет. Водитель поёт. Снег падает."),
     ("Sky", "Each night Lucy looks for a star. A cat sits by. Tea cools.")],
)  # fmt: skip
async def test_a_theme_of_the_night_plays_at_night(title: str, theme: str) -> None:
    language = "ru" if "ё" in theme else "en"
    for plan in await some(1, theme, language=language, title=title):
        assert not re.search(BY_DAY, " ".join(shot.prompt for shot in plan.shots))
