"""Keeps gradio_client's requests to the Space that was dialled, and its answers within limits.

gradio_client builds its addresses from what the Space says and makes each request with a client of
its own. What it takes for all of them is an `auth` of httpx, which sees a request before it is
sent and an answer before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from time import monotonic
from typing import Any

import httpx

from webtv.generators.events import EventStream
from webtv.http.body import CODINGS, bounded
from webtv.http.limits import ForbiddenHostError, Limits
from webtv.http.watch import Alarm, Lines

_ANSWER = Limits(body_bytes=8_000_000, total_s=600.0)
"""For an answer in JSON. Sending a large file may take most of this time."""

_STREAM = Limits(body_bytes=500_000_000, total_s=24 * 3600.0)
"""For a stream of events, whose previews nobody keeps."""

_BEATS = Limits(body_bytes=1_000_000, total_s=24 * 3600.0)
"""For a heartbeat: 13 bytes every 15 s, of which gradio_client keeps whatever has no line end."""

_FAREWELL = Limits(body_bytes=100_000, total_s=10.0)
"""For the answer to a cancellation, which nobody reads."""

_BEAT = re.compile(r"/heartbeat/[0-9a-f-]{36}\Z")
"""With the session's UUID: the Space chooses what stands before, and could call all of it so."""

_STREAMS = ("/queue/data", "/queue/join")


class SpaceAuth(httpx.Auth):
    """The `auth` of all requests of one session with the Space at `url`.

    `peer` is the address that its name stood for when it was connected to; None behind a proxy.
    """

    def __init__(self, url: str, *, peer: str | None) -> None:
        self.lines = Lines()
        self.fault: httpx.TransportError | None = None
        """What was wrong with a stream of events; gradio_client does not tell."""
        self._home = httpx.URL(url)
        self._peer = peer

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Look at one request before it is sent, and bound its answer."""
        self._look(request.url)
        streams = request.method == "GET" and request.url.path.endswith(_STREAMS)
        beats = _BEAT.search(request.url.path) is not None
        if streams:
            limits = _STREAM
        elif beats:
            limits = _BEATS
        else:
            limits = _FAREWELL if request.url.path.endswith("/cancel") else _ANSWER
        lines = Lines()
        request.headers["accept-encoding"] = CODINGS
        request.extensions = {**request.extensions, "trace": self._traced(lines)}
        if self._peer is not None:
            request.extensions["sni_hostname"] = request.url.host
            request.url = request.url.copy_with(host=self._peer)
        ends_at = monotonic() + limits.total_s
        alarm = None if streams or beats else Alarm(limits.total_s, lines.shut)

        def over() -> None:
            if alarm is not None:
                alarm.off()

        try:
            response = yield request
            bounded(response, limits, ends_at=ends_at, closed=over)
        except BaseException:
            over()
            raise
        if streams and isinstance(response.stream, httpx.SyncByteStream):
            response.stream = EventStream(response.stream, failed=self._failed)

    def _look(self, url: httpx.URL) -> None:
        """Raise `ForbiddenHostError` for another place than the Space."""
        home = self._home
        if (url.scheme, url.host, url.port) != (home.scheme, home.host, home.port):
            raise ForbiddenHostError("it sends its callers to another place")

    def _traced(self, lines: Lines) -> Any:
        def trace(event: str, told: dict[str, Any]) -> None:
            lines.trace(event, told)
            self.lines.trace(event, told)

        return trace

    def _failed(self, error: httpx.TransportError) -> None:
        self.fault = error
