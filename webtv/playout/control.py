"""Playout's control over HTTP: its health, and skip for whoever holds the token."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Header, HTTPException, Response

from webtv.playout.channel import ChannelAir

HEALTHY_S = 10.0
"""A channel is healthy when a picture was sent within so many seconds."""


def control_app(channels: Mapping[str, ChannelAir], *, token: str) -> FastAPI:
    """`GET /healthz` and `POST /channels/<id>/skip` (`Authorization: Bearer <token>`)."""
    app = FastAPI(title="WebTV playout", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    async def healthz(response: Response) -> dict[str, dict[str, bool]]:
        now = asyncio.get_running_loop().time()
        healthy = {i: now - air.delivered_at <= HEALTHY_S for i, air in channels.items()}
        response.status_code = 200 if all(healthy.values()) else 503
        return {"channels": healthy}

    @app.post("/channels/{ident}/skip", status_code=202)
    async def skip(ident: str, authorization: Annotated[str, Header()] = "") -> dict[str, str]:
        given = authorization.removeprefix("Bearer ").encode()
        if not hmac.compare_digest(given, token.encode()):
            raise HTTPException(401, "the token in HOME/control.token is needed")
        air = channels.get(ident)
        if air is None:
            raise HTTPException(404, f"there is no channel {ident}")
        air.skip()
        return {"skipped": ident}

    return app


class ControlServer(uvicorn.Server):
    """Uvicorn inside a loop that has its own way of stopping."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, lifespan="off", log_config=None, log_level="warning"))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the service."""
        yield
