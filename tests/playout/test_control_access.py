"""Who control answers to: whoever asks this machine, with the token for orders."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import cast

import httpx
import pytest

from webtv.playout.channel import ChannelPlayout
from webtv.playout.control.http import MOST_CONNECTIONS, ControlServer, control_app, is_meant


async def ask(base: str, method: str = "GET", path: str = "/channels", **more: str) -> int:
    transport = httpx.ASGITransport(control_app({}, token="right", host="playout.lan"))
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        return (await client.request(method, path, headers=more)).status_code


@pytest.mark.parametrize("name", ["127.0.0.1", "[::1]", "10.0.0.7", "localhost", "Playout.LAN"])
async def test_who_asks_by_address_is_answered(name: str) -> None:
    assert await ask(f"http://{name}:8090") == 200
    assert await ask(f"http://{name}") == 200


async def test_an_order_is_not_read_beyond_its_length() -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while taken < 100_000:
            taken += 1000
            yield b" " * 1000

    app = control_app({"sea": cast("ChannelPlayout", object())}, token="right")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post(
            "/channels/sea/next", content=endless(), headers={"Authorization": "Bearer right"}
        )
    assert (answer.status_code, answer.json()["detail"]) == (422, "an order has at most 4096 bytes")
    assert taken < 10_000


def test_a_server_that_listens_everywhere_has_any_name() -> None:
    assert is_meant("playout:8090", "0.0.0.0")
    assert not is_meant("playout:8090", "127.0.0.1")
    assert not is_meant("[::1", "127.0.0.1")


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"]
)
async def test_a_name_that_was_made_to_point_here_is_not_answered(name: str) -> None:
    assert await ask(f"http://{name}:8090") == 421
    order = "/channels/sea/skip"
    assert await ask(f"http://{name}:8090", "POST", order, authorization="Bearer right") == 421


@pytest.mark.parametrize(
    ("given", "code"), [("Bearer right", 404), ("Bearer wrong", 401), ("", 401)]
)
async def test_orders_need_the_token_before_anything_is_said(given: str, code: int) -> None:
    path = "/channels/nowhere/skip"
    assert await ask("http://127.0.0.1", "POST", path, authorization=given) == code


async def test_who_says_nothing_makes_room_for_who_asks() -> None:
    server = ControlServer(control_app({}, token="right"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MOST_CONNECTIONS)]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/channels")).status_code == 200
        async with asyncio.timeout(10):
            with suppress(ConnectionResetError):
                assert await silent[0][0].read() == b""  # the oldest was closed
        for _, writer in silent:
            writer.close()
        server.should_exit = True
        await serving
