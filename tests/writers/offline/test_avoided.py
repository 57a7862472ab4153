"""What the offline writer adds by itself obeys `avoid` too: else no draft could ever pass."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.avoid import avoided
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.excluded import Excluded
from webtv.writers.offline.people import has_creatures
from webtv.writers.offline.worlds import worlds_in

_SEA = (
    "A quiet sea and its beach. Waves roll over the beach. Gulls stand on the shore. "
    "A lighthouse blinks over the sea. A boat rocks beside the pier. Nets dry on the quay."
)


@pytest.mark.parametrize(
    "words",
    [
        ("documentary",),
        ("look", "palette"),
        ("light", "shadows", "blurred"),
        ("close-up", "wide shot", "detail"),
        ("noon", "afternoon"),
        ("night", "rain", "fog", "mist", "haze", "clouds"),
    ],
)
def test_words_of_framing_light_hour_and_weather_can_be_avoided(words: tuple[str, ...]) -> None:
    plan = write(channel(_SEA, shots=16, avoid=words))
    assert len(plan.shots) >= 8
    for shot in plan.shots:
        assert avoided(f"{shot.prompt} {shot.sound}", words) == []


@pytest.mark.parametrize(
    ("language", "theme", "words", "first"),
    [
        ("en", "A quiet wood with no people and no animals.", {"people", "animals"},
         "A quiet wood"),
        ("es", "Un bosque sin coches ni animales.", {"coches", "animales"}, "Un bosque"),
        ("fr", "Une forêt sans animaux. Pas de voitures.", {"animaux", "voitures"}, "Une forêt"),
        ("de", "Ein Wald ohne Tiere. Keine Menschen.", {"Tiere", "Menschen"}, "Ein Wald"),
        ("it", "Un bosco senza animali.", {"animali"}, "Un bosco"),
        ("pt", "Uma mata sem animais nem pessoas.", {"animais", "pessoas"}, "Uma mata"),
        ("pl", "Stary las bez ludzi. Żadnych samochodów.", {"ludzi", "samochodów"}, "Stary las"),
        ("ru", "Старый лес без людей и животных.", {"людей", "животных"}, "Старый лес"),
        ("tr", "Bir orman. Hayvan yok.", {"Hayvan"}, "Bir orman"),
        ("ja", "苔の庭。人なし。", {"人"}, "苔の庭"),
        ("zh", "青苔。没有人。不要动物。", {"人", "动物"}, "青苔"),
        ("ar", "غابة قديمة بلا حيوانات.", {"حيوانات"}, "غابة قديمة"),
    ],
)  # fmt: skip
def test_classes_that_a_theme_forbids_are_avoided_and_not_filmed(
    language: str, theme: str, words: set[str], first: str
) -> None:
    read = read_theme(theme, language=language)
    assert words <= set(read.avoid)
    assert [beat.text for beat in read.beats] == [first]


def test_what_only_begins_like_a_class_is_none() -> None:
    assert "people" not in read_theme("Waves. No people smoking. A cat or people.").avoid


@pytest.mark.parametrize(
    ("language", "avoid"), [("en", "animals"), ("es", "animales"), ("zh", "动物")]
)
def test_all_animals_and_their_worlds_are_left_out(language: str, avoid: str) -> None:
    excluded = Excluded((avoid,), language)
    worlds = worlds_in("en").by_name
    assert all(map(excluded, worlds["woodland"].every))
    left = [each.picture for each in worlds["forest"].every if not excluded(each)]
    assert len(left) > 8
    assert not [seen for seen in left if has_creatures(seen)]


def test_without_buildings_nothing_is_indoors() -> None:
    excluded = Excluded(("edificios",), "es")
    assert all(map(excluded, worlds_in("en").by_name["kitchen"].every))
