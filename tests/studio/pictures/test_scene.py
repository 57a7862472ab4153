from __future__ import annotations

import pytest

from webtv.studio.pictures.scene import read_scene, stem
from webtv.studio.pictures.words import COLOURS, FAMILIES

LLAMA = (
    "A llama in a red poncho walks along a mountain ridge at dawn, mist in the valley, "
    "watercolor style"
)


@pytest.mark.parametrize(
    ("prompt", "family", "hour", "weather", "subjects", "move"),
    [
        (LLAMA, "mountains", "dawn", {"fog"}, ["llama"], None),
        (
            "Rain over a neon city street at night, reflections, a lone cyclist, slow dolly in",
            "city",
            "night",
            {"rain"},
            ["cyclist"],
            ("dolly", 1),
        ),
        (
            "Humpback whale breaches at golden hour near a lighthouse",
            "sea",
            "golden",
            set(),
            ["whale", "lighthouse"],
            None,
        ),
        (
            "A red fox crosses a snowy birch forest under the aurora",
            "forest",
            "night",
            {"aurora"},
            ["fox"],
            None,
        ),
        (
            "Macro abstract ink in water, indigo and gold, slow orbit",
            "abstract",
            None,
            set(),
            [],
            ("orbit", 1),
        ),
        (
            "Camel caravan between the dunes, sunset, camera pans left",
            "desert",
            "sunset",
            set(),
            ["camel"],
            ("pan", -1),
        ),
        ("An astronaut above a ringed planet", "space", None, set(), ["astronaut"], None),
        (
            "Crane shot: descend over cottages in a village, moonlight",
            "village",
            "moonlit",
            set(),
            ["house"],
            ("crane", -1),
        ),
    ],
)
def test_prompts_are_read(
    prompt: str,
    family: str,
    hour: str | None,
    weather: set[str],
    subjects: list[str],
    move: tuple[str, int] | None,
) -> None:
    scene = read_scene(prompt, seed=1)
    assert scene.family == family
    assert hour is None or scene.hour == hour
    assert weather <= scene.weather
    assert [s.name for s in scene.subjects] == subjects
    assert move is None or (scene.move.kind, scene.move.sign) == move


def test_a_poncho_wears_its_colour_and_the_sky_does_not() -> None:
    scene = read_scene(LLAMA, seed=1)
    assert scene.subjects[0].coat == COLOURS["red"]
    assert scene.colours == ()
    assert "pastel" in scene.looks


def test_palette_words_are_kept_in_order() -> None:
    scene = read_scene("abstract ink, indigo and gold", seed=1)
    assert scene.colours == (COLOURS["indigo"], COLOURS["gold"])


def test_paces_are_ordered() -> None:
    phrases = ["almost still", "slow", "steady", "energetic"]
    paces = [read_scene(f"sea, {p}", seed=1).pace for p in phrases]
    assert paces == sorted(paces)
    numbers = [read_scene(f"sea, motion {n}", seed=1).pace for n in range(1, 11)]
    assert numbers == sorted(numbers)
    assert numbers[0] < 0.3
    assert numbers[-1] > 1.7


def test_unknown_words_still_choose_a_place() -> None:
    scenes = {read_scene(f"qwxz {i}", seed=i).family for i in range(40)}
    assert len(scenes) >= 6
    assert scenes <= set(FAMILIES.values())


@pytest.mark.parametrize(
    ("word", "singular"),
    [("llamas", "llama"), ("beaches", "beach"), ("wolves", "wolf"), ("grass", "grass")],
)
def test_stems(word: str, singular: str) -> None:
    assert stem(word) == singular


@pytest.mark.parametrize(
    ("prompt", "hour"),
    [
        ("a tram outlined by a bright rim of light, long past midnight", "night"),
        ("bright neon over the street, moonlight", "moonlit"),
        ("golden windows, a clear and starry night", "night"),
        ("bright signs in the city at nightfall", "night"),
        ("a bright meadow", "day"),
    ],
)
def test_words_that_only_hint_at_an_hour_give_way(prompt: str, hour: str) -> None:
    assert read_scene(prompt, seed=1).hour == hour
