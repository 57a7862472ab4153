"""Playout's control over HTTP: what is on air for anyone, orders for whoever holds the token.

    GET  /healthz                     {"channels": {ID: true}}; 503 while a channel sends nothing
    GET  /channels                    {"channels": [status, ...]}, see `PlayoutStatus`
    GET  /channels/ID                 one status: on air, next, destinations, standing orders

    POST /channels/ID/skip            leave what is on air, take the next
    POST /channels/ID/hold            the slate at once, until /release
    POST /channels/ID/release         back to programmes
    POST /channels/ID/next            {"programme": P}   take it next, after those before it
    POST /channels/ID/unnext          {"programme": P}   withdraw that
    POST /channels/ID/cue             {"programme": P, "at": ISO time with zone}
    POST /channels/ID/uncue           {"at": the same time}
    POST /channels/ID/pull            {"programme": P}   off air at once, never again
    POST /channels/ID/unpull          {"programme": P}
    POST /channels/ID/pause           begin no new programme
    POST /channels/ID/resume          begin them again
    POST /channels/ID/giveback        end the live takeover

Only an address, `localhost` and the name that control listens on are answered to: a web page must
not come here by a name of its own that it makes point to this machine.

Every POST needs `Authorization: Bearer TOKEN`, the token in HOME/control.token. The answer is 202
with {"channel", "order", "durable", "orders"}: `orders` are the standing orders now, `durable` is
false if they could not be written to disk yet. An order that cannot be honoured changes nothing
and is answered with {"detail": one sentence}: 401 without the token, 404 for what is not there,
409 for what does not fit now, 422 for what makes no sense.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from structlog.contextvars import bound_contextvars

from webtv.errors import OrderError
from webtv.model.control import ControlState
from webtv.model.status import PlayoutStatus
from webtv.model.value import Value
from webtv.playout.channel import ChannelPlayout
from webtv.playout.control.command import COMMANDS
from webtv.playout.control.status import report
from webtv.serving.connections import Connections
from webtv.serving.protocol import bounded_protocol
from webtv.threads import in_thread

HEALTHY_S = 10.0
"""A channel is healthy when a picture was sent within so many seconds."""

MOST_BYTES = 4096
"""An order is shorter; the process that is on air keeps no more of what somebody sends it."""

MOST_CONNECTIONS = 64
"""Open at once; the process that is on air has files of its own to open."""

ANYWHERE = ("0.0.0.0", "::", "")


class Accepted(Value):
    """The answer to a command that was accepted."""

    channel: str
    order: str
    durable: bool
    orders: ControlState


def control_app(
    channels: Mapping[str, ChannelPlayout], *, token: str, host: str = "127.0.0.1"
) -> FastAPI:
    """Make the application with the routes of this module's table.

    `channels` is looked at anew for each request. `host` is the address or name that the server
    listens on.
    """

    def addressed(request: Request) -> None:
        if not is_meant(request.headers.get("host", ""), host):
            raise HTTPException(421, "ask by address, or as localhost")

    app = FastAPI(
        title="WebTV playout",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(addressed)],
    )

    def found(ident: str) -> ChannelPlayout:
        air = channels.get(ident)
        if air is None:
            raise HTTPException(404, f"there is no channel {ident}")
        return air

    @app.exception_handler(OrderError)
    async def refused(_request: Request, error: OrderError) -> JSONResponse:
        code = 404 if error.unknown else 422 if error.invalid else 409
        return JSONResponse({"detail": str(error)}, status_code=code)

    @app.get("/healthz")
    async def healthz(response: Response) -> dict[str, dict[str, bool]]:
        now = asyncio.get_running_loop().time()
        healthy = {i: now - air.delivered_at <= HEALTHY_S for i, air in channels.items()}
        response.status_code = 200 if all(healthy.values()) else 503
        return {"channels": healthy}

    @app.get("/channels")
    async def statuses() -> dict[str, list[PlayoutStatus]]:
        airs, now = list(channels.values()), datetime.now(UTC)
        return {
            "channels": [await in_thread(partial(report, air, now), name="report") for air in airs]
        }

    @app.get("/channels/{ident}")
    async def status(ident: str) -> PlayoutStatus:
        return await in_thread(partial(report, found(ident), datetime.now(UTC)), name="report")

    @app.post("/channels/{ident}/{order}", status_code=202)
    async def give(
        ident: str, order: str, request: Request, authorization: Annotated[str, Header()] = ""
    ) -> Accepted:
        presented = authorization.removeprefix("Bearer ").encode()
        if not hmac.compare_digest(presented, token.encode()):
            raise HTTPException(401, "the token in HOME/control.token is needed")
        air = found(ident)
        command = COMMANDS.get(order)
        if command is None:
            raise HTTPException(404, f"there is no order {order}; there are {', '.join(COMMANDS)}")
        body = await _body(request)
        try:
            with bound_contextvars(channel=ident):
                await command.apply(body, air.control)
        except ValidationError as error:
            raise OrderError(_sentence(error), invalid=True) from None
        durable = await air.control.kept()
        return Accepted(channel=ident, order=order, durable=durable, orders=air.control.orders)

    return app


def is_meant(asked: str, host: str) -> bool:
    """Tell whether the Host header `asked` is an address, or a name of the server at `host`.

    A server that listens everywhere was opened to a network, whose names for it are not known.
    """
    if host in ANYWHERE:
        return True
    try:
        name = urlsplit(f"//{asked}").hostname or ""
        if name in ("localhost", host.lower()):
            return True
        ip_address(name)
    except ValueError:
        return False
    return True


async def _body(request: Request) -> bytes:
    """Read the body of a request. Raises `OrderError` if it is too long."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise OrderError(f"an order has at most {MOST_BYTES} bytes", invalid=True)
    return bytes(body)


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


class ControlServer(uvicorn.Server):
    """Uvicorn inside a loop that has its own way of stopping."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=bounded_protocol(Connections(most=MOST_CONNECTIONS)),
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the service."""
        yield
