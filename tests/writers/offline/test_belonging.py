"""Tales and moments belong to their channel: they show what its theme is about."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.offline.atlas import World
from webtv.writers.offline.glossary import glossary_of
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Recent

CLOCKS = (
    "An old clockmaker in Prague repairs the town's broken clocks at night. Each clock he mends "
    "gives back one lost hour to somebody in the town."
)
SNAILS = (
    "Live sport: snail racing on a kitchen table in Norfolk. Serious commentators, tiny numbered "
    "shells, lettuce at the finish."
)


def filmed(theme: str, language: str = "en", number: int = 3, **more: Any) -> list[str]:
    """The prompts of some programmes, one after the other."""
    recent: tuple[Recent, ...] = ()
    for seed in range(number):
        plan = write(channel(theme, language=language, **more), seed, recent)
        recent = (Recent.of(plan), *recent)
    return [prompt for known in recent for prompt in known.prompts]


def shown(prompts: list[str]) -> list[tuple[World, str]]:
    """The pictures of worlds in prompts."""
    every = [(world, m.picture) for world in worlds_in("en").by_name.values() for m in world.every]
    return [each for each in every if any(each[1] in prompt for prompt in prompts)]


@pytest.mark.parametrize(
    ("language", "theme", "belongs"),
    [
        (
            "en",
            "Slow television about urban beekeeping on the rooftops of Berlin. Golden light. We "
            "follow the bees through the seasons.",
            r"\bbee|hive|honey",
        ),
        (
            "fr",
            "La vie lente des paludiers de Guérande, au bord de la mer. Ils récoltent le sel à la "
            "main et guettent l'orage. Un héron les suit de bassin en bassin.",
            "salt|heron",
        ),
        (
            "de",
            "Zwei Orgelbauer reisen mit einem Lieferwagen von Dorf zu Dorf durch die Berge und "
            "stimmen Orgeln. Ilse hört jede falsche Pfeife, Konrad findet jede tote Maus.",
            "organ|mouse|mice",
        ),
        ("zh", "北京胡同里，老马养蟋蟀。他给每只蟋蟀取将军的名字，用小瓷罐装着。", "cricket"),
    ],
)
def test_where_a_theme_plays_is_no_subject(language: str, theme: str, belongs: str) -> None:
    tales = [tale for world in worlds_in("en").by_name.values() for tale in world.tales]
    own = {m.picture for t in tales for m in t.moments if any(
        re.search(belongs, each.picture) for each in t.moments)}  # fmt: skip
    strange = [picture for _, picture in shown(filmed(theme, language)) if picture not in own]
    assert [each for each in strange if not re.search(belongs, each)] == []


def test_a_theme_of_nothing_but_a_place_shows_that() -> None:
    found = {world.name for world, _ in shown(filmed("Tokyo at night. No people. Slow."))}
    assert found <= {"city_night", "city_day", "rain", "night_sky", "jazz"}
    assert "city_night" in found


def test_what_a_theme_is_about_is_found_in_all_worlds() -> None:
    found = shown(filmed(CLOCKS))
    of_clocks = [world.name for world, picture in found if "clock" in picture]
    assert len(set(of_clocks)) >= 3
    assert not [picture for world, picture in found if world.name == "workshop"]


def test_a_thing_named_beside_another_sense_of_its_world_keeps_that_out() -> None:
    found = [picture for _, picture in shown(filmed(SNAILS, title="World Snail Derby"))]
    assert [each for each in found if "snail" in each]
    assert not [each for each in found if re.search(r"\bcars?\b|tyre|motorbike", each)]


@pytest.mark.parametrize(
    ("language", "word", "thing"),
    [
        ("es", "reloj", "clock"),
        ("fr", "heron", "heron"),
        ("zh", "蜜蜂", "bee"),
        ("en", "bee", "bee"),
    ],
)
def test_words_of_lines_mean_what_their_pictures_show(language: str, word: str, thing: str) -> None:
    assert thing in glossary_of(language).meant(word)
    assert not glossary_of(language).meant("qqqq")


def test_a_theme_of_which_nothing_belongs_by_itself_has_its_first_world() -> None:
    opera = filmed("讲京剧演员台前幕后的故事：画脸谱、吊嗓子、穿行头。", "zh", number=1)
    assert "stage" in {world.name for world, _ in shown(opera)}
    pandas = filmed("大熊猫的一天：吃竹子、爬树、打滚、睡觉。", "zh", number=1)
    assert "savanna" not in {world.name for world, _ in shown(pandas)}  # no giraffes


def test_the_world_of_a_theme_that_opens_with_its_place_is_told_of() -> None:
    theme = (
        "Dans les caves du Jura, Marcel l'affineur retourne les meules de comté. Sa nièce Odile "
        "voudrait inventer un fromage nouveau. Les vaches montent à l'alpage, un inspecteur arrive "
        "de Paris, et le vieux chien garde la porte de la fromagerie."
    )
    cheese = [world.name for world, _ in shown(filmed(theme, "fr", title="Les Affineurs"))]
    assert "dairy" in cheese
