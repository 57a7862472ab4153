"""A sentence is told from a thing by its verb, in languages that inflect it."""

from __future__ import annotations

import pytest

from webtv.writers.offline.verbs import tells

SENTENCES = {
    "es": ("Remedios cocina en casa", "Sale el sol", "El gato que vive aquí duerme"),
    "fr": ("L'après-midi s'étire", "Une étudiante écrit des lettres qu'elle n'envoie pas"),
    "de": ("Raureif wächst auf Geländern", "Dohlen segeln im Aufwind", "Ulla flickt Schläuche"),
    "it": ("Nunzia pulisce il pesce", "La sera si accendono le lampare"),
    "pt": ("Quando chove, os carris brilham", "As crianças pulam do trapiche"),
    "nl": ("De boot vaart langs de boeien", "Lepelaars zeven het water", "Een man loopt weg"),
    "pl": ("Studentka liczy drobne", "W kuchni paruje bigos"),
    "ru": ("Дед спорит с петухом", "Никто не спит", "Кольца поворачиваются"),
    "ar": ("الجدة تعجن الخبز", "ثعلب يصغي بأذنيه"),
    "tr": ("Martılar vapurun peşinden uçar",),
    "zh": ("老人在河边喝茶",),
    "ja": ("猫が屋根で眠る",),
    "ko": ("고양이가 지붕에서 잔다",),
}
THINGS = {
    "es": (
        "la olla gitana",
        "ballenas que asoman",
        "el aceite que empieza a temblar",
        "una cocina",
    ),
    "fr": ("la vache qui compte les étoiles", "blanquette, quenelles", "la porte ouverte"),
    "de": ("volle Werkbank", "Radio leise", "Hollandräder in der Sonne", "ein Ding, das tickt"),
    "it": ("frattali che fioriscono", "una radio lontana", "la cucina di Nunzia"),
    "pt": ("conversa baixa", "redes na varanda", "um barco que chega"),
    "nl": ("de oude boot", "een haven in de mist", "een kat die slaapt"),
    "pl": ("pierogi ruskie", "kompot z rabarbaru", "kot, który śpi"),
    "ru": ("старый буксир", "свет в окне", "кот, который спит"),
    "ar": ("تمر وشاي", "قرية صغيرة"),
    "tr": ("kahve ve gazete",),
    "zh": ("葱油拌面的香味",),
    "ja": ("葉を転がる水滴",),
    "ko": ("작은 헌책방",),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_what_happens_and_what_is_there(language: str) -> None:
    assert [text for text in SENTENCES[language] if not tells(text, language)] == []
    assert [text for text in THINGS[language] if tells(text, language)] == []


def test_languages_without_verbs_have_sentences_in_doubt() -> None:
    assert tells("गंगा किनारे एक छोटा गाँव", "hi")


def test_an_elided_pronoun_is_no_article() -> None:
    assert tells("Les marmottes l'observent", "fr")
    assert not tells("Explicaciones claras para principiantes", "es")
