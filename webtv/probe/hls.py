"""Pulls HLS as a player does: the playlist, and the newest segment in it.

A playlist may come from a stranger's server, so it is short, is believed in nothing, and does not
lead from the outside to this machine or its private network.
"""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_address

import httpx

from webtv.probe.playlist import Playlist, read_playlist
from webtv.probe.pulled import MAX_BYTES, Pulled, PullError

ANSWER_S = 5.0
"""Longest wait for the server's answer, and between two pieces of it."""

DEADLINE_S = 12.0
"""Longest time for all of it: playlist and segment."""

MAX_LIST_BYTES = 4 << 20
"""A playlist of a day is shorter; what is longer would take long to read."""

_ENCODINGS = ("", "identity", "gzip")
"""Content encodings that cannot grow beyond measure as they are unpacked."""


async def pull_hls(client: httpx.AsyncClient, url: str) -> Pulled:
    """The newest segment of the stream at `url`. Raises `PullError`.

    Of a ladder of renditions the first is taken, as players do (RFC 8216, section 6.3.1).
    """
    started = time.monotonic()
    try:
        async with asyncio.timeout(DEADLINE_S):
            playlist = await _playlist(client, url)
            if playlist.rendition:
                await _stay_outside(url, playlist.rendition)
                url = playlist.rendition
                playlist = await _playlist(client, url)
            if not playlist.newest:
                raise PullError("starved", "the HLS playlist lists no segment")
            await _stay_outside(url, playlist.newest)
            data = await _get(client, playlist.newest, "the newest HLS segment")
            if playlist.init:
                await _stay_outside(url, playlist.init)
                data = await _get(client, playlist.init, "the HLS initialisation segment") + data
    except TimeoutError:
        said = f"HLS did not come whole within {DEADLINE_S:.0f} s"
        raise PullError("starved", said) from None
    except ValueError as error:  # of an address in it
        raise PullError("broken", f"the HLS playlist cannot be read: {error}") from None
    return Pulled(data, tune_in_s=time.monotonic() - started, edge=playlist.newest)


async def _playlist(client: httpx.AsyncClient, url: str) -> Playlist:
    data = await _get(client, url, "the HLS playlist", most=MAX_LIST_BYTES)
    return read_playlist(data.decode("utf-8", "replace"), url)


async def _stay_outside(url: str, target: str) -> None:
    """Raise `PullError` if the playlist at `url` leads inside and is not there itself."""
    try:
        here, there = httpx.URL(url), httpx.URL(target)
    except httpx.InvalidURL:
        return  # asking for it says so
    if here.netloc != there.netloc and await _inside(there.host) and not await _inside(here.host):
        raise PullError("broken", "the HLS playlist leads into a private network")


async def _inside(host: str) -> bool:
    """Whether a host is this machine or in a private network; False if it is not known."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return any(not ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


async def _get(client: httpx.AsyncClient, url: str, what: str, *, most: int = MAX_BYTES) -> bytes:
    """The body of an answer. Raises `PullError` that begins with `what`."""
    data = bytearray()
    asked = {"Accept-Encoding": "gzip"}
    try:
        async with client.stream("GET", url, headers=asked, timeout=ANSWER_S) as answer:
            if answer.status_code != httpx.codes.OK:
                said = f"{what} is refused with status {answer.status_code}"
                raise PullError("unreachable", said)
            if answer.headers.get("content-encoding", "").lower() not in _ENCODINGS:
                raise PullError("broken", f"{what} is packed in a way that was not asked for")
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > most:
                    raise PullError("broken", f"{what} is larger than {most >> 20} MiB")
    except httpx.TimeoutException:
        said = f"{what} did not come within {ANSWER_S:.0f} s"
        raise PullError("unreachable", said) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise PullError("unreachable", f"{what} cannot be had: {reason}") from None
    return bytes(data)
