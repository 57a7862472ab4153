"""The past of a place or a thing, and tales, for which many languages have one word."""

from __future__ import annotations

import pytest

from tests.writers.offline.test_topic import topic
from webtv.writers.offline.pasts import tells_of_past


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Geschichte Venedigs"),
        ("de", "Die Geschichte des Fahrrads"),
        ("de", "Geschichte der Medizin"),
        ("fr", "L'histoire de Venise"),
        ("fr", "l'histoire des chemins de fer"),
        ("es", "La historia de Venecia"),
        ("es", "la historia del tren"),
        ("it", "La storia di Venezia dal Medioevo"),
        ("it", "La storia della bicicletta"),
        ("pt", "A história do café"),
        ("pt", "A história de Lisboa"),
        ("pl", "Historia Wenecji"),
    ],
)
def test_the_past_of_a_place_or_a_thing_is_history(language: str, text: str) -> None:
    assert tells_of_past(text, language)
    assert "history" in topic(text, language=language).told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Geschichte einer Familie"),
        ("de", "Die Geschichte vom kleinen Maulwurf"),
        ("de", "Die Geschichte der Prinzessin"),
        ("de", "Jeden Abend erzählt Oma eine Geschichte"),
        ("fr", "L'histoire de la petite souris"),
        ("fr", "L'histoire d'un garçon"),
        ("fr", "L'histoire du chat botté"),
        ("es", "La historia de Nuria y su abuelo"),
        ("es", "Una historia de amor"),
        ("es", "La historia del zorro"),
        ("it", "La storia del drago"),
        ("it", "La storia di Nicoletta"),
        ("pt", "A história do lobo"),
        ("pl", "Historia Anny"),
    ],
)
def test_a_tale_is_none(language: str, text: str) -> None:
    assert not tells_of_past(text, language)
    assert "history" not in topic(text, language=language).told
