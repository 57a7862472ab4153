"""Pulls HLS as a player does: the playlist, and the newest segment in it."""

from __future__ import annotations

import asyncio
import time

import httpx
import m3u8

from webtv.probe.pulled import MAX_BYTES, Pulled, PullError

ANSWER_S = 5.0
"""Longest wait for the server's answer, and between two pieces of it."""

DEADLINE_S = 12.0
"""Longest time for all of it: playlist and segment."""


async def pull_hls(client: httpx.AsyncClient, url: str) -> Pulled:
    """The newest segment of the stream at `url`. Raises `PullError`.

    Of a ladder of renditions the first is taken, as players do (RFC 8216, section 6.3.1).
    """
    started = time.monotonic()
    try:
        async with asyncio.timeout(DEADLINE_S):
            playlist = await _playlist(client, url)
            if playlist.is_variant and playlist.playlists:
                playlist = await _playlist(client, playlist.playlists[0].absolute_uri)
            if not playlist.segments:
                raise PullError("starved", "the HLS playlist lists no segment")
            newest = playlist.segments[-1]
            data = await _get(client, newest.absolute_uri, "the newest HLS segment")
            if newest.init_section is not None:
                start = await _get(
                    client, newest.init_section.absolute_uri, "the HLS initialisation segment"
                )
                data = start + data
    except TimeoutError:
        said = f"HLS did not come whole within {DEADLINE_S:.0f} s"
        raise PullError("starved", said) from None
    return Pulled(data, tune_in_s=time.monotonic() - started, edge=newest.absolute_uri)


async def _playlist(client: httpx.AsyncClient, url: str) -> m3u8.M3U8:
    text = (await _get(client, url, "the HLS playlist")).decode("utf-8", "replace")
    if not text.startswith("#EXTM3U"):
        raise PullError("broken", "what comes as the HLS playlist is something else")
    try:
        return m3u8.loads(text, uri=url)
    except (ValueError, KeyError) as error:
        raise PullError("broken", f"the HLS playlist cannot be read: {error}") from None


async def _get(client: httpx.AsyncClient, url: str, what: str) -> bytes:
    """The body of an answer. Raises `PullError` that begins with `what`."""
    data = bytearray()
    try:
        async with client.stream("GET", url, timeout=ANSWER_S) as answer:
            if answer.status_code != httpx.codes.OK:
                said = f"{what} is refused with status {answer.status_code}"
                raise PullError("unreachable", said)
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > MAX_BYTES:
                    raise PullError("broken", f"{what} is larger than {MAX_BYTES >> 20} MiB")
    except httpx.TimeoutException:
        said = f"{what} did not come within {ANSWER_S:.0f} s"
        raise PullError("unreachable", said) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise PullError("unreachable", f"{what} cannot be had: {reason}") from None
    return bytes(data)
