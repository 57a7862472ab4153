"""Whatever is asked for, the web server has an answer: none is a fault of its own.

`FUZZ_EXAMPLES=20000 pytest --timeout=0 tests/web/test_any_request.py` looks for longer.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mutation import NASTY
from tests.web.history import Told
from webtv.web.app import create_app

MEANT = {"/readyz"}
"""What says 503 when the station has a fault."""

QUERIES = (
    "at",
    "t",
    "url",
    "format",
    "maxwidth",
    "maxheight",
    "_HLS_msn",
    "_HLS_part",
    "_HLS_skip",
)
HEADERS = (
    "accept",
    "range",
    "if-none-match",
    "if-range",
    "host",
    "authorization",
    "accept-encoding",
)

WORDS = st.one_of(
    st.sampled_from(
        [
            *("lights", "k-2", "live.m3u8", "index.m3u8", "film.mp4", "tides.jpg", "lights.ts"),
            *("2026-11-30T12:00:00Z", "9999-12-31T23:59:59Z", "1900-01-01T00:00:00Z", "-1", "1e99"),
            *("2026-11-30T13Z", "20250101T000000-aaaaaa", "..", "%2e%2e", "bytes=0-", "bytes=9-1"),
            *(
                "http://127.0.0.1/watch/lights",
                "text/html",
                "gzip",
                "YES",
                "v2",
                "[::1]:80",
                "\x7f",
            ),
        ]
    ),
    st.sampled_from([text for text in NASTY if isinstance(text, str)]),
    st.text(max_size=30),
    st.integers().map(str),
)


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)  # raises what the application raises
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield client


def paths_of(routes: Iterable[object]) -> Iterator[str]:
    """The paths of routes, also of those in routers that were included."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route.path
        yield from paths_of(getattr(getattr(route, "original_router", None), "routes", ()))


def test_no_request_is_answered_by_a_fault(told: Told) -> None:
    app = create_app(told.station.settings)
    paths = sorted({*paths_of(app.routes), "/static/{file}"})
    assert "/watch/{channel}" in paths
    assert len(paths) > 30
    paths = [path for path in paths if path != "/iptv/{channel}.ts"]  # without end
    known = [told.past.id, told.now.id, told.next.id]

    async def asked(client: httpx.AsyncClient, method: str, url: str, headers: Any) -> int:
        return (await client.request(method, url, headers=headers)).status_code

    with asyncio.Runner() as runner:
        context = running(app)
        client = runner.run(context.__aenter__())

        @settings(
            max_examples=int(os.environ.get("FUZZ_EXAMPLES", "150")),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]),
            st.sampled_from([*paths, "/{any}", "/{any}/{thing}"]),
            st.lists(WORDS | st.sampled_from(known), min_size=4, max_size=4),
            st.dictionaries(st.sampled_from(QUERIES), WORDS, max_size=3),
            st.dictionaries(st.sampled_from(HEADERS), WORDS, max_size=2),
        )
        def ask(
            method: str, path: str, words: list[str], query: dict[str, str], fields: dict[str, str]
        ) -> None:
            parts = iter(words)
            path = re.sub(r"\{[^}]*\}", lambda _: quote(next(parts), safe="%"), path)
            headers = {name: value.encode("utf-8", "replace") for name, value in fields.items()}
            headers = {n: v for n, v in headers.items() if not re.search(rb"[\0\r\n]", v)}
            pairs = [f"{name}={quote(value, errors='replace')}" for name, value in query.items()]
            status = runner.run(asked(client, method, f"{path}?{'&'.join(pairs)}", headers))
            assert status < 500 or (path in MEANT and status == 503), status

        try:
            ask()
        finally:
            runner.run(context.__aexit__(None, None, None))
