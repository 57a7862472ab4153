"""What is in a media file: its tracks, how long they are, and how its picture is to be shown.

It is read from the packets, in a child that can do no harm (`webtv.media.process.decoder`); only
the first picture is decoded, because a turn and an interlaced picture show nowhere else.
"""

from __future__ import annotations

import hashlib
from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from errno import ENOMEM
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from pydantic import TypeAdapter

from webtv.errors import MediaError
from webtv.media.presentation import Presentation, presentation
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import DEADLINE_S, confined
from webtv.media.tracks import picture_track, sound_track

MOST_PACKETS = 1_500_000
"""An hour at 120 pictures a second, with sound, has 0.6 million."""

_CUT_SHORT_S = 1.0
_CUT_SHORT_SHARE = 0.05
"""So much less than its headers promise may be in a whole film: they are rounded, or guessed."""


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The picture track that players show. Times in seconds, keyframes as frame numbers in display
    order; `number` counts the file's picture tracks from 0.
    """

    codec: str
    profile: str
    width: int
    height: int
    pix_fmt: str
    fps: float
    frames: int
    start_s: float
    duration_s: float
    time_base: Fraction
    extradata_sha256: str
    keyframes: tuple[int, ...]
    constant_rate: bool
    number: int = 0
    shown: Presentation = field(default_factory=lambda: Presentation(2, 2))


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """The sound track that players play; `number` counts the file's sound tracks from 0."""

    codec: str
    profile: str
    sample_rate: int
    channels: int
    start_s: float
    duration_s: float
    samples: int
    extradata_sha256: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A media file. `promised_s` is what its headers promise where data are missing; else None."""

    container: str
    size_bytes: int
    duration_s: float
    video: VideoTrack | None
    audio: AudioTrack | None
    promised_s: float | None = None


_INFO = TypeAdapter(MediaInfo)


def probe(path: Path, *, name: str | None = None, deadline_s: float = DEADLINE_S) -> MediaInfo:
    """Read a file's tracks; `MediaError` if it is missing, empty or no media.

    Of several tracks it is the one that players choose; a cover is no picture track. Messages say
    `name` for the file where it is given.
    """
    called = name or path.name
    if not path.is_file():
        raise MediaError(f"{name or path} does not exist")
    read = partial(_read, path, called)
    return _INFO.validate_json(confined(read, reads=[path], name=called, deadline_s=deadline_s))


def _read(path: Path, name: str) -> bytes:
    """`probe`, in the child."""
    try:
        size = path.stat().st_size
        with av.open(str(path), options=MEDIA_ONLY) as container:
            packets = _packets(container, name)
            video, audio = picture_track(container), sound_track(container)
            picture = _video(path, video, packets.get(video.index, _NONE)) if video else None
            sound = _audio(audio, packets.get(audio.index, _NONE)) if audio else None
            ends_s = [track.end_s for track in packets.values()]
            info = MediaInfo(
                container=container.format.name,
                size_bytes=size,
                duration_s=max((t.duration_s for t in (picture, sound) if t), default=0.0),
                video=picture,
                audio=sound,
                promised_s=_promised_s(container, size, max(ends_s, default=0.0)),
            )
            return _INFO.dump_json(info)
    except (FFmpegError, OSError, ValueError) as error:
        if isinstance(error, FFmpegError) and error.errno == ENOMEM:
            raise MemoryError from error
        raise MediaError(f"{name} is not a readable media file: {error}") from error


@dataclass(frozen=True, slots=True)
class _Packets:
    """One track's packets in display order: when they are shown, and for how long, in `base`."""

    pts: array[int]
    durations: array[int]
    keyframes: tuple[int, ...] = ()
    base: Fraction = Fraction(1)

    @property
    def span(self) -> int:
        """From the first packet's start to the last one's end."""
        if not self.pts:
            return 0
        step = self.durations[-1] or (self.pts[-1] - self.pts[-2] if len(self.pts) > 1 else 0)
        return self.pts[-1] + step - self.pts[0]

    @property
    def end_s(self) -> float:
        """The end of the last packet, from the first one's start."""
        return float(self.span * self.base)


_NONE = _Packets(array("q"), array("q"))


def _packets(container: av.container.InputContainer, name: str) -> dict[int, _Packets]:
    """The packets of all picture and sound tracks. Numbers in arrays: a film has a million."""
    found: dict[int, tuple[array[int], array[int], array[int]]] = {}
    count = 0
    streams = (*container.streams.video, *container.streams.audio)
    for packet in container.demux(*streams) if streams else ():
        if packet.pts is None or not packet.size or packet.is_discard:
            continue  # an edit list leaves out what is to be discarded
        count += 1
        if count > MOST_PACKETS:
            raise MediaError(f"{name} has over {MOST_PACKETS} packets; that is no film")
        times = found.setdefault(packet.stream_index, (array("q"), array("q"), array("b")))
        times[0].append(packet.pts)
        times[1].append(packet.duration or 0)
        times[2].append(packet.is_keyframe)
    bases = {stream.index: stream.time_base or Fraction(1, 1000) for stream in streams}
    return {index: _in_order(*times, bases[index]) for index, times in found.items()}


def _in_order(pts: array[int], durations: array[int], keys: array[int], base: Fraction) -> _Packets:
    shown = np.frombuffer(pts, np.int64)
    order = np.argsort(shown, kind="stable")
    return _Packets(
        array("q", shown[order].tobytes()),
        array("q", np.frombuffer(durations, np.int64)[order].tobytes()),
        tuple(np.flatnonzero(np.frombuffer(keys, np.int8)[order]).tolist()),
        base,
    )


def _promised_s(container: av.container.InputContainer, size: int, read_s: float) -> float | None:
    """The length that the headers promise, if the file ends before its data do."""
    promised_s = container.duration / av.time_base if container.duration else 0.0
    for stream in (*container.streams.video, *container.streams.audio):
        with suppress(IndexError):
            # MP4 lists every packet with its place.
            last = max((entry.pos + entry.size for entry in stream.index_entries), default=0)
            if last > size:
                return max(promised_s, read_s)
    if container.format.name.startswith("mov"):
        return None
    missing_s = promised_s - read_s
    short = missing_s > max(_CUT_SHORT_S, promised_s * _CUT_SHORT_SHARE)
    return promised_s if short and read_s > 0 else None


def _video(path: Path, stream: av.VideoStream, packets: _Packets) -> VideoTrack:
    context = stream.codec_context
    base = stream.time_base or Fraction(1, 1000)
    steps = np.unique(np.diff(np.frombuffer(packets.pts, np.int64))) if packets.pts else ()
    duration_s = float(packets.span * base)
    return VideoTrack(
        codec=context.name,
        profile=context.profile or "",
        width=context.width,
        height=context.height,
        pix_fmt=context.pix_fmt or "",
        fps=len(packets.pts) / duration_s if duration_s else 0.0,
        frames=len(packets.pts),
        start_s=float(packets.pts[0] * base) if packets.pts else 0.0,
        duration_s=duration_s,
        time_base=base,
        extradata_sha256=_digest(context.extradata),
        keyframes=packets.keyframes,
        constant_rate=len(steps) <= 1,
        number=[track.index for track in stream.container.streams.video].index(stream.index),
        shown=presentation(path, stream),
    )


def _audio(stream: av.AudioStream, packets: _Packets) -> AudioTrack:
    context = stream.codec_context
    base = stream.time_base or Fraction(1, context.sample_rate or 48000)
    duration_s = float(packets.span * base)
    return AudioTrack(
        codec=context.name,
        profile=context.profile or "",
        sample_rate=context.sample_rate,
        channels=context.channels,
        start_s=float(packets.pts[0] * base) if packets.pts else 0.0,
        duration_s=duration_s,
        samples=round(duration_s * context.sample_rate),
        extradata_sha256=_digest(context.extradata),
        number=[track.index for track in stream.container.streams.audio].index(stream.index),
    )


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data or b"").hexdigest()
