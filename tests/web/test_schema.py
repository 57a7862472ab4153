"""Whatever schemathesis makes of the web server's own description, it has an answer."""

from __future__ import annotations

import asyncio
import warnings

import httpx
from fastapi.routing import APIRoute

from tests.schemas import Made, ask_all, with_words
from tests.web.history import Told
from webtv.web.app import create_app

MEANT = {"/readyz"}
"""What says 503 when the station has a fault."""


def routes_of(holder: object) -> list[object]:
    """The routes of a router that was included, which keeps them to itself; or a route alone."""
    return getattr(getattr(holder, "original_router", None), "routes", [holder])


def test_no_request_is_answered_by_a_fault(told: Told) -> None:
    app = create_app(told.station.settings)
    for route in (each for holder in app.routes for each in routes_of(holder)):
        if isinstance(route, APIRoute):
            route.include_in_schema = route.path != "/iptv/{channel}.ts"  # without end
    words = {
        "channel": ["tides", "lights"],
        "programme": [told.past.id, told.now.id],
        "file": ["live.m3u8", "index.m3u8"],
        "at": ["2026-11-30T12:00:00Z"],
    }

    with asyncio.Runner() as runner:
        context = app.router.lifespan_context(app)
        runner.run(context.__aenter__())
        # Raises what the application raises.
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://a")

        def ask(case: Made) -> None:
            sent = case.as_transport_kwargs()
            answer = client.request(
                case.method, sent["url"], params=sent["params"], headers=case.headers or {}
            )
            status = runner.run(answer).status_code
            assert status < 500 or (case.path in MEANT and status == 503), (status, case.path)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GET and HEAD of one function have one id
            document = app.openapi()
        try:
            assert ask_all(with_words(document, words), ask) > 60
        finally:
            runner.run(client.aclose())
            runner.run(context.__aexit__(None, None, None))
