"""What is in a media file, read with PyAV from its packets, without decoding."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.error import FFmpegError

from webtv.errors import MediaError
from webtv.media.process.container import MEDIA_ONLY


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """The first video track. Times in seconds, keyframes as frame numbers in display order."""

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


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """The first audio track."""

    codec: str
    profile: str
    sample_rate: int
    channels: int
    start_s: float
    duration_s: float
    samples: int
    extradata_sha256: str


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A media file."""

    container: str
    size_bytes: int
    duration_s: float
    video: VideoTrack | None
    audio: AudioTrack | None


@dataclass(frozen=True, slots=True)
class _Packets:
    """Presentation times and durations of one track, in time base units, in display order."""

    pts: list[int]
    durations: list[int]
    keyframes: tuple[int, ...]

    @property
    def span(self) -> int:
        """From the first packet's start to the last one's end."""
        if not self.pts:
            return 0
        step = self.durations[-1] or (self.pts[-1] - self.pts[-2] if len(self.pts) > 1 else 0)
        return self.pts[-1] + step - self.pts[0]


def probe(path: Path) -> MediaInfo:
    """Read a file's tracks; `MediaError` if it is missing, empty or no media."""
    try:
        size = path.stat().st_size
        with av.open(str(path), options=MEDIA_ONLY) as container:
            packets: dict[int, list[tuple[int, int, bool]]] = {}
            for packet in container.demux():
                if packet.pts is not None and packet.size:
                    packets.setdefault(packet.stream_index, []).append(
                        (packet.pts, packet.duration or 0, packet.is_keyframe)
                    )
            video = container.streams.video[0] if container.streams.video else None
            audio = container.streams.audio[0] if container.streams.audio else None
            tracks = {index: _in_order(found) for index, found in packets.items()}
            picture = _video(video, tracks.get(video.index, _EMPTY)) if video else None
            sound = _audio(audio, tracks.get(audio.index, _EMPTY)) if audio else None
            return MediaInfo(
                container=container.format.name,
                size_bytes=size,
                duration_s=max((t.duration_s for t in (picture, sound) if t), default=0.0),
                video=picture,
                audio=sound,
            )
    except FileNotFoundError:
        raise MediaError(f"{path} does not exist") from None
    except (FFmpegError, OSError, ValueError) as error:
        raise MediaError(f"{path} is not a readable media file: {error}") from error


_EMPTY = _Packets([], [], ())


def _in_order(found: list[tuple[int, int, bool]]) -> _Packets:
    found.sort()
    return _Packets(
        [pts for pts, _, _ in found],
        [duration for _, duration, _ in found],
        tuple(i for i, (_, _, key) in enumerate(found) if key),
    )


def _video(stream: av.VideoStream, packets: _Packets) -> VideoTrack:
    context = stream.codec_context
    base = stream.time_base or Fraction(1, 1000)
    steps = {b - a for a, b in zip(packets.pts, packets.pts[1:], strict=False)}
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
    )


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data or b"").hexdigest()
