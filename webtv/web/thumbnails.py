"""Thumbnails: a real frame of what a channel sends now."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import partial

import structlog
from fastapi import APIRouter, HTTPException, Response

from webtv.errors import MediaError
from webtv.media.graphics.still import first_picture
from webtv.threads import in_thread
from webtv.web.board import Board

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
                    picture = await self._newest_picture(channel)
                except (OSError, MediaError) as error:
                    structlog.get_logger().info("no thumbnail", channel=channel, error=str(error))
                    picture = kept.jpeg if kept else b""
                kept = self._kept[channel] = Thumbnail(picture, time.monotonic())
        return kept.jpeg or None

    async def _newest_picture(self, channel: str) -> bytes:
        """The first picture of the newest segment. Raises `OSError` or `MediaError`.

        The first look of all takes seconds on a busy machine, and the segment may go meanwhile;
        the next is there by then.
        """
        try:
            return await self._picture(channel)
        except FileNotFoundError:
            return await self._picture(channel)

    async def _picture(self, channel: str) -> bytes:
        state = self._board.channels.get(channel)
        if state is None or state.signal.path is None:
            raise MediaError("there is no segment")
        parts = [path for path in (state.signal.init, state.signal.path) if path is not None]
        look = partial(first_picture, parts, width=_WIDTH, deadline_s=_DEADLINE_S)
        return await in_thread(look, name="thumbnail")


def thumbnail_routes(thumbnails: Thumbnails) -> APIRouter:
    """`/thumbs/<channel>.jpg`."""
    routes = APIRouter()

    @routes.head("/thumbs/{channel}.jpg", include_in_schema=False)
    @routes.get(
        "/thumbs/{channel}.jpg",
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
