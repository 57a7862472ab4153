"""What a theme says to its writer is no beat, in twelve languages, and no scene goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.directions import without_directions

_LANGUAGES = "en de fr es it pt pl ru tr ar zh ja".split()


def _rows(head: str) -> Iterator[str]:
    for row in (Path(__file__).parent / "directions.txt").read_text("utf-8").splitlines():
        if row.startswith(f"{head}: "):
            yield row.removeprefix(f"{head}: ")


@pytest.mark.parametrize("language", _LANGUAGES)
def test_what_is_said_to_the_writer_is_no_beat(language: str) -> None:
    scene = next(_rows(f"{language} scene"))
    shown = [beat.text for beat in read_theme(scene, language=language).beats]
    blank = "" if language in ("zh", "ja") else " "
    for said in _rows(language):
        theme = read_theme(f"{scene}{blank}{said}", language=language)
        assert [beat.text for beat in theme.beats] == shown, said


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_scene_with_words_for_a_manner_is_kept(language: str) -> None:
    for said in _rows(f"{language} shown"):
        bare = said.rstrip(".。")
        assert without_directions(bare, language, []) == bare


@pytest.mark.parametrize(
    ("language", "theme", "avoid"),
    [
        ("en", "A mine. Nobody screams.", "screaming"),
        ("de", "Eine Orgel. Ruhig erzählt, mit Respekt vor dem Handwerk, ohne Werbung.", "Werbung"),
        ("fr", "Un moulin. Comédie légère, personne n'est blessé.", "blessures"),
        ("es", "Un molino. Con cariño, sin palabrotas.", "palabrotas"),
        ("ru", "Мельница. Рассказано спокойно, без рекламы.", "рекламы"),
        ("de", "Eine Mühle. Kindgerecht und ohne Gewalt.", "Gewalt"),
        ("zh", "蛐蛐罐。轻喜剧，不赌博，不伤害虫子。", "伤害虫子"),
        ("ja", "古い風車。軽いコメディ、誰も死なない。", "死"),
    ],
)
def test_what_it_forbids_is_avoided(language: str, theme: str, avoid: str) -> None:
    assert avoid in read_theme(theme, language=language).avoid


def test_what_is_seen_in_place_of_what_is_forbidden_is_kept() -> None:
    theme = read_theme("A mine. No gore; only sounds, lamps going out.")
    assert [beat.text for beat in theme.beats] == ["A mine", "lamps going out"]


def test_a_scene_is_told_without_how_it_is_told() -> None:
    theme = read_theme("Eine Werkstatt am Fluss, ruhig erzählt, ohne Werbung.", language="de")
    assert [beat.text for beat in theme.beats] == ["Eine Werkstatt am Fluss"]
    assert theme.avoid == ("Werbung",)


@pytest.mark.parametrize(
    ("language", "theme", "unfilmed"),
    [
        ("en", "umbrellas, false teeth, a tuba nobody collects, petty rules", "petty rules"),
        ("it", "cesti di vimini, nebbia all'alba, un cane, segreti sui posti", "segreti sui posti"),
        ("de", "Fundbüro: Schirme, falsche Zähne, zwei Beamte, alte Regeln", "Regeln"),
        ("ru", "зонты, бюро находок, старая туба, мелочные правила", "правила"),
    ],
)
def test_what_has_no_picture_is_no_entry(language: str, theme: str, unfilmed: str) -> None:
    beats = [beat.text for beat in read_theme(theme, language=language).beats]
    assert len(beats) >= 3
    assert not any(unfilmed in text for text in beats)
