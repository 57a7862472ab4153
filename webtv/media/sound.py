"""The sound of a programme: music at house loudness, at both ends as well as in all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ffmpeg
import numpy as np

from webtv.media.bed import music_bed, room_tone
from webtv.media.chord import chord
from webtv.media.encode import NICE, audio_options, samples
from webtv.media.level import level
from webtv.media.loudness import (
    RATE,
    Loudness,
    Sound,
    decode,
    in_steps,
    integrated,
    k_weighted,
    lufs,
    measure,
)
from webtv.media.process import run
from webtv.model.house import HouseFormat

EDGE_S = 0.015
"""Every programme begins and ends with so short a fade, so that a join never clicks."""

_AAC_HEADROOM_DB = 0.7  # AAC raises true peaks a little; measured up to 0.5 dB at 160 kbit/s
_CHORD_BELOW_LU = 8.0
_ROUNDS = 3
_GOOD_LU = 0.2
_DEADLINE_S = 120


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What is heard: 32-bit floats in a file. `music` is false when it is the chord alone."""

    path: Path
    music: bool


def soundtrack(
    ffmpeg_path: Path,
    music: Path | None,
    house: HouseFormat,
    *,
    frames: int,
    name: str,
    out: Path,
    stop: threading.Event | None = None,
) -> Soundtrack:
    """Write the sound of a programme of `frames` frames to `out`; its chord follows from `name`.

    Music that cannot be brought to house loudness, because it rests too long at an end, gets the
    chord laid under it; where there is none, or nothing to hear in it, the chord sounds alone.
    Raises `MediaError` if `music` is no sound file.
    """
    count = samples(house, frames)
    bed = music_bed(music, count) if music is not None else None
    target_lufs, ceiling_dbtp = house.loudness_lufs, house.true_peak_dbtp - _AAC_HEADROOM_DB
    for _ in range(_ROUNDS):
        sound = None
        if bed is not None:
            under = partial(_chord, name, house, count)
            sound = _raised(bed, target_lufs, ceiling_dbtp, under)
        scored = sound is not None
        if sound is None:
            sound = _chord(name, house, count, target_lufs)
        _finished(sound).tofile(out)
        heard = _coded(ffmpeg_path, house, out, stop=stop)
        # AAC at a low bitrate loses the highs of rain, and lets single peaks grow.
        missing_lu = _missing(heard, house.loudness_lufs)
        above_db = heard.true_peak_dbtp - house.true_peak_dbtp
        if abs(missing_lu) <= _GOOD_LU and above_db <= 0:
            break
        target_lufs += missing_lu
        ceiling_dbtp -= max(0.0, above_db)
    return Soundtrack(out, scored)


def _chord(name: str, house: HouseFormat, count: int, loudness_lufs: float) -> Sound:
    """The chord of one grid step, again and again."""
    step = samples(house, house.grid_frames)
    return np.resize(chord(name, samples=step, loudness_lufs=loudness_lufs), (count, 2))


def _raised(
    bed: Sound, target_lufs: float, ceiling_dbtp: float, under: Callable[[float], Sound]
) -> Sound | None:
    """Music at its loudness, over what `under` gives if it must be; None if that is not enough."""
    alone = level(bed, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
    if alone is not None:
        return alone
    raised_db = target_lufs - lufs(integrated(in_steps(k_weighted(bed))))
    both = bed * np.float32(10 ** (raised_db / 20)) + under(target_lufs - _CHORD_BELOW_LU)
    return level(both, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)


def _finished(sound: Sound) -> Sound:
    done = sound + room_tone(len(sound))
    edge = np.linspace(0, 1, round(EDGE_S * RATE), dtype=np.float32)[:, None]
    done[: len(edge)] *= edge
    done[-len(edge) :] *= edge[::-1]
    return done


def _coded(
    ffmpeg_path: Path, house: HouseFormat, path: Path, *, stop: threading.Event | None
) -> Loudness:
    """The loudness that is left once it is AAC."""
    coded = path.with_suffix(".m4a")
    source = ffmpeg.input(str(path.absolute()), f="f32le", ar=RATE, ch_layout="stereo")
    output = ffmpeg.output(source, str(coded.absolute()), **audio_options(house))
    run(
        [str(ffmpeg_path), "-hide_banner", "-v", "error", "-nostdin", "-y", *output.get_args()],
        what="encoding sound to hear it",
        deadline_s=_DEADLINE_S,
        nice=NICE,
        stop=stop,
    )
    return measure(decode(coded))


def _missing(heard: Loudness, wanted_lufs: float) -> float:
    """By how much all of it should be louder; between the quietest and the loudest part."""
    parts = heard.integrated_lufs, heard.first_lufs, heard.last_lufs
    return wanted_lufs - (min(parts) + max(parts)) / 2
