from __future__ import annotations

import pytest

from webtv.writers.offline.people import has_people


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
