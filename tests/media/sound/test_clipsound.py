"""Sounds of clips: with their pictures to the frame, faded as these are, or left out."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import encode, make_clip, make_music
from webtv.media.conform import conform
from webtv.media.cutting import Cut, cut
from webtv.media.encode import samples
from webtv.media.graphics.captions import Captions
from webtv.media.graphics.label import Label
from webtv.media.sound.clipsound import ClipSound, lay_out, pace
from webtv.media.sound.loudness import RATE, Sound, decode, measure
from webtv.media.sound.sound import EFFECTS_BELOW_LU, Layers, soundtrack
from webtv.model.house import HouseFormat

HOUSE = HouseFormat(width=160, height=128, video_kbps=300)
CLICK_HZ = 3000


def clapper(path: Path, *, seconds: float, fps: int, at_frame: int) -> Path:
    """A dark clip with one white picture, and a click when it comes."""
    at_s = at_frame / fps
    white = f"geq=lum='if(eq(N\\,{at_frame})\\,235\\,40)':cb=128:cr=128"
    click = f"0.5*sin(2*PI*{CLICK_HZ}*t)*between(t\\,{at_s}\\,{at_s + 0.02})"
    encode(
        *("-f", "lavfi", "-i", f"color=c=black:s=160x128:r={fps},{white}"),
        *("-f", "lavfi", "-i", f"aevalsrc={click}:s=44100"),
        *("-t", str(seconds), "-pix_fmt", "yuv420p", "-c:a", "aac", str(path)),
    )
    return path


def onsets(sound: Sound) -> list[float]:
    """When something starts to be heard, in seconds."""
    loud = np.abs(sound[:, 0]) > 0.3 * np.abs(sound).max()
    at = np.flatnonzero(loud) / RATE
    return [float(at[0]), *(float(b) for a, b in pairwise(at) if b - a > 0.5)]


def laid(*sounds: ClipSound | None, timing: Cut) -> tuple[Sound | None, dict[int, str]]:
    done = lay_out(sounds, timing, samples(HOUSE, timing.frames))
    return done.sound, done.left_out


@pytest.mark.parametrize("own", [False, True])
def test_a_click_is_heard_when_its_picture_is_seen(own: bool, ffmpeg: Path, tmp_path: Path) -> None:
    """Of three clips of other lengths and rates, crossfaded; two clicks stay with their flash."""
    clips = [
        clapper(tmp_path / "0.mp4", seconds=2.7, fps=24, at_frame=30),
        make_clip(tmp_path / "1.mp4", size=(160, 128)),
        clapper(tmp_path / "2.mp4", seconds=3.0, fps=30, at_frame=61),
    ]
    timing = cut([2.7, 2.6, 2.7], HOUSE, crossfade_s=0.5)
    sounds = [ClipSound(clips[0], clips[0], own), None, ClipSound(clips[2], clips[2], own)]
    sound, left_out = laid(*sounds, timing=timing)
    assert sound is not None
    assert not left_out
    out = tmp_path / "out.mp4"
    conform(
        ffmpeg,
        HOUSE,
        clips=clips,
        timing=timing,
        music=None,
        captions=Captions(),
        label=Label("Clapper"),
        layers=Layers(own=sound) if own else Layers(effects=sound),
        recorded=[0, 2] if own else [],
        out=out,
        work_dir=tmp_path,
    )
    with av.open(str(out)) as container:
        light = [
            (float(frame.to_ndarray(format="gray")[:64].mean()), frame.time or 0.0)
            for frame in container.decode(video=0)
        ]
    first, last = (
        max(part)[1] for part in (light[: timing.entries[1]], light[timing.entries[2] + 12 :])
    )
    heard = decode(out)
    spectrum = np.abs(np.diff(heard, 8, axis=0))  # all but the highest is the chord
    clicks = onsets(spectrum)
    assert len(clicks) == 2
    assert clicks == pytest.approx([first, last], abs=1 / 24)


def test_the_sound_of_a_clip_that_got_more_frames_is_still_in_sync(tmp_path: Path) -> None:
    """What FILM made plays three times as long; the sound was made for the clip before that."""
    before = clapper(tmp_path / "before.mp4", seconds=3.9, fps=8, at_frame=20)
    after = make_clip(tmp_path / "after.mp4", seconds=11.6, size=(160, 128))
    timing = cut([4.0, 4.0], HOUSE)
    sound, _ = laid(None, ClipSound(before, after), timing=timing)
    assert sound is not None
    assert onsets(sound) == pytest.approx([4.0 + 20 / 30 * (95 / 24)], abs=1 / 24)


def test_the_sound_of_a_clip_that_is_trimmed_is_trimmed_with_it(tmp_path: Path) -> None:
    clip = clapper(tmp_path / "long.mp4", seconds=10, fps=24, at_frame=48)
    timing = cut([4.0, 4.0], HOUSE)
    sound, left_out = laid(None, ClipSound(clip, clip, share=0.4), timing=timing)
    assert sound is not None, left_out
    assert onsets(sound) == pytest.approx([6.0], abs=1 / 24)


def test_sounds_cross_as_pictures_do_and_are_equally_loud(tmp_path: Path) -> None:
    clips = []
    for index, volume in enumerate((0.02, 0.4)):
        noise = f"anoisesrc=a={volume}:seed={index}:d=4.2"
        path = tmp_path / f"{index}.mp4"
        clips.append(make_clip(path, seconds=4.2, fps=24, size=(160, 128), sound=noise))
    timing = cut([4.0, 4.0], HOUSE, crossfade_s=0.5)
    sound, _ = laid(*(ClipSound(clip, clip) for clip in clips), timing=timing)
    assert sound is not None
    power = np.square(sound).reshape(-1, RATE // 20, 2).mean(axis=(1, 2))
    level_db = 10 * np.log10(power[1:-1] / np.median(power))
    assert np.abs(level_db).max() < 1.5  # neither a hole nor a hump at the crossfade


def test_beyond_what_sync_allows_rain_goes_on_and_a_click_is_left_out(tmp_path: Path) -> None:
    rain = "anoisesrc=a=0.1:d=3"
    steady = make_clip(tmp_path / "rain.mp4", seconds=3, size=(160, 128), sound=rain)
    click = clapper(tmp_path / "click.mp4", seconds=2, fps=24, at_frame=24)
    silent = make_clip(tmp_path / "s.mp4", size=(160, 128), sound="anullsrc=r=48000:cl=stereo")
    mute = make_clip(tmp_path / "mute.mp4", size=(160, 128))
    timing = cut([6.0] * 4, HOUSE)
    clips = (steady, click, silent, mute)
    sound, left_out = laid(*(ClipSound(clip, clip) for clip in clips), timing=timing)
    assert sound is not None
    loud = np.abs(sound[: 6 * RATE]).reshape(-1, RATE // 10, 2).max(axis=(1, 2))
    assert loud[1:-1].min() > 0.3 * loud.max()
    assert np.abs(sound[6 * RATE :]).max() == 0
    assert "3.04 times as long as it was filmed" in left_out[1]
    assert left_out[2] == "it is silent"
    assert left_out[3] == "mute.mp4 has no sound"
    nothing, _ = laid(None, ClipSound(click, click), None, None, timing=timing)
    assert nothing is None


def test_what_was_recorded_is_fitted_a_little_or_keeps_its_time() -> None:
    assert pace(7.6, 8.0) == pytest.approx(8 / 7.6)
    assert pace(8.4, 8.0) == pytest.approx(8 / 8.4)
    assert pace(9.0, 8.0) == 1.0
    assert pace(5.0, 8.0) == 1.0


def test_sound_that_begins_before_or_after_its_picture_stays_in_its_place(tmp_path: Path) -> None:
    clip = clapper(tmp_path / "clip.mp4", seconds=7.9, fps=24, at_frame=96)
    for late_s in (0.5, -0.3):
        moved = tmp_path / f"{late_s}.mkv"
        first, second = ("0:v", "1:a") if late_s > 0 else ("1:v", "0:a")
        offset = ("-itsoffset", str(abs(late_s)))
        encode("-i", str(clip), *offset, "-i", str(clip), "-map", first, "-map", second,
               "-c", "copy", str(moved))  # fmt: skip
        timing = cut([8.0], HOUSE)
        sound, _ = laid(ClipSound(moved, moved), timing=timing)
        assert sound is not None
        assert onsets(sound) == pytest.approx([(4 + late_s) * 8 / 7.9], abs=1 / 24)


def test_effects_lie_under_the_music(ffmpeg: Path, tmp_path: Path) -> None:
    """Music is low, the effect high: each can be measured in the mix."""
    high = np.sin(2 * np.pi * CLICK_HZ * np.arange(8 * RATE) / RATE)
    effects = (0.01 * np.column_stack([high, high])).astype(np.float32)
    out = tmp_path / "sound.m4a"
    music = make_music(tmp_path / "music.wav")
    found = {}
    for score in (music, None):
        layers = Layers(effects=effects)
        track = soundtrack(ffmpeg, score, HOUSE, frames=192, name="T", out=out, layers=layers)
        assert (track.music, track.layers) == (score is not None, True)
        heard = decode(out)
        loudness = measure(heard)
        for lufs in (loudness.integrated_lufs, loudness.first_lufs, loudness.last_lufs):
            assert lufs == pytest.approx(-16, abs=0.4)
        assert loudness.true_peak_dbtp <= HOUSE.true_peak_dbtp
        spectrum = np.fft.rfft(heard[:, 0])
        hertz = np.fft.rfftfreq(len(heard), 1 / RATE)
        parts = []
        for chosen in (hertz > CLICK_HZ - 200, hertz < CLICK_HZ - 200):
            alone = np.fft.irfft(np.where(chosen, spectrum, 0), len(heard)).astype(np.float32)
            parts.append(measure(np.column_stack([alone, alone])).integrated_lufs)
        found[score] = parts[0] - parts[1]
    assert found[music] == pytest.approx(-EFFECTS_BELOW_LU, abs=1)
    assert found[None] == pytest.approx(8, abs=1)  # over the chord, which is soft then


def test_lengths_are_exact_at_every_rate(tmp_path: Path) -> None:
    clip = clapper(tmp_path / "clip.mp4", seconds=21, fps=24, at_frame=480)
    house = HouseFormat(fps=29.97)
    timing = cut([21.0], house)
    count = samples(house, timing.frames)
    done = lay_out([ClipSound(clip, clip)], timing, count)
    assert done.sound is not None
    assert len(done.sound) == count
    assert timing.rate == Fraction(30000, 1001)
