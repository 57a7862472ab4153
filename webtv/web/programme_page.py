"""One programme as a page of its own: film, words, how it was made, when it aired."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from webtv.config.settings import Settings
from webtv.web.addresses import addresses_for
from webtv.web.aside import Aside
from webtv.web.explain import airing_reason
from webtv.web.making import facts_of, score_parts, shots_of
from webtv.web.pages import Pages
from webtv.web.plain import plain
from webtv.web.programmes import MOST_WAITING, Pictures, Programmes, Shown

_MOST_AIRINGS = 24
_KEPT = "public, max-age=300"
"""A film never changes, but an operator may take it away."""


class ProgrammePage:
    """Puts the page together."""

    def __init__(self, settings: Settings, pages: Pages, programmes: Programmes) -> None:
        self._settings = settings
        self._pages = pages
        self._programmes = programmes

    def page(self, request: Request, ident: str) -> Response:
        """The page of one programme; 404 where there is none for viewers."""
        shown = self._programmes.find(ident)
        if shown is None:
            return self._pages.missing(request, what="programme")
        programme = plain(shown.programme)
        path = f"/programme/{programme.id}"
        airings = [(entry, airing_reason(shown, entry)) for entry in shown.airings]
        still = f"{path}/picture.jpg" if shown.film or shown.still else ""
        newest = shown.current or next(iter(shown.airings), None)
        own = addresses_for(request, self._settings)
        return self._pages.render(
            request,
            "programme.html",
            programme=programme,
            station=shown.state,
            shown=shown,
            airings=airings[:_MOST_AIRINGS],
            more=max(0, shown.times - _MOST_AIRINGS) if airings else shown.times,
            why=airing_reason(shown, newest) if newest else None,
            film=f"{path}/film.mp4" if shown.film else "",
            still=still,
            picture=own.page(still or "/static/icons/icon-512.png"),
            film_url=own.page(f"{path}/film.mp4") if shown.film else "",
            shots=shots_of(programme) if shown.aired else [],
            parts=score_parts(programme.score) if shown.aired else (),
            facts=facts_of(programme) if shown.aired else [],
        )


def programme_routes(
    page: ProgrammePage, programmes: Programmes, pictures: Pictures, aside: Aside
) -> APIRouter:
    """`/programme/<id>`, its `film.mp4` and its `picture.jpg`."""
    routes = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]
    drawing = Aside(MOST_WAITING + 1)

    async def found(ident: str) -> Shown:
        shown = await aside.run(programmes.find, ident)
        if shown is None or shown.film is None:
            raise HTTPException(404, "there is no such film")
        return shown

    @routes.api_route("/programme/{ident}", methods=methods)
    async def programme(request: Request, ident: str) -> Response:
        return await aside.run(page.page, request, ident)

    @routes.api_route("/programme/{ident}/film.mp4", methods=methods)
    async def film(ident: str) -> Response:
        """The film, whole or in part, while the library has it."""
        shown = await found(ident)
        assert shown.film is not None
        try:
            state = shown.film.stat()
        except OSError:
            raise HTTPException(404, "there is no such film") from None
        headers = {"Cache-Control": _KEPT}
        return FileResponse(shown.film, media_type="video/mp4", headers=headers, stat_result=state)

    @routes.api_route("/programme/{ident}/picture.jpg", methods=methods)
    async def picture(ident: str) -> Response:
        """A picture out of the film, or what is kept of one that is gone."""
        shown = await aside.run(programmes.find, ident)
        if shown is None or not (shown.film or shown.still):
            raise HTTPException(404, "there is no such film")
        jpeg = await drawing.run(pictures.get, shown)
        if jpeg is None:
            raise HTTPException(503, "pictures are being made", headers={"Retry-After": "5"})
        if not jpeg:
            raise HTTPException(404, "the film has no picture")
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": _KEPT})

    return routes
