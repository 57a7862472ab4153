"""Measure a file's picture and sound while it is decoded, once."""

from __future__ import annotations

from pathlib import Path

import av
from av.error import FFmpegError

from webtv.errors import MediaError, RejectedError
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.quality.ear import Ear
from webtv.media.quality.eye import Eye
from webtv.media.quality.measures import Measures


def measure(path: Path, *, picture: bool = True, sound: bool = False) -> Measures:
    """Decode all of a file, and measure its first picture and sound track as asked.

    Raises `RejectedError` if it lacks one of them or does not decode without an error to its end.
    """
    eye, ear = Eye(), Ear()
    at_s = 0.0
    try:
        with av.open(str(path), options=MEDIA_ONLY) as container:
            wanted = _wanted(container, path.name, picture=picture, sound=sound)
            for frame in container.decode(*wanted):
                if not isinstance(frame, (av.VideoFrame, av.AudioFrame)):
                    continue
                at_s = frame.time if frame.time is not None else at_s
                if frame.is_corrupt:
                    raise RejectedError(
                        f"{path.name} is damaged at {at_s:.1f} s", check="decodable", at_s=at_s
                    )
                if isinstance(frame, av.VideoFrame):
                    eye.see(frame)
                else:
                    ear.hear(frame)
    except FFmpegError as error:
        raise RejectedError(
            f"{path.name} cannot be decoded: {error.strerror}", check="decodable", at_s=at_s
        ) from error
    except OSError as error:
        raise MediaError(f"{path} cannot be read: {error.strerror}") from error
    return Measures(
        picture=eye.measures() if picture else None, sound=ear.measures() if sound else None
    )


def _wanted(
    container: av.container.InputContainer, name: str, *, picture: bool, sound: bool
) -> list[av.VideoStream | av.AudioStream]:
    streams: list[av.VideoStream | av.AudioStream] = []
    if picture:
        if not container.streams.video:
            raise RejectedError(f"{name} has no picture", check="decodable")
        container.streams.video[0].thread_type = "AUTO"
        streams.append(container.streams.video[0])
    if sound:
        if not container.streams.audio:
            raise RejectedError(f"{name} has no sound", check="decodable")
        streams.append(container.streams.audio[0])
    return streams
