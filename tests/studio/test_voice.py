from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from webtv.studio.voice import LONGEST, speak

LINE = "Paco drives the blue locomotive. Rosa sells hot soup."


def sound_of(path: Path) -> tuple[np.ndarray, int]:
    with wave.open(str(path), "rb") as file:
        frames = file.readframes(file.getnframes())
        return np.frombuffer(frames, "<i2").astype(np.float32) / 32768, file.getframerate()


def test_a_line_is_spoken_at_the_pace_of_a_narrator(tmp_path: Path) -> None:
    speak(tmp_path / "a.wav", text=LINE, voice="af_heart", speed=1.0)
    sound, rate = sound_of(tmp_path / "a.wav")
    assert rate == 24000
    assert 2.0 < len(sound) / rate < 6.0, "nine words"
    assert np.abs(sound).max() > 0.1
    speak(tmp_path / "slow.wav", text=LINE, voice="af_heart", speed=0.8)
    assert len(sound_of(tmp_path / "slow.wav")[0]) > 1.1 * len(sound)


def test_the_same_words_sound_the_same(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        speak(tmp_path / name, text=LINE, voice="af_heart", speed=1.0)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


@pytest.mark.parametrize(
    ("text", "voice"), [(LINE, "ef_dora"), ("  ", "af_heart"), ("a" * (LONGEST + 1), "af_heart")]
)
def test_what_cannot_be_spoken_is_said_so(tmp_path: Path, text: str, voice: str) -> None:
    with pytest.raises(ValueError, match=r"local voice|characters"):
        speak(tmp_path / "a.wav", text=text, voice=voice, speed=1.0)
    assert not (tmp_path / "a.wav").exists()
