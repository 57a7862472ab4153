"""The overview of all channels, and what every page says of one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.alarms.conditions import Alarm, alarms_of, alarms_of_station
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.console.fresh import FreshShares
from webtv.console.pages import Pages
from webtv.log import redact
from webtv.model.status import AlarmsStatus, NextUp, OnAir, PlayoutStatus, ProductionStatus
from webtv.store.status import read_station
from webtv.web.board import Board, ChannelState
from webtv.web.progress import describe_production
from webtv.web.thumbnails import Thumbnails


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One channel as the console shows it."""

    id: str
    number: int
    title: str
    channel: Channel | None
    playout: PlayoutStatus | None
    production: ProductionStatus | None
    on_air: OnAir | None
    next: NextUp | None
    left_s: float
    share: float
    making: str
    fresh: float | None
    alarms: tuple[Alarm, ...]
    picture: bool
    error: str

    @property
    def faults(self) -> int:
        """The number of alarms that viewers may notice."""
        return sum(alarm.weight == "fault" for alarm in self.alarms)

    @property
    def buffer_s(self) -> float:
        """Seconds of programmes that are ready and have never aired."""
        return self.production.buffer_s if self.production else 0.0

    @property
    def seen(self) -> str:
        """When what is on air began, so that an order says what it is about."""
        return self.on_air.started_at.isoformat() if self.on_air else ""


class Overview:
    """Makes views of channels from the board."""

    def __init__(self, settings: Settings, board: Board, fresh: FreshShares) -> None:
        self._settings = settings
        self._board = board
        self._fresh = fresh

    def all(self) -> list[ChannelView]:
        """Every channel, in the order of their numbers."""
        return [self._view(state) for state in self._board.channels.values()]

    def one(self, channel: str) -> ChannelView:
        """One channel. Raises `HTTPException` where there is none."""
        state = self._board.channels.get(channel)
        if state is None:
            raise HTTPException(404, "there is no such channel")
        return self._view(state)

    def station(self) -> tuple[Alarm, ...]:
        """What is wrong with the station as a whole, and with calling people."""
        now, board = datetime.now(UTC), self._board
        found = alarms_of_station(board.server, board.verdict, free_bytes=self._free_bytes())
        calls = read_station(self._settings.status_dir, AlarmsStatus, now=now)
        if calls is not None and calls.problem:
            found = (*found, Alarm("note", redact(calls.problem)))
        return found

    def digest(self) -> int:
        """A number that changes when what pages show does, apart from what passes by itself."""
        return hash(
            tuple(
                (
                    view.id,
                    view.title,
                    view.seen,
                    view.on_air and view.on_air.title,
                    view.next and (view.next.title, view.next.kind),
                    view.making,
                    round(view.buffer_s / 30),
                    view.alarms,
                    view.playout and view.playout.control.model_dump_json(),
                    view.playout and tuple((d.id, d.state) for d in view.playout.destinations),
                    view.production and view.production.shots,
                    view.picture,
                )
                for view in self.all()
            )
            + self.station()
        )

    def _view(self, state: ChannelState) -> ChannelView:
        playout, production = state.playout, state.production
        on_air = playout.on_air if playout else None
        now = datetime.now(UTC)
        left_s = share = 0.0
        if on_air is not None and on_air.kind not in ("slate", "takeover", "live"):
            length_s = (on_air.ends_at - on_air.started_at).total_seconds()
            left_s = max(0.0, (on_air.ends_at - now).total_seconds())
            share = min(1.0, max(0.0, 1 - left_s / length_s)) if length_s > 0 else 0.0
        alarms = alarms_of(
            state,
            production_expected=self._settings.production,
            shared=self._settings.machine is not None,
        )
        return ChannelView(
            id=state.id,
            number=state.number,
            title=state.channel.title if state.channel else state.id,
            channel=state.channel,
            playout=playout,
            production=production,
            on_air=on_air,
            next=playout.next if playout else None,
            left_s=left_s,
            share=share,
            making=describe_production(production) if production else "",
            fresh=self._fresh.of(state.id),
            alarms=tuple(alarm for alarm in alarms if alarm.weight != "quiet"),
            picture=state.signal.live,
            error=state.error,
        )

    def _free_bytes(self) -> int | None:
        try:
            return shutil.disk_usage(self._settings.home).free
        except OSError:
            return None


def overview_routes(overview: Overview, thumbnails: Thumbnails, pages: Pages) -> APIRouter:
    """`/console`, and the pictures of channels."""
    routes = APIRouter()

    @routes.get("/console")
    def station(request: Request) -> Response:
        return pages.page(
            request, "overview.html", channels=overview.all(), station=overview.station()
        )

    @routes.get("/console/thumbs/{channel}.jpg")
    async def picture(channel: str) -> Response:
        jpeg = await thumbnails.get(channel)
        if jpeg is None:
            raise HTTPException(404, "the channel sends no pictures now")
        return Response(jpeg, media_type="image/jpeg")

    return routes
