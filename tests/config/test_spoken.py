from __future__ import annotations

import pytest

from webtv.config.channel import Channel
from webtv.config.spoken import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cozy winter cabins", "en"),
        ("Owls, lanterns and a café in the rain", "en"),
        ("Un mercado de barrio al amanecer, los gatos esperan debajo de los puestos", "es"),
        ("La lumière passe la main sur les toits, la mer recule sans un mot", "fr"),
        ("Ein Kleingarten am Stadtrand, der Igel wohnt unter dem Schuppen", "de"),
        ("Una nonna prepara la pasta nella cucina con il gatto", "it"),
        ("Um pescador volta com o barco e a lua está sobre o mar", "pt"),
        ("Een oude molen aan het water, de kat slaapt op het dak", "nl"),
        ("江南水乡的一天，老人在河边喝茶", "zh"),
        ("海辺の小さな駅で猫が眠る", "ja"),
        ("오래된 골목길의 하루", "ko"),
        ("Бабушка варит варенье", "ru"),
        ("Бабуся пече пиріг і співає їжачкам", "uk"),
        ("سوق قديم في المدينة", "ar"),
        ("पहाड़ों में बारिश", "hi"),
        ("🍉🍉🍉🍉🍉🍉", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_channel_speaks_the_language_of_its_theme_unless_it_names_another() -> None:
    theme = "Una abuela riega los geranios del balcón y los gatos duermen"
    assert Channel(title="Plaza", theme=theme).language == "es"
    assert Channel(title="Plaza", theme=theme, language="en").language == "en"
    assert Channel(title="Plaza", theme="A quiet village square").language == "en"
