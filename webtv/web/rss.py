"""New programmes of a channel as a feed: RSS 2.0, https://www.rssboard.org/rss-specification"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.guide import Guide, Listing
from webtv.plaintext import plain_text
from webtv.web.addresses import addresses_for
from webtv.web.aside import Aside
from webtv.web.board import Board
from webtv.web.guide import Guides

MOST_ITEMS = 50
"""Programmes in a feed, the newest."""

MEDIA_TYPE = "application/rss+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """One programme of a feed."""

    title: str
    text: str
    link: str
    guid: str
    at: datetime


def feed(channel: Channel, items: Iterable[Item], *, link: str, own: str, icon: str) -> bytes:
    """The feed at address `own` of the channel whose page is at `link`."""
    text = StringIO()
    xml = XMLGenerator(text, "utf-8", short_empty_elements=True)

    def element(name: str, value: str, **attributes: str) -> None:
        xml.startElement(name, AttributesImpl(attributes))
        xml.characters(plain_text(value))
        xml.endElement(name)

    xml.startDocument()
    xml.startElement("rss", AttributesImpl({"version": "2.0", "xmlns:atom": _ATOM}))
    xml.startElement("channel", AttributesImpl({}))
    element("title", channel.title)
    element("link", link)
    element("description", channel.description or f"New programmes of {channel.title}.")
    element("language", channel.language)
    element("atom:link", "", href=own, rel="self", type="application/rss+xml")
    xml.startElement("image", AttributesImpl({}))
    for name, value in (("url", icon), ("title", channel.title), ("link", link)):
        element(name, value)
    xml.endElement("image")
    for item in items:
        xml.startElement("item", AttributesImpl({}))
        element("title", item.title)
        element("link", item.link)
        if item.text:
            element("description", item.text)
        element("guid", item.guid, isPermaLink="false")
        element("pubDate", format_datetime(item.at))
        xml.endElement("item")
    xml.endElement("channel")
    xml.endElement("rss")
    xml.endDocument()
    return text.getvalue().encode()


def first_airings(guide: Guide) -> list[Listing]:
    """The programmes that aired for the first time, newest first."""
    lines = [*guide.past, *filter(None, [guide.now])]
    new = [line for line in lines if line.kind == "programme" and line.programme]
    return sorted(new, key=lambda line: line.starts_at, reverse=True)[:MOST_ITEMS]


class Feeds:
    """Writes feeds out of what the guide knows. Blocking."""

    def __init__(self, settings: Settings, board: Board, guides: Guides) -> None:
        self._settings = settings
        self._board = board
        self._guides = guides

    def feed(self, request: Request, ident: str) -> bytes | None:
        """The feed of a channel; None if there is no such channel."""
        state = self._board.channels.get(ident)
        if state is None or state.channel is None:
            return None
        own = addresses_for(request, self._settings)
        lines = first_airings(self._guides.guide(ident))
        items = [
            Item(
                title=line.title,
                text=line.logline,
                link=own.page(f"/programme/{line.programme}"),
                guid=line.programme,
                at=line.starts_at,
            )
            for line in lines
            if self._guides.keeps(ident, line.programme)
        ]
        return feed(
            state.channel,
            items,
            link=own.watch(ident),
            own=own.feed(ident),
            icon=own.page("/static/icons/icon-192.png"),
        )


def feed_routes(feeds: Feeds, aside: Aside) -> APIRouter:
    """`/rss/<channel>`."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/rss/{channel}", methods=["GET", "HEAD"])
    async def rss(request: Request, channel: str) -> Response:
        body = await aside.run(feeds.feed, request, channel)
        if body is None:
            raise HTTPException(404, "there is no such channel")
        # It holds addresses made from the request's own host.
        headers = {"Cache-Control": "no-store", "Vary": "Host", "Access-Control-Allow-Origin": "*"}
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    return routes
