"""A sentence that leans on the one before it is told with that, or behind it, and never bent."""

from __future__ import annotations

import pytest

from webtv.config.story import CastMember
from webtv.writers.offline.antecedents import points_back, with_name
from webtv.writers.offline.beats import read_theme


@pytest.mark.parametrize(
    ("language", "leaning", "free"),
    [
        ("en", ["He is too shy to open it", "Inside the handle he finds a letter", "Nut is not",
                "Together they follow the letter", "Nobody knows what he puts on them",
                "Herman Melville met him once", "Then the first bird", "The smell of it"],
         ["A baker opens his shop", "When it rains everyone hides", "Old Tom mends clocks",
          "Grandmothers fan themselves with cardboard", "A whale rammed the ship and she sank"]),
        ("de", ["Er spricht mit den Uhren", "1991 läutete sie wieder", "Seine Katze schläft"],
         ["Es regnet auf dem Hof", "Die Katze schläft"]),
        ("fr", ["L'été, elle monte à l'alpage", "Ses vaches la connaissent", "Puis il part"],
         ["On perce le tunnel", "Il pleut sur le port", "Un chat dort"]),
        ("es", ["Lo buscan en la feria", "Vuelve pronto", "Su gato duerme"],
         ["Llueve sobre los adoquines", "Se oye el mar", "Sale el sol"]),
        ("it", ["Adesso vuole rifarlo", "Si fermano dove capita", "Con lei ha fatto il giro"],
         ["La nipote dorme", "Si sente il mare"]),
        ("pt", ["Vieram de Sevilha em 1498", "Ela vive no céu"], ["O gato dorme"]),
        ("pl", ["Jego uczennica słyszy", "Potem gra"], ["Kot śpi"]),
        ("ru", ["Она никогда не спешит", "Он устоял"], ["Кот спит"]),
        ("tr", ["Onun kedisi uyur"], ["Kedi uyur"]),
        ("ar", ["ابنته سلمى تريد دكانا", "هو لا ينام"], ["القط ينام"]),
        ("zh", ["她的孙子想去城里", "然后下雨了"], ["婆婆八十岁，她认得每一棵树", "其他人睡了"]),
        ("ja", ["彼女は火を入れる", "そして雨が降る"], ["猫が眠る"]),
    ],
)  # fmt: skip
def test_what_points_back(language: str, leaning: list[str], free: list[str]) -> None:
    assert [said for said in leaning if not points_back(said, language)] == []
    assert [said for said in free if points_back(said, language)] == []


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("A woman mends nets. She sings.", [("A woman mends nets. She sings", "")]),
        ("Bea flies a kite. Her brother Otis holds the string. It rains.",
         [("Bea flies a kite. Her brother Otis holds the string", ""), ("It rains", "")]),
        ("Ruth keeps a light. Her brother was lost on the reef. She feeds a gull.",
         [("Ruth keeps a light. Her brother was lost on the reef", ""),
          ("She feeds a gull", "Ruth keeps a light. Her brother was lost on the reef")]),
        ("He waits for a train that nobody else can see.",
         [("He waits for a train that nobody else can see", "")]),
    ],
)  # fmt: skip
def test_two_short_sentences_are_one_and_a_third_is_told_behind_them(
    theme: str, told: list[tuple[str, str]]
) -> None:
    assert [(beat.text, beat.after) for beat in read_theme(theme).beats] == told


def test_of_one_of_the_cast_the_name_is_told() -> None:
    cast = [CastMember(name=name, look="a tall student") for name in ("Nadia", "Priya")]
    beats = read_theme("Nadia paints the fridge. She hums.", cast=cast).beats
    assert [beat.text for beat in beats] == ["Nadia paints the fridge", "Nadia hums"]
    both = read_theme("Nadia calls Priya about the fridge. She hums.", cast=cast).beats
    assert [beat.text for beat in both] == ["Nadia calls Priya about the fridge. She hums"]
    assert with_name("His nephew, who wants to be a detective, is not", "en", "Edwin") == ""
