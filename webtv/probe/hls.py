"""Pulls HLS as a player does: the playlist, and the newest segment in it.

A playlist may come from a stranger's server, so it is short, is believed in nothing, and does not
lead from the outside to this machine or its private network, whatever its names stand for a moment
later.
"""

from __future__ import annotations

import asyncio
import time

import httpx

from webtv import __version__
from webtv.http.client import Resolve, async_client
from webtv.http.limits import ForbiddenHostError, Limits, UnknownCodingError
from webtv.http.place import is_inside, look_up, public_addresses
from webtv.probe.playlist import Playlist, read_playlist
from webtv.probe.pulled import MAX_BYTES, Pulled, PullError
from webtv.threads import in_thread

ANSWER_S = 5.0
"""Longest wait for the server's answer, and between two pieces of it."""

DEADLINE_S = 12.0
"""Longest time for all of it: playlist and segment."""

MAX_LIST_BYTES = 4 << 20
"""A playlist of a day is shorter; what is longer would take long to read."""

_CALLED = {"User-Agent": f"webtv-probe/{__version__}"}


async def pull_hls(url: str) -> Pulled:
    """The newest segment of the stream at `url`. Raises `PullError`.

    Of a ladder of renditions the first is taken, as players do (RFC 8216, section 6.3.1).
    """
    started = time.monotonic()
    limits = Limits(MAX_BYTES, DEADLINE_S, idle_s=ANSWER_S, connect_s=ANSWER_S)
    try:
        async with asyncio.timeout(DEADLINE_S):
            resolve = await _resolve(url)
            # Its own station only, or addresses an operator wrote: no proxy, no redirects.
            async with async_client(
                limits, resolve=resolve, direct=True, headers=_CALLED
            ) as client:
                data, newest = await _newest(client, url)
    except TimeoutError:
        said = f"HLS did not come whole within {DEADLINE_S:.0f} s"
        raise PullError("starved", said) from None
    except ValueError as error:  # of an address in it
        raise PullError("broken", f"the HLS playlist cannot be read: {error}") from None
    return Pulled(data, tune_in_s=time.monotonic() - started, edge=newest)


async def _newest(client: httpx.AsyncClient, url: str) -> tuple[bytes, str]:
    """The newest segment of the playlist at `url`, after what it begins with, and its address."""
    playlist = await _playlist(client, url)
    if playlist.rendition:
        playlist = await _playlist(client, playlist.rendition)
    if not playlist.newest:
        raise PullError("starved", "the HLS playlist lists no segment")
    data = await _get(client, playlist.newest, "the newest HLS segment")
    if playlist.init:
        data = await _get(client, playlist.init, "the HLS initialisation segment") + data
    return data, playlist.newest


async def _playlist(client: httpx.AsyncClient, url: str) -> Playlist:
    data = await _get(client, url, "the HLS playlist", most=MAX_LIST_BYTES)
    return read_playlist(data.decode("utf-8", "replace"), url)


async def _resolve(url: str) -> Resolve:
    """How to look up all that a playlist leads to: from outside nothing is to lead inside.

    What is inside is asked for there alone: its name may stand for a stranger's server as well.
    """
    try:
        home = httpx.URL(url)
        found = await in_thread(lambda: look_up(home), name="look-up", deadline_s=ANSWER_S)
    except (httpx.InvalidURL, httpx.ConnectError, TimeoutError):
        return public_addresses  # asking for it says what is wrong
    inside = tuple(filter(is_inside, found))
    if not inside:
        return public_addresses
    return lambda target: inside if target.host == home.host else look_up(target)


async def _get(client: httpx.AsyncClient, url: str, what: str, *, most: int = MAX_BYTES) -> bytes:
    """The body of an answer. Raises `PullError` that begins with `what`."""
    data = bytearray()
    try:
        async with client.stream("GET", url) as answer:
            if answer.status_code != httpx.codes.OK:
                said = f"{what} is refused with status {answer.status_code}"
                raise PullError("unreachable", said)
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > most:
                    raise PullError("broken", f"{what} is larger than {most >> 20} MiB")
    except ForbiddenHostError:
        raise PullError("broken", "the HLS playlist leads into a private network") from None
    except UnknownCodingError:
        said = f"{what} is packed in a way that was not asked for"
        raise PullError("broken", said) from None
    except httpx.TimeoutException:
        said = f"{what} did not come within {ANSWER_S:.0f} s"
        raise PullError("unreachable", said) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise PullError("unreachable", f"{what} cannot be had: {reason}") from None
    return bytes(data)
