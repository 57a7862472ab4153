"""The guide as XMLTV. Source: xmltv.dtd, https://github.com/XMLTV/xmltv/blob/master/xmltv.dtd"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from webtv.model.guide import Listing
from webtv.plaintext import plain_text

MEDIA_TYPE = "application/xml; charset=utf-8"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n'


@dataclass(frozen=True, slots=True)
class ChannelListings:
    """One channel and what is listed of it. `id` is the one that the M3U list has."""

    id: str
    number: int
    title: str
    language: str
    listings: tuple[Listing, ...]


class Xmltv:
    """Writes guides. Lines that stood in the last one are not written anew."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, str, Listing], str] = {}

    def write(self, channels: Iterable[ChannelListings]) -> bytes:
        """The guide of all `channels`, whole."""
        channels = list(channels)
        written: dict[tuple[str, str, Listing], str] = {}
        parts = [_HEAD, '<tv generator-info-name="WebTV" source-info-name="WebTV">\n']
        parts += map(_channel, channels)
        for channel in channels:
            for listing in channel.listings:
                key = channel.id, channel.language, listing
                text = self._written.get(key) or _programme(channel, listing)
                written[key] = text
                parts.append(text)
        parts.append("</tv>\n")
        self._written = written
        return "".join(parts).encode()


def xmltv_time(at: datetime) -> str:
    """A time to the second, in UTC, with its offset."""
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S} +0000"


def _channel(channel: ChannelListings) -> str:
    names = [(channel.title, channel.language), (str(channel.number), "")]
    return _element(
        "channel",
        {"id": channel.id},
        (("display-name", _language(language), name) for name, language in names),
    )


def _programme(channel: ChannelListings, listing: Listing) -> str:
    times = {"start": xmltv_time(listing.starts_at), "stop": xmltv_time(listing.ends_at)}
    return _element("programme", {**times, "channel": channel.id}, _told(channel, listing))


def _told(channel: ChannelListings, listing: Listing) -> Iterator[tuple[str, dict[str, str], str]]:
    """The elements of a programme, in the order that the DTD wants."""
    language = _language(channel.language)
    yield "title", language, listing.title or channel.title
    if _line(listing.logline):
        yield "desc", language, listing.logline
    if listing.kind in ("takeover", "live"):
        yield "category", {"lang": "en"}, "Live"
    if listing.ai_generated and listing.kind != "slate":
        yield "keyword", {"lang": "en"}, "AI generated"
    if listing.programme:
        yield "episode-num", {"system": "webtv"}, listing.programme
    if listing.kind == "rerun":
        yield "previously-shown", {}, ""
    elif listing.kind == "programme":
        yield "new", {}, ""


def _element(
    name: str, attributes: dict[str, str], children: Iterable[tuple[str, dict[str, str], str]]
) -> str:
    out = StringIO()
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startElement(name, AttributesImpl(attributes))
    for child, values, text in children:
        xml.ignorableWhitespace("\n  ")
        xml.startElement(child, AttributesImpl(values))
        xml.characters(_line(text))
        xml.endElement(child)
    xml.ignorableWhitespace("\n")
    xml.endElement(name)
    xml.ignorableWhitespace("\n")
    return out.getvalue()


def _language(language: str) -> dict[str, str]:
    return {"lang": language.replace("-", "_")} if language else {}


def _line(text: str) -> str:
    """Text in one line, without characters that XML 1.0 has no room for."""
    return " ".join(plain_text(text).split())
