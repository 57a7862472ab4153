"""The web application, put together from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from webtv import __version__
from webtv.config.settings import Settings
from webtv.web.api import api_routes
from webtv.web.aside import Aside
from webtv.web.audience import AudienceDesk, audience_routes
from webtv.web.board import Board
from webtv.web.embed import embed_routes
from webtv.web.explain import Explanations, explain_routes
from webtv.web.guide import Guides
from webtv.web.guide_page import GuidePage, guide_routes
from webtv.web.headers import SecurityHeaders
from webtv.web.hls import hls_routes
from webtv.web.iptv.past import Past, past_routes
from webtv.web.iptv.routes import Iptv, iptv_routes
from webtv.web.iptv.transport import Transport
from webtv.web.lineup import LineupWatch
from webtv.web.lowlatency import low_latency_routes
from webtv.web.metrics import metrics_routes
from webtv.web.pages import Pages, page_routes
from webtv.web.programme_page import ProgrammePage, programme_routes
from webtv.web.programmes import Pictures, Programmes
from webtv.web.rss import Feeds, feed_routes
from webtv.web.static import FOLDER, CheckedFiles, vendor_routes
from webtv.web.thumbnails import Thumbnails, thumbnail_routes


def create_app(settings: Settings) -> FastAPI:
    """The application for `settings`; its board is followed while the application runs."""
    board = Board(settings, LineupWatch(settings))
    guides = Guides(settings, board)
    programmes = Programmes(settings, board, guides)
    pages = Pages(settings, board)
    aside = Aside()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with board.followed():
            yield

    # FastAPI's documentation pages load scripts from a CDN, so there are none.
    app = FastAPI(
        title="WebTV",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,  # it redirects to the request's own Host, whatever that says
        lifespan=lifespan,
    )
    app.include_router(api_routes(settings, board))
    explanations = Explanations(settings, board, programmes)
    app.include_router(explain_routes(explanations, board, aside))
    app.include_router(metrics_routes(settings, board))
    app.include_router(low_latency_routes(settings.hls_dir))
    app.include_router(hls_routes(settings.hls_dir))
    app.include_router(thumbnail_routes(Thumbnails(board)))
    app.include_router(
        iptv_routes(Iptv(settings, board, guides), Transport(settings.hls_dir), settings, aside)
    )
    app.include_router(past_routes(Past(settings.hls_dir, guides, programmes), aside))
    app.include_router(vendor_routes(settings.node_modules))
    app.include_router(page_routes(pages))
    app.include_router(
        programme_routes(ProgrammePage(settings, pages, programmes), programmes, Pictures(), aside)
    )
    app.include_router(embed_routes(settings, board, pages))
    app.include_router(guide_routes(GuidePage(pages, board, guides), aside))
    app.include_router(feed_routes(Feeds(settings, board, guides), aside))
    app.include_router(audience_routes(AudienceDesk(settings, board), pages))
    app.mount("/static", CheckedFiles(directory=FOLDER))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        """Errors are a page for people and JSON for programs."""
        for_people = "text/html" in request.headers.get("accept", "")
        if for_people and error.status_code == 404 and request.method != "POST":
            return pages.missing(request)
        if for_people and request.url.path.startswith("/audience/"):
            return pages.declined(request, error)
        return JSONResponse(
            {"error": error.detail}, status_code=error.status_code, headers=error.headers
        )

    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    return app
