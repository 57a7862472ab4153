"""The station's meter against ffmpeg's, which was written by others from the same standards."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.clips import encode, make_clip, silent_music
from webtv.errors import MediaError
from webtv.media.sound.loudness import decode, measure

SOUNDS = {
    "tone": "0.3*sin(2*PI*1000*t)|0.1*sin(2*PI*400*t)",
    "bass": "0.5*sin(2*PI*45*t)|0.5*sin(2*PI*45*t)",
    "noise": "0.2*(random(0)-0.5)|0.2*(random(1)-0.5)",
    "rests": "0.3*gt(sin(t)\\,0)*sin(2*PI*700*t)|0.01*sin(2*PI*60*t)",
    "between samples": "min(1\\,t)*0.9*sin(2*PI*12000*t+PI/4)|0.2*sin(2*PI*700*t)",
}


def ffmpeg_says(ffmpeg: Path, path: Path, *, start: float, end: float) -> tuple[float, ...]:
    """Integrated, last short-term and true peak of a part of a file."""
    meter = f"atrim={start}:{end},asetpts=N/SR/TB,ebur128=peak=true:framelog=verbose"
    argv = [str(ffmpeg), "-hide_banner", "-nostats", "-loglevel", "verbose", "-i", str(path)]
    said = subprocess.run(
        [*argv, "-af", meter, "-f", "null", "-"], capture_output=True, check=True, text=True
    ).stderr
    found = [
        re.findall(pattern, said)[-1]
        for pattern in (r"I:\s+(\S+) LUFS", r"S:\s*(-?[0-9.]+)", r"Peak:\s+(\S+) dBFS")
    ]
    return tuple(float(value) for value in found)


@pytest.mark.parametrize("kind", SOUNDS)
def test_both_meters_agree(kind: str, ffmpeg: Path, tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    source = f"aevalsrc={SOUNDS[kind]}:s=48000:d=12"
    encode("-f", "lavfi", "-i", source, "-c:a", "pcm_f32le", str(path))
    found = measure(decode(path))
    integrated, last, peak = ffmpeg_says(ffmpeg, path, start=0, end=12)
    _, first, _ = ffmpeg_says(ffmpeg, path, start=0, end=3)
    assert found.integrated_lufs == pytest.approx(integrated, abs=0.11)
    assert found.first_lufs == pytest.approx(first, abs=0.11)
    assert found.last_lufs == pytest.approx(last, abs=0.11)
    assert found.true_peak_dbtp == pytest.approx(peak, abs=0.2)


def test_the_reference_level_of_the_standard() -> None:
    """A 997 Hz sine at full scale in one channel is -3.01 LUFS (ITU-R BS.1770-5, annex 1)."""
    sound = np.zeros((10 * 48000, 2), np.float32)
    sound[:, 0] = np.sin(2 * np.pi * 997 * np.arange(len(sound)) / 48000)
    assert measure(sound).integrated_lufs == pytest.approx(-3.01, abs=0.02)


def test_silence_is_endlessly_far_down(tmp_path: Path) -> None:
    found = measure(decode(silent_music(tmp_path / "silent.wav", seconds=4)))
    assert found.integrated_lufs == found.first_lufs == found.last_lufs == float("-inf")


def test_a_part_of_a_file_and_files_without_sound(tmp_path: Path) -> None:
    assert len(decode(silent_music(tmp_path / "a.wav", seconds=9), longest_s=2.5)) == 2.5 * 48000
    with pytest.raises(MediaError, match="has no sound"):
        decode(make_clip(tmp_path / "clip.mp4"))
    with pytest.raises(MediaError, match="cannot be decoded"):
        decode(tmp_path / "gone.wav")
