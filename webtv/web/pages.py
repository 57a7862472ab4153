"""The pages: the station, the player, and what went wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException as RefusedRequest

from webtv.config.settings import Settings
from webtv.web.addresses import addresses_for
from webtv.web.answers import ChannelAnswer
from webtv.web.board import Board
from webtv.web.description import describe_channel
from webtv.web.headers import FORMS_POLICY
from webtv.web.static import FOLDER as STATIC


class Pages:
    """Renders the templates with what the board knows."""

    def __init__(self, settings: Settings, board: Board) -> None:
        self._settings = settings
        self._board = board
        self._templates = Jinja2Templates(directory=Path(__file__).parent / "templates")

    def station(self, request: Request) -> Response:
        """The channel list with one channel playing."""
        channels = self._channels(request)
        featured = next((c for c in channels if c.signal.live), channels[0] if channels else None)
        return self._page(request, "station.html", channels=channels, channel=featured)

    def watch(self, request: Request, channel: str) -> Response:
        """The player on one channel; 404 with the way back if there is no such channel."""
        channels = self._channels(request)
        chosen = next((c for c in channels if c.id == channel), None)
        if chosen is None:
            return self.missing(request, what="channel")
        own = addresses_for(request, self._settings)
        page = self._page(
            request,
            "watch.html",
            channels=channels,
            channel=chosen,
            embed=own.embed(channel),
            feed=own.feed(channel),
            oembed=own.page(f"/oembed?format=json&url={quote(chosen.urls.watch, safe='')}"),
        )
        # Its script goes from channel to channel, and viewers may take part in another one.
        return self.with_forms(page) if any(c.audience for c in channels) else page

    def embed(self, request: Request, channel: str) -> Response:
        """The player alone, for the pages of others; 404 if there is no such channel."""
        state = self._board.channels.get(channel)
        if state is None:
            raise HTTPException(404, "there is no such channel")
        addresses, now = addresses_for(request, self._settings), datetime.now(UTC)
        chosen = describe_channel(state, addresses=addresses, now=now)
        return self._page(request, "embed.html", channels=[chosen], channel=chosen)

    def render(self, request: Request, template: str, **values: Any) -> Response:
        """Another page; `values` are what its template shows."""
        return self._page(request, template, channels=[], channel=None, **values)

    def declined(self, request: Request, error: RefusedRequest) -> Response:
        """A page that says why a form was not taken, with the way back."""
        page = self._page(
            request,
            "declined.html",
            error.status_code,
            channels=[],
            channel=None,
            why=str(error.detail),
            back=request.url.path.rpartition("/")[0],
        )
        page.headers.update(error.headers or {})
        return page

    @staticmethod
    def with_forms(page: Response) -> Response:
        """A page whose forms may be sent to this server; others have none."""
        page.headers["Content-Security-Policy"] = FORMS_POLICY
        return page

    def missing(self, request: Request, *, what: str = "page") -> Response:
        """The 404 page."""
        channels = self._channels(request)
        return self._page(request, "missing.html", 404, channels=channels, channel=None, what=what)

    def _channels(self, request: Request) -> list[ChannelAnswer]:
        addresses, now = addresses_for(request, self._settings), datetime.now(UTC)
        return [
            describe_channel(state, addresses=addresses, now=now)
            for state in self._board.channels.values()
        ]

    def _page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        *,
        channels: list[ChannelAnswer],
        channel: ChannelAnswer | None,
        **values: object,
    ) -> Response:
        addresses = addresses_for(request, self._settings)
        context = {
            "channels": channels,
            "channel": channel,
            "data": [c.model_dump(mode="json") for c in channels],
            "canonical": addresses.page(request.url.path),
            "picture": addresses.page("/static/icons/icon-512.png"),
            **values,
        }
        return self._templates.TemplateResponse(
            request, template, context, status, headers={"Cache-Control": "no-cache"}
        )


def page_routes(pages: Pages) -> APIRouter:
    """`/`, `/watch/<channel>` and the files browsers ask for by name."""
    routes = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]

    @routes.api_route("/", methods=methods)
    def station(request: Request) -> Response:
        return pages.station(request)

    @routes.api_route("/watch/{channel}", methods=methods)
    def watch(request: Request, channel: str) -> Response:
        return pages.watch(request, channel)

    @routes.api_route("/favicon.ico", methods=methods)
    @routes.api_route("/favicon.svg", methods=methods)
    def favicon() -> Response:
        return FileResponse(STATIC / "icons" / "favicon.svg", media_type="image/svg+xml")

    @routes.api_route("/apple-touch-icon.png", methods=methods)
    def touch_icon() -> Response:
        return FileResponse(STATIC / "icons" / "apple-touch-icon.png", media_type="image/png")

    @routes.api_route("/manifest.webmanifest", methods=methods)
    def manifest() -> Response:
        return FileResponse(STATIC / "manifest.webmanifest", media_type="application/manifest+json")

    return routes
