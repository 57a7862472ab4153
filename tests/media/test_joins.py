"""Copies of house format files join without a seam: what the splice grid is for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.slack import slack
from webtv.media.conform import Conformed
from webtv.store.playlists import ffconcat


def decoded_sound(path: Path) -> NDArray[np.float32]:
    """Left channel of a file."""
    with av.open(str(path)) as container:
        return np.concatenate([f.to_ndarray()[0] for f in container.decode(audio=0)])


@pytest.mark.parametrize(
    ("muxer", "video_steps", "audio_steps"),
    [("mpegts", {3750}, {1920}), ("flv", {41, 42}, {21, 22})],
)
def test_twenty_joins_without_a_warning(
    conformed: Conformed,
    slate: Path,
    ffmpeg: Path,
    tmp_path: Path,
    muxer: str,
    video_steps: set[int],
    audio_steps: set[int],
) -> None:
    playlist = tmp_path / "list.ffconcat"
    playlist.write_text(ffconcat([conformed.path, slate, slate] * 8), encoding="utf-8")
    out = tmp_path / f"joined.{muxer}"
    argv = [str(ffmpeg), "-v", "warning", "-f", "concat", "-safe", "0", "-i", str(playlist)]
    said = subprocess.run(
        [*argv, "-c", "copy", "-f", muxer, str(out)],
        capture_output=True,
        timeout=60 * slack(),
        check=True,
    ).stderr.decode()
    assert said == ""
    times: dict[str, list[int]] = {"video": [], "audio": []}
    with av.open(str(out)) as container:
        for packet in container.demux():
            if packet.dts is not None:
                times[packet.stream.type].append(packet.dts)
    assert set(np.diff(times["video"]).tolist()) == video_steps
    assert set(np.diff(times["audio"]).tolist()) == audio_steps
    assert len(times["video"]) == 8 * (576 + 192 + 192)
    assert len(times["audio"]) == 8 * 40 * 48000 // 1024


def test_the_slate_flows_into_itself(slate: Path, ffmpeg: Path, tmp_path: Path) -> None:
    playlist = tmp_path / "list.ffconcat"
    playlist.write_text(ffconcat([slate] * 3), encoding="utf-8")
    out = tmp_path / "loop.ts"
    argv = [str(ffmpeg), "-v", "error", "-f", "concat", "-safe", "0", "-i", str(playlist)]
    subprocess.run([*argv, "-c", "copy", str(out)], timeout=60 * slack(), check=True)
    sound = decoded_sound(out)
    length = 8 * 48000
    steps = np.abs(np.diff(sound))
    ordinary = steps[length // 2 - 24000 : length // 2 + 24000].max()
    for seam in (length, 2 * length):
        assert steps[seam - 1100 : seam + 1100].max() < ordinary * 1.5
    with av.open(str(out)) as container:
        pictures = [
            f.to_ndarray(format="gray").astype(int)
            for i, f in enumerate(container.decode(video=0))
            if i in (100, 101, 190, 191, 192, 193)
        ]
    within = np.abs(pictures[1] - pictures[0]).mean()
    across = np.abs(pictures[4] - pictures[3]).mean()
    assert across < within + 1.0
