"""The sound of clips laid along a programme, in sync with their pictures.

A clip is retimed to the length of its shot. Its sound goes with it, at its own pitch, as long as
that is at most 15 %. Beyond, what is heard would not fit what is seen any more: steady sound, such
as rain or surf, goes on at its own speed, repeated where it must be; anything with events in it
is left out, because an event at the wrong time is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError

from webtv.errors import MediaError, RejectedError
from webtv.media.cutting import Cut
from webtv.media.probe import probe
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import confined
from webtv.media.sound.bed import INAUDIBLE_LUFS, looped, slope
from webtv.media.sound.loudness import RATE, Sound, decode, in_steps, k_weighted, loudness, lufs
from webtv.media.sound.tempo import stretched
from webtv.media.tracks import picture_track, sound_track

MOST_STRETCHED = 1.15
"""Sound follows its picture's change of speed up to this factor, either way."""

MOST_OWN = 1.08
"""What people recorded themselves is fitted to its place by at most this factor, either way."""

STEADY_LU = 6.0
"""Sound whose momentary loudness stays within so much is an atmosphere without events."""

_FADE_S = 0.02  # at a hard cut, so that it never clicks
_LOOK, _HOP = 40, 10  # steps: 400 ms, one every 100 ms


@dataclass(frozen=True, slots=True)
class ClipSound:
    """The sound of one clip: its file, and the clip, whose picture it belongs to.

    `own` was recorded with the picture, and both keep to their `pace`; else it is an effect. Only a
    `share` of the picture is seen where the clip is longer than its shot.
    """

    file: Path
    clip: Path
    own: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Sound as long as the programme, None if nothing is left; and what was left out, and why."""

    sound: Sound | None
    left_out: dict[int, str]


def pace(filmed_s: float, shown_s: float) -> float:
    """How many times longer than filmed people's own pictures and sound are shown.

    A little off its place, a clip is fitted to it; else it keeps its time, and is cut off or holds
    its last picture.
    """
    factor = shown_s / filmed_s
    return factor if 1 / MOST_OWN <= factor <= MOST_OWN else 1.0


def lay_out(sounds: Sequence[ClipSound | None], timing: Cut, samples: int) -> LaidOut:
    """Each clip's sound where its picture is, crossfaded as the pictures are.

    Effects, which are made one by one, are made equally loud. A file that cannot be used is left
    out; the programme goes on without it.
    """
    whole = np.zeros((samples, 2), np.float32)
    left_out: dict[int, str] = {}
    for index, (given, entry, length) in enumerate(
        zip(sounds, timing.entries, timing.lengths, strict=True)
    ):
        if given is None:
            continue
        try:
            heard = _fitted(given, length, timing)
        except MediaError as error:
            left_out[index] = str(error)
            continue
        start = _samples(entry, timing)
        end = min(start + len(heard), samples)
        overlap = _samples(timing.overlap, timing)
        whole[start:end] += _faded(heard, overlap, index, len(sounds))[: end - start]
    used = sum(given is not None for given in sounds) > len(left_out)
    return LaidOut(whole if used else None, left_out)


def _fitted(given: ClipSound, length: int, timing: Cut) -> Sound:
    """The sound of one clip, for as long as it is seen."""
    room = _samples(length, timing)
    sound = _from_first_picture(given.file, longest_s=2 * room / RATE)
    loud_lufs = loudness(sound)
    if loud_lufs < INAUDIBLE_LUFS:
        raise RejectedError("it is silent")
    if not given.own:
        sound = sound * np.float32(10 ** ((lufs(1.0) - loud_lufs) / 20))
    factor = _stretch(given, length, timing)
    if 1 / MOST_STRETCHED <= factor <= MOST_STRETCHED:
        sound = stretched(sound, factor)
    elif _is_steady(sound):
        sound = looped(sound, room)
    else:
        raise RejectedError(
            f"it is shown {factor:.2f} times as long as it was filmed; its sound "
            "would be out of sync"
        )
    fitted = np.zeros((room, 2), np.float32)
    fitted[: len(sound)] = sound[:room]
    return fitted


def _from_first_picture(path: Path, *, longest_s: float) -> Sound:
    """A file's sound from the moment on at which its first picture is shown."""
    sound = decode(path, longest_s=longest_s)
    late = round(_lateness_s(path) * RATE)
    if late < 0:
        return sound[-late:]
    return np.concatenate([np.zeros((late, 2), np.float32), sound])


def _lateness_s(path: Path) -> float:
    """Seconds from the first picture to the first sound of a file; 0 if it has but one of them.

    Read from decoded frames, as a decoder drops the encoder's priming.
    """
    return float(confined(partial(_lateness, path), reads=[path], name=path.name))


def _lateness(path: Path) -> bytes:
    """`_lateness_s`, in the child."""
    firsts_s: list[float] = []
    try:
        for choose in (picture_track, sound_track):
            with av.open(str(path), options=MEDIA_ONLY) as container:
                track = choose(container)
                if track is None:
                    continue
                first = next(container.decode(track))
                if isinstance(first, (av.VideoFrame, av.AudioFrame)):
                    firsts_s.append(first.time or 0.0)
    except StopIteration:
        return b"0"
    except (FFmpegError, OSError) as error:
        raise MediaError(f"{path.name} cannot be decoded: {error}") from error
    return repr(firsts_s[1] - firsts_s[0] if len(firsts_s) == 2 else 0.0).encode()


def _stretch(given: ClipSound, length: int, timing: Cut) -> float:
    """How many times longer the picture is seen than the sound was made for.

    An effect's own picture says that, if it has one: the clip may have got more frames since.
    """
    clip = given.clip if given.own else given.file
    video = probe(clip).video or probe(given.clip).video
    if video is None:
        raise MediaError(f"{given.clip.name} has no picture")
    if given.own:
        return pace(video.duration_s, float(length / timing.rate))
    frames = max(2, video.frames)
    filmed_s = video.duration_s * (frames - 1) / frames  # from the first picture to the last one
    return float((length - 1) / timing.rate) / (filmed_s * given.share)


def _is_steady(sound: Sound) -> bool:
    power = in_steps(k_weighted(sound))
    momentary = np.convolve(power, np.full(_LOOK, 1 / _LOOK), mode="valid")[::_HOP]
    if momentary.size < 2:
        return False
    return bool(10 * np.log10(momentary.max() / max(momentary.min(), 1e-12)) <= STEADY_LU)


def _faded(sound: Sound, overlap: int, index: int, count: int) -> Sound:
    """Equal power over each crossfade; a short slope at a hard cut and at both ends."""
    short = round(_FADE_S * RATE)
    into = overlap if index and overlap else short
    out_of = overlap if index < count - 1 and overlap else short
    sound[:into] *= np.sqrt(slope(into))[:, None]
    sound[-out_of:] *= np.sqrt(slope(out_of))[::-1, None]
    return sound


def _samples(frames: int, timing: Cut) -> int:
    return round(frames * RATE / timing.rate)
