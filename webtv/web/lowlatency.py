"""Low-latency HLS: a playlist that lists parts of the newest segments as they come.

Playout cuts parts while somebody asks. A request waits here for the part that it names, and one
thread a channel looks for it, however many wait. Source: draft-pantos-hls-rfc8216bis, 6.2.5
(delivery directives).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response

from webtv.config.channel import CHANNEL_ID
from webtv.config.channels import MOST_FILES
from webtv.files import open_regular, read_regular
from webtv.store.hls import (
    CONTENT_TYPES,
    LIVE,
    MASTER,
    PLAYLIST,
    TS,
    VTT,
    MediaPlaylist,
    read_media_playlist,
    with_suffix,
)
from webtv.store.parts import INDEX, TARGET_S, ask, read_index
from webtv.threads import in_thread
from webtv.web.document import Document, document
from webtv.web.hls import MEDIA_HEADERS, segment_answer
from webtv.web.partlist import Edge, ident_of, master_of_parts

LOW, LOW_CAPTIONS, LOW_MASTER = "low.m3u8", "low-captions.m3u8", "low-index.m3u8"
"""The playlists of the pictures and of their captions, and what leads to both. No file has these
names."""

_BEGINS_S = 14.0
"""Parts come with the segment after the one in which they are first asked for, and a player may
live by them once one segment has been whole since.
"""

_PART_COMES_S = 4 * TARGET_S
_LOOK_S = 0.02
_TURN_S = 1.0
_GONE_S = 60.0
_KEPT = MOST_FILES
_MOST_BYTES = 100_000
_AHEAD = 2
"""Segments beyond the newest that may be waited for."""


class LowLatency:
    """The edges of all channels. Call it from the event loop; what reads files runs in threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._followers: OrderedDict[str, _Follower] = OrderedDict()

    async def newest(self, channel: str, number: int | None, part: int | None) -> Edge | None:
        """The edge once that part is there; None if it is not in time, or players cannot live by
        parts now. Raises `OSError` where there is no such channel.
        """

        def has(edge: Edge) -> bool:
            return edge.eligible and (number is None or edge.has(number, part))

        return await self._follower(channel).until(has, within_s=_BEGINS_S)

    async def answer(
        self,
        request: Request,
        channel: str,
        edge: Edge,
        skip: str,
        headers: Mapping[str, str],
        *,
        suffix: str = "",
    ) -> Response:
        """The playlist of an edge, or that of the files with a `suffix` beside its pictures."""
        follower = self._follower(channel)
        text = await in_thread(lambda: follower.document(edge, skip, suffix), name="parts")
        return text.answer(request, media_type=CONTENT_TYPES[PLAYLIST], headers=headers)

    async def master(self, channel: str) -> str:
        """What leads to the playlists of an edge. Raises `OSError` where nothing does."""
        path = self._folder / channel / MASTER
        usual = await in_thread(lambda: read_regular(path, most_bytes=_MOST_BYTES), name="parts")
        text = master_of_parts(usual.decode("utf-8", "replace"), LOW, LOW_CAPTIONS)
        if text is None:
            raise FileNotFoundError(path)
        return text

    async def hinted(self, channel: str, name: str) -> None:
        """Wait for a part that was hinted at, or for its captions: until it came, or does not."""
        follower = self._follower(channel)
        name = with_suffix(name, TS)
        edge = await follower.until(lambda edge: True, within_s=_TURN_S)
        if edge is not None and edge.index.hint == name:
            await follower.until(lambda edge: edge.index.hint != name, within_s=_PART_COMES_S)

    def _follower(self, channel: str) -> _Follower:
        """The follower of a channel. Raises `OSError` where there is no such channel: a name of
        none takes no place, else a stranger drives out the followers that viewers wait at.
        """
        if channel not in self._followers:
            (self._folder / channel).stat()
            self._followers[channel] = _Follower(self._folder / channel)
        self._followers.move_to_end(channel)
        while len(self._followers) > _KEPT:
            self._followers.popitem(last=False)
        return self._followers[channel]


class _Follower:
    """Follows one channel's index for all who wait for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._edge: Edge | None = None
        self._look: asyncio.Task[Edge | None] | None = None
        self._list: tuple[tuple[int, int], MediaPlaylist, tuple[str, ...]] | None = None
        self._gone: dict[str, float] = {}
        self._texts: tuple[tuple[int, int], dict[tuple[str, str], Document]]
        self._texts = (0, 0), {}

    async def until(self, has: Callable[[Edge], bool], *, within_s: float) -> Edge | None:
        """The edge once it `has` what is wanted; None if that does not come in time."""
        ends = time.monotonic() + within_s
        edge = await in_thread(self._asked, name="parts")
        while edge is None or not has(edge):
            if time.monotonic() >= ends:
                return None
            if self._look is None or self._look.done():
                self._look = asyncio.create_task(in_thread(self._newer, name="parts"))
            edge = await asyncio.shield(self._look)
        return edge

    def document(self, edge: Edge, skip: str, suffix: str) -> Document:
        """The playlist of an edge, packed once for all who ask. Blocking."""
        if self._texts[0] != edge.stamp:
            self._texts = edge.stamp, {}
        texts, key = self._texts[1], (skip, suffix)
        if key not in texts:
            text = edge.text(skip, suffix=suffix)
            texts[key] = document(text.encode(), modified_s=edge.written_at)
        return texts[key]

    def _asked(self) -> Edge | None:
        ask(self._folder)
        return self._read()

    def _newer(self) -> Edge | None:
        """Look until the index changes, for a second at most."""
        known, ends = self._stamp(), time.monotonic() + _TURN_S
        if self._edge is not None and known != self._edge.stamp:
            return self._read()
        while time.monotonic() < ends and self._stamp() == known:
            time.sleep(_LOOK_S)
        return self._read()

    def _stamp(self) -> tuple[int, int]:
        try:
            stat = (self._folder / INDEX).stat()
        except OSError:
            return 0, 0
        return stat.st_ino, stat.st_mtime_ns

    def _read(self) -> Edge | None:
        """The edge as it is now. The index first: what it tells is in the playlist by then."""
        stamp = self._stamp()
        if self._edge is not None and self._edge.stamp == stamp:
            return self._edge
        index = read_index(self._folder)
        if index is None:
            return None
        known, ranges = self._listed()
        length = index.making.number - known.sequence
        if not 0 < length <= len(known.segments):
            return None
        # A segment that was listed meanwhile has parts that the index does not know.
        kept = MediaPlaylist(known.segments[:length], known.sequence, known.breaks, known.target_s)
        self._edge = Edge(stamp, index, kept, ranges, self._removed(ranges), stamp[1] / 1e9)
        return self._edge

    def _listed(self) -> tuple[MediaPlaylist, tuple[str, ...]]:
        """The usual playlist and the lines of its date ranges, read once a segment."""
        path = self._folder / LIVE
        stat = path.stat()
        stamp = stat.st_ino, stat.st_mtime_ns
        if self._list is None or self._list[0] != stamp:
            with open_regular(path) as file:
                text = file.read().decode("utf-8", "replace")
            ranges = tuple(
                line for line in text.splitlines() if line.startswith("#EXT-X-DATERANGE:")
            )
            self._list = stamp, read_media_playlist(text), ranges
        return self._list[1:]

    def _removed(self, ranges: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of date ranges that have left the playlist in the last minute."""
        known = self._edge.ranges if self._edge else ()
        now = time.monotonic()
        if known != ranges:
            self._gone |= dict.fromkeys({*map(ident_of, known)} - {*map(ident_of, ranges)}, now)
        self._gone = {ident: at for ident, at in self._gone.items() if now - at < _GONE_S}
        return tuple(self._gone)


def low_latency_routes(folder: Path) -> APIRouter:
    """`/hls/<channel>/low.m3u8`, its captions, what leads to both, and the parts they list."""
    routes = APIRouter(include_in_schema=False)
    edges = LowLatency(folder)
    methods = ["GET", "HEAD"]

    def missing() -> HTTPException:
        headers = {**MEDIA_HEADERS, "Cache-Control": "no-store"}
        return HTTPException(404, "low latency is not to be had now", headers=headers)

    @routes.api_route(f"/hls/{{channel}}/{LOW_MASTER}", methods=methods)
    async def master(request: Request, channel: str) -> Response:
        """What leads to pictures and captions, once a player may live by parts of them."""
        if not CHANNEL_ID.match(channel):
            raise missing()
        try:
            edge = await edges.newest(channel, None, None)
            if edge is None:
                raise missing()
            text = await edges.master(channel)
        except OSError:
            raise missing() from None
        return document(text.encode(), modified_s=edge.written_at).answer(
            request, media_type=CONTENT_TYPES[PLAYLIST], headers=MEDIA_HEADERS
        )

    @routes.api_route(f"/hls/{{channel}}/{LOW}", methods=methods)
    @routes.api_route(f"/hls/{{channel}}/{LOW_CAPTIONS}", methods=methods)
    async def low(
        request: Request,
        channel: str,
        number: Annotated[int | None, Query(alias="_HLS_msn", ge=0)] = None,
        part: Annotated[int | None, Query(alias="_HLS_part", ge=0)] = None,
        skip: Annotated[Literal["YES", "v2", ""], Query(alias="_HLS_skip")] = "",
    ) -> Response:
        """The playlist, once it has the part that is asked for."""
        if not CHANNEL_ID.match(channel):
            raise missing()
        if part is not None and number is None:
            raise HTTPException(400, "_HLS_part needs _HLS_msn")
        try:
            edge = await edges.newest(channel, None, None)
            if edge is not None and number is not None:
                if number > edge.index.making.number + _AHEAD:
                    raise HTTPException(400, "_HLS_msn is too far ahead")
                edge = await edges.newest(channel, number, part)
            if edge is None:
                raise missing()
            suffix = VTT if request.url.path.endswith(LOW_CAPTIONS) else ""
            return await edges.answer(request, channel, edge, skip, MEDIA_HEADERS, suffix=suffix)
        except OSError:
            raise missing() from None

    @routes.api_route("/hls/{channel}/part-{name}", methods=methods)
    async def part(channel: str, name: str) -> Response:
        """A part, or its captions; what is hinted at is waited for."""
        file = f"part-{name}"
        if not CHANNEL_ID.match(channel):
            raise missing()
        try:
            return segment_answer(folder / channel, file)
        except HTTPException:
            pass
        try:
            await edges.hinted(channel, file)
        except OSError:
            raise missing() from None
        return segment_answer(folder / channel, file)

    return routes
