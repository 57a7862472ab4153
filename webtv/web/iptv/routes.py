"""The addresses that television apps ask for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.guide import Listing, hour_of
from webtv.plaintext import plain_text
from webtv.store.hls import CONTENT_TYPES, TS
from webtv.web.addresses import Addresses, addresses_for
from webtv.web.aside import Aside
from webtv.web.board import Board
from webtv.web.document import Document, document
from webtv.web.guide import Guides
from webtv.web.iptv import hdhomerun, m3u, xmltv
from webtv.web.iptv.ahead import after, ahead
from webtv.web.iptv.identity import Identity, identity_of
from webtv.web.iptv.past import DAYS, QUERY
from webtv.web.iptv.transport import MOST, Transport, TransportResponse

GUIDE = "/iptv/guide.xml"

MOST_LISTED = 40_000
"""Lines of the XMLTV guide, the newest of each channel."""

_FRESH_S = 5.0
_OWN = {"Cache-Control": "no-store", "Vary": "Host"}
"""Of answers that hold addresses made from the request's own host."""

_ANY_SITE = {"Access-Control-Allow-Origin": "*"}


class Iptv:
    """Makes the answers out of what the board and the guides know."""

    def __init__(self, settings: Settings, board: Board, guides: Guides) -> None:
        self._settings = settings
        self._board = board
        self._guides = guides
        self._writer = xmltv.Xmltv()
        self._writing = threading.Lock()
        self._written: tuple[float, Document] | None = None
        self._ahead: dict[str, tuple[int, Channel, list[Listing]]] = {}
        self._identity: Identity | None = None

    @property
    def identity(self) -> Identity:
        """The station's; read once."""
        if self._identity is None:
            self._identity = identity_of(self._settings)
        return self._identity

    def entries(self, addresses: Addresses) -> Iterator[m3u.Entry]:
        """Every channel, in the order of their numbers."""
        for state, channel in self._board.valid():
            yield m3u.Entry(
                id=self.identity.channel(state.id),
                number=state.number,
                title=plain_text(channel.title),
                logo=addresses.page("/static/icons/icon-512.png"),
                stream=addresses.hls(state.id, state.signal.playlist),
                past=addresses.page(f"/iptv/{quote(state.id)}.m3u8?{QUERY}"),
                past_days=DAYS,
            )

    def lineup(self, addresses: Addresses) -> list[dict[str, str]]:
        """Every channel that is sent in MPEG-TS, as a tuner lists them."""
        return [
            {
                "GuideNumber": str(state.number),
                "GuideName": plain_text(channel.title),
                "VideoCodec": "H264",
                "AudioCodec": "AAC",
                "URL": addresses.page(f"/iptv/{quote(state.id)}.ts"),
            }
            for state, channel in self._board.valid()
            if channel.hls.container == "ts"
        ]

    def airs(self, channel: str) -> bool:
        """Tell whether a channel can be sent in MPEG-TS now."""
        state = self._board.channels.get(channel)
        return bool(
            state and state.channel and state.channel.hls.container == "ts" and state.signal.live
        )

    def guide(self) -> Document:
        """The XMLTV guide, some seconds old at most: while one is written, the last is sent."""
        written = self._written
        if written is not None and time.monotonic() - written[0] < _FRESH_S:
            return written[1]
        if not self._writing.acquire(blocking=written is None):
            assert written is not None
            return written[1]
        try:
            if self._written is not written and self._written is not None:
                return self._written[1]  # somebody wrote it while this one waited
            fresh = self._write(datetime.now(UTC))
            self._written = time.monotonic(), fresh
            return fresh
        finally:
            self._writing.release()

    def _write(self, now: datetime) -> Document:
        channels = self._board.valid()
        most = MOST_LISTED // max(1, len(channels))
        body = self._writer.write(
            xmltv.ChannelListings(
                id=self.identity.channel(state.id),
                number=state.number,
                title=plain_text(channel.title),
                language=channel.language,
                listings=tuple(self._listings(state.id, channel, now)[-most:]),
            )
            for state, channel in channels
        )
        before = self._written[1] if self._written else None
        if before is not None and before.body == body:
            return before
        return document(body, modified_s=now.timestamp())

    def _listings(self, ident: str, channel: Channel, now: datetime) -> list[Listing]:
        """What aired, is on and comes, then what the channel goes on with."""
        hour = int(now.timestamp() // 3600)
        known = self._ahead.get(ident)
        if known is None or known[:2] != (hour, channel):
            known = self._ahead[ident] = hour, channel, ahead(channel, now)
        told = self._guides.guide(ident).listings
        # Nobody knows what was on while nothing was written down.
        until = max(told[-1].ends_at, hour_of(now)) if told else None
        return [*told, *after(known[2], until)]


def iptv_routes(iptv: Iptv, transport: Transport, settings: Settings, aside: Aside) -> APIRouter:
    """`/iptv/channels.m3u`, `/iptv/guide.xml`, `/iptv/<channel>.ts`, and a tuner's own names."""
    routes = APIRouter(include_in_schema=False)
    both = ["GET", "HEAD"]

    def addresses(request: Request) -> Addresses:
        return addresses_for(request, settings)

    @routes.api_route("/iptv/channels.m3u", methods=both)
    def channels(request: Request) -> Response:
        """The channels, for television apps."""
        own = addresses(request)
        text = m3u.channel_list(iptv.entries(own), guide=own.page(GUIDE))
        return Response(text, media_type=m3u.MEDIA_TYPE, headers=_OWN | _ANY_SITE)

    @routes.api_route(GUIDE, methods=both)
    async def guide(request: Request) -> Response:
        """What aired, is on and comes, on all channels."""
        text = await aside.run(iptv.guide)
        return text.answer(request, media_type=xmltv.MEDIA_TYPE, headers=_ANY_SITE)

    @routes.api_route("/iptv/{channel}.ts", methods=both)
    async def stream(request: Request, channel: str) -> Response:
        """One channel as MPEG-TS, for as long as it is watched."""
        if not iptv.airs(channel):
            raise HTTPException(404, "there is no such channel, or it sends nothing now")
        address = request.client.host if request.client else ""
        if not transport.room(address):
            busy = {"Retry-After": "30", "X-HDHomeRun-Error": "805 All Tuners In Use"}
            raise HTTPException(503, "all tuners are in use", headers=busy)
        if request.method == "HEAD":
            headers = {"Cache-Control": "no-store"}
            return Response(media_type=CONTENT_TYPES[TS], headers=headers)
        return TransportResponse(transport, channel, address)

    @routes.api_route("/discover.json", methods=both)
    def discover(request: Request) -> Response:
        """What this tuner is."""
        base = addresses(request).page("")
        return JSONResponse(hdhomerun.discover(iptv.identity, base=base, tuners=MOST), headers=_OWN)

    @routes.api_route("/lineup.json", methods=both)
    def lineup(request: Request) -> Response:
        """What this tuner receives."""
        return JSONResponse(iptv.lineup(addresses(request)), headers=_OWN)

    @routes.api_route("/lineup_status.json", methods=both)
    def lineup_status() -> Response:
        """That nothing is searched for: the channels are known."""
        return JSONResponse(hdhomerun.LINEUP_STATUS, headers={"Cache-Control": "no-store"})

    @routes.post("/lineup.post")
    def scan() -> Response:
        """Take note of the wish to search for channels."""
        return Response(status_code=204)

    @routes.api_route("/device.xml", methods=both)
    def device(request: Request) -> Response:
        """What this tuner is, for UPnP."""
        text = hdhomerun.device_description(iptv.identity, base=addresses(request).page(""))
        return Response(text, media_type=xmltv.MEDIA_TYPE, headers=_OWN)

    return routes
