"""A channel in the pages of others: the player alone, and the code for it by oEmbed."""

from __future__ import annotations

import re
from html import escape
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.settings import Settings
from webtv.plaintext import plain_text
from webtv.web.addresses import Addresses, addresses_for
from webtv.web.board import Board, ChannelState
from webtv.web.pages import Pages

WIDTH, HEIGHT = 640, 360
"""Pixels of a player whose page asks for no size."""

_SMALLEST, _LARGEST = 160, 3840
_LONGEST_URL = 500
_THUMBNAIL = {"thumbnail_width": 480, "thumbnail_height": 270}
_PATH = re.compile(r"/(?:watch|embed)/([^/]+)")


def fitted(most_wide: int | None, most_high: int | None) -> tuple[int, int]:
    """Width and height of a 16:9 player that is no larger than asked for."""
    wide = WIDTH if most_wide is None and most_high is None else (most_wide or _LARGEST)
    if most_high is not None:
        wide = min(wide, most_high * 16 // 9)
    wide = min(_LARGEST, max(_SMALLEST, wide))
    return wide, wide * 9 // 16


def describe_embed(
    state: ChannelState, channel: Channel, own: Addresses, size: tuple[int, int]
) -> dict[str, str | int]:
    """The oEmbed answer for one channel. Source: https://oembed.com, 2.3.4"""
    title = plain_text(channel.title)
    wide, high = size
    frame = (
        f'<iframe src="{escape(own.embed(state.id))}" width="{wide}" height="{high}" '
        f'title="{escape(title)}" allow="autoplay; fullscreen" allowfullscreen loading="lazy" '
        'style="border:0"></iframe>'
    )
    answer: dict[str, str | int] = {
        "version": "1.0",
        "type": "video",
        "provider_name": "WebTV",
        "provider_url": own.page("/"),
        "title": title,
        "width": wide,
        "height": high,
        "html": frame,
        "cache_age": 300,
    }
    if state.signal.live:
        answer |= {"thumbnail_url": own.thumbnail(state.id), **_THUMBNAIL}
    return answer


def embed_routes(settings: Settings, board: Board, pages: Pages) -> APIRouter:
    """`/embed/<channel>` and `/oembed`."""
    routes = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]

    @routes.api_route("/embed/{channel}", methods=methods)
    def embed(request: Request, channel: str) -> Response:
        return pages.embed(request, channel)

    @routes.api_route("/oembed", methods=methods)
    def oembed(
        request: Request,
        url: Annotated[str, Query(max_length=_LONGEST_URL)],
        maxwidth: Annotated[int | None, Query(ge=1, le=100_000)] = None,
        maxheight: Annotated[int | None, Query(ge=1, le=100_000)] = None,
        format: Literal["json", "xml"] = "json",
    ) -> Response:
        """How a page of this station is embedded; 404 for any other page."""
        if format != "json":
            raise HTTPException(501, "only JSON is given")
        own = addresses_for(request, settings)
        state = board.channels.get(_channel_in(url, own))
        if state is None or state.channel is None:
            raise HTTPException(404, "there is no such channel")
        answer = describe_embed(state, state.channel, own, fitted(maxwidth, maxheight))
        headers = {"Cache-Control": "no-store", "Vary": "Host", "Access-Control-Allow-Origin": "*"}
        return JSONResponse(answer, headers=headers)

    return routes


def _channel_in(url: str, own: Addresses) -> str:
    """The channel whose page is at `url` on this station; empty if that is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    match = _PATH.fullmatch(parts.path)
    # Its scheme may be another: a proxy may speak TLS for the station.
    same = parts.netloc.lower() == urlsplit(own.web).netloc.lower()
    if parts.scheme not in ("http", "https") or not same or match is None:
        return ""
    channel = unquote(match[1])
    return channel if CHANNEL_ID.fullmatch(channel) else ""
