"""The house score: each fault that can be planted lowers the part that is there for it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from webtv.media.quality.cuts import cuts, hidden
from webtv.media.quality.measures import Found, Measures, PictureMeasures, SoundMeasures
from webtv.media.quality.motion import rest, unevenness
from webtv.media.quality.novelty import new_pictures, new_words
from webtv.media.quality.score import parts_of
from webtv.media.quality.sharpness import sharpness
from webtv.model.score import PARTS, score_of

TIMES = [n / 24 for n in range(97)]
GOOD = PictureMeasures(
    frames=97,
    length_s=4.0,
    brightest=0.9,
    black=Found(),
    frozen=Found(),
    head_s=0.0,
    change=Found(0.06),
    flicker=Found(),
    blocks=Found(),
    unevenness=0.05,
    rest=0.0,
    cuts_s=(),
    sharpness=0.6,
    border=Found(),
    fingerprint=0,
)
SOUND = SoundMeasures(samples=48_000, length_s=1.0, silent=Found(), quiet=0.0, clipped=Found())


def picture(**worse: object) -> dict[str, float]:
    changed = {**{f: getattr(GOOD, f) for f in GOOD.__dataclass_fields__}, **worse}
    return parts_of(Measures(picture=PictureMeasures(**changed)))


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("motion", {"change": Found(0.004)}),
        ("smooth", {"unevenness": 0.9}),
        ("alive", {"rest": 0.7}),
        ("steady", {"flicker": Found(0.05)}),
        ("sharp", {"sharpness": 0.1}),
        ("whole", {"blocks": Found(0.03)}),
        ("uncut", {"cuts_s": (1.9,)}),
    ],
)
def test_a_fault_lowers_its_own_part_and_the_score(part: str, fault: dict[str, object]) -> None:
    good, bad = picture(), picture(**fault)
    assert min(good.values()) > 0.9
    assert bad[part] < 0.5
    assert {name for name in bad if bad[name] != good[name]} == {part}
    whole, hurt = score_of(good), score_of(bad)
    assert whole is not None
    assert hurt is not None
    assert hurt.value < whole.value - 4
    assert hurt.weakest.startswith(part)


def test_sound_with_holes_or_clipped() -> None:
    def part(quiet: float = 0.0, clipped: float = 0.0) -> float:
        heard = SoundMeasures(48_000, 1.0, Found(), quiet, Found(clipped))
        return parts_of(Measures(sound=heard))["sound"]

    assert part() == 1
    assert part(quiet=0.3) == 0
    assert part(clipped=0.02) == 0
    both = parts_of(Measures(picture=GOOD, sound=SOUND))
    assert set(both) <= set(PARTS)


def test_one_bad_part_is_not_made_up_for() -> None:
    parts = dict.fromkeys(PARTS, 1.0)
    even, spoiled = score_of({**parts, "alive": 0.9, "whole": 0.9}), score_of({**parts, "alive": 0})
    assert even is not None
    assert spoiled is not None
    assert even.value > 95
    assert spoiled.value < 65
    assert score_of({}) is None
    assert score_of({"unheard of": 0.0}) is None


def small(level: float) -> NDArray[np.float32]:
    return np.full((32, 32), level, np.float32)


def test_a_cut_is_found_and_a_flash_is_none() -> None:
    steps = np.full(96, 0.004)
    steps[47] = 0.2  # to the picture at 2.0 s
    changed = [(n / 4, small(0.2 if n < 8 else 0.5)) for n in range(17)]
    assert cuts(TIMES, steps, changed) == (2.0,)
    flash = [(n / 4, small(0.5 if n == 8 else 0.2)) for n in range(17)]
    assert cuts(TIMES, steps, flash) == ()
    lively = np.full(96, 0.1)
    lively[47] = 0.2
    assert cuts(TIMES, lively, changed) == ()
    assert hidden((2.0, 3.0), (2.1,)) == (3.0,)


def test_stop_and_go_is_uneven_and_animation_on_twos_is_not() -> None:
    def held(pictures: int) -> float:
        return unevenness(TIMES, np.where(np.arange(96) % pictures == 0, 0.01 * pictures, 0.0))

    assert held(1) == pytest.approx(0, abs=0.05)
    assert held(2) == pytest.approx(0, abs=0.05)
    assert held(4) > 0.9
    assert unevenness(TIMES, np.linspace(0.001, 0.02, 96)) < 0.1
    assert unevenness(TIMES, np.zeros(96)) == 0
    assert rest(np.array([0.0, 0.0, 0.01, 0.02])) == 0.5


def test_sharpness_does_not_depend_on_contrast() -> None:
    def bars(width: int, high: int) -> NDArray[np.uint8]:
        row = np.where(np.arange(320) // 20 % 2, 20 + high, 20).astype(np.float64)
        soft = np.convolve(row, np.full(width, 1 / width), mode="same")
        return np.tile(soft, (160, 1)).astype(np.uint8)

    assert sharpness(bars(1, 200)) == pytest.approx(sharpness(bars(1, 60)), abs=0.02)
    assert sharpness(bars(1, 200)) > 0.9
    assert sharpness(bars(3, 200)) < 0.5
    assert sharpness(bars(9, 200)) < 0.1
    assert sharpness(np.zeros((90, 160), np.uint8)) == 0


def test_what_comes_again_is_not_new() -> None:
    first, other = 0x0123456789ABCDEF << 64, 0xFEDCBA9876543210
    assert new_pictures([first], [other, first ^ 0b111]) == 0
    assert new_pictures([first], [other]) == 1
    assert new_pictures([first], []) is None
    assert new_words("Rosa sells soup at dawn", ["Don Ernesto lights a lantern"]) == 1
    assert new_words("Rosa sells soup at dawn!", ["Rosa sells soup at dawn"]) == 0
    assert new_words("パコは青い機関車を走らせる", ["パコは青い機関車を走らせる。"]) == 0
    assert new_words("", ["a"]) is None
