"""Server-sent events: a page is told when what it shows has changed, and fetches it anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.overview import Overview
from webtv.outage import Outage
from webtv.restart import keep_running
from webtv.threads import in_thread

MOST = 200
"""Streams at once."""

PER_PERSON = 12

_LOOK_S = 1.0
_PING_S = 15.0


class Events:
    """Looks at the board once a second for all streams together."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._version = 0
        self._changed = asyncio.Condition()
        self._open: Counter[str] = Counter()

    async def follow(self) -> None:
        """Look until cancelled, whatever happens."""
        outage = Outage("pages cannot be told of changes", "pages are told of changes again")
        await keep_running(self._follow, outage=outage)

    async def _follow(self) -> None:
        while True:
            version = await in_thread(self._overview.digest, name="events")
            if version != self._version:
                async with self._changed:
                    self._version = version
                    self._changed.notify_all()
            await asyncio.sleep(_LOOK_S)

    def full(self, person: str) -> bool:
        """Tell whether there is no place for another stream of a person."""
        return self._open.total() >= MOST or self._open[person] >= PER_PERSON

    async def stream(self, office: Office, caller: Caller, shown: str) -> AsyncIterator[str]:
        """Lines of an event stream, until the caller's session ends."""
        assert caller.user is not None
        person, sent, pinged = caller.user.name, None, 0.0
        loop = asyncio.get_running_loop()
        self._open[person] += 1
        try:
            while True:
                # Whoever is taken out, or gets another role, sees nothing more from here on.
                session = await in_thread(
                    lambda: office.sessions.find(shown, touch=False), name="session"
                )
                if session is None:
                    yield "event: ended\ndata: {}\n\n"
                    return
                if sent != self._version:
                    sent, pinged = self._version, loop.time()
                    yield f'event: changed\ndata: {{"version": "{sent & (2**53 - 1)}"}}\n\n'
                elif loop.time() - pinged > _PING_S:
                    pinged = loop.time()
                    yield ": here\n\n"
                try:
                    async with asyncio.timeout(2 * _LOOK_S), self._changed:
                        await self._changed.wait()
                except TimeoutError:
                    continue
        finally:
            self._open[person] -= 1


def event_routes(events: Events, office: Office) -> APIRouter:
    """`/console/events`."""
    routes = APIRouter()

    @routes.get("/console/events")
    async def stream(request: Request) -> Response:
        caller: Caller = request.state.caller
        assert caller.user is not None
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        if events.full(caller.user.name):
            raise HTTPException(503, "too many pages are open")
        lines = events.stream(office, caller, request.cookies.get(caller.door.cookie, ""))
        return StreamingResponse(
            lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    return routes
