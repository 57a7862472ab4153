"""Narration laid along a programme: from just after the title to just before the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from webtv.errors import RejectedError
from webtv.media.sound.bed import INAUDIBLE_LUFS, sounding
from webtv.media.sound.loudness import RATE, Sound, decode, loudness
from webtv.media.sound.tempo import stretched

EARLIEST_S = 1.0
"""Speech never begins before this: a viewer needs a moment to arrive."""

SPARE_S = 1.0
"""It is over so long before the end, so that the music is there again at the join."""

FASTEST = 1.1
"""Speech is sped up at most so many times; beyond that it sounds hurried."""

_REST_LU = 40.0
_LONGEST_S = 600.0


@dataclass(frozen=True, slots=True)
class Speech:
    """Narration as long as the programme. It is heard from `start_s` on for `seconds`.

    `lines` says when each line begins and ends, where they are laid one by one.
    """

    sound: Sound
    start_s: float
    seconds: float
    faster: float
    lines: tuple[tuple[float, float], ...] = ()


def room_for_speech_s(programme_s: float) -> float:
    """Seconds of speech, at its own pace, that fit into a programme at most."""
    return (programme_s - EARLIEST_S - SPARE_S) * FASTEST


def spoken(path: Path, *, seconds: float) -> Sound:
    """The speech in a file, without the silence around it, for a programme of `seconds`.

    Raises `RejectedError` if there is nothing to hear or too much to say: then the programme goes
    without it. Raises `MediaError` if it is no sound file.
    """
    whole = decode(path, longest_s=_LONGEST_S)
    words = sounding(whole, rest_lu=_REST_LU, dying_s=0)
    if loudness(words) < INAUDIBLE_LUFS:
        raise RejectedError(f"{path.name} has no speech to hear")
    room_s = room_for_speech_s(seconds)
    if len(words) / RATE > room_s:
        raise RejectedError(
            f"{path.name} speaks for {len(words) / RATE:.1f} s; a programme of {seconds:.1f} s has "
            f"room for {max(0.0, room_s):.1f} s"
        )
    return words


def lay_speech(words: Sound, samples: int, *, after_s: float) -> Speech:
    """`words` in a programme of so many samples, from `after_s` on, or earlier if they must.

    What is still too long from EARLIEST_S on is sped up, by what `spoken` allows.
    """
    room = samples - round((EARLIEST_S + SPARE_S) * RATE)
    faster = max(1.0, len(words) / room)
    said = stretched(words, 1 / faster)[:room]
    latest = samples - round(SPARE_S * RATE) - len(said)
    start = max(round(EARLIEST_S * RATE), min(round(after_s * RATE), latest))
    sound = np.zeros((samples, 2), np.float32)
    sound[start : start + len(said)] = said
    return Speech(sound, start / RATE, len(said) / RATE, faster)
