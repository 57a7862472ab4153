"""What is foreign where a theme plays is not shown, unless the theme names it itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.writers.offline.made import channel
from webtv.writers.offline.lands import Lands

SENTO = "下町の銭湯「松の湯」の一日。番台のおばあさんが常連を迎える。"


@pytest.mark.parametrize(
    ("language", "theme", "foreign", "there"),
    [
        ("ja", SENTO, "turning over an hourglass on a sauna wall", "a snail on a steamed mirror"),
        ("id", "Festival layang-layang di pantai Sanur, Bali.", "a sheep in a pen", "a dog"),
        ("ar", "مقهى قديم في حي شعبي بالقاهرة.", "a green woollen tea cosy", "a full teacup"),
        ("zh", "江南水乡的一天。", "swirling sand in a shallow pan in a stream", "a duck"),
        ("en", "Business news from the Fens.", "a euro banknote on a counter", "a coin"),
        ("tr", "Eskişehir'de bir mahalle berberi.", "three women under hair dryers", "a mirror"),
        ("ru", "Полярная станция на острове в Карском море.", "penguins on a floe", "a polar bear"),
        ("en", "A research station in Antarctica.", "a polar bear on ice", "penguins on a floe"),
        ("tr", "Gaziantep'te bakırcılar çarşısı.", "sawing a leg off a chair", "a hammer"),
        ("ja", SENTO, "a duck looking along a pool", "a fogged mirror"),
        ("fr", "Une écluse sur le canal.", "a trout beside a round stone", "a swan before a lock"),
    ],
)
def test_a_land_and_a_house_have_what_is_there(
    language: str, theme: str, foreign: str, there: str
) -> None:
    lands = Lands(channel(theme, language=language))
    assert lands.are_foreign(foreign)
    assert not lands.are_foreign(there)


@pytest.mark.parametrize(
    ("theme", "more"),
    [
        ("Ein Kutter vor Island.", {"language": "de"}),  # a land of which nothing is known
        ("A sauna beside the hammam.", {}),  # the theme's own
        ("阿拉斯加的鳟鱼和渔夫，加拿大的河。", {"language": "zh", "theme_en": "Sauna and trout."}),
    ],
)
def test_what_a_theme_names_is_never_foreign(theme: str, more: dict[str, Any]) -> None:
    assert not Lands(channel(theme, **more)).are_foreign("a sauna")
