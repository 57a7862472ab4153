"""The guide as a page: now, next and later on every channel, and hour by hour what was on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from webtv.config.channel import Channel
from webtv.model.asrun import Kind
from webtv.model.guide import Guide, Listing, hour_of
from webtv.plaintext import plain_text
from webtv.web.aside import Aside
from webtv.web.board import Board, ChannelState
from webtv.web.guide import PAST, Guides
from webtv.web.pages import Pages

HOUR = timedelta(hours=1)

MOST_ROWS = 100
"""Channels on one page."""

_LATER = 5
"""Lines of what comes after what is on."""

_HOUR_PATH = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}Z")
_BADGES: dict[Kind, str] = {"programme": "New", "takeover": "Live", "live": "Live"}
_INTERVAL = "Interval"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `share` is how much of it is over, `path` is the programme's page."""

    starts_at: datetime
    ends_at: datetime
    title: str
    logline: str
    kind: Kind
    badge: str
    state: str
    share: float
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """One channel of the page."""

    id: str
    number: int
    title: str
    picture: str
    now: Line | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another hour; `at` is that hour, and `current` tells that it is shown."""

    path: str
    at: datetime
    label: str
    current: bool


class GuidePage:
    """Puts the page together."""

    def __init__(self, pages: Pages, board: Board, guides: Guides) -> None:
        self._pages = pages
        self._board = board
        self._guides = guides

    def now(self, request: Request) -> Response:
        """What is on, comes next and later."""
        now = datetime.now(UTC)
        rows = [
            _row(
                state,
                channel,
                self._line(state.id, guide.now, guide, now) if guide.now else None,
                (self._line(state.id, each, guide, now) for each in guide.later[:_LATER]),
            )
            for state, channel, guide in self._channels()
        ]
        return self._page(request, rows, now=now, hour=None)

    def hour(self, request: Request, named: str) -> Response:
        """What was on in an hour, `2026-11-30T13Z`; 404 for one that the guide does not reach."""
        now = datetime.now(UTC)
        hour = parse_hour(named)
        if hour is None or not oldest_hour(now) <= hour <= now:
            return self._pages.missing(request, what="page of the guide")
        rows = [
            _row(
                state,
                channel,
                None,
                (
                    self._line(state.id, each, guide, now)
                    for each in guide.listings
                    if each.ends_at > hour and each.starts_at < hour + HOUR
                ),
            )
            for state, channel, guide in self._channels()
        ]
        return self._page(request, rows, now=now, hour=hour)

    def _channels(self) -> Iterator[tuple[ChannelState, Channel, Guide]]:
        for state, channel in self._board.valid()[:MOST_ROWS]:
            yield state, channel, self._guides.guide(state.id)

    def _page(
        self, request: Request, rows: list[Row], *, now: datetime, hour: datetime | None
    ) -> Response:
        return self._pages.render(
            request,
            "guide.html",
            rows=rows,
            hour=hour,
            days=list(day_links(now, hour)),
            hours=list(hour_links(now, hour)),
            zone=zone_name(now),
        )

    def _line(self, channel: str, listing: Listing, guide: Guide, now: datetime) -> Line:
        length_s = (listing.ends_at - listing.starts_at).total_seconds()
        over_s = (now - listing.starts_at).total_seconds()
        state = "now" if listing == guide.now else "past" if listing.ends_at <= now else "later"
        return Line(
            starts_at=listing.starts_at,
            ends_at=listing.ends_at,
            title=_INTERVAL if listing.kind == "slate" else plain_text(listing.title),
            logline=plain_text(listing.logline),
            kind=listing.kind,
            badge=_BADGES.get(listing.kind, ""),
            state=state,
            path=self._path(channel, listing),
            share=round(min(1.0, max(0.0, over_s / length_s)), 3) if length_s else 1.0,
        )

    def _path(self, channel: str, listing: Listing) -> str:
        """The page of what is listed; empty where there is none."""
        named = listing.programme and listing.kind in ("programme", "rerun")
        if named and self._guides.keeps(channel, listing.programme):
            return f"/programme/{listing.programme}"
        return ""


def parse_hour(named: str) -> datetime | None:
    """The hour that a path names; None if it is none."""
    if not _HOUR_PATH.fullmatch(named):
        return None
    try:
        return datetime.strptime(named, "%Y-%m-%dT%HZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def hour_path(hour: datetime) -> str:
    """The address of an hour's page."""
    return f"/guide/{hour.astimezone(UTC):%Y-%m-%dT%HZ}"


def oldest_hour(now: datetime) -> datetime:
    """The first hour of which the guide has all."""
    return hour_of(now - PAST) + HOUR


def hour_links(now: datetime, hour: datetime | None) -> Iterator[Link]:
    """The hours of the day that is shown, newest first, by the station's own clock."""
    day = (hour or now).astimezone().date()
    for at in _hours(now):
        if at.astimezone().date() == day:
            yield Link(hour_path(at), at, f"{at.astimezone():%H:%M}", at == hour)


def day_links(now: datetime, hour: datetime | None) -> Iterator[Link]:
    """The days of which the guide knows, newest first; each leads to the same hour of it, or to the
    one next to that. A day may have 23 or 25 hours.
    """
    today, shown = now.astimezone(), (hour or now).astimezone()
    for day, hours in groupby(_hours(now), key=lambda at: at.astimezone().date()):
        at = min(hours, key=lambda at: abs(at.astimezone().hour - shown.hour))
        back = (today.date() - day).days
        label = ("Today", "Yesterday")[back] if back < 2 else f"{day:%A}"
        yield Link(hour_path(at) if back else "/guide", at, label, day == shown.date())


def _hours(now: datetime) -> Iterator[datetime]:
    """Every hour of the guide, newest first."""
    at = hour_of(now)
    while at >= oldest_hour(now):
        yield at
        at -= HOUR


def zone_name(now: datetime) -> str:
    """The name of the station's own time zone."""
    local = now.astimezone()
    return local.tzname() or f"{local:%z}"


def _row(state: ChannelState, channel: Channel, now: Line | None, lines: Iterable[Line]) -> Row:
    return Row(
        id=state.id,
        number=state.number,
        title=plain_text(channel.title),
        picture=f"/thumbs/{quote(state.id)}.jpg" if state.signal.live else "",
        now=now,
        lines=tuple(lines),
    )


def guide_routes(page: GuidePage, aside: Aside) -> APIRouter:
    """`/guide` and `/guide/<hour>`."""
    routes = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]

    @routes.api_route("/guide", methods=methods)
    async def now(request: Request) -> Response:
        return await aside.run(page.now, request)

    @routes.api_route("/guide/{hour}", methods=methods)
    async def hour(request: Request, hour: str) -> Response:
        return await aside.run(page.hour, request, hour)

    return routes
