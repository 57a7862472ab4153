"""Tone, orders for every programme and what is asked for, in any language."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.tones import is_tone

TONES = (
    ("pl", "Spokojny ton kronikarza"),
    ("ko", "차분하고 정확한 말투로"),
    ("hi", "शांत स्वर"),
    ("cs", "Klidný tón"),
    ("es", "Tono tranquilo de cronista"),
    ("de", "Ruhiger Ton eines Chronisten"),
    ("en", "A calm chronicler's tone"),
    ("ar", "نبرة هادئة"),
)
PICTURES = (
    ("de", "Feuchter Ton auf der Scheibe"),
    ("fr", "Ton chat dort"),
    ("pt", "Tom corre pela praia"),
    ("en", "A lighthouse in fog"),
    ("ca", "El gat dorm"),
)


@pytest.mark.parametrize(("language", "said"), TONES)
def test_a_tone_is_laid_on_and_not_told(language: str, said: str) -> None:
    assert is_tone(said, language)
    assert [b.text for b in read_theme(f"Xyzt. {said}.", language=language).beats] == ["Xyzt"]


@pytest.mark.parametrize(("language", "said"), PICTURES)
def test_words_that_look_like_a_tone_are_pictures(language: str, said: str) -> None:
    assert not is_tone(said, language)


@pytest.mark.parametrize(
    ("language", "order", "seen"),
    [
        ("zh", "要有失重的茶杯。", ["失重的茶杯"]),
        ("en", "There should be floating teacups.", ["floating teacups"]),
        ("pl", "Mają być latające filiżanki.", ["latające filiżanki"]),
        ("ko", "어르신들의 바둑 대회를 짧은 뉴스로 알려 드립니다.", ["어르신들의 바둑 대회"]),
        ("hi", "हर कार्यक्रम में एक घाट और उसके लोग।", []),
        ("sv", "De löser allt genom att fråga snällt.", []),
        ("de", "Sie lösen alles, indem sie freundlich fragen.", []),
        ("en", "They solve everything by asking kindly.", []),
        ("en", "Unease and dread.", []),
        ("pl", "Średniowiecze i renesans, bez samochodów i bez telefonów.", []),
        ("en", "The Middle Ages and the Renaissance.", []),
        ("de", "Mittelalter.", []),
    ],
)
def test_what_is_asked_for_is_filmed_and_the_order_is_not(
    language: str, order: str, seen: list[str]
) -> None:
    beats = read_theme(f"Xyzt. {order}", language=language).beats
    assert [beat.text for beat in beats][1:] == seen
