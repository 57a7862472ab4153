"""The sound of a programme: music at house loudness, at both ends as well as in all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ffmpeg
import numpy as np

from webtv.media.encode import samples, sound_options
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.media.sound.bed import music_bed, rests, room_tone, slope
from webtv.media.sound.chord import chord
from webtv.media.sound.ducking import ducked
from webtv.media.sound.level import level, tamed
from webtv.media.sound.loudness import RATE, Loudness, Sound, at_loudness, decode, measure
from webtv.model.house import HouseFormat

EDGE_S = 0.015
"""Every programme begins and ends with so short a fade, so that a join never clicks."""

EFFECTS_BELOW_LU = 5.0
"""So much softer than the music are the sound effects of the pictures."""

_AAC_HEADROOM_DB = 0.7  # AAC raises true peaks a little; measured up to 0.5 dB at 160 kbit/s
_CHORD_BELOW_LU = 8.0
_CHORD_FADE_S = 0.5
_JOIN_S = 0.5
_HOLE_DB = -36.0
"""A half second at an end that is quieter than this gets the chord, softly: no join is a hole."""

_HOLE_FILLED_LU = 16.0
_ROUNDS = 3
_GOOD_LU = 0.2
_DEADLINE_S = 120


@dataclass(frozen=True, slots=True)
class Layers:
    """What is heard besides music, each as long as the programme; None if there is none.

    `effects` belong to the pictures and lie under the music. `own` was recorded with them: it
    takes the place of music, and where there is music too, that gives way to it, as it does to
    `speech`, by `duck_db`.
    """

    effects: Sound | None = None
    own: Sound | None = None
    speech: Sound | None = None
    duck_db: float = 12.0

    @property
    def empty(self) -> bool:
        """Whether music is all there is."""
        return self.effects is None and self.own is None and self.speech is None


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What is heard: a file of the house's AAC, to be copied as it is.

    `music` is false when the station's chord is heard instead, `layers` when these are not heard.
    """

    path: Path
    music: bool
    layers: bool = False


def soundtrack(
    ffmpeg_path: Path,
    music: Path | None,
    house: HouseFormat,
    *,
    frames: int,
    name: str,
    out: Path,
    layers: Layers | None = None,
    stop: threading.Event | None = None,
) -> Soundtrack:
    """Code the sound of a programme of `frames` frames to `out`; its chord follows from `name`.

    Music that cannot be brought to house loudness, because it rests too long at an end, gets the
    chord laid under it; where there is none, or nothing to hear in it, the chord sounds alone.
    Raises `MediaError` if `music` is no sound file.
    """
    count, plain = samples(house, frames), out.with_suffix(".f32")
    target_lufs, ceiling_dbtp = house.loudness_lufs, house.true_peak_dbtp - _AAC_HEADROOM_DB
    under = partial(_chord, name, house, count)
    bed = music_bed(music, count) if music is not None else None
    scored = bed is not None
    layered = layers is not None and not layers.empty
    if layers is not None and layered:
        bed, scored = _mixed(bed, layers, target_lufs, ceiling_dbtp, under)
    for _ in range(_ROUNDS):
        sound = None
        if bed is not None:
            sound = _raised(bed, target_lufs, ceiling_dbtp, under)
        heard_bed = sound is not None
        if sound is None:
            sound = under(target_lufs)
        _finished(_joined(sound, partial(under, target_lufs - _HOLE_FILLED_LU))).tofile(plain)
        heard = _coded(ffmpeg_path, house, plain, frames=frames, out=out, stop=stop)
        # AAC at a low bitrate loses the highs of rain, and lets single peaks grow.
        missing_lu = _missing(heard, house.loudness_lufs)
        above_db = heard.true_peak_dbtp - house.true_peak_dbtp
        if abs(missing_lu) <= _GOOD_LU and above_db <= 0:
            break
        target_lufs += missing_lu
        ceiling_dbtp -= max(0.0, above_db)
    plain.unlink()
    return Soundtrack(out, scored and heard_bed, layered and heard_bed)


def _mixed(
    music: Sound | None,
    layers: Layers,
    target_lufs: float,
    ceiling_dbtp: float,
    under: Callable[[float], Sound],
) -> tuple[Sound, bool]:
    """Music and layers in proportion, and whether the music is among them.

    Each is brought to the loudness of the whole first, so that proportions hold from beginning to
    end, whatever a model's idea of loudness was.
    """
    main = music if music is not None else layers.own
    bed = None
    if music is not None:
        bed = _raised(music, target_lufs, ceiling_dbtp, under)
    elif layers.own is not None:
        bed = _recorded(layers.own, target_lufs, ceiling_dbtp, under)
    scored = music is not None and bed is not None
    if bed is None:
        bed = under(target_lufs - (_CHORD_BELOW_LU if layers.effects is not None else 0))
    if layers.effects is not None:
        below_lu = 0.0 if main is None else EFFECTS_BELOW_LU
        bed = bed + at_loudness(layers.effects, target_lufs - below_lu)
    for voice in (layers.own if music is not None else None, layers.speech):
        if voice is not None:
            bed = ducked(bed, voice, layers.duck_db) + at_loudness(voice, target_lufs)
    return bed, scored


def _chord(name: str, house: HouseFormat, count: int, loudness_lufs: float) -> Sound:
    """The chord of one grid step, again and again."""
    step = samples(house, house.grid_frames)
    return np.resize(chord(name, samples=step, loudness_lufs=loudness_lufs), (count, 2))


def _recorded(
    own: Sound, target_lufs: float, ceiling_dbtp: float, under: Callable[[float], Sound]
) -> Sound | None:
    """People's own sound at its loudness; None if there is nothing in it.

    Where it rests at an end, the chord sounds instead; its noise is not raised. A loud moment in
    a quiet film comes down to the rest of it.
    """
    if not any(rests(own)):
        alone = level(own, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
        if alone is not None:
            return alone
    own = at_loudness(tamed(own), target_lufs)
    before, after = rests(own)
    chord_gain = np.zeros(len(own), np.float32)
    fade = round(_CHORD_FADE_S * RATE)
    if before:
        chord_gain[:before] = 1
        chord_gain[max(0, before - fade) : before] = slope(min(fade, before))[::-1]
    if after:
        chord_gain[-after:] = 1
        start = len(own) - after
        chord_gain[start : start + fade] = slope(min(fade, after))
    filled = own + under(target_lufs) * chord_gain[:, None]
    return _raised(filled, target_lufs, ceiling_dbtp, under)


def _raised(
    bed: Sound, target_lufs: float, ceiling_dbtp: float, under: Callable[[float], Sound]
) -> Sound | None:
    """Music at its loudness, over what `under` gives if it must be; None if that is not enough."""
    alone = level(bed, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
    if alone is not None:
        return alone
    both = at_loudness(bed, target_lufs) + under(target_lufs - _CHORD_BELOW_LU)
    return level(both, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)


def _joined(sound: Sound, under: Callable[[], Sound]) -> Sound:
    """`sound`, with `under` wherever it is silent for the half second before or after a join."""
    half = round(_JOIN_S * RATE)
    gain = np.concatenate([np.ones(half, np.float32), slope(half)[::-1]])[:, None]
    for way in (1, -1):
        heard = sound[::way]
        if np.square(heard[:half], dtype=np.float64).mean() < 10 ** (_HOLE_DB / 10):
            heard[: 2 * half] += gain * under()[::way][: 2 * half]
    return sound


def _finished(sound: Sound) -> Sound:
    done = sound + room_tone(len(sound))
    edge = np.linspace(0, 1, round(EDGE_S * RATE), dtype=np.float32)[:, None]
    done[: len(edge)] *= edge
    done[-len(edge) :] *= edge[::-1]
    return done


def _coded(
    ffmpeg_path: Path,
    house: HouseFormat,
    plain: Path,
    *,
    frames: int,
    out: Path,
    stop: threading.Event | None,
) -> Loudness:
    """Code the floats in `plain` to `out`; the loudness that is left."""
    source = ffmpeg.input(str(plain.absolute()), f="f32le", ar=RATE, ch_layout="stereo")
    options = sound_options(house, frames=frames)
    run_ffmpeg(
        ffmpeg_path,
        ffmpeg.output(source, str(out.absolute()), **options).get_args(),
        out=out,
        reads=[plain],
        what="encoding sound",
        deadline_s=_DEADLINE_S,
        stop=stop,
    )
    return measure(decode(out))


def _missing(heard: Loudness, wanted_lufs: float) -> float:
    """By how much all of it should be louder; between the quietest and the loudest part."""
    parts = heard.integrated_lufs, heard.first_lufs, heard.last_lufs
    return wanted_lufs - (min(parts) + max(parts)) / 2
