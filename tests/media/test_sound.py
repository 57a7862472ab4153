from __future__ import annotations

from pathlib import Path

import ffmpeg as graph
import numpy as np
import pytest

from tests.clips import encode, make_clip, make_music, silent_music
from webtv.errors import MediaError
from webtv.media.sound import measure, prepare_score, programme_sound
from webtv.model.house import HouseFormat

HOUSE = HouseFormat()
FRAMES = 576


def rendered(ffmpeg: Path, out: Path, music: Path | None) -> tuple[np.ndarray, float, float]:
    """The sound of a programme as samples, its loudness and true peak."""
    score = prepare_score(ffmpeg, HOUSE, music, frames=FRAMES) if music else None
    sound = programme_sound(score, HOUSE, FRAMES)
    encode(*graph.output(sound, str(out), f="f32le").get_args())
    samples = np.frombuffer(out.read_bytes(), dtype="<f4").reshape(-1, 2)
    loudness = measure(ffmpeg, programme_sound(score, HOUSE, FRAMES), what="measuring")
    return samples, loudness.integrated_lufs, loudness.true_peak_dbtp


@pytest.mark.parametrize("seconds", [5.0, 15.0, 40.0])
def test_music_lasts_as_long_as_the_programme(ffmpeg: Path, tmp_path: Path, seconds: float) -> None:
    music = make_music(tmp_path / "music's.wav", seconds=seconds)
    samples, lufs, peak = rendered(ffmpeg, tmp_path / "out.f32", music)
    assert len(samples) == 24 * 48000
    assert lufs == pytest.approx(-16, abs=0.3)
    assert peak <= -1.5
    loud = np.abs(samples).reshape(-1, 4800, 2).max(axis=(1, 2))
    assert loud[5:-20].min() > 0.05  # no hole where the music repeats


def test_it_starts_and_ends_without_a_click(ffmpeg: Path, tmp_path: Path) -> None:
    samples, _, _ = rendered(ffmpeg, tmp_path / "out.f32", make_music(tmp_path / "m.wav"))
    assert np.abs(samples[:5]).max() < 0.001
    assert np.abs(samples[-5:]).max() < 0.001


def test_peaky_music_is_limited_and_still_loud_enough(ffmpeg: Path, tmp_path: Path) -> None:
    music = tmp_path / "drum.wav"
    beats = "0.02*sin(2*PI*220*t)+0.97*exp(-60*mod(t\\,0.5))*sin(2*PI*900*t)"
    encode("-f", "lavfi", "-i", f"aevalsrc={beats}:s=44100:d=12", str(music))
    score = prepare_score(ffmpeg, HOUSE, music, frames=FRAMES)
    assert score is not None
    assert score.limit_dbtp is not None
    _, lufs, peak = rendered(ffmpeg, tmp_path / "out.f32", music)
    assert lufs == pytest.approx(-16, abs=0.7)
    assert peak <= -1.5


def test_without_music_a_room_tone_is_never_silence(ffmpeg: Path, tmp_path: Path) -> None:
    samples, lufs, _ = rendered(ffmpeg, tmp_path / "out.f32", None)
    assert -65 < lufs < -40
    assert np.abs(samples).reshape(-1, 48000, 2).max(axis=(1, 2)).min() > 0.001


def test_silent_music_counts_as_none(ffmpeg: Path, tmp_path: Path) -> None:
    silent = silent_music(tmp_path / "silent.wav")
    assert prepare_score(ffmpeg, HOUSE, silent, frames=FRAMES) is None


def test_files_that_are_no_music(ffmpeg: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no 2 s of sound"):
        prepare_score(ffmpeg, HOUSE, make_clip(tmp_path / "clip.mp4"), frames=FRAMES)
    short = make_music(tmp_path / "short.wav", seconds=0.5)
    with pytest.raises(MediaError, match="no 2 s of sound"):
        prepare_score(ffmpeg, HOUSE, short, frames=FRAMES)
