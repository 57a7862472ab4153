"""Narration: where it lies, how it is made to fit, and that it is understood over any music."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.clips import encode, make_music, silent_music
from webtv.errors import MediaError, RejectedError
from webtv.media.sound.ducking import ATTACK_S, HOLD_S, RELEASE_S, ducked, presence
from webtv.media.sound.loudness import RATE, Sound, decode, measure
from webtv.media.sound.sound import Layers, soundtrack
from webtv.media.sound.speech import Speech, lay_speech, spoken
from webtv.model.house import HouseFormat

HOUSE = HouseFormat()
SAMPLES = 24 * RATE
VOICE_HZ = 1500.0
"""The voice of these tests is above, all music below: so each can be measured in the mix."""


def make_speech(path: Path, *, seconds: float, silence_s: float = 0.5) -> Path:
    """Words of a tone, four a second, as a speech synthesiser writes them: 24 kHz, mono."""
    words = f"0.3*sin(2*PI*{VOICE_HZ}*t)*(0.55-0.45*cos(2*PI*4*t))"
    said = f"between(t\\,{silence_s}\\,{silence_s + seconds})*{words}"
    encode("-f", "lavfi", "-i", f"aevalsrc={said}:s=24000:d={seconds + 2 * silence_s}", str(path))
    return path


def band(sound: Sound, from_s: float, to_s: float, *, voice: bool) -> float:
    """The level of the voice, or of all that is lower, in dB."""
    part = sound[round(from_s * RATE) : round(to_s * RATE), 0]
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    hertz = np.fft.rfftfreq(len(part), 1 / RATE)
    high = abs(hertz - VOICE_HZ) < 100
    chosen = power[high] if voice else power[hertz < VOICE_HZ - 200]
    return float(10 * np.log10(chosen.sum()))


def mixed(ffmpeg: Path, folder: Path, music: Path | None, speech: Speech) -> Sound:
    """A programme of 24 s with narration, as it is coded."""
    out = folder / "sound.m4a"
    layers = Layers(speech=speech.sound, duck_db=12)
    track = soundtrack(ffmpeg, music, HOUSE, frames=576, name="Test", out=out, layers=layers)
    assert track.layers
    assert track.music == (music is not None)
    return decode(out)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """Nine seconds of speech."""
    path = make_speech(tmp_path_factory.mktemp("speech") / "speech.wav", seconds=9)
    return spoken(path, seconds=24)


@pytest.mark.parametrize("scored", [True, False])
def test_narration_is_understood_and_the_joins_stay_level(
    words: Sound, ffmpeg: Path, tmp_path: Path, scored: bool
) -> None:
    music = make_music(tmp_path / "music.wav") if scored else None
    speech = lay_speech(words, SAMPLES, after_s=4)
    assert speech.start_s == 4
    heard = mixed(ffmpeg, tmp_path, music, speech)
    loudness = measure(heard)
    for lufs in (loudness.integrated_lufs, loudness.first_lufs, loudness.last_lufs):
        assert lufs == pytest.approx(-16, abs=0.4)
    assert loudness.true_peak_dbtp <= HOUSE.true_peak_dbtp
    before, during, after = (band(heard, at_s, at_s + 2, voice=False) for at_s in (1.5, 8.0, 20.0))
    assert before - during == pytest.approx(12, abs=2.5)
    assert after - during == pytest.approx(12, abs=2.5)
    said = measure(heard[5 * RATE : 12 * RATE])
    assert said.integrated_lufs == pytest.approx(-16, abs=2)
    assert band(heard, 8, 10, voice=True) - during > 6
    assert band(heard, 20, 22, voice=True) - after < -30


@pytest.mark.parametrize("by_db", [6, 12])
def test_music_moves_ahead_of_words_and_never_jumps(words: Sound, by_db: float) -> None:
    bed = np.full((SAMPLES, 2), 0.1, np.float32)
    speech = lay_speech(words, SAMPLES, after_s=4)
    gain_db = 20 * np.log10(ducked(bed, speech.sound, by_db)[:, 0] / 0.1)
    start, end = speech.start_s, speech.start_s + speech.seconds
    assert gain_db[: round((start - ATTACK_S - 0.1) * RATE)].min() == pytest.approx(0, abs=0.01)
    said = slice(round((start + 0.25) * RATE), round((end - 0.6) * RATE))
    assert gain_db[said] == pytest.approx(-by_db, abs=0.1)
    rested = round((end + HOLD_S + RELEASE_S + 0.1) * RATE)
    assert gain_db[rested:].min() == pytest.approx(0, abs=0.01)
    assert np.abs(np.diff(gain_db[:: RATE // 100])).max() < 1.0  # dB in 10 ms


def test_a_pause_between_words_does_not_pump() -> None:
    time = np.arange(SAMPLES) / RATE
    tone = 0.2 * np.sin(2 * np.pi * 500 * time)
    for pause_s, stays in ((0.9, True), (4.0, False)):
        talks = (time > 4) & (time < 12) & ~((time > 7) & (time < 7 + pause_s))
        voice = np.column_stack([tone * talks] * 2).astype(np.float32)
        lowest = presence(voice)[420:1190].min()
        assert (lowest > 0.95) == stays
        assert (lowest < 0.05) == (not stays)


def test_where_nobody_speaks_nothing_gives_way() -> None:
    assert presence(np.zeros((RATE, 2), np.float32)).max() == 0


@pytest.mark.parametrize(
    ("seconds", "start_s", "faster"), [(9.0, 4.0, 1.0), (20.0, 2.6, 1.0), (23.5, 1.0, 1.085)]
)
def test_speech_starts_earlier_and_then_speaks_faster_to_fit(
    tmp_path: Path, seconds: float, start_s: float, faster: float
) -> None:
    said = spoken(make_speech(tmp_path / "speech.wav", seconds=seconds), seconds=24)
    speech = lay_speech(said, SAMPLES, after_s=4)
    assert speech.start_s == pytest.approx(start_s, abs=0.1)
    assert speech.faster == pytest.approx(faster, abs=0.015)
    loud = np.flatnonzero(np.abs(speech.sound[:, 0]) > 0.01) / RATE
    assert loud[0] == pytest.approx(speech.start_s, abs=0.3)
    assert 23 - 0.6 < loud[-1] <= 23 if faster > 1 else loud[-1] <= 23


def test_too_much_to_say_is_refused(tmp_path: Path) -> None:
    path = make_speech(tmp_path / "speech.wav", seconds=27)
    with pytest.raises(RejectedError, match=r"speaks for 2\d\.\d s; .* of 24\.0 s has room"):
        spoken(path, seconds=24)
    with pytest.raises(RejectedError, match="has no speech"):
        spoken(silent_music(tmp_path / "silent.wav"), seconds=24)
    (tmp_path / "no.wav").write_bytes(b"no sound")
    with pytest.raises(MediaError):
        spoken(tmp_path / "no.wav", seconds=24)
