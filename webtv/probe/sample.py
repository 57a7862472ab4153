"""Measures a few seconds of received media, from bytes in memory, in a child that can do no harm.

Every packet's time stamp is looked at and all sound is decoded, but of the pictures only the
keyframes, which tell black from moving at a tenth of the cost.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import av
import numpy as np
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from numpy.typing import NDArray
from pydantic import TypeAdapter

from webtv.media.process.decoder import confined

_ROWS, _COLUMNS = 5, 7
"""One pixel in so many is looked at, down and across."""

_DARK_LUMA = 40
_DARK_SHARE = 0.001
"""A picture is black when fewer pixels than this share are brighter than that (of 16 to 235)."""

_SAME_LUMA = 0.25
"""Two pictures differ when their pixels do by more than this on average: an encoder's noise in a
still picture stays below. Source: the default of ffmpeg's freezedetect, -60 dB of 255."""

DEADLINE_S = 20.0
"""Longest that a piece is decoded for."""

_LIGHT_PROBE = {"probesize": "200000", "analyzeduration": "500000", "fpsprobesize": "0"}

_MEDIA_ONLY = {"format_whitelist": "mpegts,flv,live_flv,mov", "protocol_whitelist": "none"}
"""What is no media but a list of it would have other files and addresses opened."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of a channel. `back_s` and `hole_s` are the largest steps of its clock, in seconds:
    backwards, and forwards between two pictures.
    """

    packets: int = 0
    media_s: float = 0.0
    decoded: int = 0
    pictures: int = 0
    dark: bool = False
    loudness_db: float | None = None
    back_s: float = 0.0
    hole_s: float = 0.0


_SAMPLE = TypeAdapter(Sample)


def measure(data: bytes) -> Sample:
    """Look at a piece of MPEG-TS, FLV or MP4. What cannot be read at all gives an empty sample.

    Raises `RejectedError` if it takes more than `DEADLINE_S` seconds or too much memory, and
    another `MediaError` if nothing can be decoded on this machine now.
    """
    look = partial(_looked_into, data)
    return _SAMPLE.validate_json(confined(look, reads=[], name="what came", deadline_s=DEADLINE_S))


def _looked_into(data: bytes) -> bytes:
    """`measure`, in the child."""
    try:
        with av.open(io.BytesIO(data), "r", options=_LIGHT_PROBE | _MEDIA_ONLY) as container:
            return _SAMPLE.dump_json(_measure(container))
    except (FFmpegError, ValueError):
        return _SAMPLE.dump_json(Sample())


def _measure(container: av.container.InputContainer) -> Sample:
    video = container.streams.video[0] if container.streams.video else None
    audio = container.streams.audio[0] if container.streams.audio else None
    wanted = [stream for stream in (video, audio) if stream is not None]
    pictures: list[Packet[Stream]] = []
    sounds: list[Packet[Stream]] = []
    try:
        for packet in container.demux(wanted):
            if packet.dts is not None and packet.size:
                (pictures if packet.stream is video else sounds).append(packet)
    except FFmpegError:
        pass  # the end of the piece may be cut anywhere
    times, heard = _times(pictures), _times(sounds)
    lumas = _lumas(video, pictures) if video is not None else []
    return Sample(
        packets=len(pictures),
        media_s=times[-1] - times[0] if times else 0.0,
        decoded=len(lumas),
        pictures=sum(_differ(a, b) for a, b in pairwise(lumas)),
        dark=bool(lumas) and all(_is_dark(luma) for luma in lumas),
        loudness_db=_loudness(sounds),
        back_s=max(_back(times), _back(heard)),
        hole_s=max((b - a for a, b in pairwise(times)), default=0.0),
    )


def _times(packets: Iterable[Packet[Stream]]) -> list[float]:
    return [float(p.dts * p.time_base) for p in packets if p.dts is not None and p.time_base]


def _back(times: Sequence[float]) -> float:
    return max((a - b for a, b in pairwise(times)), default=0.0)


def _lumas(video: av.VideoStream, packets: Sequence[Packet[Stream]]) -> list[NDArray[np.int16]]:
    """Some pixels of each decoded picture."""
    keys = [packet for packet in packets if packet.is_keyframe]
    context = video.codec_context
    context.thread_count = 1
    # One keyframe alone cannot show that the picture moves.
    if len(keys) > 1:
        context.skip_frame = "NONKEY"
        packets = keys
    lumas = []
    for packet in [*packets, None]:
        try:
            frames = context.decode(packet)
        except FFmpegError:
            continue
        for frame in frames:
            plane = frame.planes[0]
            luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            lumas.append(luma[::_ROWS, : plane.width : _COLUMNS].astype(np.int16))
    return lumas


def _differ(before: NDArray[np.int16], after: NDArray[np.int16]) -> bool:
    if before.shape != after.shape:
        return True
    return float(np.abs(after - before).mean()) > _SAME_LUMA


def _is_dark(luma: NDArray[np.int16]) -> bool:
    return float((luma > _DARK_LUMA).mean()) < _DARK_SHARE


def _loudness(packets: Iterable[Packet[Stream]]) -> float | None:
    """RMS of all sound in dBFS; None where there is none."""
    power, count = 0.0, 0
    for packet in packets:
        try:
            frames = packet.decode()
        except FFmpegError:
            continue
        for frame in frames:
            if isinstance(frame, av.AudioFrame):
                samples = frame.to_ndarray()
                power += float(np.vdot(samples, samples))
                count += samples.size
    if not count:
        return None
    return round(10 * math.log10(max(power / count, 1e-12)), 1)
