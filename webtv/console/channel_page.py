"""The pages of one channel: what is on, its programmes, production, rejections, as-run."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.settings import Settings
from webtv.console.orders import ORDERS
from webtv.console.overview import Overview
from webtv.console.pages import Pages
from webtv.console.pipeline import pipeline_of
from webtv.console.rejected import rejected_of
from webtv.control.programmes import read_programmes
from webtv.model.control import ControlState
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

_SHOWN = 60
_AIRED = 300
_STILL = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,120}\Z")


def channel_routes(settings: Settings, overview: Overview, pages: Pages) -> APIRouter:
    """`/console/channels/<id>` and what is below it."""
    routes = APIRouter(prefix="/console/channels/{channel}")
    log, library = AsRunLog(settings.asrun_dir), Library(settings.library_dir)

    @routes.get("")
    def now(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        titles = {p.id: p.title for p in library.programmes(channel)}
        return pages.page(request, "channel.html", view=view, orders=ORDERS, titles=titles)

    @routes.get("/programmes")
    def programmes(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        wanted = request.query_params.get("q", "")[:100].casefold()
        known = read_programmes(settings, channel)
        newest = list(reversed(known.programmes))
        newest.sort(key=lambda programme: programme.approval != "waiting")  # those stand first
        found = [
            programme
            for programme in newest
            if wanted in programme.title.casefold() or wanted in programme.id.casefold()
        ]
        control = view.playout.control if view.playout else ControlState()
        return pages.page(
            request,
            "programmes.html",
            view=view,
            orders=ORDERS,
            programmes=found[:_SHOWN],
            count=len(found),
            aired=known.aired,
            control=control,
            now=datetime.now(UTC),
            wanted=request.query_params.get("q", "")[:100],
        )

    @routes.get("/production")
    def production(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        made = pipeline_of(view.channel, view.production, library.programmes(channel))
        return pages.page(request, "production.html", view=view, pipeline=made)

    @routes.get("/rejected")
    def rejected(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        stills = rejected_of(settings.rejected_dir, channel)
        return pages.page(request, "rejected.html", view=view, stills=stills)

    @routes.get("/rejected/{name}.jpg")
    def still(channel: str, name: str) -> Response:
        overview.one(channel)
        path = settings.rejected_dir / channel / f"{name}.jpg"
        if not _STILL.match(name) or not path.is_file() or path.is_symlink():
            raise HTTPException(404, "there is no such picture")
        return FileResponse(path, media_type="image/jpeg")

    @routes.get("/asrun")
    def asrun(request: Request, channel: str) -> Response:
        view = overview.one(channel)
        since = datetime.now(UTC) - timedelta(hours=24)
        entries = log.read(channel, since=since)
        return pages.page(
            request,
            "asrun.html",
            view=view,
            entries=entries[: -_AIRED - 1 : -1],
            count=len(entries),
        )

    return routes
