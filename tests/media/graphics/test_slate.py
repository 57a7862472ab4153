from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from tests.slack import slack
from webtv.media.graphics.backdrop import gradient
from webtv.media.graphics.slate import render_slate
from webtv.media.probe import probe
from webtv.media.quality import Thresholds, check_media
from webtv.media.reference import reference
from webtv.media.sound.chord import chord
from webtv.media.sound.loudness import decode, measure
from webtv.model.house import HouseFormat


def test_it_is_one_grid_step_of_house_format(slate: Path, ffmpeg: Path, house: HouseFormat) -> None:
    info = probe(slate)
    wanted = reference(ffmpeg, house)
    assert info.video is not None
    assert info.audio is not None
    assert wanted.video is not None
    assert (info.video.frames, info.video.start_s, info.audio.start_s) == (192, 0.0, 0.0)
    assert info.audio.samples == 8 * 48000
    assert info.video.extradata_sha256 == wanted.video.extradata_sha256


def test_it_moves_and_is_at_house_loudness(slate: Path, house: HouseFormat) -> None:
    check_media(slate, thresholds=Thresholds(), sound=True)
    found = measure(decode(slate))
    for lufs in (found.integrated_lufs, found.first_lufs, found.last_lufs):
        assert lufs == pytest.approx(house.loudness_lufs, abs=0.3)


def test_nothing_is_left_beside_it(slate: Path) -> None:
    assert [p.name for p in slate.parent.iterdir()] == ["slate.mp4"]


def test_picture_and_sound_are_periodic() -> None:
    pictures = gradient(7, (32, 18), 192).astype(int)
    steps = np.abs(np.diff(pictures, axis=0)).mean(axis=(1, 2, 3))
    seam = np.abs(pictures[0] - pictures[-1]).mean()
    assert steps.min() * 0.9 <= seam <= steps.max() * 1.1
    sound = chord("Llama", samples=8 * 48000, loudness_lufs=-16)
    assert np.abs(sound[0] - sound[-1]).max() <= np.abs(np.diff(sound, axis=0)).max()


def test_channels_differ() -> None:
    assert not np.array_equal(gradient(1, (32, 18), 4), gradient(2, (32, 18), 4))


@pytest.mark.parametrize("title", ['It\'s 100% {live} \\N: "24/7", 東京 🌊', "x" * 60])
def test_any_title_at_full_size(ffmpeg: Path, tmp_path: Path, title: str) -> None:
    started = time.monotonic()
    out = tmp_path / "slate's [1].mp4"
    frames = render_slate(
        ffmpeg, HouseFormat(), title=title, subtitle="Coming up", language="en", out=out
    )
    assert frames == 192
    assert probe(out).duration_s == 8.0
    assert time.monotonic() - started < 20 * slack()  # 1.2 s on an idle core
