from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.studio.artwork import artwork
from webtv.studio.theatre.film import Stage
from webtv.studio.theatre.puppets import puppet
from webtv.studio.theatre.scene import backdrop_of
from webtv.studio.theatre.scenery.places import PLACES

_cv: Any = cv2
NAMES = sorted(PLACES)
HOURS = ("at dawn", "at noon", "at sunset", "at dusk", "at night")
WORDS = {
    "sky": "a dove flying, in the sky", "abstract": "abstract liquid chrome",
    "winter": "a dog in the arctic", "coast": "a dog on the beach", "hills": "a dog in a meadow",
    "underwater": "a fish, underwater", "square": "a dog in a town square",
}  # fmt: skip


def stage(prompt: str, *, seed: int = 5, size: tuple[int, int] = (288, 162)) -> Stage:
    return Stage(prompt, seed=seed, seconds=4.0, size=size, artwork=artwork())


def colours(frame: NDArray[np.uint8]) -> NDArray[np.float32]:
    return frame[..., :3].astype(np.float32)


def change(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> float:
    return float(np.abs(colours(one) - colours(two)).mean())


@pytest.mark.parametrize("place", NAMES)
def test_every_place_at_every_hour_is_bright_enough_and_moves(place: str) -> None:
    hours = HOURS if place == "village" else ("at noon", "at night")
    for hour in hours:
        prompt = f"{WORDS.get(place, f'a dog in the {place}')}, {hour}, almost still, static camera"
        made = stage(prompt)
        first, next_, later = (made.frame(time_s) for time_s in (0.0, 0.25, 2.0))
        assert float(colours(first).mean()) > 28, prompt
        assert change(first, next_) > 0.26, prompt  # what freezedetect calls frozen
        assert change(first, later) > 0.8, prompt


def test_the_same_prompt_and_seed_give_the_same_pictures_and_another_seed_others() -> None:
    prompt = "Wide shot of two llamas and a train in the mountains, snow falling"
    one, two, other = (stage(prompt, seed=seed).frame(1.3) for seed in (5, 5, 6))
    assert np.array_equal(one, two)
    assert change(one, other) > 2


def test_a_larger_picture_shows_the_same_scene() -> None:
    prompt = "Full shot of a girl with a blue umbrella in the street at night, rain"
    small = stage(prompt, size=(576, 320)).frame(1.0)
    large = stage(prompt, size=(1024, 576)).frame(1.0)
    assert large.shape == (576, 1024, 4)
    shrunk = _cv.resize(large, (576, 320), interpolation=cv2.INTER_AREA)
    assert change(small, shrunk) < 9


def test_the_hero_fills_more_of_a_closer_shot() -> None:
    shares = []
    for shot in ("Wide shot", "Medium shot", "Close-up"):
        with_fox, without = (
            stage(f"{shot} of a red {what} in a desert, static camera").frame(1.0)
            for what in ("parrot", "xyzzy")
        )
        red = colours(with_fox)
        shares.append(float(((red[..., 2] > 150) & (red[..., 1] < 110)).mean()))
        assert change(with_fox, without) > 1
    assert shares[0] < shares[1] < shares[2]


def test_a_place_looks_the_same_in_every_shot_at_it() -> None:
    """Seeds and sentences differ; what stands behind the puppets does not."""
    one, two = (
        stage(f"Wide shot of a {hero} in a village at noon, static camera", seed=seed).frame(0.0)
        for hero, seed in (("cat", 3), ("mouse", 5))
    )
    sky = np.s_[: one.shape[0] // 4]
    assert change(one[sky], two[sky]) < 1.5


def test_motion_is_as_asked() -> None:
    amounts = []
    for motion in (1, 5, 10):
        made = stage(f"Wide shot of a horse running in the hills, pan right, motion {motion}")
        frames = [made.frame(n / 8) for n in range(8)]
        amounts.append(sum(change(a, b) for a, b in pairwise(frames)))
    assert amounts[0] < amounts[1] < amounts[2]


def test_what_cannot_be_shown_is_written() -> None:
    """A sheet of cream paper with ink on it hangs in the middle."""
    frame = colours(stage("the unbearable lightness of being", size=(576, 324)).frame(1.0))
    middle = frame[130:194, 200:376]
    paper = (middle.min(axis=2) > 170).mean()
    ink = (middle.max(axis=2) < 120).mean()
    assert paper > 0.5
    assert ink > 0.03


def test_fog_is_seen_outdoors_and_not_in_a_room() -> None:
    for place, seen in (("the street", True), ("the kitchen", False)):
        clear, foggy = (
            stage(f"a dog in {place}, static camera{w}").frame(1.0) for w in ("", ", fog")
        )
        banks = np.abs(colours(clear) - colours(foggy)).mean(axis=(1, 2))
        assert (float(banks[90:140].mean()) > 12) is seen


def test_a_kept_place_looks_as_it_was_painted(tmp_path: Path) -> None:
    """Another process reads from files what the first has made."""
    frames = []
    for _process in range(2):
        backdrop_of.cache_clear()
        puppet.cache_clear()
        made = Stage(
            "two llamas in the mountains", seed=5, seconds=4.0, size=(288, 162),
            artwork=artwork(), kept=tmp_path / "places",
        )  # fmt: skip
        frames.append(made.frame(1.0))
    assert len(list((tmp_path / "places").iterdir())) == 3  # the place, a llama and its double
    assert np.array_equal(frames[0], frames[1])


@pytest.mark.parametrize("size", [(60, 60), (100, 40), (301, 180)])
def test_impossible_pictures_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        stage("a cat", size=size)


@pytest.mark.parametrize(
    "prompt",
    ["", "   ", "...", "🦊", "🦊🦊🦊 !!!", "<b>&amp;</b> \x00 \ud83d", "x" * 3000, "cat " * 400],
)
def test_no_prompt_stops_the_show(prompt: str) -> None:
    assert stage(prompt).frame(0.5).shape == (162, 288, 4)
