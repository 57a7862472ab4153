"""Clients of httpx whose answers keep to limits of size and time.

With `resolve`, such as `public_addresses`, a host is looked up once for each request, and the
connection goes to one of those very addresses: what was judged is what is dialled, whatever the
name stands for a moment later.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from functools import cache, partial
from time import monotonic
from typing import Any
from weakref import WeakSet

import httpx

from webtv.http.body import CODINGS, bounded
from webtv.http.limits import Limits, TooSlowError
from webtv.http.place import proxy_of
from webtv.http.watch import Alarm, Lines
from webtv.threads import in_thread

Resolve = Callable[[httpx.URL], tuple[str, ...]]
"""Gives the addresses of a URL's host in the order to try them. Blocks."""

_NONE_KEPT = httpx.Limits(max_keepalive_connections=0)
"""A connection that is used again has no owner that could shut it in time. One to an address is
known to the pool by that address alone: it would be handed to another host of the same address,
and nobody would look at that one's certificate."""

_SOME_KEPT = httpx.Limits(max_keepalive_connections=20, keepalive_expiry=5.0)

_UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout)


@cache
def trusted() -> ssl.SSLContext:
    """The certificates of httpx, read once: that takes some 50 ms, and requests are many."""
    return httpx.create_ssl_context()


def client(limits: Limits, *, resolve: Resolve | None = None, **options: Any) -> httpx.Client:
    """A client for threads; `options` are those of `httpx.Client`.

    It raises what `resolve` raises, such as `ForbiddenHostError`.
    """
    transport = BoundedTransport(limits, resolve=resolve)
    return httpx.Client(transport=transport, timeout=limits.timeout, **options)


def async_client(
    limits: Limits, *, resolve: Resolve | None = None, direct: bool = False, **options: Any
) -> httpx.AsyncClient:
    """A client for the event loop, and for SDKs: they take it as their `http_client`.

    A `direct` one takes no proxy that the environment names. An SDK sends a timeout of its own with
    each request; give it `limits.timeout` too.
    """
    transport = AsyncBoundedTransport(limits, resolve=resolve, direct=direct)
    return httpx.AsyncClient(transport=transport, timeout=limits.timeout, **options)


class BoundedTransport(httpx.BaseTransport):
    """Sends requests as httpx does, and hands on answers that keep to limits."""

    def __init__(self, limits: Limits, *, resolve: Resolve | None = None) -> None:
        self._limits = limits
        self._resolve = resolve
        self._transports: dict[str | None, httpx.HTTPTransport] = {}
        self._under_way: WeakSet[Lines] = WeakSet()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to `request`. Blocks until its headers are there."""
        lines = Lines()
        self._under_way.add(lines)
        ends_at = monotonic() + self._limits.total_s
        alarm = Alarm(self._limits.total_s, lines.shut)
        try:
            response = self._sent(request, lines)
            return bounded(response, self._limits, ends_at=ends_at, closed=alarm.off)
        except BaseException as error:
            alarm.off()
            if isinstance(error, httpx.TransportError) and monotonic() >= ends_at:
                raise TooSlowError(f"no answer within {self._limits.total_s:g} s") from None
            raise

    def shut(self) -> None:
        """Break off the requests under way, from any thread: whoever waits for them stops."""
        for lines in list(self._under_way):
            lines.shut()

    def close(self) -> None:
        """Close the connections."""
        for transport in self._transports.values():
            transport.close()

    def _sent(self, request: httpx.Request, lines: Lines) -> httpx.Response:
        proxy = proxy_of(request.url)
        if proxy not in self._transports:
            self._transports[proxy] = httpx.HTTPTransport(
                proxy=proxy, limits=_NONE_KEPT, verify=trusted()
            )
        transport = self._transports[proxy]
        request.headers["accept-encoding"] = CODINGS
        request.extensions = {**request.extensions, "trace": lines.trace}
        if self._resolve is None:
            return transport.handle_request(request)
        if proxy:
            self._resolve(request.url)
            return transport.handle_request(request)
        failure: httpx.TransportError | None = None
        for pinned in _pinned(request, self._resolve(request.url)):
            try:
                return transport.handle_request(pinned)
            except _UNREACHED as error:
                failure = error
        raise failure or httpx.ConnectError("no address")


class AsyncBoundedTransport(httpx.AsyncBaseTransport):
    """The same for the event loop."""

    def __init__(
        self, limits: Limits, *, resolve: Resolve | None = None, direct: bool = False
    ) -> None:
        self._limits = limits
        self._resolve = resolve
        self._direct = direct
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to `request`, as soon as its headers are there."""
        ends_at = monotonic() + self._limits.total_s
        try:
            async with asyncio.timeout(self._limits.total_s):
                response = await self._sent(request)
        except TimeoutError:
            raise TooSlowError(f"no answer within {self._limits.total_s:g} s") from None
        try:
            return bounded(response, self._limits, ends_at=ends_at, closed=lambda: None)
        except BaseException:
            await response.aclose()
            raise

    async def aclose(self) -> None:
        """Close the connections."""
        for transport in self._transports.values():
            await transport.aclose()

    async def _sent(self, request: httpx.Request) -> httpx.Response:
        proxy = None if self._direct else proxy_of(request.url)
        if proxy not in self._transports:
            self._transports[proxy] = httpx.AsyncHTTPTransport(
                proxy=proxy,
                limits=_SOME_KEPT if self._resolve is None else _NONE_KEPT,
                verify=trusted(),
            )
        transport = self._transports[proxy]
        request.headers["accept-encoding"] = CODINGS
        if self._resolve is None:
            return await transport.handle_async_request(request)
        resolve = partial(self._resolve, request.url)
        addresses = await in_thread(resolve, name="look-up", deadline_s=self._limits.connect_s)
        if proxy:
            return await transport.handle_async_request(request)
        failure: httpx.TransportError | None = None
        for pinned in _pinned(request, addresses):
            try:
                return await transport.handle_async_request(pinned)
            except _UNREACHED as error:
                failure = error
        raise failure or httpx.ConnectError("no address")


def _pinned(request: httpx.Request, addresses: tuple[str, ...]) -> Iterator[httpx.Request]:
    """`request` to each of `addresses`; Host header and certificate stay those of its name."""
    for address in addresses:
        yield httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
