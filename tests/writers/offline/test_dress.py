"""The look of whoever is seen is in the prompt, once, in any script."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.offline.dress import dressed_up, undressed


def dressed(text: str, *cast: CastMember) -> str:
    return dressed_up(undressed(text, cast), cast, english=False)


@pytest.mark.parametrize(
    ("text", "name", "look", "expected"),
    [
        ("Pom, a round robot, and a cat", "Pom", "a round robot with a bow tie",
         "Pom, a round robot with a bow tie, and a cat"),
        ("Crow, a tall man in a mask who melts gold", "Crow", "a very tall man in a black mask",
         "Crow, a very tall man in a black mask, who melts gold"),
        ("Marcel l'affineur retourne les meules", "Marcel", "un homme trapu",
         "Marcel l'affineur, un homme trapu, retourne les meules"),
        ("Marcel la retourne", "Marcel", "un homme trapu", "Marcel, un homme trapu, la retourne"),
        ("Sa nièce Maëlle, onze ans, rit", "Maëlle", "une fille de onze ans",
         "Sa nièce Maëlle, une fille de onze ans, rit"),
        ("Don Paco, el barbero, canta", "Don Paco", "un barbero calvo",
         "Don Paco, un barbero calvo, canta"),
        ("Mina, kneading dough", "Mina", "a baker with dough",
         "Mina, a baker with dough, kneading dough"),
        ("健三は手紙を仕分け", "健三", "白い髭の老人", "健三（白い髭の老人）は手紙を仕分け"),
        ("小梅在画画", "小梅", "扎辫子的女孩", "小梅（扎辫子的女孩）在画画"),
        ("Zofia rozmawia z Mruczkiem, śpi", "Mruczek", "rudy kot",
         "Zofia rozmawia z Mruczkiem, rudy kot, śpi"),
        ("Рыбак машет Мише", "Миша", "рыжий мальчик", "Рыбак машет Мише, рыжий мальчик"),
        ("الشيخ ينام وراشد يلعب", "راشد", "صبي", "الشيخ ينام وراشد, صبي, يلعب"),
        ("Ines's brother sleeps", "Ines", "a woman", "Ines's brother sleeps"),
        ("Pom, . Rain", "Pom", "a round robot", "Pom, a round robot, . Rain"),
    ],
)  # fmt: skip
def test_a_look_stands_behind_its_name_once(text: str, name: str, look: str, expected: str) -> None:
    assert dressed(text, CastMember(name=name, look=look)) == expected


@pytest.mark.parametrize(
    ("language", "theme", "style", "cast"),
    [
        ("ja", "健三は手紙を仕分ける。さくらが健三を待つ。", "水彩アニメ、やわらかい線",
         (("健三", "白い髭の小柄な老人"), ("さくら", "おかっぱの元気な女の子"))),
        ("ar", "العم حسن يصب الشاي. ليلى تضحك.", "سينمائي، ألوان ذهبية",
         (("العم حسن", "رجل سمين بشارب أبيض"), ("ليلى", "طفلة بضفيرتين"))),
        ("pl", "Pan Henryk podlewa kwiaty. Kot śpi.", "akwarela, ciepłe światło",
         (("Pan Henryk", "starszy mężczyzna z siwymi wąsami"),)),
        ("ru", "Тётя Валя печёт пироги. Миша ждёт.", "акварель",
         (("Тётя Валя", "полная женщина в синем платке"), ("Миша", "рыжий мальчик"))),
    ],
)  # fmt: skip
def test_everybody_who_is_seen_has_their_look(
    language: str, theme: str, style: str, cast: tuple[tuple[str, str], ...]
) -> None:
    members = tuple(CastMember(name=name, look=look) for name, look in cast)
    shots = write(channel(theme, language=language, style=style, cast=members)).shots
    for shot in shots:
        for member in on_screen(members, shot.prompt):
            assert member.look in shot.prompt, shot.prompt


def test_a_picture_is_not_cut_to_a_stump_by_a_style_that_nobody_films() -> None:
    theme = "Ducks and hens cross the lane to the mill. Geese swim on the pond by the mill."
    style = "cinematic travel film, crisp air, drone and close-up"
    for shot in write(channel(theme, style=style)).shots:
        assert len(shot.prompt.split(": ")[-1].split(f", {style}")[0].split()) > 2, shot.prompt
