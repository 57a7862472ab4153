"""Lists in running text come apart, whatever stands between their entries."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme


def texts(theme: str, language: str = "en") -> list[str]:
    return [beat.text for beat in read_theme(theme, language=language).beats]


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("en", "Seen on the allotments: - a scarecrow in lace - two old men - Mavis with a can",
         ["a scarecrow in lace", "two old men", "Mavis with a can"]),
        ("en", "A pier at dusk. • nets drying • a dog on a barrel • the last ferry",
         ["A pier at dusk", "nets drying", "a dog on a barrel", "the last ferry"]),
        ("en", "1. a lantern is lit 2. a boat leaves 3. a cat waits",
         ["a lantern is lit", "a boat leaves", "a cat waits"]),
        ("de", "Auf der Bank: - drei Schrauben, die niemandem gehören - der Hobel des Großvaters",
         ["drei Schrauben, die niemandem gehören", "der Hobel des Großvaters"]),
        ("fr", "Un port. Le chat dort ; un facteur rame jusqu'à l'île — des enfants pêchent des "
         "crabes — une vieille dame vend des crêpes.",
         ["Un port", "Le chat dort", "un facteur rame jusqu'à l'île", "des enfants pêchent des "
          "crabes", "une vieille dame vend des crêpes"]),
        ("ar", "الحاج يغلي القهوة؛ القط ينام على الكرسي؛ الجارة تسقي الريحان.",
         ["الحاج يغلي القهوة", "القط ينام على الكرسي", "الجارة تسقي الريحان"]),
        ("ja", "縁側から見えるもの： - 眠そうな三毛猫 - 干した布団 - 忘れられた麦わら帽子",
         ["眠そうな三毛猫", "干した布団", "忘れられた麦わら帽子"]),
        ("ja", "もの：・三毛猫・干した布団・麦わら帽子", ["三毛猫", "干した布団", "麦わら帽子"]),
        ("zh", "夜市： - 卖豆花的奶奶 - 睡在摊子底下的狗", ["卖豆花的奶奶", "睡在摊子底下的狗"]),
        ("pl", "W szufladzie: - klucz do drzwi - pocztówka, której nikt nie wysłał",
         ["klucz do drzwi", "pocztówka, której nikt nie wysłał"]),
    ],
)  # fmt: skip
def test_entries_of_a_folded_list(language: str, theme: str, expected: list[str]) -> None:
    assert texts(theme, language) == expected


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("The baker — an old man — kneads the dough.", "The baker — an old man — kneads the dough"),
        ("A long-haired cat sleeps.", "A long-haired cat sleeps"),
    ],
)
def test_an_aside_is_no_list(theme: str, expected: str) -> None:
    assert texts(theme) == [expected]


def test_what_is_forbidden_in_a_list_is_no_entry() -> None:
    read = read_theme("A cat sleeps; no cars; phones; rain falls on the roof.")
    assert [beat.text for beat in read.beats] == ["A cat sleeps", "rain falls on the roof"]
    assert read.avoid == ("cars", "phones")


def test_one_of_a_folded_list_for_each_programme() -> None:
    beats = read_theme("Nonna cooks. One dish per episode: - onion soup - pancakes - stew").beats
    assert [beat.text for beat in beats if beat.choice] == ["onion soup", "pancakes", "stew"]


@pytest.mark.parametrize(
    ("language", "theme", "kept"),
    [
        ("pt-BR", "Uma lanchonete. No domingo tem feijoada.", "No domingo tem feijoada"),
        ("de", "Ein Dorf. Mai und Juni sind grün.", "Mai und Juni sind grün"),
    ],
)
def test_a_word_that_forbids_in_another_language(language: str, theme: str, kept: str) -> None:
    read = read_theme(theme, language=language)
    assert kept in [beat.text for beat in read.beats]
    assert read.avoid == ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Nunca hay gritos."), ("it", "Non ci sono gritos."), ("fr", "Il n'y a pas de gritos."),
     ("de", "Es gibt keine gritos."), ("nl", "Er zijn geen gritos."), ("pl", "Nie ma gritos."),
     ("pt", "Não há gritos.")],
)  # fmt: skip
def test_what_there_is_not_is_forbidden_by_its_name(language: str, sentence: str) -> None:
    assert read_theme(f"Mina canta. {sentence}", language=language).avoid == ("gritos",)
