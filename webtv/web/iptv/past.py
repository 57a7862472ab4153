"""What a channel showed in a time that is over: the "catch-up" of television apps.

An app fills a programme's times in seconds since 1970 into the address that the list of channels
names. As far as viewers can go back it is sent what aired, as HLS that ends; before that, it is led
to the film of the programme that was on in the first second, while the library has it: apps ask for
some minutes more than a programme lasts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from webtv.config.channel import CHANNEL_ID
from webtv.store.hls import CONTENT_TYPES, LIVE, PLAYLIST, MediaPlaylist, read_media_playlist
from webtv.web.aside import Aside
from webtv.web.document import document
from webtv.web.guide import PAST, Guides
from webtv.web.hls import MEDIA_HEADERS
from webtv.web.playlist import ListFiles
from webtv.web.programmes import Programmes

DAYS = PAST.days
"""Days for which apps may ask: those of the guide that they are given."""

QUERY = "utc={utc}&utcend={utcend}"
"""What apps fill in: the first second, and the one after the last."""

_LAST_S = 253_402_300_799
"""The end of the year 9999."""

_Second = Annotated[int, Query(ge=0, le=_LAST_S)]


class Past:
    """Finds what aired. Blocking."""

    def __init__(self, folder: Path, guides: Guides, programmes: Programmes) -> None:
        self._folder = folder
        self._guides = guides
        self._programmes = programmes
        self._lists = ListFiles()

    def answer(self, request: Request, channel: str, since_s: int, until_s: int) -> Response:
        """The answer to an app. Raises `HTTPException` where nothing is kept of that time."""
        kept = between(self._listed(channel), since_s, until_s)
        whole = bool(kept.segments) and kept.segments[0].at.timestamp() <= since_s
        film = None if whole else self._film(channel, since_s)
        if film is not None:
            return RedirectResponse(
                film, 302, headers=MEDIA_HEADERS | {"Cache-Control": "no-store"}
            )
        if not kept.segments:
            headers = MEDIA_HEADERS | {"Cache-Control": "no-store"}
            raise HTTPException(404, "nothing is kept of that time", headers=headers)
        text = ended(kept, channel).encode()
        modified_s = kept.segments[-1].at.timestamp()
        return document(text, modified_s=modified_s).answer(
            request, media_type=CONTENT_TYPES[PLAYLIST], headers=MEDIA_HEADERS
        )

    def _listed(self, channel: str) -> MediaPlaylist:
        try:
            text = self._lists.get(self._folder / channel / LIVE).body
        except OSError:
            return MediaPlaylist()
        return read_media_playlist(text.decode("utf-8", "replace"))

    def _film(self, channel: str, since_s: int) -> str | None:
        """The address, as seen from the list, of the film that was on then."""
        # Guides have whole seconds, so the programme that is meant may begin in this one.
        at = datetime.fromtimestamp(since_s, UTC) + timedelta(seconds=1)
        past = self._guides.guide(channel).past
        line = next((line for line in past if line.starts_at <= at < line.ends_at), None)
        shown = self._programmes.find(line.programme) if line else None
        return f"../programme/{shown.programme.id}/film.mp4" if shown and shown.film else None


def between(listed: MediaPlaylist, since_s: int, until_s: int) -> MediaPlaylist:
    """The segments of a list in which something of that time is seen."""
    ends = (s.at.timestamp() + s.duration_s for s in listed.segments)
    gone = sum(end <= since_s for end in ends)
    kept = listed.without(gone)
    return replace(kept, segments=tuple(s for s in kept.segments if s.at.timestamp() < until_s))


def ended(listed: MediaPlaylist, channel: str) -> str:
    """The playlist of a list to which nothing will be added, as it stands in `/iptv/`."""
    folder = f"../hls/{channel}/"
    segments = (
        replace(s, name=folder + s.name, init=folder + s.init if s.init else "")
        for s in listed.segments
    )
    text = replace(listed, segments=tuple(segments)).text(ranges=["#EXT-X-PLAYLIST-TYPE:VOD"])
    return f"{text}#EXT-X-ENDLIST\n"


def past_routes(past: Past, aside: Aside) -> APIRouter:
    """`/iptv/<channel>.m3u8?utc=<second>&utcend=<second>`."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/iptv/{channel}.m3u8", methods=["GET", "HEAD"])
    async def past_of(request: Request, channel: str, utc: _Second, utcend: _Second) -> Response:
        """What the channel showed then."""
        if not CHANNEL_ID.match(channel):
            raise HTTPException(404, "there is no such channel")
        return await aside.run(past.answer, request, channel, utc, utcend)

    return routes
