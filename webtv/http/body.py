"""The body of an answer, bounded while it is read and while it is decompressed."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from time import monotonic

import httpx

from webtv.http.limits import Limits, TooLargeError, TooSlowError, UnknownCodingError

CODINGS = "gzip"
"""What is asked for in `Accept-Encoding`: the one coding that zlib decodes piece by piece. Brotli
and its like make gigabytes of a few hundred bytes before anybody can count them."""

_PIECE = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


class Reading:
    """Counts and decodes one body. `ends_at` is on the clock of `time.monotonic`."""

    def __init__(self, limits: Limits, *, coding: str, ends_at: float) -> None:
        self._most = limits.body_bytes
        self._total_s = limits.total_s
        self._ends_at = ends_at
        self._came = self._made = 0
        self._gzip = zlib.decompressobj(_GZIP) if _is_gzip(coding) else None

    @property
    def left_s(self) -> float:
        """Seconds until the answer must be complete."""
        return self._ends_at - monotonic()

    def decoded(self, chunk: bytes) -> Iterator[bytes]:
        """`chunk` as it was before compression, in pieces that are counted one by one.

        Raises `TooLargeError`, `TooSlowError` and `UnknownCodingError`.
        """
        if self.left_s < 0:
            raise self.late()
        self._came += len(chunk)
        if self._came > self._most:
            raise self._large()
        for piece in self._pieces(chunk):
            self._made += len(piece)
            if self._made > self._most:
                raise self._large()
            yield piece

    def late(self) -> TooSlowError:
        """The error of an answer that takes too long."""
        return TooSlowError(f"the answer was not complete after {self._total_s:g} s")

    def _large(self) -> TooLargeError:
        megabytes = self._most / 1_000_000
        return TooLargeError(f"the answer has more than {megabytes:g} MB")

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        if self._gzip is None:
            yield chunk
            return
        while chunk:
            try:
                piece = self._gzip.decompress(chunk, _PIECE)
            except zlib.error:
                raise UnknownCodingError("the answer is not the gzip it says it is") from None
            yield piece
            chunk = self._gzip.unconsumed_tail
            if self._gzip.eof:
                # A gzip file may have several members, one after another (RFC 1952, 2.2).
                chunk = self._gzip.unused_data
                self._gzip = zlib.decompressobj(_GZIP)


def bounded(
    response: httpx.Response, limits: Limits, *, ends_at: float, closed: Callable[[], None]
) -> httpx.Response:
    """`response`, whose body was not read yet, with a body that keeps to `limits`.

    `closed` is called when nobody reads it any more. Raises `UnknownCodingError`.
    """
    reading = Reading(limits, coding=_taken_coding(response), ends_at=ends_at)
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _AsyncBody(response.stream, reading, closed)
    elif isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Body(response.stream, reading, closed)
    return response


class _Body(httpx.SyncByteStream):
    def __init__(
        self, stream: httpx.SyncByteStream, reading: Reading, closed: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._reading = reading
        self._closed = closed

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self._stream:
                yield from self._reading.decoded(chunk)
        except TooSlowError:
            raise
        except httpx.TransportError:
            # At the end of its time the connection was shut from outside.
            if self._reading.left_s < 0:
                raise self._reading.late() from None
            raise
        if self._reading.left_s < 0:
            raise self._reading.late()

    def close(self) -> None:
        self._stream.close()
        self._closed()


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(
        self, stream: httpx.AsyncByteStream, reading: Reading, closed: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._reading = reading
        self._closed = closed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = aiter(self._stream)
        while True:
            try:
                async with asyncio.timeout(max(0.0, self._reading.left_s)):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise self._reading.late() from None
            for piece in self._reading.decoded(chunk):
                yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
        self._closed()


def _taken_coding(response: httpx.Response) -> str:
    """The body's coding, taken out of the headers: what is read from now on is plain."""
    coding: str = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        return ""
    if not _is_gzip(coding):
        raise UnknownCodingError(
            f"the answer is compressed as {coding[:20]!r}, which was not asked for"
        )
    del response.headers["content-encoding"]
    response.headers.pop("content-length", None)
    return coding


def _is_gzip(coding: str) -> bool:
    return coding in ("gzip", "x-gzip")
