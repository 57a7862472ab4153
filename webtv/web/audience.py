"""`/audience/<channel>`: viewers suggest scenes, vote for them, and give hearts to what is on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from webtv.audience.turnstile import Turnstile
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import DeclinedError, WorkBookError
from webtv.log import redact
from webtv.model.audience import in_words
from webtv.outage import Outage
from webtv.serving.connections import network_of
from webtv.web.board import Board, ChannelState
from webtv.web.form import check_origin, read_form
from webtv.web.pages import Pages

if TYPE_CHECKING:
    from webtv.audience.intake import Intake
    from webtv.audience.suggestions import Standing

ResultT = TypeVar("ResultT")

_MOST_AT_ONCE = 32
"""Requests that wait for the database; more are asked to come again."""

_BUSY = "too many viewers take part just now: try again in a moment"
_AWAY = "taking part is not possible just now: try again later"
_REF = 24


class AudienceDesk:
    """What the pages of viewers who take part need: the intake, in bounds."""

    def __init__(self, settings: Settings, board: Board) -> None:
        self._url = settings.audience_address_for_public
        self._board = board
        self._turnstile = Turnstile(burst=10, every_s=3)
        self._waiting = 0
        self._away = Outage("viewers cannot take part", "viewers can take part again")

    @cached_property
    def intake(self) -> Intake:
        """The intake. Where no viewer takes part, its libraries are not loaded."""
        from webtv.audience.intake import Intake
        from webtv.audience.ledger import Ledger

        return Intake(Ledger(self._url, guest=True))

    def of(self, ident: str) -> tuple[ChannelState, Channel]:
        """A channel in which viewers may take part; a 404 for all others."""
        state = self._board.channels.get(ident)
        if state is None or state.channel is None or not state.channel.audience.on:
            raise HTTPException(404, "viewers take no part in such a channel")
        return state, state.channel

    def enter(self, request: Request) -> str:
        """Who the viewer is that sends a form. Raises a 403 or a 429."""
        check_origin(request)
        who = viewer_of(request)
        if not self._turnstile.passes(who):
            raise HTTPException(429, "that was a lot: try again in a moment")
        return who

    async def ask(self, work: Callable[[], Awaitable[ResultT]]) -> ResultT:
        """The result of `work` with the database. A refusal becomes an `HTTPException`."""
        if self._waiting >= _MOST_AT_ONCE:
            raise HTTPException(503, _BUSY, headers={"Retry-After": "5"})
        self._waiting += 1
        try:
            result = await work()
        except DeclinedError as error:
            status = 404 if error.unknown else 429 if error.later else 422
            raise HTTPException(status, str(error)) from None
        except (WorkBookError, TimeoutError) as error:
            self._away.begin(redact(str(error)))
            raise HTTPException(503, _AWAY, headers={"Retry-After": "30"}) from None
        finally:
            self._waiting -= 1
        self._away.end()
        return result


def viewer_of(request: Request) -> str:
    """Whom limits count: an address, or a /64 network of IPv6."""
    address = request.client.host if request.client else ""
    return network_of(address) or address


def airs_at(state: ChannelState, standing: Standing, now: datetime) -> datetime | None:
    """When a suggestion airs, as far as anybody can know now."""
    reckoned = state.production.audience if state.production else None
    if reckoned is None or standing.state not in ("waiting", "approved"):
        return None
    seconds = reckoned.airs_in(standing.place or 0)
    return None if seconds is None else now + timedelta(seconds=seconds)


def audience_routes(desk: AudienceDesk, pages: Pages) -> APIRouter:
    """`/audience/<channel>` and below it a page for each suggestion, and three forms."""
    routes = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]

    def render(request: Request, template: str, state: ChannelState, **values: object) -> Response:
        reckoned = state.production.audience if state.production else None
        response = pages.render(
            request, template, station=state, reckoned=reckoned, in_words=in_words, **values
        )
        return pages.with_forms(response)

    def done(request: Request, path: str, **told: object) -> Response:
        """Programs and scripts are told; a browser without scripts is sent to a page."""
        if "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(path, 303)
        return JSONResponse({"page": path, **told}, headers={"Cache-Control": "no-store"})

    @routes.api_route("/audience/{ident}", methods=methods)
    async def audience(request: Request, ident: str) -> Response:
        state, channel = desk.of(ident)
        on = liked(state)
        line = await desk.ask(lambda: desk.intake.line(ident)) if channel.audience.on else []
        hearts = await desk.ask(lambda: desk.intake.hearts(ident, on)) if on else 0
        return render(request, "audience.html", state, line=line, hearts=hearts, on=on)

    @routes.api_route("/audience/{ident}/{ref}", methods=methods)
    async def suggestion(request: Request, ident: str, ref: str) -> Response:
        state, _ = desk.of(ident)
        found = await desk.ask(lambda: desk.intake.find(ident, ref[:_REF]))
        if found is None:
            return pages.missing(request, what="suggestion")
        now = datetime.now(UTC)
        at = airs_at(state, found, now)
        seconds = (at - now).total_seconds() if at else None
        return render(request, "suggestion.html", state, standing=found, at=at, seconds=seconds)

    @routes.post("/audience/{ident}/suggestions")
    async def suggest(request: Request, ident: str) -> Response:
        who, (state, channel) = desk.enter(request), desk.of(ident)
        form = await read_form(request)
        name, text = form.get("name", ""), form.get("text", "")
        taken = await desk.ask(
            lambda: desk.intake.suggest(ident, channel, who=who, name=name, text=text, source="web")
        )
        reckoned = state.production.audience if state.production else None
        seconds = reckoned.airs_in(0) if reckoned else None
        told = "Thank you. Somebody looks at it first."
        if seconds is not None:
            told += f" Once approved, it may air in about {in_words(seconds)}."
        return done(request, f"/audience/{quote(ident)}/{taken.ref}", said=told)

    @routes.post("/audience/{ident}/votes")
    async def vote(request: Request, ident: str) -> Response:
        who, (_, channel) = desk.enter(request), desk.of(ident)
        ref = (await read_form(request)).get("ref", "")[:_REF]
        found = await desk.ask(lambda: desk.intake.vote(ident, channel, who=who, ref=ref))
        told = "Your vote is counted."
        return done(request, f"/audience/{quote(ident)}", said=told, votes=found.votes + 1)

    @routes.post("/audience/{ident}/hearts")
    async def heart(request: Request, ident: str) -> Response:
        who, (state, channel) = desk.enter(request), desk.of(ident)
        on = liked(state)
        if not on:
            raise HTTPException(409, "there is no programme on to give a heart to")
        count = await desk.ask(lambda: desk.intake.heart(ident, channel, who=who, programme=on))
        told = f"{count} heart{'' if count == 1 else 's'} for this programme."
        return done(request, f"/audience/{quote(ident)}", said=told, hearts=count)

    return routes


def liked(state: ChannelState) -> str:
    """The programme that hearts are for now; empty while there is none."""
    on_air = state.playout.on_air if state.playout else None
    return on_air.liked if on_air else ""
