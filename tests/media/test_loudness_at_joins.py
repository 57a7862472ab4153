"""No join on air jumps by more than 1 LU or is silent: programmes of different music, mixed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.clips import encode, make_clip
from tests.slack import slack
from webtv.media.conform import conform
from webtv.media.cutting import cut
from webtv.media.graphics.captions import Captions
from webtv.media.graphics.label import Label
from webtv.media.graphics.slate import render_slate
from webtv.media.sound.loudness import RATE, decode, measure
from webtv.model.house import HouseFormat
from webtv.store.playlists import ffconcat
from webtv.studio.music.compose import compose
from webtv.studio.music.sound import write_wav

MUSIC = (
    "calm ambient piano, soft and dreamy",
    "energetic techno with driving drums, 128 bpm",
    "melancholic strings, slow, sad",
    "epic orchestral march with timpani",
)
MOST_LU = 1.0
LEAST_DB = -45.0
HALF = RATE // 2


@pytest.fixture(scope="module")
def programmes(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Path) -> list[Path]:
    """One for each music, one with none, one whose music begins late, and the slate."""
    folder = tmp_path_factory.mktemp("programmes")
    house = HouseFormat(width=160, height=128, video_kbps=300)
    clip = make_clip(folder / "clip.mp4", size=(160, 128))
    late = folder / "late.wav"
    encode("-f", "lavfi", "-i", "aevalsrc=gt(t\\,5)*sin(500*t)/3:d=9", str(late))
    scores: list[Path | None] = [None, late]
    for index, prompt in enumerate(MUSIC):
        scores.append(folder / f"{index}.wav")
        write_wav(folder / f"{index}.wav", compose(prompt, 8.0))
    made = []
    for index, score in enumerate(scores):
        out = folder / f"{index}.mp4"
        conform(
            ffmpeg,
            house,
            clips=[clip],
            timing=cut([8.0], house),
            music=score,
            captions=Captions(),
            label=Label(f"Programme {index}"),
            out=out,
            work_dir=folder,
        )
        made.append(out)
    card = folder / "slate.mp4"
    render_slate(ffmpeg, house, title="Joins", subtitle="Coming up", language="en", out=card)
    return [*made, card]


def test_no_join_jumps(programmes: list[Path], ffmpeg: Path, tmp_path: Path) -> None:
    """Whatever follows whatever: the loudest of all beginnings after the softest end, too."""
    playlist = tmp_path / "list.ffconcat"
    playlist.write_text(ffconcat(programmes), encoding="utf-8")
    aired = tmp_path / "aired.ts"
    argv = [str(ffmpeg), "-v", "error", "-f", "concat", "-safe", "0", "-i", str(playlist)]
    subprocess.run([*argv, "-c", "copy", str(aired)], check=True, timeout=60 * slack())
    sound = decode(aired).reshape(len(programmes), 8 * RATE, 2)
    found = [measure(each) for each in sound]
    jumps = np.subtract.outer([f.first_lufs for f in found], [f.last_lufs for f in found])
    assert np.abs(jumps).max() <= MOST_LU, jumps.round(2)
    halves = np.concatenate([sound[:, :HALF], sound[:, -HALF:]]).astype(np.float64)
    assert 10 * np.log10(np.square(halves).mean(axis=(1, 2)).min()) >= LEAST_DB
