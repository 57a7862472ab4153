"""Thumbnails: a real frame of what a channel sends now."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import av
import structlog
from fastapi import APIRouter, HTTPException, Response

from webtv.errors import MediaError
from webtv.media.graphics.still import jpeg
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import confined
from webtv.threads import in_thread
from webtv.web.board import Board
from webtv.web.signal import Signal

_WIDTH = 480
_KEPT_S = 8.0
_DEADLINE_S = 10.0


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A JPEG, empty if there was never a picture, and the monotonic time it was tried at."""

    jpeg: bytes
    made_at: float


class Thumbnails:
    """Makes thumbnails when they are asked for, one at a time, each kept for 8 s.

    A segment without a picture is not looked at again sooner, however many ask.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._kept: dict[str, Thumbnail] = {}
        self._decoding = asyncio.Lock()

    async def get(self, channel: str) -> bytes | None:
        """The channel's thumbnail as JPEG; None while there is no signal to make one of."""
        state = self._board.channels.get(channel)
        if state is None or not state.signal.live:
            self._kept.pop(channel, None)
            return None
        async with self._decoding:
            kept = self._kept.get(channel)
            if kept is None or time.monotonic() - kept.made_at > _KEPT_S:
                try:
                    picture = await in_thread(partial(first_frame, state.signal), name="thumbnail")
                except (OSError, MediaError) as error:
                    structlog.get_logger().info("no thumbnail", channel=channel, error=str(error))
                    picture = kept.jpeg if kept else b""
                kept = self._kept[channel] = Thumbnail(picture, time.monotonic())
        return kept.jpeg or None


def first_frame(signal: Signal) -> bytes:
    """The first picture of the newest segment, 480 pixels wide, as JPEG.

    The segment is decoded in a child that can do no harm. Raises `OSError` if it is gone, and
    `MediaError` if it has no picture.
    """
    if signal.path is None:
        raise MediaError("there is no segment")
    parts = [path for path in (signal.init, signal.path) if path is not None]
    draw = partial(_first_frame, parts)
    return bytes(confined(draw, reads=parts, name=signal.path.name, deadline_s=_DEADLINE_S))


def _first_frame(parts: Sequence[Path]) -> bytes:
    """`first_frame`, in the child."""
    data = b"".join(path.read_bytes() for path in parts)
    with av.open(BytesIO(data), "r", options=MEDIA_ONLY) as media:
        media.streams.video[0].thread_count = 1
        for frame in media.decode(video=0):
            return jpeg(frame, width=_WIDTH)
    raise MediaError("the segment holds no picture")


def thumbnail_routes(thumbnails: Thumbnails) -> APIRouter:
    """`/thumbs/<channel>.jpg`."""
    routes = APIRouter()

    @routes.api_route(
        "/thumbs/{channel}.jpg",
        methods=["GET", "HEAD"],
        response_class=Response,
        responses={200: {"content": {"image/jpeg": {}}}},
    )
    async def thumbnail(channel: str) -> Response:
        """A recent frame of the channel; 404 while there is none."""
        picture = await thumbnails.get(channel)
        if picture is None:
            raise HTTPException(404, "the channel sends no pictures now")
        return Response(
            picture,
            media_type="image/jpeg",
            headers={"Cache-Control": f"public, max-age={_KEPT_S:.0f}"},
        )

    return routes
