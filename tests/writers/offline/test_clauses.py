"""A clause that cannot stand alone stays with the one it belongs to, in every language."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("ja", "八百屋は大根を並べながら歌い、花屋の娘は水をやって、パン屋は店先を掃く。",
         ["八百屋は大根を並べながら歌い、花屋の娘は水をやって、パン屋は店先を掃く"]),
        ("ja", "漁師が網を直す、猫が待っている。", ["漁師が網を直す", "猫が待っている"]),
        ("ja", "夜の港。風が強く、波が高い。", ["夜の港", "風が強く、波が高い"]),
        ("zh", "老张擦桌子，数着硬币，等最后一位客人。", ["老张擦桌子，数着硬币，等最后一位客人"]),
        ("zh", "邮递员把车靠在墙边，要一碗加蛋的面。一只猫守着门槛，雨天的伞挤在桶里。",
         ["邮递员把车靠在墙边，要一碗加蛋的面", "一只猫守着门槛", "雨天的伞挤在桶里"]),
        ("zh", "喝茶的老人，下棋的邻居。", ["喝茶的老人", "下棋的邻居"]),
        ("tr", "Balıkçı ağlarını toplayıp, kayığını bağlayıp, kahveye gider.",
         ["Balıkçı ağlarını toplayıp, kayığını bağlayıp, kahveye gider"]),
        ("tr", "Ninem örgü örerek, masal anlatır.", ["Ninem örgü örerek, masal anlatır"]),
        ("de", "Ein Mann, dessen Hut davonfliegt, rennt über die Brücke, ein Kind lacht.",
         ["Ein Mann, dessen Hut davonfliegt, rennt über die Brücke", "ein Kind lacht"]),
        ("de", "Der Bäcker schiebt Brote in den Ofen, während die Sonne aufgeht.",
         ["Der Bäcker schiebt Brote in den Ofen, während die Sonne aufgeht"]),
        ("nl", "De bakker, die nooit slaapt, schuift broden in de oven, voordat de zon opkomt.",
         ["De bakker, die nooit slaapt, schuift broden in de oven, voordat de zon opkomt"]),
        ("es", "El farero enciende la luz, porque llega la niebla, y su perro ladra.",
         ["El farero enciende la luz, porque llega la niebla, y su perro ladra"]),
        ("pt", "A padeira, que nunca dorme, amassa cantando, os clientes esperam.",
         ["A padeira, que nunca dorme, amassa cantando", "os clientes esperam"]),
        ("pl", "Piekarka wyrabia ciasto, śpiewając, klienci czekają.",
         ["Piekarka wyrabia ciasto, śpiewając, klienci czekają"]),
        ("ru", "Пекарь месит тесто, напевая, покупатели ждут.",
         ["Пекарь месит тесто, напевая, покупатели ждут"]),
        ("cs", "Její pes, Bobík, spí pod stolem.", ["Její pes, Bobík, spí pod stolem"]),
        ("el", "Ο γάτος της, ο Μπόμπος, κοιμάται.", ["Ο γάτος της, ο Μπόμπος, κοιμάται"]),
        ("cs", "prázdné ulice, mokrý asfalt, lampy", ["prázdné ulice", "mokrý asfalt", "lampy"]),
        ("en", "Nebulae, rings of Saturn, a tiny robot, comets.",
         ["Nebulae", "rings of Saturn", "a tiny robot", "comets"]),
        ("hi", "बुनकर साड़ी बुनता है, बच्चे पतंग उड़ाते हैं, और चाय वाला अदरक कूटता है।",
         ["बुनकर साड़ी बुनता है", "बच्चे पतंग उड़ाते हैं", "चाय वाला अदरक कूटता है"]),
        ("en", "The keeper lights the lamp, because fog is coming, and his dog barks.",
         ["The keeper lights the lamp, because fog is coming, and his dog barks"]),
    ],
)  # fmt: skip
def test_clauses(language: str, theme: str, expected: list[str]) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == expected


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("Show the Moon change.", "the Moon changing"),
        ("Watch a baker knead dough.", "a baker kneading dough"),
        ("The stars, the tides and the Moon change.", "The stars, the tides and the Moon change"),
    ],
)
def test_a_verb_agrees_with_its_subject(theme: str, expected: str) -> None:
    assert [beat.text for beat in read_theme(theme).beats] == [expected]


def test_who_is_named_twice_keeps_what_they_do() -> None:
    theme = "A cinema. The projectionist, a quiet man called Lou, falls asleep before the end."
    assert [beat.text for beat in read_theme(theme).beats][-1] == (
        "The projectionist, a quiet man called Lou, falls asleep before the end"
    )


def test_a_short_sentence_whose_verb_stands_before_it_is_told_behind_that() -> None:
    first = "The stationmaster polishes the brass bell, although only three people ever get off"
    beats = read_theme(f"{first}. Sometimes a goat does.").beats
    assert [(beat.text, beat.after) for beat in beats] == [
        (first, ""), ("Sometimes a goat does", first)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "Pfeifen gießen, Bälge mit Leder beziehen, alte Orgeln ausbauen"),
        ("nl", "Hout zagen, planken schaven, lijm koken"),
        ("fr", "Coudre les cahiers, couper le cuir, dorer les tranches"),
        ("es", "Amasar el barro, girar el torno, pintar los platos"),
        ("it", "Tagliare il legno, piallare le assi, incollare la cassa"),
        ("pt", "Cortar o couro, coser as solas, polir os sapatos"),
    ],
)
def test_what_is_to_be_done_is_a_list(language: str, told: str) -> None:
    read = read_theme(f"{told}.", language=language)
    assert [beat.text for beat in read.beats] == told.split(", ")
