from __future__ import annotations

import pytest

from webtv.writers.language import may_be

TEXTS = {
    "en": "A paper boat makes the train late, and nobody on the platform minds.",
    "es": "Un barco de papel retrasa el tren, y a nadie en el andén le importa mucho.",
    "fr": "Un bateau en papier met le train en retard, et personne sur le quai ne se plaint.",
    "de": "Ein Boot aus Papier hält den Zug auf, und auf dem Bahnsteig ist niemand böse.",
    "pt": "Um barco de papel atrasa o comboio, e ninguém na estação se importa com isso.",
    "it": "Una barca di carta ferma il treno, e nella stazione nessuno si lamenta.",
    "ja": "紙の舟が列車を遅らせるが、ホームの誰も気にしない。",
    "ru": "Бумажный кораблик задерживает поезд, и никто на перроне не против.",
    "ko": "종이배 때문에 기차가 늦지만 아무도 신경 쓰지 않는다.",
    "ar": "قارب من ورق يؤخر القطار ولا أحد يمانع.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_each_language_is_itself(language: str) -> None:
    assert may_be(TEXTS[language], language)
    assert may_be(TEXTS[language], f"{language}-XX")


@pytest.mark.parametrize("language", [language for language in TEXTS if language != "en"])
def test_english_is_not_another_language_nor_the_other_way_round(language: str) -> None:
    assert not may_be(TEXTS["en"], language)
    assert not may_be(TEXTS[language], "en")


def test_a_language_nobody_knows_here_is_only_not_english() -> None:
    assert may_be("Papírová loď zdrží vlak a nikomu na nástupišti to nevadí.", "cs")
    assert not may_be(TEXTS["en"], "cs")
    assert not may_be(TEXTS["ru"], "cs")


@pytest.mark.parametrize("text", ["", "Paco", "Paco y Rosa", "Rosa, Paco, Ernesto"])
def test_a_few_names_prove_nothing(text: str) -> None:
    assert may_be(text, "en")
    assert may_be(text, "es")
