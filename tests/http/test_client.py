"""What comes over HTTP is bounded in size and time, and comes from where it may come from."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.bombs import brotli_bomb, gzip_bomb
from tests.rawserver import RawServer, head, slowly
from webtv.http.client import Resolve, async_client, client
from webtv.http.limits import (
    ForbiddenHostError,
    Limits,
    TooLargeError,
    TooSlowError,
    UnknownCodingError,
)
from webtv.http.place import is_inside, judged, look_up, proxy_of, public_addresses

LIMITS = Limits(body_bytes=1_000_000, total_s=10)
HASTE = Limits(body_bytes=1_000_000, total_s=0.6)

Fetch = Callable[[str, Limits], Awaitable[bytes]]


async def _blocking(url: str, limits: Limits) -> bytes:
    with client(limits) as http:
        return http.get(url).content


async def _async(url: str, limits: Limits) -> bytes:
    async with async_client(limits) as http:
        return (await http.get(url)).content


@pytest.fixture(params=[_blocking, _async], ids=["blocking", "async"])
def fetch(request: pytest.FixtureRequest) -> Fetch:
    chosen: Fetch = request.param
    return chosen


def says(*pieces: bytes) -> RawServer:
    return RawServer(lambda _path: pieces)


async def test_a_plain_answer_comes_as_it_is(fetch: Fetch) -> None:
    with says(head("Content-Length: 5"), b"hello") as server:
        assert await fetch(server.url, LIMITS) == b"hello"
        assert "accept-encoding: gzip\r\n" in server.heads[0].lower()


async def test_gzip_is_decoded_in_one_or_several_members(fetch: Fetch) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    with says(head("Content-Encoding: gzip"), packed[:9], packed[9:]) as server:
        assert await fetch(server.url, LIMITS) == b"one two"


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [("gzip", gzip_bomb(50)), ("br", brotli_bomb(50)), ("gzip, br", gzip_bomb(2))],
    ids=["gzip", "brotli", "both"],
)
async def test_a_bomb_does_not_go_off(fetch: Fetch, coding: str, bomb: bytes) -> None:
    assert len(bomb) < 60_000
    with (
        says(head(f"Content-Encoding: {coding}"), bomb) as server,
        pytest.raises((TooLargeError, UnknownCodingError)),
    ):
        await fetch(server.url, LIMITS)


async def test_damaged_gzip_is_an_error_of_httpx(fetch: Fetch) -> None:
    with (
        says(head("Content-Encoding: gzip"), b"no gzip at all") as server,
        pytest.raises(UnknownCodingError),
    ):
        await fetch(server.url, LIMITS)


async def test_a_body_without_end_is_cut(fetch: Fetch) -> None:
    def endless(_path: str) -> Iterable[bytes]:
        yield head()
        while True:
            yield bytes(1 << 16)

    with RawServer(endless) as server, pytest.raises(TooLargeError):
        await fetch(server.url, LIMITS)


async def test_a_body_that_drips_ends_at_its_time(fetch: Fetch) -> None:
    with (
        RawServer(lambda _path: _each(head(), slowly())) as server,
        pytest.raises(TooSlowError),
    ):
        await fetch(server.url, HASTE)


async def test_a_head_that_drips_ends_at_its_time(fetch: Fetch) -> None:
    with (
        RawServer(lambda _path: _each(b"HTTP/1.1 200 OK\r\nX-Long: ", slowly())) as server,
        pytest.raises(TooSlowError),
    ):
        await fetch(server.url, HASTE)


async def test_a_silent_server_ends_at_its_time(fetch: Fetch) -> None:
    with RawServer(lambda _path: slowly(b"")) as server, pytest.raises(httpx.TimeoutException):
        await fetch(server.url, HASTE)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_inside_are_not_public(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert not is_inside(address)


def _but_one(url: httpx.URL) -> tuple[str, ...]:
    return judged(look_up(url), lambda address: address == "127.0.0.1")


@asynccontextmanager
async def _judged(url: str, resolve: Resolve, kind: str) -> AsyncIterator[int]:
    if kind == "blocking":
        with client(LIMITS, resolve=resolve, follow_redirects=True) as http:
            yield http.get(url).status_code
    else:
        async with async_client(LIMITS, resolve=resolve, follow_redirects=True) as waiting:
            yield (await waiting.get(url)).status_code


@pytest.mark.parametrize("kind", ["blocking", "async"])
async def test_what_is_inside_is_not_even_connected_to(kind: str) -> None:
    with says(head(), b"secret") as server:
        with pytest.raises(ForbiddenHostError):
            async with _judged(server.url, public_addresses, kind):
                pass
        assert server.connections == 0


@pytest.mark.parametrize("kind", ["blocking", "async"])
async def test_the_address_that_was_judged_is_the_one_that_is_dialled(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that stands for a good address once, and for one inside ever after."""
    told = iter(["127.0.0.2"])
    real = socket.getaddrinfo

    def changing(host: str, port: object, *args: object, **options: object) -> object:
        known = {"moves.example", b"moves.example"}
        return real(next(told, "127.0.0.1") if host in known else host, port, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    with RawServer(lambda _: [head()], host="127.0.0.2") as good:
        with RawServer(lambda _: [head()], port=good.port) as secret:
            url = f"http://moves.example:{good.port}/a"
            async with _judged(url, _but_one, kind) as status:
                assert status == 200
            assert good.heads[0].count(f"Host: moves.example:{good.port}") == 1
            with pytest.raises(ForbiddenHostError):
                async with _judged(url, _but_one, kind):
                    pass
            assert secret.connections == 0


@pytest.mark.parametrize("kind", ["blocking", "async"])
async def test_a_redirect_is_judged_like_the_first_address(kind: str) -> None:
    with says(head(), b"secret") as secret:
        there = head(f"Location: {secret.url}/x", status="302 Found")
        with RawServer(lambda _: [there], host="127.0.0.2") as first:
            with pytest.raises(ForbiddenHostError):
                async with _judged(first.url, _but_one, kind):
                    pass
        assert secret.connections == 0


def _each(*parts: bytes | Iterable[bytes]) -> Iterable[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
        else:
            yield from part


@pytest.mark.parametrize(
    ("host", "proxied"),
    [
        ("127.0.0.1:7860", False),
        ("[::1]", False),
        ("localhost", False),
        ("spaces:7860", False),
        ("10.0.0.7", True),
        ("huggingface.co", True),
    ],
)
def test_what_is_here_needs_no_proxy(
    host: str, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    found = proxy_of(httpx.URL(f"http://{host}/x"))
    assert found == ("http://proxy.example:3128" if proxied else None)
