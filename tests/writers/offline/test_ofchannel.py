"""Sentences of the channel, its programmes and its viewers, which are neither said nor filmed."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.ofchannel import without_channel


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Aimed at people who can't switch off"),
        ("en", "Clear instructions for beginners"),
        ("es", "Explicaciones claras para principiantes"),
        ("es", "El objetivo es dar ganas de cocinar"),
        ("fr", "Le but est de donner envie d'essayer"),
        ("de", "Klare Anleitungen für Fahrrad, Stuhl und Lampe"),
        ("de", "Gefilmt wird auf Augenhöhe der Tiere"),
        ("it", "Il canale mostra il lago senza fretta"),
        ("pt", "O canal mostra Lisboa sem pressa"),
        ("nl", "Een zender voor mensen die van stilte houden"),
        ("sv", "Kanalen är till för den som vill varva ner"),
        ("sv", "Tydliga bilder och lugnt tempo"),
        ("nb", "Serien passer for hele familien"),
        ("da", "Hvert afsnit varer tre minutter"),
        ("fi", "Ohjelma sopii iltaan"),
        ("hu", "Műsor a lassú reggelekhez"),
        ("ro", "Un canal pentru cei care nu se grăbesc"),
        ("ca", "Cada capítol acaba amb una posta de sol"),
        ("cs", "Každý díl je jedna zastávka"),
        ("uk", "Кожна серія триває дві хвилини"),
        ("pl", "Spokojny kanał do zasypiania"),
        ("el", "Κανάλι για όσους αγαπούν την ησυχία"),
        ("tr", "Net anlatım, sakin ses"),
        ("ar", "هذه القناة لمن يحب الأسواق"),
        ("he", "ערוץ לאנשים שאוהבים לקום מוקדם"),
        ("fa", "برنامه‌ای برای همه‌ی خانواده"),
        ("hi", "यह चैनल शांति पसंद करने वालों के लिए है"),
        ("hi", "हर कड़ी में एक कारीगर से मिलते हैं"),
        ("id", "Saluran ini cocok untuk bersantai"),
        ("vi", "Kênh dành cho người xa quê"),
        ("vi", "Mỗi tập kể về một chiếc ghe"),
        ("ko", "어린이도 볼 수 있는 프로그램입니다"),
        ("ja", "子ども向けの番組で、ゆっくり話します"),
        ("ja", "各話は約二分で、終点で終わる"),
        ("zh", "画面要清晰，讲解要简单"),
    ],
)
def test_what_is_said_of_the_channel_is_no_picture(language: str, sentence: str) -> None:
    assert without_channel(sentence, language) == ""
    begun = {"zh": "茶山。", "ja": "古い駅。"}.get(language, "Mina. ")
    beats = read_theme(f"{begun}{sentence}.", language=language).beats
    assert [beat.text for beat in beats] == [begun.strip("。. ")]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Kanalen fryser om natten"),
        ("el", "Το κανάλι περνά κάτω από τη γέφυρα"),
        ("ca", "El canal travessa el poble"),
        ("vi", "Kênh chảy qua làng"),
        ("de", "Die Sprache der Bienen ist ein Tanz, und der Imker schaut zu"),
        ("en", "A viewer of stars sits on the roof"),
        ("fr", "Le canal passe sous le pont"),
    ],
)
def test_a_canal_is_no_channel(language: str, sentence: str) -> None:
    assert without_channel(sentence, language) == sentence


@pytest.mark.parametrize(
    ("language", "sentence", "about"),
    [
        ("sv", "Ett program för små barn om troll som samlar på ljud", "troll som samlar på ljud"),
        ("da", "En kanal for alle om katte", "katte"),
        ("ko", "고양이에 관한 채널입니다", "고양이"),
        ("ro", "O emisiune despre mori vechi", "mori vechi"),
    ],
)
def test_of_a_channel_stays_what_it_is_about(language: str, sentence: str, about: str) -> None:
    assert without_channel(sentence, language) == about
