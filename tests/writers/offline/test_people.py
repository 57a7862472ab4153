from __future__ import annotations

import pytest

from webtv.writers.offline.people import has_people, person_in


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Leśniczy pali w piecu", True),
        ("Водитель пьёт чай", True),
        ("Fırıncı ekmekleri çıkarır", True),
        ("La barista prepara il caffè", True),
        ("Nine clocks tick", False),
        ("Un vieux phare sur une île", False),
        ("Un oiseau à l'aile rouge", False),
    ],
)
def test_people_are_known_in_other_languages(text: str, people: bool) -> None:
    assert has_people(text) is people


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("it", "ricette della nonna", ""),
        ("it", "La nonna cucina i funghi", "a grandmother"),
        ("es", "recetas de abuela", ""),
        ("fr", "la grand-mère tricote", "a grandmother"),
        ("de", "Rezepte der Oma", ""),
        ("de", "Die Oma strickt", "a grandmother"),
        ("ja", "おばあさんのレシピ", ""),
        ("ja", "おばあさんが編む", "a grandmother"),
        ("zh", "奶奶的菜谱", ""),
        ("zh", "奶奶在织毛衣", "a grandmother"),
    ],
)
def test_whose_something_is_does_nothing(language: str, text: str, person: str) -> None:
    assert person_in(text, language) == person
