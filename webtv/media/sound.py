"""The sound of a programme: music at house loudness, at both ends as well as in all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from webtv.media.bed import music_bed, room_tone
from webtv.media.chord import chord
from webtv.media.encode import samples
from webtv.media.level import level
from webtv.media.loudness import Sound, in_steps, integrated, k_weighted, lufs
from webtv.model.house import HouseFormat

EDGE_S = 0.015
"""Every programme begins and ends with so short a fade, so that a join never clicks."""

_AAC_HEADROOM_DB = 0.7  # AAC raises true peaks a little; measured up to 0.5 dB at 160 kbit/s
_CHORD_BELOW_LU = 8.0


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What is heard. `music` is false when the station's own chord is all there is."""

    sound: Sound
    music: bool


def soundtrack(music: Path | None, house: HouseFormat, *, frames: int, name: str) -> Soundtrack:
    """The sound of a programme of `frames` frames; its chord follows from `name`.

    Music that cannot be brought to house loudness, because it rests too long at an end, gets the
    chord laid under it; where there is none, or nothing to hear in it, the chord sounds alone.
    Raises `MediaError` if `music` is no sound file.
    """
    count = samples(house, frames)
    bed = music_bed(music, count) if music is not None else None
    sound = _levelled(bed, house) if bed is not None else None
    if bed is not None and sound is None:
        sound = _levelled(_over_chord(bed, house, name), house)
    scored = sound is not None
    if sound is None:
        sound = chord(name, samples=count, loudness_lufs=house.loudness_lufs)
    sound = sound + room_tone(count)
    edge = np.linspace(0, 1, round(EDGE_S * house.sample_rate), dtype=np.float32)[:, None]
    sound[: len(edge)] *= edge
    sound[-len(edge) :] *= edge[::-1]
    return Soundtrack(sound, scored)


def _levelled(sound: Sound, house: HouseFormat) -> Sound | None:
    ceiling_dbtp = house.true_peak_dbtp - _AAC_HEADROOM_DB
    return level(sound, target_lufs=house.loudness_lufs, ceiling_dbtp=ceiling_dbtp)


def _over_chord(bed: Sound, house: HouseFormat, name: str) -> Sound:
    under = house.loudness_lufs - _CHORD_BELOW_LU
    raised_db = house.loudness_lufs - lufs(integrated(in_steps(k_weighted(bed))))
    own = chord(name, samples=len(bed), loudness_lufs=under)
    return bed * np.float32(10 ** (raised_db / 20)) + own
