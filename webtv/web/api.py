"""The JSON API: channels, and the server's own health."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Response

from webtv import __version__
from webtv.config.settings import Settings
from webtv.web.addresses import addresses_for
from webtv.web.answers import ChannelAnswer, Fault, Health, Readiness
from webtv.web.board import Board
from webtv.web.description import describe_channel
from webtv.web.operator import is_operator
from webtv.web.readiness import judge_readiness


def api_routes(settings: Settings, board: Board) -> APIRouter:
    """`/api/channels`, `/api/channels/<id>`, `/healthz` and `/readyz`."""
    routes = APIRouter()

    @routes.head("/api/channels", include_in_schema=False)
    @routes.get("/api/channels")
    def channels(request: Request, response: Response) -> list[ChannelAnswer]:
        """Every channel of the station, in the order of the guide.

        With `Authorization: Bearer TOKEN`, the token in HOME/control.token, errors are told in
        their own words.
        """
        operator = is_operator(request, settings)
        response.headers["Cache-Control"] = "no-store"
        addresses, now = addresses_for(request, settings), datetime.now(UTC)
        return [
            describe_channel(state, addresses=addresses, now=now, operator=operator)
            for state in board.channels.values()
        ]

    @routes.head("/api/channels/{channel}", include_in_schema=False)
    @routes.get("/api/channels/{channel}", responses={404: {"model": Fault}})
    def channel(channel: str, request: Request, response: Response) -> ChannelAnswer:
        """One channel."""
        state = board.channels.get(channel)
        if state is None:
            raise HTTPException(404, "there is no such channel")
        response.headers["Cache-Control"] = "no-store"
        return describe_channel(
            state,
            addresses=addresses_for(request, settings),
            now=datetime.now(UTC),
            operator=is_operator(request, settings),
        )

    @routes.head("/healthz", include_in_schema=False)
    @routes.get("/healthz")
    async def healthz() -> Health:
        """The process is alive and answers."""
        return Health(status="alive", version=__version__)

    @routes.head("/readyz", include_in_schema=False)
    @routes.get("/readyz", responses={503: {"model": Readiness}})
    def readyz(response: Response) -> Readiness:
        """200 if viewers of every channel are served, else 503 and what they are without."""
        readiness = judge_readiness(
            settings.hls_dir,
            board.lineup.current,
            board.probes(),
            live=board.live(),
            now=datetime.now(UTC),
        )
        response.status_code = 200 if readiness.ready else 503
        response.headers["Cache-Control"] = "no-store"
        return readiness

    return routes
