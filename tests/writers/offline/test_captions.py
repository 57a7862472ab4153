"""What is too long for one caption is read over several shots, and no programme ends in silence."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.captions import beginning, captions


def _fits(text: str) -> bool:
    return len(text) <= 75


@pytest.mark.parametrize(
    ("language", "told", "parts"),
    [
        (
            "en",
            "Marta kneads, her brother Joss fires the oven, and their grandmother tells the bread "
            "what to do.",
            [
                "Marta kneads, her brother Joss fires the oven.",
                "Their grandmother tells the bread what to do.",
            ],
        ),
        (
            "pl",
            "Zawiadowca Roman czyta gazetę na peronie, a jego koza Helga śpi pod starym zegarem.",
            [
                "Zawiadowca Roman czyta gazetę na peronie.",
                "Jego koza Helga śpi pod starym zegarem.",
            ],
        ),
        (
            "es",
            "Dos locutores, Inés y Bruno, transmiten desde un invernadero rojo para los mineros "
            "del turno.",
            [
                "Dos locutores, Inés y Bruno…",
                "…transmiten desde un invernadero rojo para los mineros del turno.",
            ],
        ),
        (
            "es",
            "Recoge a una novia descalza, a un mariachi sin guitarra, a un señor con un perro "
            "enorme y a una doctora que se duerme.",
            [
                "Recoge a una novia descalza, a un mariachi sin guitarra…",
                "…a un señor con un perro enorme y a una doctora que se duerme.",
            ],
        ),
        ("en", f"{'x' * 90}.", []),
    ],
)
def test_a_long_sentence_is_cut_into_sentences_else_where_one_takes_a_breath(
    language: str, told: str, parts: list[str]
) -> None:
    assert captions(told, language, _fits) == parts


@pytest.mark.parametrize(
    ("language", "told", "begun"),
    [
        (
            "en",
            "Two swans sleep on a pond behind the old brewery which has not sold beer for years.",
            "Two swans sleep on a pond behind the old brewery",
        ),
        (
            "en",
            "Number Four is the workshop of Jory, a boatbuilder of about forty with a broken nose.",
            "Number Four is the workshop of Jory",
        ),
        (
            "es",
            "Dos locutores, Inés y Bruno, transmiten desde un invernadero rojo para los mineros "
            "del turno.",
            "",
        ),
        (
            "en",
            "When the fog comes in over the harbour at dawn, the bell rings for all who hear.",
            "",
        ),
    ],
)
def test_of_what_cannot_be_cut_only_a_whole_beginning_is_read(
    language: str, told: str, begun: str
) -> None:
    assert beginning(told, language, _fits) == begun


def test_no_word_is_lost() -> None:
    told = "老板娘阿秀每天清晨采茶，她的孙子小北给客人送茶，一只白鹅在门口站岗，等着下一位客人。"
    parts = captions(told, "zh", lambda text: len(text) <= 24)
    assert "，".join(part.rstrip("。") for part in parts) == told.rstrip("。")
    assert all(part.endswith("。") for part in parts)  # none on a comma


THEMES = {
    "en": "An allotment in Leeds run by three retired bus drivers who cannot agree about the leeks "
    "they grow. Winifred digs the beds, Clive measures all that comes up, and Des makes the tea in "
    "the shed. A fox looks in.",
    "fr": "Une péniche sur le canal du Midi. Solange répare des accordéons toute la journée, son "
    "chien Bidule garde le pont, et les éclusiers viennent boire le café. Un héron attend.",
    "de": "Eine Uhrenwerkstatt. Herr Anselm, der früher zur See fuhr, repariert im Hinterhof die "
    "alten Uhren, und seine Enkelin Jule sortiert die Schrauben nach Größe, Farbe und Laune.",
}


@pytest.mark.parametrize("language", THEMES)
def test_two_shots_at_most_are_silent_and_no_programme_ends_as_it_begins(language: str) -> None:
    plans = consecutive(channel(THEMES[language], language=language), 4)
    for plan in plans:
        assert sum(not shot.line for shot in plan.shots) <= 2
        assert plan.shots[-1].line != plan.shots[0].line
    told = " ".join(shot.line for plan in plans for shot in plan.shots).casefold()
    for word in ("leeks", "clive", "shed", "bidule", "café", "hinterhof", "laune"):
        assert word in told or word not in THEMES[language].casefold()
