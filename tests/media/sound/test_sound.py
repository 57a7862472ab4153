from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.clips import encode, make_clip, make_music, silent_music
from webtv.errors import MediaError
from webtv.media.sound.loudness import Sound, decode, measure
from webtv.media.sound.sound import Layers, soundtrack
from webtv.model.house import HouseFormat

HOUSE = HouseFormat()
Heard = Callable[..., Sound]

CHORD = "(sin(220*2*PI*t)+sin(277*2*PI*t)+sin(330*2*PI*t))/10"
MUSIC = {
    "loud and steady": "0.9*sin(2*PI*110*t)",
    "quiet": f"0.03*{CHORD}",
    "noise": "0.7*(random(0)-0.5)",
    "swelling from silence": f"pow(t/24\\,3)*{CHORD}",
    "dying away": f"pow(1-t/24\\,3)*{CHORD}",
    "silent at first": f"gt(t\\,2.5)*{CHORD}",
    "ending early": f"lt(t\\,21)*{CHORD}",
    "one beat, then a rest": f"(lt(t\\,0.1)+gt(t\\,3.6))*{CHORD}",
    "loud in the middle": f"(0.1+2*between(t\\,3.5\\,5))*{CHORD}",
    "drum": "0.02*sin(2*PI*220*t)+0.97*exp(-60*mod(t\\,0.5))*sin(2*PI*900*t)",
    "speech": "0.3*sin(130*2*PI*t)*gt(sin(19*t)\\,-0.3)*gt(sin(2.2*t)\\,-0.5)*(0.5+random(0))",
}


def sound_file(path: Path, wave: str, *, seconds: float = 24) -> Path:
    """Music as a formula of the time `t`."""
    encode("-f", "lavfi", "-i", f"aevalsrc={wave}:s=44100:d={seconds}", str(path))
    return path


@pytest.fixture
def heard(ffmpeg: Path, tmp_path: Path) -> Heard:
    """What a programme of so many grid steps sounds like once it is coded."""

    def hear(music: Path | None, *, steps: int = 1, house: HouseFormat = HOUSE) -> Sound:
        out = tmp_path / "sound.m4a"
        frames = steps * house.grid_frames
        soundtrack(ffmpeg, music, house, frames=frames, name="Test", out=out)
        return decode(out)

    return hear


LONG = ("swelling from silence", "drum")
"""Heard for three steps, with a middle between the ends."""


@pytest.mark.parametrize(("kind", "steps"), [(kind, 3 if kind in LONG else 1) for kind in MUSIC])
def test_any_music_is_at_house_loudness_all_over(
    heard: Heard, kind: str, steps: int, tmp_path: Path
) -> None:
    sound = heard(sound_file(tmp_path / "music.wav", MUSIC[kind]), steps=steps)
    assert len(sound) == steps * 8 * 48000
    loudness = measure(sound)
    assert loudness.integrated_lufs == pytest.approx(-16, abs=0.4)
    assert loudness.first_lufs == pytest.approx(-16, abs=0.3)
    assert loudness.last_lufs == pytest.approx(-16, abs=0.3)
    assert loudness.true_peak_dbtp <= HOUSE.true_peak_dbtp
    for half in (sound[:24000], sound[-24000:]):
        assert np.square(half, dtype=np.float64).mean() > 10 ** (-45 / 10)  # a join is no hole


@pytest.mark.parametrize("seconds", [3.0, 7.5, 20.0])
def test_music_lasts_as_long_as_the_programme(heard: Heard, tmp_path: Path, seconds: float) -> None:
    sound = heard(make_music(tmp_path / "music's.wav", seconds=seconds))
    loud = np.abs(sound).reshape(-1, 4800, 2).max(axis=(1, 2))
    assert loud[5:-10].min() > 0.05  # no hole where the music repeats


def test_it_starts_and_ends_without_a_click(heard: Heard, tmp_path: Path) -> None:
    sound = heard(make_music(tmp_path / "m.wav"))
    assert np.abs(sound[:5]).max() < 0.001
    assert np.abs(sound[-5:]).max() < 0.001


def test_a_rest_in_the_music_is_never_digital_silence(heard: Heard, tmp_path: Path) -> None:
    music = sound_file(tmp_path / "rest.wav", f"not(between(t\\,6\\,9.5))*{CHORD}")
    blocks = np.abs(heard(music, steps=2)).reshape(-1, 48000, 2).max(axis=(1, 2))
    assert 0.001 < blocks.min() < 0.05


@pytest.mark.parametrize("silent", [True, False])
def test_where_there_is_no_music_a_chord_sounds(silent: bool, ffmpeg: Path, tmp_path: Path) -> None:
    music = silent_music(tmp_path / "silent.wav") if silent else None
    chords = []
    for name in ("Test", "Another"):
        out = tmp_path / "sound.m4a"
        track = soundtrack(ffmpeg, music, HOUSE, frames=192, name=name, out=out)
        assert not track.music
        chords.append(decode(out))
        assert measure(chords[-1]).integrated_lufs == pytest.approx(-16, abs=0.2)
    assert not np.array_equal(chords[0], chords[1])


@pytest.mark.parametrize("kind", ["noise", "drum"])
def test_what_a_low_bitrate_takes_away_is_made_up_for(
    heard: Heard, tmp_path: Path, kind: str
) -> None:
    """Coding at 96 kbit/s takes 1.5 LU from noise, and may add 2 dB to the peaks of a drum."""
    house = HouseFormat(audio_kbps=96)
    found = measure(heard(sound_file(tmp_path / "music.wav", MUSIC[kind]), house=house))
    for lufs in (found.integrated_lufs, found.first_lufs, found.last_lufs):
        assert lufs == pytest.approx(-16, abs=0.5)
    assert found.true_peak_dbtp <= house.true_peak_dbtp


def test_files_that_are_no_music(heard: Heard, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="has no sound"):
        heard(make_clip(tmp_path / "clip.mp4"))
    with pytest.raises(MediaError, match="no 2 s of sound"):
        heard(make_music(tmp_path / "short.wav", seconds=0.5))


OWN = {
    "one loud moment": "0.02*(random(0)-0.5)+0.5*sin(6283*t)*between(t,4.7,4.9)",
    "silent at first": "0.3*sin(2764*t)*(0.5+0.4*sin(20*t))*gt(t,3)",
    "over after 5 s": "0.3*sin(2764*t)*(0.5+0.4*sin(20*t))*lt(t,5)",
}


@pytest.mark.parametrize("kind", OWN)
def test_peoples_own_sound_is_kept_however_uneven(ffmpeg: Path, tmp_path: Path, kind: str) -> None:
    """What was recorded is heard at its moments, at house loudness all over."""
    wave = OWN[kind].replace(",", "\\,")
    own = decode(sound_file(tmp_path / "own.wav", wave, seconds=8))
    out = tmp_path / "sound.m4a"
    layers = Layers(own=own)
    made = soundtrack(
        ffmpeg, None, HOUSE, frames=HOUSE.grid_frames, name="Test", out=out, layers=layers
    )
    assert made.layers
    aired = decode(out)
    told = measure(aired)
    for lufs in (told.integrated_lufs, told.first_lufs, told.last_lufs):
        assert lufs == pytest.approx(HOUSE.loudness_lufs, abs=0.5)
    hertz = 1000 if kind == "one loud moment" else 440
    turns = np.exp(-2j * np.pi * hertz * np.arange(4800) / 48000)
    heard = np.array([abs(part @ turns) for part in aired[: 79 * 4800, 0].reshape(-1, 4800)])
    loud = np.array([abs(part @ turns) for part in own[: 79 * 4800, 0].reshape(-1, 4800)])
    there = loud > loud.max() / 2
    assert heard[there].min() > 3 * np.median(heard[~there])
