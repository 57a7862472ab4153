"""Which of a file's tracks are seen and heard, as players choose them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import av
from av.stream import Disposition

from webtv.media.process.container import MEDIA_ONLY

_LOOKED_AT = 100
"""Packets in which a second picture of a track must come, or it is a cover."""


def picture_track(container: av.container.InputContainer) -> av.VideoStream | None:
    """The picture track that is shown: no cover, rather the default one, rather the largest."""
    tracks = [
        track
        for track in container.streams.video
        if not track.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
        and track.codec_context is not None
    ]
    moving = _moving(container, tracks) if len(tracks) > 1 else set()
    return max(
        tracks,
        key=lambda track: (
            track.index in moving,
            bool(track.disposition & Disposition.default),
            track.width * track.height,
            -track.index,
        ),
        default=None,
    )


def _moving(container: av.container.InputContainer, tracks: Sequence[av.VideoStream]) -> set[int]:
    """Those of `tracks` that have a second picture: a cover need not be marked as one."""
    wanted = [track.index for track in tracks]
    counts = dict.fromkeys(wanted, 0)
    with av.open(container.name, options=MEDIA_ONLY) as again:
        for packet in islice(again.demux(*(again.streams[index] for index in wanted)), _LOOKED_AT):
            counts[packet.stream_index] += bool(packet.size)
    return {index for index, count in counts.items() if count > 1}


def sound_track(container: av.container.InputContainer) -> av.AudioStream | None:
    """The sound track that is heard: the default one, else the first that is no commentary."""
    aside = Disposition.comment | Disposition.visual_impaired | Disposition.hearing_impaired
    return max(
        (track for track in container.streams.audio if track.codec_context is not None),
        key=lambda track: (
            bool(track.disposition & Disposition.default),
            not track.disposition & aside,
            -track.index,
        ),
        default=None,
    )
