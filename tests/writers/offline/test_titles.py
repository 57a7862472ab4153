"""Titles are short, no sentences of the theme, and hardly ever numbered."""

from __future__ import annotations

import re

import pytest

from tests.writers.offline.made import channel, consecutive, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.writer import Recent


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("en", "We mend clocks in a shop in Leeds. Please mention that we are closed on Mondays."),
        (
            "it",
            "Il bar di un paese della Bassa, dalle sei del mattino alla briscola della sera. La "
            "macchina del caffè sbuffa, la nebbia entra ogni volta che si apre la porta, e Gino "
            "racconta sempre la stessa pesca del siluro, ogni volta più grosso.",
        ),
        (
            "es",
            "Un taxi viejo. En cada episodio alguien olvida algo: un loro, un trombón, una "
            "tortuga.",
        ),
        ("zh", "退休的物理老师老周在六楼阳台上种菜。他给每棵番茄编号，和楼下的麻雀打持久战。"),
    ],
)
def test_ten_titles_of_a_channel(language: str, theme: str) -> None:
    told = channel(theme, language=language, shots=10)
    recent: tuple[Recent, ...] = ()
    for seed in range(10):
        recent = (Recent.of(write(told, seed, recent)), *recent)
    titles = [known.title for known in recent]
    assert len(set(titles)) == 10
    assert sum(bool(re.search(r"\d$", title)) for title in titles) <= 1
    for title in titles:
        assert len(title.split(", ")[0].split()) <= 9
        assert title not in theme or len(title) <= 24
    assert not {"Un loro", "Un trombón", "Una tortuga"} & set(titles)


def test_long_words_make_no_long_title() -> None:
    told = channel("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk " * 6, language="de")
    assert 2 <= len(write(told, 1, ()).title) <= 90


def test_a_programme_is_named_after_nothing_that_is_not_in_it() -> None:
    theme = (
        "Un taller de bicicletas en Sevilla. Manolo endereza ruedas, la Pili pinta cuadros, un "
        "panadero trae siempre la misma bici pinchada, el loro repite los precios y en feria nadie "
        "trabaja."
    )
    own = [beat.text for beat in read_theme(theme, language="es").beats]
    for plan in consecutive(channel(theme, language="es"), 6):
        assert not plan.title.startswith("…")
        seen = " ".join(f"{shot.prompt} {shot.line}" for shot in plan.shots).casefold()
        for text in own:
            if text.casefold() in f"{plan.title} {plan.logline}".casefold():
                assert text.casefold() in seen, (plan.title, plan.logline)
