"""Programmes that somebody looks at before, or after, they air: watched, approved, banned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.settings import Settings
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.overview import Overview
from webtv.console.pages import Pages
from webtv.errors import WebTVError
from webtv.files import is_file
from webtv.model.programme import PROGRAMME_ID, Programme
from webtv.programmes.approve import approve
from webtv.programmes.ban import ban
from webtv.store.library import Library


def judging_routes(
    settings: Settings, office: Office, overview: Overview, pages: Pages
) -> APIRouter:
    """`/console/channels/<id>/programmes/<programme>` and what can be done with it."""
    base = "/console/channels/{channel}/programmes/{programme}"
    routes = APIRouter()
    library = Library(settings.library_dir)

    def found(channel: str, ident: str) -> Programme:
        overview.one(channel)
        programme = library.get(channel, ident) if PROGRAMME_ID.match(ident) else None
        if programme is None:
            raise HTTPException(404, "there is no such programme")
        return programme

    def judge(
        request: Request, programme: Programme, action: str, work: Callable[[], object], said: str
    ) -> Response:
        caller: Caller = request.state.caller
        channel, detail = programme.channel, {"programme": programme.id, "title": programme.title}
        back = f"/console/channels/{channel}/programmes"
        office.audit.ask(caller.actor, action, channel=channel, detail=detail)
        try:
            work()
        except (WebTVError, OSError) as error:
            detail["reason"] = str(error)
            office.audit.write(caller.actor, action, "failed", channel=channel, detail=detail)
            return pages.said(request, f"{error}.", back=back, status=409, title="Not done")
        office.audit.write(caller.actor, action, "done", channel=channel, detail=detail)
        return pages.said(request, f"'{programme.title}' {said}", back=back)

    @routes.get(f"{base}.mp4")
    def film(channel: str, programme: str) -> Response:
        path = library.media(found(channel, programme))
        if not is_file(path):
            raise HTTPException(404, "the film is not there")
        return FileResponse(path, media_type="video/mp4")

    @routes.post(f"{base}/approve")
    def let(request: Request, channel: str, programme: str) -> Response:
        chosen = found(channel, programme)
        done = "may air; production lists it within seconds."
        return judge(request, chosen, "programme.approve", partial(approve, library, chosen), done)

    @routes.post(f"{base}/ban")
    def forbid(request: Request, channel: str, programme: str) -> Response:
        chosen = found(channel, programme)

        work = partial(ban, settings, library.programmes(channel), ids=(chosen.id,))
        return judge(request, chosen, "programme.ban", work, "is banned, and off the air.")

    return routes
