"""A channel speaks the variety that its language names, and no other beside it."""

from __future__ import annotations

import re

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Recent

_BRAZIL = "trem ônibus bonde caminhão xícara geladeira suco gramado goleiro bebê caminhoneiro"
_PORTUGAL = "comboio autocarro chávena frigorífico relvado desporto telemóvel sítios bebé alcatifa"
_SPAIN = "ordenador coche zumo patata bocadillo aparca coger coge ascensor césped camarero"


def lines(language: str) -> str:
    every = (moment for world in worlds_in(language).by_name.values() for moment in world.every)
    told = [f"{moment.line} {moment.title} {moment.teaser}" for moment in every]
    return " ".join(told)


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("pt-PT", _BRAZIL), ("pt-BR", _PORTUGAL), ("pt", _PORTUGAL), ("es-MX", _SPAIN),
     ("es-AR", _SPAIN)],
)  # fmt: skip
def test_no_word_of_another_country(language: str, foreign: str) -> None:
    told = set(re.findall(r"\w+", lines(language).casefold()))
    assert told.isdisjoint(foreign.split())


@pytest.mark.parametrize("language", ["pt-PT", "pt-BR"])
def test_what_is_going_on_is_said_as_there(language: str) -> None:
    here = r"\b(?:está|estão) (?!quando)\w+[aei]ndo\b", r"\b(?:está|estão) a \w+[aei]r\b"
    own, other = here if language == "pt-BR" else here[::-1]
    told = lines(language)
    assert re.search(own, told)
    assert not re.search(other, told)


def test_a_line_is_put_with_its_articles_and_capitals() -> None:
    put = regional("pt-PT")
    assert put is not None
    assert put("Os ônibus param.") == "Os autocarros param."
    assert put("Na geladeira há suco.") == "No frigorífico há sumo."
    assert put("No varal aqui se secam as meias.") == "No estendal aqui secam-se as meias."
    assert put("Um filhote por noite: a gata se mudou.") == "Uma cria por noite: a gata mudou-se."
    assert put("A fumaça sumiu.") == "O fumo desapareceu."
    assert put("No último ponto da noite, sobe uma gata.").startswith("Na última paragem")
    assert put("Quem se mexe primeiro não se senta.") == "Quem se mexe primeiro não se senta."
    assert regional("pt-BR") is None
    assert regional("es-ES") is None


@pytest.mark.parametrize(
    ("language", "traditional"),
    [("zh-TW", True), ("zh-HK", True), ("zh-Hant", True), ("zh-Hans", False), ("zh-CN", False)],
)
def test_chinese_is_of_one_script(language: str, traditional: bool) -> None:
    theme = (
        "廟口的夜市。賣麵的阿嬤擦桌子。狗睡在攤子底下。"
        if traditional
        else "庙口的夜市。卖面的阿嬷擦桌子。"
    )
    recent: tuple[Recent, ...] = ()
    for seed in range(3):
        plan = write(channel(theme, language=language, shots=16), seed, recent)
        recent = (Recent.of(plan), *recent)
    told = " ".join(f"{k.title} {k.logline} {' '.join(k.lines)}" for k in recent)
    assert any(len(line) > 4 for line in recent[0].lines)
    other = "这们来时个为面还没" if traditional else "這們來時個為麵還沒"
    assert not set(other.replace("面", "")) & set(told)


def test_worlds_are_known_by_traditional_words() -> None:
    assert "street_food" in worlds_in("zh-TW").found("夜市的小吃攤")
