"""Requests that readers could understand in two ways, and malformed ones, at a bounded server."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

import pytest
import uvicorn

from tests.slack import slack
from webtv.serving.connections import Connections
from webtv.serving.protocol import bounded_protocol

POST = "POST /sent HTTP/1.1\r\nHost: tv\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: tv\r\n\r\n"


async def answers(request: str) -> tuple[list[str], list[str]]:
    """The first lines of the answers to what one peer sends, and the paths the application saw."""
    paths: list[str] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        paths.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"well"})

    protocol = bounded_protocol(Connections(most=10))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, http=protocol, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server._serve([listener]))
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(request.encode())
        async with asyncio.timeout(10 * slack()):
            answer = (await reader.read()).decode()
        writer.close()
        server.should_exit = True
        await serving
    return [line for line in answer.splitlines() if "HTTP/1.1" in line], paths


@pytest.mark.parametrize(
    "request_",
    [
        f"{POST}Content-Length: 5\r\n{CHUNKED}\r\n0\r\n\r\n{SMUGGLED}",
        f"{POST}{CHUNKED}Content-Length: 44\r\n\r\n0\r\n\r\n{SMUGGLED}",
        f"{POST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello{SMUGGLED}",
        f"{POST}{CHUNKED}{CHUNKED}\r\n0\r\n\r\n{SMUGGLED}",
        f"{POST.replace('1.1', '1.0')}{CHUNKED}\r\n0\r\n\r\n{SMUGGLED}",
    ],
)
async def test_a_request_that_ends_in_two_places_is_refused(request_: str) -> None:
    assert await answers(request_) == (["HTTP/1.1 400 Bad Request"], [])


async def test_a_malformed_body_is_no_fault_of_the_application(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    seen = await answers(f"{POST}{CHUNKED}\r\n0x5\r\nhello\r\n0\r\n\r\n{SMUGGLED}")
    assert seen == (["HTTP/1.1 400 Bad Request"], ["/sent"])
    assert caplog.text == ""
