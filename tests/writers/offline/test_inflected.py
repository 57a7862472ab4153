"""Things that stand in the case of a verb are filmed, and read in a sentence that has that case."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.model.programme import Plan
from webtv.writers.offline.beats import read_theme


@pytest.mark.parametrize(
    ("language", "theme", "inflected", "others"),
    [
        ("de", "Oma findet jeden Tag etwas in der Erde: einen Ring, eine Münze, einen Hut.",
         ["einen Ring", "einen Hut"], ["eine Münze"]),
        ("ru", "Хочу видеть: старую яблоню, самовар на веранде, рыжую кошку.",
         ["старую яблоню", "рыжую кошку"], ["самовар на веранде"]),
        ("pl", "Chcę widzieć: starą lokomotywę, zaśnieżone tory, psa na peronie.",
         ["starą lokomotywę", "psa na peronie"], ["zaśnieżone tory"]),
        ("tr", "Görmek istiyorum: yaşlı bir köpeği, kırmızı feneri, ıslak güverteyi.",
         ["yaşlı bir köpeği", "kırmızı feneri", "ıslak güverteyi"], []),
        ("tr", "Bakırcılar çarşısı: kalaycı ustası, çekiç sesleri, çırak, öğle yemeği.",
         [], ["kalaycı ustası", "çekiç sesleri", "çırak", "öğle yemeği"]),
        ("ar", "أريد أن أرى: قطا نائما على السجادة، فانوسا أحمر، إبريق شاي.",
         ["قطا نائما على السجادة", "فانوسا أحمر"], ["إبريق شاي"]),
        ("en", "I'd love: a cat, a red lamp, a boy.", [], ["a cat", "a red lamp", "a boy"]),
    ],
)  # fmt: skip
def test_what_is_inflected_is_known(
    language: str, theme: str, inflected: list[str], others: list[str]
) -> None:
    beats = [beat for beat in read_theme(theme, language=language).beats if beat.head]
    assert [beat.text for beat in beats if beat.inflected] == inflected
    assert [beat.text for beat in beats if not beat.inflected] == others


@pytest.mark.parametrize(
    ("language", "theme", "things"),
    [
        ("de", "Eine Werkstatt. Ich möchte sehen: einen alten Kater, einen Ofen.",
         ["Einen alten Kater.", "Einen Ofen."]),
        ("pl", "Mała stacja. Chcę widzieć: starą lokomotywę, czerwoną latarnię.",
         ["Starą lokomotywę.", "Czerwoną latarnię."]),
        ("tr", "Bir vapur. Görmek istiyorum: yaşlı bir köpeği, kırmızı feneri.",
         ["Yaşlı bir köpeği.", "Kırmızı feneri."]),
    ],
)  # fmt: skip
def test_what_is_inflected_is_no_caption_and_no_title(
    language: str, theme: str, things: list[str]
) -> None:
    plans = consecutive(channel(theme, language=language, shots=5), 4)
    told = [text for plan in plans for text in (plan.title, plan.logline, *lines_of(plan))]
    assert not {*told, *(f"{text}." for text in told)} & {*things}
    assert any(thing[1:-1] in text for text in told for thing in things)


def lines_of(plan: Plan) -> list[str]:
    return [shot.line for shot in plan.shots]
